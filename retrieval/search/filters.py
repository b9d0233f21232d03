"""What a searcher may restrict a search to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retrieval.search.query import folded_words

_HALVES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions that a paper must meet before it is ranked; all given ones must hold.

    Years are inclusive. A category matches itself and what is below it (`cs` matches `cs.CL`);
    an author matches when every word of the given name is a word of one author's name, without
    regard to case and accents; categories are compared without regard to case. Several values
    of one field are alternatives.
    """

    year_from: int | None = None
    year_to: int | None = None
    categories: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != Filters()


def with_parents(categories: Iterable[str]) -> list[str]:
    """Return the categories, folded, and what is above each: `cs.CL` gives `cs` and `cs.cl`."""
    found: dict[str, None] = {}
    for category in folded_categories(categories):
        parent = category.split(".", 1)[0]
        if parent not in {category, ""} and parent.isascii() and " " not in category:
            found[parent] = None
        found[category] = None
    return list(found)


def folded_categories(categories: Iterable[str]) -> list[str]:
    """Return the categories as both indexes keep them; blank ones are left out."""
    return [folded for c in categories if (folded := whole(c).strip().casefold())]


def whole(text: str) -> str:
    """Return a text without halves of characters, which no index takes and no paper has."""
    return _HALVES.sub("\ufffd", text)


def author_keys(authors: Iterable[str]) -> list[str]:
    """Return what both indexes keep of the authors: each word of a name, and each pair of one."""
    found: set[str] = set()
    for author in authors:
        names = sorted(set(folded_words(author)))[:8]
        found.update(names)
        found.update(f"{a} {b}" for i, a in enumerate(names) for b in names[i + 1 :])
    return sorted(found)


def author_conditions(author: str) -> Sequence[str]:
    """Return the keys that a paper by `author` must all have; empty for a name without words."""
    names = sorted(set(folded_words(author)))[:8]
    if len(names) < 2:
        return names
    return [f"{a} {b}" for i, a in enumerate(names) for b in names[i + 1 :]]
