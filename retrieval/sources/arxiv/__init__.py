"""Read papers from arXiv: by search (`api`), daily feeds (`feed`) and bulk harvest (`oai`)."""
