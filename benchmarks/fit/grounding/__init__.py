"""Fit the cross-encoder of `bot/grounding`: one mix of data, one run, one command."""
