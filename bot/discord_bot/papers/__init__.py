"""Search papers; show, summarize, compare and explain them; list related and trending ones."""
