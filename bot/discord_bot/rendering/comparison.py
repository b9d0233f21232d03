"""Show a comparison: a picture and a table to take along, and its text with the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
        lines = _aspect_lines(t, comparison)
        body = shrink_to_fit(lines, SAFE_TOTAL - used - len(lines))
        components += [separator(), text("\n".join(body))] if body else []
        if body != [line(limits.TEXT_TOTAL) for line in lines]:
            footer = subtext(t("rendering-shortened")) + "\n" + footer
    components += [text(footer), ui.File(f"attachment://{csv.name}")]
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
    if name not in USUAL_ASPECTS:
        return plain_text(name)
    return t("rendering-aspect", aspect=name.lower().partition(" ")[0])


def _paper_line(t: Translations, number: int, paper: Paper) -> Shrinkable:
    about = join_parts(short_authors(t, paper), year(paper))
    after = f" · {about}" if about else ""

    def render(room: int) -> str:
        return bold_title(paper, room - limits.count_units(after), f"[{number}] ") + after

    return render


def _aspect_lines(t: Translations, comparison: Comparison) -> list[Shrinkable]:
    """Return each aspect, and what each paper says of it."""
    silent = f"*{t('rendering-not-stated')}*"

    def heading(name: str) -> Shrinkable:
        shown = escape_markdown(aspect_name(t, name), _MAX_ASPECT_UNITS) or "…"
        return lambda room: f"**{shown}**"

    def line(number: int, paper: Paper, cell: Cell) -> Shrinkable:
        linked = f"{link_citation(number, paper)} "

        def render(room: int) -> str:
            head = linked if limits.count_units(linked) < room // 3 else f"[{number}] "
            left = max(room - limits.count_units(head), 0)
            return head + (escape_markdown(cell.text, left) if cell.stated else silent)

        return render

    lines: list[Shrinkable] = []
    for aspect in comparison.aspects:
        numbered = enumerate(zip(comparison.papers, aspect.cells, strict=False), 1)
        lines.append(heading(aspect.name))
        lines += [line(number, paper, cell) for number, (paper, cell) in numbered]
    return lines
