"""Show short notes: that something was done, what went wrong and what to do, BibTeX."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from discord import ui

from bot.discord_bot import limits
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering.escape import escape_markdown, strip_foreign_links
from bot.discord_bot.rendering.message import (
    FileAttachment,
    MessageKind,
    OutgoingMessage,
    button_rows,
    join_lines,
    message,
    subtext,
    text,
)
from bot.discord_bot.rendering.text import clip_markdown
from retrieval.paper import Paper

_MAX_TEXT_UNITS = 3_400


def notice(
    title: str,
    text: str = "",
    *,
    kind: MessageKind = "paper",
    buttons: Sequence[ui.Button[Any]] = (),
    papers: Sequence[Paper] = (),
) -> OutgoingMessage:
    """Show a note in our own Markdown; parts from outside must have been escaped.

    It may link to the addresses of `papers` and to nothing else.
    """
    head = f"**{clip_markdown(title, 300, papers)}**" if title.strip() else ""
    shown = join_lines(head, clip_markdown(text, _MAX_TEXT_UNITS, papers))
    return message(kind, [ui.TextDisplay(shown or "…"), *button_rows(buttons)])


def problem(
    t: Translations, what: str, todo: str, incident: str = "", *, kind: MessageKind = "error"
) -> OutgoingMessage:
    """Show in a sentence what went wrong, what to do, and the incident's id."""
    known = t("rendering-incident", incident=escape_markdown(incident, 60)) if incident else ""
    shown = join_lines(
        f"**{_escape_but_mentions(t, what, 600)}**" if what else "",
        _escape_but_mentions(t, todo, 900),
        subtext(known),
    )
    return message(kind, [text(shown)])


def _escape_but_mentions(t: Translations, text: str, limit: int) -> str:
    """Return text from outside, escaped but for the mentions of our own commands."""
    escaped = escape_markdown(text, limit)
    for name, command_id in t.commands.items():
        mention = f"</{name}:{command_id}>"
        escaped = escaped.replace(escape_markdown(mention), mention)
    return escaped


def bibtex(t: Translations, text: str) -> OutgoingMessage:
    """Show BibTeX to be copied, as a file where it is long or holds what would end a code block."""
    block = f"```bibtex\n{text.strip()}\n```"
    # Addresses are harmless in a code block, and every entry has one.
    harmless = "```" not in text and strip_foreign_links(text).replace(r"\:", ":") == text
    if limits.count_units(block) <= _MAX_TEXT_UNITS and harmless:
        return message("paper", [ui.TextDisplay(block)])
    file = FileAttachment("papers.bib", text.encode("utf-8", "ignore"), t("rendering-bibtex-file"))
    shown = ui.TextDisplay[Any](file.description)
    return message("paper", [shown, ui.File(f"attachment://{file.name}")], [file])
