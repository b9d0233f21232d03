"""Draw comparisons as pictures that a phone shows well."""
