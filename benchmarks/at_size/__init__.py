"""Libraries of a hundred thousand papers and more, and the programs that search them in turn."""
