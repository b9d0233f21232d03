"""Let a server have digests, post them, and take votes on what is in them."""
