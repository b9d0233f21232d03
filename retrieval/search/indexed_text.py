"""The text of a paper that embedders see, and where its abstract stands in it."""

from __future__ import annotations

from retrieval.paper import Paper


def indexed_text(paper: Paper) -> str:
    """Return the text of a paper (cleaned for reading) that embedders see."""
    return f"{paper.title}\n{paper.abstract}"


def abstract_start(paper: Paper) -> int:
    """Return where the abstract begins in `indexed_text`."""
    return len(paper.title) + 1
