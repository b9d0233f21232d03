"""The papers of record, as far as the use cases need them."""

from __future__ import annotations

from typing import Protocol

from retrieval.paper import Paper


class Papers(Protocol):
    """Finds one paper by what a person calls it; blocks."""

    def find(self, reference: str) -> Paper:
        """Return the paper of an id, link, DOI or title; raise PaperNotFound."""
