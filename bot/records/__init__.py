"""Records: what is stored of conversations, digests, shelves, receipts and spending."""
