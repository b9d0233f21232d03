"""Take from a comparison what a picture says, without markup."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.answering.answer import Comparison
from bot.discord_bot.locales import Translations
from bot.discord_bot.rendering.bylines import signed, title, year
from bot.discord_bot.rendering.comparison import aspect_name
from bot.discord_bot.rendering.escape import plain


@dataclass(frozen=True, slots=True)
class Head:
    """A paper: its title, and whose it is."""

    title: str
    by: str


@dataclass(frozen=True, slots=True)
class Said:
    """What a paper says of an aspect, or that it does not say."""

    text: str
    stated: bool


@dataclass(frozen=True, slots=True)
class Row:
    """An aspect, and a cell for each paper."""

    name: str
    cells: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """All texts of a picture."""

    heads: tuple[Head, ...]
    rows: tuple[Row, ...]

    def texts(self) -> Iterator[str]:
        """Yield every text."""
        for head in self.heads:
            yield from (head.title, head.by)
        for row in self.rows:
            yield row.name
            yield from (cell.text for cell in row.cells)


def table(comparison: Comparison, t: Translations) -> Table:
    """Return the table of a comparison, its fixed words in the reader's language."""
    heads = (Head(title(p), signed(t, p, year(p))) for p in comparison.papers)
    rows = (
        Row(
            plain(aspect_name(t, aspect.name)),
            tuple(
                Said(plain(cell.text) if cell.stated else t("look-not-stated"), cell.stated)
                for cell in aspect.cells
            ),
        )
        for aspect in comparison.aspects
    )
    return Table(tuple(heads), tuple(rows))
