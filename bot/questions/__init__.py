"""Find out what a question asks for."""
