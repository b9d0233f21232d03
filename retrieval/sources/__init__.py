"""Read papers from files and services, one module per source."""
