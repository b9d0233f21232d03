"""Read arXiv: its search (`api`), its daily feeds (`feed`), and its whole record (`oai`)."""
