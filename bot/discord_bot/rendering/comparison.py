"""Show a comparison: a picture, the same as text beside it, and a table to take along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import discord
from discord import ui

from bot.answering.answer import Aspect, Cell, Comparison
from bot.answering.compare import ASPECTS
from bot.discord_bot import custom_ids, limits
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering.bylines import first_author, mark, titled, year
from bot.discord_bot.rendering.escape import escape_markdown, plain
from bot.discord_bot.rendering.message import (
    FileAttachment,
    OutgoingMessage,
    Piece,
    button,
    joined,
    message,
    rows,
    rule,
    small,
    text,
)
from bot.discord_bot.rendering.text import SAFE_TOTAL, Fitting, fitted, made
from retrieval.paper import Paper

_HEAD = 1_500
_ASPECT = 80


def comparison(
    t: Translations,
    comparison: Comparison,
    *,
    token: str,
    pictures: Sequence[FileAttachment],
    csv: FileAttachment,
) -> OutgoingMessage:
    """Show papers side by side; what the message has no room for is in the table."""
    papers = comparison.papers
    numbered = [_paper(t, number, paper) for number, paper in enumerate(papers, 1)]
    head = "\n".join(fitted(numbered, _HEAD - len(numbered)))
    pieces: list[Piece] = [text(f"**{t('look-compared', count=len(papers))}**\n{head}")]
    shown = pictures[: limits.GALLERY_ITEMS]
    if shown:
        pieces.append(ui.MediaGallery(*(_picture(picture) for picture in shown)))
    footer = made(t, comparison)
    used = limits.units(head) + limits.units(footer) + 300
    body, whole = _body(t, comparison, SAFE_TOTAL - used)
    if body:
        pieces += [rule(), *map(text, body)]
    if not whole:
        footer = small(t("look-shortened")) + "\n" + footer
    pieces += [text(footer), ui.File(f"attachment://{csv.name}")]
    buttons = [
        button(t("look-button-summarize"), custom_ids.on_chosen("summarize", token)),
        button(t("look-button-shelf"), custom_ids.on_chosen("shelf", token)),
        button(t("look-button-bibtex"), custom_ids.on_chosen("bibtex", token)),
        button(t("reading-button-aspects"), custom_ids.on_chosen("aspects", token)),
    ]
    return message("comparison", [*pieces, *rows(buttons)], [*shown, csv])


def aspect_name(t: Translations, name: str) -> str:
    """Return one of the usual aspects in the reader's language; any other as it was asked for."""
    key = f"look-aspect-{name.lower()}"
    return t(key) if name in ASPECTS else plain(name)


def _paper(t: Translations, number: int, paper: Paper) -> Fitting:
    about = joined(first_author(t, paper), year(paper))
    after = f" · {about}" if about else ""
    before = f"**[{number}]** "

    def render(room: int) -> str:
        return before + titled(paper, room - limits.units(before) - limits.units(after)) + after

    return render


@dataclass(frozen=True, slots=True)
class _Part:
    """What is said of an aspect: its name, the cells, and which papers say nothing."""

    name: str
    cells: list[Fitting]
    silent: str


def _body(t: Translations, comparison: Comparison, room: int) -> tuple[list[str], bool]:
    """Return a text an aspect, and whether every cell is there in full."""
    parts = [_part(t, aspect, comparison.papers) for aspect in comparison.aspects]
    cells = [cell for part in parts for cell in part.cells]
    fixed = sum(limits.units(part.name) + limits.units(part.silent) + 2 for part in parts)
    shown = fitted(cells, room - fixed - len(cells))
    whole = all(cell(limits.TEXT_TOTAL) == text for cell, text in zip(cells, shown, strict=True))
    rest = iter(shown)
    texts = [[part.name, *islice(rest, len(part.cells)), part.silent] for part in parts]
    return ["\n".join(filter(None, lines)) for lines in texts], whole


def _part(t: Translations, aspect: Aspect, papers: Sequence[Paper]) -> _Part:
    name = escape_markdown(aspect_name(t, aspect.name), _ASPECT) or "…"
    numbered = list(enumerate(zip(papers, aspect.cells, strict=False), 1))
    silent = " ".join(f"[{number}]" for number, (_, cell) in numbered if not cell.stated)
    return _Part(
        f"**{name}**",
        [_cell(number, paper, cell) for number, (paper, cell) in numbered if cell.stated],
        f"{silent} *{t('look-not-stated')}*" if silent else "",
    )


def _cell(number: int, paper: Paper, cell: Cell) -> Fitting:
    linked = f"{mark(number, paper)} "

    def render(room: int) -> str:
        head = linked if limits.units(linked) < room // 3 else f"[{number}] "
        return head + escape_markdown(cell.text, max(room - limits.units(head), 0))

    return render


def _picture(picture: FileAttachment) -> discord.MediaGalleryItem:
    description = limits.cut(picture.description, limits.MEDIA_DESCRIPTION) or None
    return discord.MediaGalleryItem(f"attachment://{picture.name}", description=description)
