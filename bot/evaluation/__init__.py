"""Measure how good the answers are, on questions with known papers and facts."""
