"""Hold the papers that a new library starts with, as package data."""
