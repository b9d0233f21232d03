"""Decide which papers are the same work."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from retrieval.paper import Paper, arxiv_id, doi, normalize_title
from retrieval.text import patterns as re

_MIN_TITLE_WORDS = 3
"""A shorter title ("Editorial", "Deep learning") is too generic to identify a work."""

_TITLE_ID = re.compile(r"t-[0-9a-f]{16}")
_ARXIV_DOI = "10.48550/arxiv."
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


@dataclass(frozen=True, slots=True)
class AuthorNames:
    """The folded words of a list of names, and those that may be family names."""

    words: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()

    @classmethod
    def of(cls, names: Iterable[str]) -> AuthorNames:
        """Fold each name."""
        folded = [parts for name in names if (parts := fold_name(name).split())]
        words = frozenset(word for parts in folded for word in parts)
        return cls(words, frozenset(map(_find_family_name, folded)))

    def may_share(self, other: AuthorNames) -> bool:
        """Return the result of `may_share_author`."""
        if not self.words or not other.words:
            return True
        return not (self.families.isdisjoint(other.words) and other.families.isdisjoint(self.words))


@dataclass(frozen=True, slots=True)
class Identity:
    """The fields that identify a paper: ids ("" if unknown), folded title, and authors.

    The authors are left out if the title is generic.
    """

    arxiv: str
    doi: str
    title: str
    authors: AuthorNames = AuthorNames()

    @classmethod
    def of(cls, paper: Paper, folded_title: str | None = None) -> Identity:
        """Take the ids from `paper_id` and `doi`; an arXiv DOI counts as an arXiv id.

        `folded_title` is the folded title, if the caller has it already.
        """
        ids = (paper.paper_id, paper.doi)
        known_arxiv = next(filter(None, map(_to_arxiv_id, ids)), "")
        dois = (doi(text) or "" for text in ids if text)
        known_doi = next((d for d in dois if d and not d.startswith(_ARXIV_DOI)), "")
        title = normalize_title(paper.title) if folded_title is None else folded_title
        # Folded once, since a paper may be compared with many others of the same title.
        authors = AuthorNames() if _is_generic(title) else AuthorNames.of(paper.authors)
        return cls(known_arxiv, known_doi, title, authors)

    @property
    def title_key(self) -> str:
        """The key shared by all works with this title."""
        return f"title:{title_id(self.title)}"

    @property
    def is_generic(self) -> bool:
        """Whether the title is too short to distinguish works."""
        return _is_generic(self.title)


def to_canonical(paper: Paper, identity: Identity) -> Paper:
    """Return `paper` under its best known id: arXiv id, DOI, or its current one.

    A paper with only a generic title gets an id derived from further fields.
    """
    if identity.arxiv:
        own_doi = paper.doi or identity.doi  # the DOI may have been the id
        if (paper.paper_id, paper.doi) == (identity.arxiv, own_doi):
            return paper
        return replace(paper, paper_id=identity.arxiv, doi=own_doi)
    if identity.doi:
        return paper if paper.paper_id == identity.doi else replace(paper, paper_id=identity.doi)
    if identity.is_generic and paper.paper_id == title_id(identity.title):
        parts = [paper.url] if paper.url else [*paper.authors, str(paper.published), paper.abstract]
        return replace(paper, paper_id=title_id(identity.title, *parts))
    return paper


class Rank:
    """How reliably an id identifies a work; a paper keeps the best it has had."""

    TITLE, FOREIGN, DOI, ARXIV = range(4)


def rank(paper_id: str) -> int:
    """Return the `Rank` of an id."""
    if arxiv_id(paper_id) == paper_id:
        return Rank.ARXIV
    if doi(paper_id) == paper_id:
        return Rank.DOI
    return Rank.TITLE if _TITLE_ID.fullmatch(paper_id) else Rank.FOREIGN


def title_id(title: str, *more: str) -> str:
    """Return the `t-` id of a folded title, and of `more` to distinguish namesakes."""
    text = "\n".join((title, *more))
    return "t-" + hashlib.sha256(text.encode()).hexdigest()[:16]


def to_key(paper_id: str) -> str:
    """Return the key under which a current or former id is found."""
    if known := _to_arxiv_id(paper_id):
        return f"arxiv:{known}"
    if doi(paper_id) == paper_id.lower():
        return f"doi:{paper_id.lower()}"
    return f"title:{paper_id}" if _TITLE_ID.fullmatch(paper_id) else f"id:{paper_id}"


def find_keys(paper: Paper, identity: Identity) -> list[str]:
    """Return all keys of `paper`, best first."""
    keys = [to_key(to_canonical(paper, identity).paper_id)]
    if identity.arxiv:
        keys.append(f"arxiv:{identity.arxiv}")
    if identity.doi:
        keys.append(f"doi:{identity.doi}")
    if identity.title:
        keys.append(identity.title_key)
    return list(dict.fromkeys((*keys, to_key(paper.paper_id))))


def is_same_work(a: Identity, b: Identity, *, by_title: bool) -> bool:
    """Return whether two papers that share an id or, `by_title`, only a title are the same work.

    Different arXiv ids are different works. A shared title is weaker than a shared id: it does not
    match different DOIs or papers without a common author, and a generic one matches nothing.
    """
    if a.arxiv and b.arxiv:
        return a.arxiv == b.arxiv
    if not by_title:
        return True
    if a.doi and b.doi:
        return a.doi == b.doi
    return not a.is_generic and a.authors.may_share(b.authors)


def may_share_author(some: Iterable[str], others: Iterable[str]) -> bool:
    """Return whether two lists of authors may be of one work: one is empty, or a name matches.

    Names match if the family name of either is a word of the other: "Smith JA" matches
    "Jane A. Smith", also with the family name first.
    """
    return AuthorNames.of(some).may_share(AuthorNames.of(others))


def fold_name(text: str) -> str:
    """Return the words of `text` in lower case, without accents and punctuation."""
    if text.isascii() and text.replace(" ", "").isalpha():
        return " ".join(text.lower().split())
    # Names may contain accents in LaTeX, which this resolves.
    return normalize_title(text)


def _is_generic(title: str) -> bool:
    return title.count(" ") + 1 < _MIN_TITLE_WORDS


def _find_family_name(words: list[str]) -> str:
    long = [word for word in words if len(word) > 1 and word not in _SUFFIXES]
    return (long or words)[-1]


def _to_arxiv_id(text: str) -> str:
    """Return the arXiv id that the whole `text` is or links to, or ""."""
    return (arxiv_id(text) or "") if text else ""
