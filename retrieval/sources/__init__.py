"""Read papers from files and services, one module a source."""
