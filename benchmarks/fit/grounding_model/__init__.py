"""Fit the model that judges whether an abstract says what a sentence claims.

Run: python -m benchmarks.fit.grounding_model --help
"""
