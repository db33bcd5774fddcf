"""What differs between two sets of facts, and what it means for users."""
