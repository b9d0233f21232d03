"""Read: search, look at one paper, summarise, compare, find related ones, see what is hot."""
