"""The state of a local Discord and what may be done to it: no network, every change an event."""
