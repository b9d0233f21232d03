"""Choose sentences of abstracts to quote, without any language model."""
