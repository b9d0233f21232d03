"""Papers, their ids, and the evidence in them."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from retrieval.passage import Passage, WholeText
from retrieval.provenance import STARTER
from retrieval.text import patterns as re
from retrieval.text.clean import clean_text

_ARXIV_NEW = r"\d{4}\.\d{4,5}"
_ARXIV_OLD = r"[a-z][a-z-]+(?:\.[A-Za-z]{2})?/\d{7}"
_SUBJECT_CLASS = re.compile(r"\.[a-z]{2}(?=/)")
# ASCII only, since digits of other scripts look alike but are not valid.
_ARXIV_WHOLE = re.compile(
    rf"^(?:arxiv:\s*)?({_ARXIV_NEW}|{_ARXIV_OLD})(?:v\d+)?$", re.IGNORECASE | re.ASCII
)
_ARXIV_LINK = re.compile(
    rf"(?:arxiv\.org/(?:abs|pdf|html)/|huggingface\.co/papers/|10\.48550/arxiv\.|\barxiv:\s*)"
    rf"({_ARXIV_NEW}|{_ARXIV_OLD})(?:v\d+)?",
    re.IGNORECASE | re.ASCII,
)
_INVISIBLE = "\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
_DOI = re.compile(rf"\b(10\.[0-9]{{4,9}}/[^\s\"<>{_INVISIBLE}]+)", re.IGNORECASE)

_EMPTY: Mapping[str, Any] = MappingProxyType({})

WITHDRAWN: Final = "withdrawn"
"""The key in `extra` that is True where the source has withdrawn the paper."""

PUBLISHED_PRECISION: Final = "published_precision"
"""The key in `extra` that is "year" or "month" where the day of publication is not known."""

WITHDRAWN_REASON: Final = "withdrawn_reason"
"""The key in `extra` of the source's reason for the withdrawal, if any."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as its source records it, LaTeX leftovers and all.

    `paper_id` is the arXiv id without version, else the DOI in lower case, else `t-` and a stable
    hash of the normalized title. `extra` has JSON values of the source without a field here.
    `place` is the only place that sees a member's upload, empty for papers that all see.
    `passages` are those of the whole paper that were found for a question, and `whole` is the text
    that they are of; an answer keeps only the passages that it cites. Empty and None elsewhere.
    `for_reading()` is what people and indexes see.
    """

    paper_id: str
    title: str
    abstract: str
    authors: tuple[str, ...] = ()
    published: date | None = None
    updated: date | None = None
    categories: tuple[str, ...] = ()
    source: str = ""
    url: str = ""
    doi: str = ""
    extra: Mapping[str, Any] = field(default_factory=lambda: _EMPTY)
    place: str = ""
    passages: tuple[Passage, ...] = ()
    whole: WholeText | None = None

    @property
    def text(self) -> str:
        """What is read of the paper: its abstract, and below it the passages, a line each."""
        return "\n".join([self.abstract, *(one.text for one in self.passages)])

    @property
    def is_upload(self) -> bool:
        """Whether a member uploaded it, and no service has confirmed it yet."""
        return bool(self.place)

    @property
    def year(self) -> int | None:
        """The year of first publication, where known."""
        known = self.published or self.updated
        return known.year if known else None

    @property
    def published_on(self) -> str:
        """The date of publication as far as known, in ISO 8601: 2019, 2019-03 or 2019-03-04."""
        if self.published is None:
            return ""
        exact = self.published.isoformat()
        match self.extra.get(PUBLISHED_PRECISION):
            case "year":
                return exact.removesuffix("-01-01")
            case "month":
                return exact.removesuffix("-01")
        return exact

    @property
    def withdrawn(self) -> bool:
        """Whether its source has withdrawn it, so that it must not be relied on."""
        return self.extra.get(WITHDRAWN) is True

    @property
    def described_by_footnote(self) -> bool:
        """Whether the abstract is a short account written for Footnote, not the authors' own."""
        return self.source == STARTER

    @property
    def authors_abstract(self) -> str:
        """The abstract if it is the authors' own, else empty."""
        return "" if self.described_by_footnote else self.abstract

    @property
    def link(self) -> str:
        """The paper's own address: as recorded, else built from its arXiv id or DOI, else empty."""
        if self.url:
            return self.url
        if arxiv_id(self.paper_id):
            return f"https://arxiv.org/abs/{self.paper_id}"
        return f"https://doi.org/{self.doi}" if self.doi else ""

    def for_reading(self) -> Paper:
        """Return the paper with title and abstract cleaned of LaTeX leftovers."""
        return replace(self, title=clean_text(self.title), abstract=clean_text(self.abstract))


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span of what was read of a paper: `paper.text[start:end] == text`.

    Of a whole paper's passage it has the headings that it stands under, the page as readers count
    and as files do, from 0, and the passage's number; of an abstract it has none of these.
    `formulas` are the LaTeX or MathML of those displayed in it, where the source has that.
    """

    paper_id: str
    text: str
    start: int
    end: int
    section: str = ""
    page: str = ""
    passage: int | None = None
    page_index: int | None = None
    formulas: tuple[str, ...] = ()


def arxiv_id(text: str) -> str | None:
    """Return the arXiv id, without version, that `text` is or links to; else None.

    Old ids come without subject class, as arXiv prefers them: math.GT/0309136 is math/0309136.

    Forms: https://info.arxiv.org/help/arxiv_identifier.html, links to arXiv and to Hugging Face
    Papers, and arXiv's DOIs (10.48550/arXiv.…).
    """
    found = _ARXIV_WHOLE.match(text.strip()) or _ARXIV_LINK.search(text)
    return _SUBJECT_CLASS.sub("", found.group(1).lower()) if found else None


def doi(text: str) -> str | None:
    """Return the DOI in `text` in lower case, without trailing punctuation; else None."""
    found = _DOI.search(text)
    return found.group(1).rstrip(".,;:)]}'").lower() if found else None


def normalize_title(title: str) -> str:
    """Return the words of a title, folded so that spelling variants of one title are equal."""
    folded = unicodedata.normalize("NFKD", clean_text(title)).casefold()
    kept = "".join(" " if not c.isalnum() else c for c in folded if not unicodedata.combining(c))
    return " ".join(kept.split())


def title_hash(title: str) -> str:
    """Return `t-` and 16 hexadecimal digits of the SHA-256 of the normalized title."""
    return "t-" + hashlib.sha256(normalize_title(title).encode()).hexdigest()[:16]


def identify(title: str, *hints: str) -> str:
    """Return the id of a paper by its title and `hints`: ids, links or DOIs, possibly empty."""
    for hint in hints:
        if known := arxiv_id(hint):
            return known
    for hint in hints:
        if known := doi(hint):
            return known
    return title_hash(title)
