"""What is measured of this client beyond one cancel, each in a process of its own, as `worker` runs it."""
