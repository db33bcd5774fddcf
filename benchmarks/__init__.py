"""Measures this client side by side with those that a user could pick instead: `make bench`, `python -m benchmarks`."""
