"""Read whole papers: PDF, JATS and arXiv's HTML become passages with section and page."""
