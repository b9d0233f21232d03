"""Export papers in the formats that reference managers and programs read."""
