"""Find the papers of a library that a name or a description means."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

from bot.answering.paper_names import calls_paper, find_short_name
from bot.questions.names import fold_name, has_name
from retrieval.errors import PaperNotFound
from retrieval.paper import Paper
from retrieval.search.confidence import Confidence
from retrieval.search.query import Filters, fold_words

if TYPE_CHECKING:
    from retrieval.library.catalog.catalog import Catalog
    from retrieval.search.search import SearchPapers

_SEARCH_DEPTH: Final = 5
_MIN_SURE: Final = 0.8  # confidence, for a description to fit a paper
_MAX_SHARE_OF_NEXT: Final = 0.9  # of the score of that paper, for it to be the one described
_MAX_SHARE_BY_NAME: Final = 0.7  # the same for what was taken for a name, and may be a subject
_MIN_NAME_WORDS: Final = 2  # of what may be a description too
_MIN_LIKELY: Final = 0.45  # confidence, for papers to be those that may be meant
_MAX_LIKELY: Final = 3
_MIN_ALIKE, _MIN_TYPED_CHARS = 80, 5  # of 100, for a name with a typing error
_MIN_INITIALS: Final = 3  # of a title, for them to be its name


@dataclass(frozen=True, slots=True)
class Described:
    """The paper that a description fits, None if it may be one of several; and those it may fit."""

    paper: Paper | None = None
    perhaps: tuple[Paper, ...] = ()


class PaperFinder:
    """Finds papers by what they are called; every method blocks and may raise `RetrievalError`."""

    def __init__(self, catalog: Catalog, search: SearchPapers, confidence: Confidence) -> None:
        self._catalog = catalog
        self._search = search
        self._confidence = confidence

    def find_named(self, name: str, within: Filters) -> Paper | None:
        """Return the paper with a title, id, link or name, even if it is misspelled.

        Part of a title that fits no other paper is a name too.
        """
        paper = self.find_called(name)
        if paper is None and len(name.split()) >= _MIN_NAME_WORDS:
            return self._find_described(name, within, _MAX_SHARE_BY_NAME).paper
        return paper

    def find_called(self, name: str) -> Paper | None:
        """Return the paper with this title, id or link, or with this name of its own."""
        try:
            exact = self._catalog.find(name).for_reading()
        except PaperNotFound:
            exact = None
        # “BERT” is part of the title of a paper on training it, and not its name.
        if exact is not None and (calls_paper(name, exact) or not has_name(exact.title, name)):
            return exact
        found = self._search(name, limit=_SEARCH_DEPTH, exclude_withdrawn=True)
        papers = [hit.paper for hit in found.hits]
        called = (paper for paper in papers if calls_paper(name, paper))
        return next(called, next((paper for paper in papers if _is_alike(name, paper)), None))

    def speaks_of(self, paper: Paper, name: str) -> bool:
        """Tell whether the abstract, or the whole text if the library has it, has a name."""
        return has_name(self._search.read(name, paper).text, name)

    def find_described(self, phrase: str, within: Filters) -> Described:
        """Return the paper that a description fits; one of other years if none of these does."""
        found = self._find_described(phrase, within, _MAX_SHARE_OF_NEXT)
        if found.paper is None and (within.year_from or within.year_to):
            of_any_year = replace(within, year_from=None, year_to=None)
            return self._find_described(phrase, of_any_year, _MAX_SHARE_OF_NEXT)
        return found

    def _find_described(self, phrase: str, within: Filters, max_share: float) -> Described:
        found = self._search(phrase, filters=within, limit=_SEARCH_DEPTH, exclude_withdrawn=True)
        papers = tuple(hit.paper for hit in found.hits)
        sure = self._confidence(found.signals)
        if len(papers) == 1 and (within.authors or sure >= _MIN_SURE):
            return Described(papers[0], papers)
        if len(papers) > 1 and sure >= _MIN_SURE and found.shares[1] <= max_share:
            return Described(papers[0], papers[:1])
        return Described(None, papers[:_MAX_LIKELY] if sure >= _MIN_LIKELY else ())


def _is_alike(name: str, paper: Paper) -> bool:
    """Tell whether a name is that of a paper with a typing error, or the initials of its title."""
    typed, short = fold_name(name), fold_name(find_short_name(paper))
    initials = "".join(word[0] for word in fold_words(paper.title))
    if len(typed) >= _MIN_INITIALS and initials.startswith(typed):
        return True
    return (
        min(len(short), len(typed)) >= _MIN_TYPED_CHARS and fuzz.ratio(short, typed) >= _MIN_ALIKE
    )
