"""Read papers from arXiv: by search (`api`) and daily feeds (`feed`)."""
