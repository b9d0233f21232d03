"""How good are the answers? Questions with known papers and facts, and what is measured on them."""
