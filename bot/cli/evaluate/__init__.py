"""`footnote evaluate`: measure search, and answers."""
