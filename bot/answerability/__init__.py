"""Decide, without a model, whether abstracts state the detail that a question asks for."""
