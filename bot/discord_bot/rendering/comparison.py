"""Show a comparison: a picture and a table to take along, and its text with the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import discord
from discord import ui

from bot.answering.answer import Aspect, Cell, Comparison
from bot.answering.fields import USUAL_ASPECTS
from bot.answering.paper_names import name_paper
from bot.discord_bot import custom_ids, limits
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering.bylines import (
    bold_title,
    link_citation,
    mark_upload,
    short_authors,
    year,
)
from bot.discord_bot.rendering.escape import escape_markdown, link_paper, plain_text, quote
from bot.discord_bot.rendering.message import (
    Component,
    FileAttachment,
    OutgoingMessage,
    button,
    button_rows,
    join_parts,
    message,
    picture_gallery,
    separator,
    subtext,
    text,
)
from bot.discord_bot.rendering.text import SAFE_TOTAL, Shrinkable, build_footer, shrink_to_fit
from retrieval.paper import Paper

_MAX_HEAD_UNITS = 1_500
_MAX_ASPECT_UNITS = 80
_MAX_CELL_UNITS = 1_200
_MAX_SHORT_TITLE_CHARS = 45


def comparison(
    t: Translations,
    comparison: Comparison,
    *,
    token: str,
    evidence_token: str,
    pictures: Sequence[FileAttachment],
    csv: FileAttachment,
) -> OutgoingMessage:
    """Show papers side by side in a picture, or without one as text.

    What the text has no room for is in the table.
    """
    papers = comparison.papers
    numbered = [_paper_line(t, number, paper) for number, paper in enumerate(papers, 1)]
    head = "\n".join(shrink_to_fit(numbered, _MAX_HEAD_UNITS - len(numbered)))
    components: list[Component] = [
        text(f"**{t('rendering-compared', count=len(papers))}**\n{head}")
    ]
    footer = build_footer(t, comparison)
    if pictures:
        components.append(picture_gallery(pictures))
    else:
        used = sum(map(limits.count_units, (head, footer))) + 300
        body, whole = _aspect_texts(t, comparison, SAFE_TOTAL - used)
        components += [separator(), *map(text, body)] if body else []
        if not whole:
            footer = subtext(t("rendering-shortened")) + "\n" + footer
    components += [text(footer), ui.File(f"attachment://{csv.name}")]
    buttons = [
        button(
            t("rendering-button-evidence"),
            custom_ids.build_selection_id("evidence", evidence_token),
            style=discord.ButtonStyle.primary,
        ),
        button(t("rendering-button-summarize"), custom_ids.build_selection_id("summarize", token)),
        button(t("rendering-button-shelf"), custom_ids.build_selection_id("shelf", token)),
        button(t("rendering-button-bibtex"), custom_ids.build_selection_id("bibtex", token)),
        button(t("papers-button-aspects"), custom_ids.build_selection_id("aspects", token)),
    ]
    return message("comparison", [*components, *button_rows(buttons)], [*pictures, csv])


def comparison_evidence(t: Translations, comparison: Comparison) -> list[OutgoingMessage]:
    """Show what a comparison says and the words of the abstracts behind it, over messages."""
    pages: list[list[str]] = [[f"**{t('rendering-evidence')}**"]]
    for aspect in comparison.aspects:
        for line in _evidence_lines(t, aspect, comparison.papers):
            used = sum(limits.count_units(shown) + 1 for shown in pages[-1])
            if used + limits.count_units(line) > SAFE_TOTAL:
                pages.append([])
            pages[-1].append(line)
    return [message("comparison", [text("\n".join(page))]) for page in pages]


def _evidence_lines(t: Translations, aspect: Aspect, papers: Sequence[Paper]) -> Iterator[str]:
    name = escape_markdown(aspect_name(t, aspect.name), _MAX_ASPECT_UNITS) or "…"
    yield f"### {name}"
    for number, (paper, cell) in enumerate(zip(papers, aspect.cells, strict=False), 1):
        short = link_paper(limits.cut(name_paper(paper), _MAX_SHORT_TITLE_CHARS), paper)
        silent = f"*{t('rendering-not-stated')}*"
        said = escape_markdown(cell.text, _MAX_CELL_UNITS) if cell.stated else silent
        yield f"[{number}] **{short}:**{mark_upload(t, paper)} {said}"
        spans = [span.text.strip() for span in cell.evidence]
        if cell.stated and " ".join(spans) != cell.text.strip():
            yield from (quote(span, _MAX_CELL_UNITS) for span in spans)


def aspect_name(t: Translations, name: str) -> str:
    """Return one of the usual aspects in the reader's language; any other as it was asked for."""
    key = f"rendering-aspect-{name.lower().partition(' ')[0]}"
    return t(key) if name in USUAL_ASPECTS else plain_text(name)


def _paper_line(t: Translations, number: int, paper: Paper) -> Shrinkable:
    about = join_parts(short_authors(t, paper), year(paper))
    after = f" · {about}" if about else ""

    def render(room: int) -> str:
        return bold_title(paper, room - limits.count_units(after), f"[{number}] ") + after

    return render


@dataclass(frozen=True, slots=True)
class _AspectText:
    """What is said of an aspect: its name, the cells, and which papers say or show nothing."""

    name: str
    cells: list[Shrinkable]
    silent: str


def _aspect_texts(t: Translations, comparison: Comparison, room: int) -> tuple[list[str], bool]:
    """Return a text an aspect, and whether every cell is there in full."""
    parts = [_build_aspect_text(t, aspect, comparison.papers) for aspect in comparison.aspects]
    cells = [cell for part in parts for cell in part.cells]
    fixed = sum(
        limits.count_units(part.name) + limits.count_units(part.silent) + 2 for part in parts
    )
    shown = shrink_to_fit(cells, room - fixed - len(cells))
    whole = all(cell(limits.TEXT_TOTAL) == text for cell, text in zip(cells, shown, strict=True))
    rest = iter(shown)
    texts = [[part.name, *islice(rest, len(part.cells)), part.silent] for part in parts]
    return ["\n".join(filter(None, lines)) for lines in texts], whole


def _build_aspect_text(t: Translations, aspect: Aspect, papers: Sequence[Paper]) -> _AspectText:
    name = escape_markdown(aspect_name(t, aspect.name), _MAX_ASPECT_UNITS) or "…"
    numbered = list(enumerate(zip(papers, aspect.cells, strict=False), 1))
    marks = " ".join(f"[{n}]" for n, (_, cell) in numbered if not cell.stated)
    silent = f"{marks} *{t('rendering-not-stated')}*" if marks else ""
    return _AspectText(
        f"**{name}**",
        [_cell_line(number, paper, cell) for number, (paper, cell) in numbered if cell.stated],
        silent,
    )


def _cell_line(number: int, paper: Paper, cell: Cell) -> Shrinkable:
    linked = f"{link_citation(number, paper)} "

    def render(room: int) -> str:
        head = linked if limits.count_units(linked) < room // 3 else f"[{number}] "
        return head + escape_markdown(cell.text, max(room - limits.count_units(head), 0))

    return render
