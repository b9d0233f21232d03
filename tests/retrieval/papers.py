"""A small library's papers, and a way to make more."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from retrieval.paper import Paper

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)

ADAPTERS = Paper(
    "2301.00001",
    "Adapter layers for efficient transfer",
    "Adapter layers tune few parameters of a language model. They save 40 % of the memory.",
    authors=("Ada Lovelace", "Grace Hopper"),
    published=date(2023, 1, 2),
    categories=("cs.CL", "cs.LG"),
    source="arxiv",
    url="https://arxiv.org/abs/2301.00001",
)
GRAPHS = Paper(
    "2205.00002",
    "Graph neural networks in chemistry",
    "Molecules are graphs. Message passing predicts their energies.",
    authors=("Kurt Gödel", "Ada Byron"),
    published=date(2022, 5, 5),
    categories=("cs.LG", "physics.chem-ph"),
    source="page",
)
CATS = Paper(
    "10.1234/cats.7",
    "The sleep of domestic cats",
    "Cats sleep sixteen hours a day. Their naps are short and their dreams are of mice.",
    authors=("Grace Byron",),
    published=date(2020, 3, 1),
    categories=("q-bio.NC",),
    source="bibtex",
    doi="10.1234/cats.7",
)
UNDATED = Paper(
    "t-0123456789abcdef",
    "Notes on transformers",
    "Attention weighs every token of a sequence against every other token.",
)
PAPERS = (ADAPTERS, GRAPHS, CATS, UNDATED)


def paper(number: int, title: str = "", abstract: str = "", **fields: Any) -> Paper:
    """Return a paper of its own arXiv id."""
    return Paper(
        f"2400.{number:05}",
        title or f"Paper number {number}",
        abstract or f"What paper {number} says.",
        **fields,
    )
