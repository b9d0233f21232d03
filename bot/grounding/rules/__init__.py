"""Find, by rules alone, what speaks against a sentence: figures, names, directions, negations."""
