"""Turn the LaTeX and HTML of titles and abstracts into plain text."""
