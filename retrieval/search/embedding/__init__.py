"""Turn text into vectors: the port, and one module an adapter."""
