"""How answers came about, what changed since, and how long that is kept."""
