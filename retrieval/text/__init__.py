"""Read text as authors write it: LaTeX, sentences, character references."""
