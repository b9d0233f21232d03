"""The line above an answer: a count, what the catalog has, or a friendly word; never a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from bot.answering.locations import TextRead

LeadKey = Literal[
    "nearest",
    "papers",
    "best-papers",
    "no-papers",
    "not-compared",
    "no-limitation",
    "no-future-work",
    "authors",
    "published",
    "venue",
    "link",
    "categories",
    "records",
    "paper-count",
    "papers-of-year",
    "papers-of-author",
    "papers-with-title",
    "library",
    "newest",
    "oldest",
    "newest-papers",
    "oldest-papers",
    "not-recorded",
    "not-dated",
    "greeting",
    "thanks",
    "goodbye",
    "help",
    "no-question",
    "empty-library",
]

_TEXTS: Final[Mapping[LeadKey, str]] = MappingProxyType(
    {
        "nearest": "What comes nearest:",
        "papers": "{count} {papers} on this:",
        "best-papers": "The {count} papers that fit best; for more, search for “{value}”:",
        "not-compared": "No paper in the library seems to be “{value}”, so there is nothing to "
        "compare.",
        "no-papers": "No paper in the library seems to be on this.",
        "no-limitation": "No limitation was found in the {read}.",
        "no-future-work": "No future work was found in the {read}.",
        "authors": "“{title}” is by {value}.",
        "published": "“{title}”, published: {value}",
        "venue": "“{title}” appeared in {value}.",
        "link": "“{title}”: {value}",
        "categories": "“{title}” is in {value}.",
        "records": "The papers that this may mean:",
        "paper-count": "The library has {count} {papers}.",
        "papers-of-year": "The library has {count} {papers} of {value}:",
        "papers-of-author": "The library has {count} {papers} by {value}:",
        "papers-with-title": "{count} {titles} “{value}”:",
        "newest": "The newest paper in the library is “{title}” ({value}).",
        "oldest": "The oldest paper in the library is “{title}” ({value}).",
        "library": "The library has {count} {papers}: {value}.",
        "newest-papers": "The newest papers in the library:",
        "oldest-papers": "The oldest papers in the library:",
        "not-recorded": "The library’s record of “{title}” does not have that.",
        "not-dated": "No paper in the library has a date.",
        "greeting": "Hello! I answer questions from the papers in this library. "
        "Ask me something, for example: {value}",
        "thanks": "You’re welcome! Ask on whenever you like, for example: {value}",
        "goodbye": "See you! The library stays open.",
        "help": "I answer questions from the {count} {papers} in this library and cite each "
        "sentence. I can also list and compare papers, summarize one, and post a daily digest. "
        "Ask, for example: {value}",
        "no-question": "I only answer questions about the papers in this library. "
        "Ask, for example: {value}",
        "empty-library": "The library is empty, so there is nothing to answer from yet. "
        "Add papers first.",
    }
)


@dataclass(frozen=True, slots=True)
class Lead:
    """The line above an answer's sentences.

    `count` is how many papers it speaks of, `title` the paper's, and `value` what the catalog has
    (names, a date, a venue, an address) or an example of a question. `read` is what it says
    nothing was found in.
    """

    key: LeadKey
    count: int = 0
    title: str = ""
    value: str = ""
    read: TextRead = "abstract"

    @property
    def text(self) -> str:
        """The line in English."""
        papers = "paper" if self.count == 1 else "papers"
        pattern = _TEXTS[self.key]
        if self.key.startswith("papers-") and not self.count:
            pattern = f"{pattern.removesuffix(':')}."
        return pattern.format(
            count=f"{self.count:,}",
            papers=papers,
            titles="title says" if self.count == 1 else "titles say",
            title=self.title,
            value=self.value,
            read=self.read,
        )


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading above a part of an answer; `before` is the index of the part's first sentence."""

    before: int
    text: str
