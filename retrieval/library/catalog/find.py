"""Find the paper that a reference names, and search titles."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from retrieval.errors import PaperNotFound
from retrieval.library.catalog.read import ReadPapers
from retrieval.library.catalog.tables import papers
from retrieval.limits import MAX_TITLE_CHARS
from retrieval.paper import Paper, arxiv_id, doi, normalize_title, title_hash
from retrieval.provenance import UPLOAD
from retrieval.text.clean import clean_text

_MAX_REFERENCE_CHARS = 2_000
"""The part of a reference that is read; links and titles are shorter."""

_MAX_SUGGESTIONS = 3
_MAX_QUOTED_CHARS = 80
"""The length of a reference or title quoted in a message."""

_MAX_WORDS_LOOKED_UP = 32
_MAX_COMPARED_TITLES = 200
"""The number of titles to compare letter by letter; the others share fewer words."""


_title_between_spaces = sa.literal(" ") + papers.c.folded_title + " "


class FindPapers(ReadPapers):
    """Finds papers by what people call them."""

    def find(self, reference: str) -> Paper:
        """Return the paper with an id, link, DOI, title, or unambiguous part of a title.

        Raises PaperNotFound, whose message suggests up to three papers.
        """
        reference = reference.strip()[:_MAX_REFERENCE_CHARS]
        if not reference:
            raise PaperNotFound("No paper was named. Give an id, a link, a DOI or a title.")
        if found := self._find_by_id(reference):
            return found
        folded = normalize_title(reference)
        if not folded:
            raise _not_found_error(reference)
        titled = papers.c.folded_title == folded
        # an upload must not hide a paper of the same title
        ids = self._select_ids(titled, papers.c.source != UPLOAD) or self._select_ids(titled)
        if not ids and (former := self.get(title_hash(reference))):
            return former
        ids = ids or self._select_ids(_begins(folded)) or self._select_ids(_has_part(folded))
        if len(ids) == 1 and (paper := self.get(ids[0])):
            return paper
        if ids:
            raise PaperNotFound(
                f"“{_shorten(reference)}” may be several papers: "
                f"{self._format_papers(ids)}. Give an id, or more words."
            )
        is_id = arxiv_id(reference) or doi(reference)
        if near := [] if is_id else self._find_similar(folded):
            raise PaperNotFound(
                f"No paper is called “{_shorten(reference)}”. Nearest: {self._format_papers(near)}."
            )
        raise _not_found_error(reference)

    def suggest_titles(self, text: str, limit: int) -> list[tuple[str, str]]:
        """Return (id, readable title) of papers with words that begin with those of `text`.

        Titles that begin with the text come first. Returns the latest papers if it has no words.
        """
        if folded := normalize_title(text[:MAX_TITLE_CHARS]):
            words = [_has_part(word) for word in dict.fromkeys(folded.split())]
            first = sa.case((_begins(folded), 0), else_=1)
            ids = self._select_ids(*words[:_MAX_WORDS_LOOKED_UP], order=first, limit=limit)
            found = list(self.get_many(ids).values())
        else:
            found = self.page(sort="added", limit=limit)
        return [(paper.paper_id, clean_text(paper.title)) for paper in found]

    def find_titled(self, phrase: str, limit: int) -> list[Paper]:
        """Return papers whose title has a phrase, from the beginning of a word on."""
        if not (folded := normalize_title(phrase[:MAX_TITLE_CHARS])):
            return []
        ids = self._select_ids(_has_part(folded), limit=limit)
        return list(self.get_many(ids).values())

    def _find_by_id(self, reference: str) -> Paper | None:
        if found := self.get(reference):
            return found
        if (known := arxiv_id(reference)) and (found := self.get(known)):
            return found
        if known := doi(reference):
            return self.get(known) or self.get_by_doi(known)
        return None

    def _find_similar(self, folded: str) -> list[str]:
        """Return the ids of papers with the most similar titles that share a word with `folded`."""
        from rapidfuzz import fuzz, process

        words = sorted(set(folded.split()), key=len, reverse=True)[:_MAX_WORDS_LOOKED_UP]
        shared = [_title_between_spaces.contains(f" {word} ") for word in words]
        wanted = sa.select(papers.c.paper_id, papers.c.folded_title)
        wanted = wanted.where(self._is_seen(), sa.or_(*shared))
        most = sum((sa.case((has_word, 1), else_=0) for has_word in shared), start=sa.literal(0))
        wanted = wanted.order_by(most.desc()).limit(_MAX_COMPARED_TITLES)
        with self._database.read_transaction() as connection:
            titles = {row.paper_id: row.folded_title for row in connection.execute(wanted)}
        best = process.extract(folded, titles, scorer=fuzz.ratio, limit=_MAX_SUGGESTIONS)
        return [paper_id for _, _, paper_id in best]

    def _select_ids(
        self,
        *conditions: sa.ColumnElement[bool],
        order: sa.ColumnElement[int] | None = None,
        limit: int = _MAX_SUGGESTIONS + 1,
    ) -> list[str]:
        """Return the ids of papers that the place sees, in the order of their titles."""
        wanted = sa.select(papers.c.paper_id).where(self._is_seen(), *conditions)
        by_title = (papers.c.folded_title, papers.c.number)
        wanted = wanted.order_by(*by_title if order is None else (order, *by_title))
        with self._database.read_transaction() as connection:
            return list(connection.scalars(wanted.limit(limit)))

    def _format_papers(self, ids: Sequence[str]) -> str:
        known = self.get_many(ids[:_MAX_SUGGESTIONS]).values()
        names = [f"“{_shorten(clean_text(p.title))}” ({p.paper_id})" for p in known]
        return ", ".join(names) + (", …" if len(ids) > _MAX_SUGGESTIONS else "")


def _begins(folded: str) -> sa.ColumnElement[bool]:
    return papers.c.folded_title.startswith(folded)


def _has_part(folded: str) -> sa.ColumnElement[bool]:
    """Return the condition that a title contains a folded text at the start of a word."""
    return _title_between_spaces.contains(f" {folded}")


def _not_found_error(reference: str) -> PaperNotFound:
    return PaperNotFound(
        f"No paper “{_shorten(reference)}” is in the library. Check the id or title, or add the "
        "paper first."
    )


def _shorten(text: str) -> str:
    return text if len(text) <= _MAX_QUOTED_CHARS else text[: _MAX_QUOTED_CHARS - 1].rstrip() + "…"
