"""What a person's client is made of: its line, what it has seen, what it has begun, filling in."""
