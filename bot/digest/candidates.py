"""Find the papers that are new to a channel and match its interests."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta

from bot.records.subscriptions import Interests
from retrieval.paper import Paper
from retrieval.search.query import (
    author_conditions,
    author_keys,
    expand_categories,
    fold_categories,
    fold_words,
)
from retrieval.text import patterns as re

_MAX_AGE_BEFORE_WINDOW = timedelta(days=60)  # an older paper comes from a backfill


class InterestFilter:
    """A channel's interests, compiled for matching papers."""

    def __init__(self, interests: Interests) -> None:
        self.categories = set(fold_categories(interests.categories))
        self.sources = interests.sources
        self.include = Terms(interests.include)
        self.exclude = Terms(interests.exclude)
        self.authors = [set(author_conditions(author)) for author in interests.authors]

    def __call__(self, paper: Paper) -> bool:
        """Return whether a paper, cleaned for reading, matches the interests."""
        if self.categories and not self.categories & set(expand_categories(paper.categories)):
            return False
        if self.sources and paper.source not in self.sources:
            return False
        if self.include and self.find_term(paper) is None:
            return False
        return self.exclude.find_in(paper.title, paper.abstract) is None

    def find_term(self, paper: Paper) -> str | None:
        """Return the first wanted term in the paper, as the channel wrote it."""
        return self.include.find_in(paper.title, paper.abstract)

    def find_category(self, paper: Paper) -> str | None:
        """Return the first of the paper's categories that is wanted, as the paper has it."""
        wanted = (c for c in paper.categories if self.categories & set(expand_categories([c])))
        return next(wanted, None)

    def find_author(self, paper: Paper) -> str | None:
        """Return the first favorite author of the paper, as the paper names them."""
        keys = {author: set(author_keys([author])) for author in paper.authors}
        wanted = (a for favorite in filter(None, self.authors) for a in keys if favorite <= keys[a])
        return next(wanted, None)


def find_new_papers(
    papers: Iterable[Paper], already_sent: Collection[str], day: date, window: timedelta
) -> Sequence[Paper]:
    """Return the papers that are new on `day`, without duplicates, cleaned for reading.

    Papers already sent, withdrawn, or dated long before the window are not new, except that the
    starter papers, all of them old, are new to those who begin with them.
    """
    known, new_papers = set(already_sent), []
    for paper in papers:
        dated = paper.published or paper.updated
        if paper.paper_id in known or paper.withdrawn:
            continue
        is_old = dated is not None and dated < day - window - _MAX_AGE_BEFORE_WINDOW
        if is_old and not paper.described_by_footnote:
            continue
        known.add(paper.paper_id)
        new_papers.append(paper.for_reading())
    return new_papers


_MIN_PLURAL_CHARS = 4  # "gas" and "is" are no plurals
_WITHOUT_SPACES = re.compile(
    "[\u2e80-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1780-\u17ff\U00020000-\U0003ffff]"
)


class Terms:
    """Words and phrases to search for; those without letters or digits are ignored."""

    def __init__(self, terms: Iterable[str]) -> None:
        patterns = [(term, _build_pattern(term)) for term in terms]
        self._patterns = tuple((term, re.compile(p)) for term, p in patterns if p)

    def __bool__(self) -> bool:
        return bool(self._patterns)

    def find_in(self, *texts: str) -> str | None:
        """Return the first term that one of the texts contains, as it was given."""
        folded = [" ".join(fold_words(text)) for text in texts] if self._patterns else []
        for term, pattern in self._patterns:
            if any(pattern.search(text) for text in folded):
                return term
        return None


def _build_pattern(term: str) -> str:
    words = fold_words(term)
    if not words:
        return ""
    if _WITHOUT_SPACES.search("".join(words)):  # words have no visible boundaries
        return re.escape(" ".join(words))
    forms = ("|".join(map(re.escape, sorted(_inflect(word)))) for word in words)
    return rf"(?<!\S){' '.join(f'(?:{f})' for f in forms)}(?!\S)"


def _inflect(word: str) -> set[str]:
    """Return the singular and plural forms of a word in either form."""
    found = {word}
    for single in _singulars(word):
        found |= {single, single + "s", single + "es"}
        if single.endswith("y"):
            found.add(single[:-1] + "ies")
    return found


def _singulars(word: str) -> Iterator[str]:
    """Yield the word, and what it may be the plural of."""
    yield word
    if len(word) < _MIN_PLURAL_CHARS or not word.endswith("s") or word.endswith("ss"):
        return
    yield word[:-1]
    if word.endswith("ies"):
        yield word[:-3] + "y"
    elif word.endswith("es"):
        yield word[:-2]
