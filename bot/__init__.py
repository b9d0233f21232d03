"""The application: use cases, their front ends and the adapters that serve them."""
