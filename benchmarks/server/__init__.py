"""An exchange on loopback that checks every request and costs little, in a process of its own."""
