"""Name the sections of a whole paper, and find the one that somebody means."""

from __future__ import annotations

from collections.abc import Iterable

from retrieval.full_text.headings import split_number
from retrieval.passage import SECTION_SEPARATOR, Passage
from retrieval.search.query import fold_words


class UnknownSection(ValueError):
    """A paper has no such section; `sections` are the outermost that it has, maybe none."""

    def __init__(self, wanted: str, sections: Iterable[str]) -> None:
        self.wanted = wanted
        self.sections = tuple(one for one in sections if SECTION_SEPARATOR not in one)
        if self.sections:
            names = "; ".join(self.sections)
            super().__init__(f"The paper has no section “{wanted}”. It has: {names}.")
        else:
            super().__init__(
                "The library has only the abstract of this paper, and no sections. Add its PDF, or "
                "summarize it without a section."
            )

    @property
    def quoted(self) -> str:
        """The part of the message that others wrote: possibly all of it."""
        return str(self)


def list_sections(passages: Iterable[Passage]) -> list[str]:
    """Return the sections of passages in reading order, each after the one around it."""
    found: dict[str, None] = {}
    for passage in passages:
        headings = passage.section.split(SECTION_SEPARATOR)
        for depth in range(1, len(headings) + 1):
            found[SECTION_SEPARATOR.join(headings[:depth])] = None
    return [section for section in found if section]


def find_section(wanted: str, sections: Iterable[str]) -> str:
    """Return the section that has a heading, its title without number, or words of it.

    The beginnings of words will do. Raises `UnknownSection`.
    """
    words, known = fold_words(wanted), list(sections)
    if words:
        headings = [section.rpartition(SECTION_SEPARATOR)[2] for section in known]
        whole, names = map(fold_words, known), [fold_words(heading) for heading in headings]
        titles = [fold_words(split_number(heading)[1]) for heading in headings]
        for likeness in (
            [one == words for one in whole],
            [words in (name, title) for name, title in zip(names, titles, strict=True)],
            [words == name[: len(words)] for name in names],
            [set(words) <= set(name) for name in names],
            [all(any(one.startswith(word) for one in name) for word in words) for name in names],
        ):
            if True in likeness:
                return known[likeness.index(True)]
    raise UnknownSection(wanted, known)


def is_within(passage: Passage, section: str) -> bool:
    """Tell whether a passage is in a section or in one inside it."""
    return f"{passage.section}{SECTION_SEPARATOR}".startswith(f"{section}{SECTION_SEPARATOR}")
