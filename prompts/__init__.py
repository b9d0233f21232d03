"""Build prompts: templates, fences around quoted text, and packing into a token budget."""
