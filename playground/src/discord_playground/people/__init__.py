"""The parts of a person's client: connection, state, invocations, and what it sends."""
