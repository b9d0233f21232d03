"""Say what Discord would refuse in a request: pure functions over what a client sent."""
