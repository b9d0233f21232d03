"""Show a comparison: a picture and a table to take along, and its text with the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import discord
from discord import ui

from bot.answering.answer import Aspect, Cell, Comparison
from bot.answering.language_model import NOT_FOUND, NOT_STATED_IN_PAPER
from bot.answering.locations import SilentText, describe_formulas, locate
from bot.answering.paper_names import name_paper
from bot.answering.research_fields import USUAL_ASPECTS
from bot.discord_bot import custom_ids, limits
from bot.discord_bot.limits import count_units
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering.blocks import Block, build_parts, list_pictures, split_pages
from bot.discord_bot.rendering.bylines import (
    bold_title,
    describe_read,
    link_citation,
    mark_upload,
    short_byline,
)
from bot.discord_bot.rendering.escape import escape_markdown, link_paper, plain_text, quote
from bot.discord_bot.rendering.message import (
    Component,
    FileAttachment,
    OutgoingMessage,
    button,
    button_rows,
    join_lines,
    message,
    separator,
    subtext,
    text,
)
from bot.discord_bot.rendering.text import (
    SAFE_TOTAL,
    Shrinkable,
    build_footer,
    shrink_to_fit,
)
from retrieval.paper import Evidence, Paper

_MAX_HEAD_UNITS = 1_500
_MAX_ASPECT_UNITS = 80
_MAX_CELL_UNITS = 1_200
_MAX_SHORT_TITLE_CHARS = 45
_SILENT: Mapping[str, SilentText] = {NOT_FOUND: "passages", NOT_STATED_IN_PAPER: "paper"}
"""What does not state an aspect, by what its cell says; else the abstract."""


def comparison(
    t: Translations,
    comparison: Comparison,
    *,
    token: str,
    evidence_token: str,
    picture: FileAttachment | None,
    csv: FileAttachment,
) -> OutgoingMessage:
    """Show papers side by side in a picture, or without one as text.

    What the text has no room for is in the table.
    """
    papers = comparison.papers
    numbered = [_paper_line(t, number, paper, papers) for number, paper in enumerate(papers, 1)]
    head = "\n".join(shrink_to_fit(numbered, _MAX_HEAD_UNITS - len(numbered)))
    shown: list[Component] = [text(f"**{t('rendering-compared', count=len(papers))}**\n{head}")]
    footer = build_footer(t, comparison)
    if picture:
        shown.append(picture.picture())
    else:
        lines = _aspect_lines(t, comparison)
        room = SAFE_TOTAL - count_units(head) - count_units(footer) - 300 - len(lines)
        body = shrink_to_fit(lines, room)
        shown += [separator(), text("\n".join(body))] if body else []
        if body != [line(limits.TEXT_TOTAL) for line in lines]:
            footer = join_lines(subtext(t("rendering-shortened")), footer)
    shown += [text(footer), ui.File(f"attachment://{csv.name}")]
    evidence = custom_ids.build_id("c", "evidence", evidence_token)
    actions = {
        "summarize": "rendering-button-summarize",
        "shelf": "rendering-button-shelf",
        "bibtex": "rendering-button-bibtex",
        "aspects": "papers-button-aspects",
    }
    buttons = [
        button(t("rendering-button-evidence"), evidence, style=discord.ButtonStyle.primary),
        *(button(t(label), custom_ids.build_id("c", a, token)) for a, label in actions.items()),
    ]
    files = [picture, csv] if picture else [csv]
    return message("comparison", [*shown, *button_rows(buttons)], files)


def list_comparison_evidence(comparison: Comparison) -> list[Evidence]:
    """Return the spans behind what a comparison says, in order."""
    cells = (cell for aspect in comparison.aspects for cell in aspect.cells if cell.stated)
    return [span for cell in cells for span in cell.evidence]


def comparison_evidence(
    t: Translations, comparison: Comparison, pictures: Mapping[Evidence, FileAttachment]
) -> list[OutgoingMessage]:
    """Show what a comparison says and the words behind it, over messages.

    In a picture as printed, where there is one, else as a quote, with its formulas if it has any.
    """
    blocks: list[Block] = [[f"**{t('rendering-evidence')}**"]]
    left = dict(pictures)
    for aspect in comparison.aspects:
        blocks += _evidence_blocks(t, aspect, comparison.papers, left)
    pages = split_pages(blocks)
    whole = [[part for block in page for part in block] for page in pages]
    return [message("comparison", build_parts(page), list_pictures([page])) for page in whole]


def _evidence_blocks(
    t: Translations,
    aspect: Aspect,
    papers: Sequence[Paper],
    pictures: dict[Evidence, FileAttachment],
) -> Iterator[Block]:
    yield [f"### {_format_aspect(t, aspect)}"]
    for number, (paper, cell) in enumerate(zip(papers, aspect.cells, strict=False), 1):
        short = link_paper(limits.cut(name_paper(paper), _MAX_SHORT_TITLE_CHARS), paper)
        said = _format_cell(t, cell, _MAX_CELL_UNITS)
        if location := locate(cell.evidence):
            said += f" {link_citation(t, None, paper, location)}"
        yield [f"[{number}] **{short}:**{mark_upload(t, paper)} {said}"]
        if not cell.stated:
            continue
        quoted = " ".join(span.text.strip() for span in cell.evidence) == cell.text.strip()
        for span in cell.evidence:
            picture = pictures.pop(span, None)
            if not quoted and (picture is None or span.formulas):
                yield [quote(span.text.strip(), _MAX_CELL_UNITS)]
            if picture:
                yield [picture]
            elif latex := describe_formulas(span):
                yield [quote(latex, _MAX_CELL_UNITS)]


def aspect_name(t: Translations, name: str) -> str:
    """Return one of the usual aspects in the reader's language; any other as it was asked for."""
    if name not in USUAL_ASPECTS:
        return plain_text(name)
    return t("rendering-aspect", aspect=name.lower().partition(" ")[0])


