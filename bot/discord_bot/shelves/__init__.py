"""Shelves: papers that people and servers save."""
