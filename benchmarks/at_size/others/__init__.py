"""What a person would otherwise use, installed in an environment of their own.

Each module has a way to open a store, which yields what answers a question; it imports nothing but
the standard library until then.
"""
