"""Read the text of PDFs: what is printed where, paragraphs, headings, captions and tables."""
