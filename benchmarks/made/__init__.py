"""What the generator is given to measure it: docs pages and specs, made for the occasion."""
