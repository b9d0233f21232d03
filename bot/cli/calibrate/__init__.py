"""`footnote calibrate`: when to refuse, fitted to this library."""
