"""Find the one paper that somebody means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from retrieval.errors import PaperNotFound
from retrieval.library.catalog.titles import TitleIndex
from retrieval.limits import MAX_TITLE_CHARS
from retrieval.paper import Paper, arxiv_id, doi, normalised_title, title_hash
from retrieval.text.clean import readable

_MAX_REFERENCE_CHARS = 2_000
"""Of what is asked for: links and titles are shorter."""

_NAMED = 3
_QUOTED = 80
"""How many characters of what was asked for, or of a title, a message repeats."""


class _Papers(Protocol):
    def get(self, paper_id: str) -> Paper | None: ...

    def get_many(self, ids: Sequence[str]) -> Mapping[str, Paper]: ...

    def by_doi(self, doi: str) -> Paper | None: ...

    def titled(self, folded: str) -> list[str]: ...


def find(papers: _Papers, titles: TitleIndex, reference: str) -> Paper:
    """Return the paper of that id, link, DOI, title, or unambiguous part of a title.

    Raises PaperNotFound, whose message names up to three papers that may have been meant.
    """
    reference = reference.strip()[:_MAX_REFERENCE_CHARS]
    if not reference:
        raise PaperNotFound("No paper was named. Give an id, a link, a DOI or a title.")
    if found := _by_id(papers, reference):
        return found
    folded = normalised_title(reference)[:MAX_TITLE_CHARS]
    ids = titles.exactly(folded) if folded else []
    if len(ids) > 1:  # no upload stands in the way of the paper whose title it has
        ids = papers.titled(folded) or ids
    if not ids and folded:
        if former := papers.get(title_hash(reference)):
            return former
        ids = titles.beginning(folded, _NAMED + 1) or titles.containing(folded, _NAMED + 1)
    if len(ids) == 1 and (paper := papers.get(ids[0])):
        return paper
    shown = f"“{_short(reference)}”"
    if ids:
        raise PaperNotFound(
            f"{shown} may be several papers: {_list(papers, ids)}. Give an id, or more words."
        )
    near = titles.near(folded, _NAMED) if folded and not _is_id(reference) else []
    if near:
        raise PaperNotFound(f"No paper is called {shown}. Nearest: {_list(papers, near)}.")
    raise PaperNotFound(
        f"No paper {shown} is in the library. Check the id or title, or add the paper first."
    )


def _by_id(papers: _Papers, reference: str) -> Paper | None:
    if found := papers.get(reference):
        return found
    if (known := arxiv_id(reference)) and (found := papers.get(known)):
        return found
    if known := doi(reference):
        return papers.get(known) or papers.by_doi(known)
    return None


def _is_id(reference: str) -> bool:
    return bool(arxiv_id(reference) or doi(reference))


def _list(papers: _Papers, ids: Sequence[str]) -> str:
    known = papers.get_many(ids[:_NAMED])
    names = [f"“{_short(readable(p.title))}” ({p.paper_id})" for p in known.values()]
    return ", ".join(names) + (", …" if len(ids) > _NAMED else "")


def _short(text: str) -> str:
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1].rstrip() + "…"