def describe_silence(t: Translations, cell: Cell) -> str:
    """Return that an aspect is not stated in what was read of a paper."""
    return t("rendering-not-stated", read=_SILENT.get(cell.text, "abstract"))


def _format_aspect(t: Translations, aspect: Aspect) -> str:
    return escape_markdown(aspect_name(t, aspect.name), _MAX_ASPECT_UNITS) or "…"


def _format_cell(t: Translations, cell: Cell, room: int) -> str:
    if not cell.stated:
        return f"*{describe_silence(t, cell)}*"
    return escape_markdown(cell.text, room)


def _paper_line(t: Translations, number: int, paper: Paper, beside: Sequence[Paper]) -> Shrinkable:
    about = short_byline(t, paper, describe_read(t, paper, beside))
    after = f" · {about}" if about else ""
    return lambda room: bold_title(paper, room - count_units(after), f"[{number}] ") + after


def _aspect_lines(t: Translations, comparison: Comparison) -> Sequence[Shrinkable]:
    """Return each aspect, and what each paper says of it."""

    def heading(aspect: Aspect) -> Shrinkable:
        return lambda room: f"**{_format_aspect(t, aspect)}**"

    def line(number: int, paper: Paper, cell: Cell) -> Shrinkable:
        linked = f"{link_citation(t, number, paper, locate(cell.evidence))} "

        def render(room: int) -> str:
            head = linked if count_units(linked) < room // 3 else f"[{number}] "
            return head + _format_cell(t, cell, room - count_units(head))

        return render

    lines: list[Shrinkable] = []
    for aspect in comparison.aspects:
        numbered = enumerate(zip(comparison.papers, aspect.cells, strict=False), 1)
        lines.append(heading(aspect))
        lines += [line(number, paper, cell) for number, (paper, cell) in numbered]
    return lines
