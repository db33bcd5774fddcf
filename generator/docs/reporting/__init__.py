"""Facts and findings for people, pull requests and programs."""
