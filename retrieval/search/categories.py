"""Find the codes of arXiv's categories by their names: https://arxiv.org/category_taxonomy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from retrieval.search.query import fold_words


@cache
def load_category_names() -> Mapping[str, str]:
    """Return the names of arXiv's archives and categories by their codes."""
    taxonomy = resources.files("retrieval.search").joinpath("arxiv_categories.txt").read_text()
    lines = (line.partition(" ") for line in taxonomy.splitlines())
    return MappingProxyType({code: name for code, _, name in lines})


def add_codes(category: str) -> tuple[str, ...]:
    """Return a category as given, and unless it is a code those of the names that contain it.

    A name that is the same goes before others: "Physics" is not every kind of physics.
    """
    names = {
        code: f" {' '.join(fold_words(name))} " for code, name in load_category_names().items()
    }
    wanted = f" {' '.join(fold_words(category))} "
    if not wanted.strip() or category.casefold() in map(str.casefold, names):
        return (category,)
    same = [code for code, name in names.items() if name == wanted]
    return (category, *(same or [code for code, name in names.items() if wanted in name]))


def add_all_codes(categories: Iterable[str]) -> tuple[str, ...]:
    """Return categories, each followed by what `add_codes` finds."""
    return tuple(code for category in categories for code in add_codes(category))
