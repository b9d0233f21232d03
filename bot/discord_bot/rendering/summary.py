"""Show a summary of one paper."""

from __future__ import annotations

from bot.answering.answer import Summary
from bot.discord_bot import limits
from bot.discord_bot.locales import Translations
from bot.discord_bot.rendering.escape import escape_markdown, plain
from bot.discord_bot.rendering.fitting import SAFE_TOTAL, Fitting, fitted
from bot.discord_bot.rendering.footer import made
from bot.discord_bot.rendering.menus import paper_buttons, style_menu
from bot.discord_bot.rendering.message import OutgoingMessage, Piece, message, rows, small, text
from bot.discord_bot.rendering.naming import byline, titled
from bot.discord_bot.rendering.striking import struck
from bot.grounding.sentence import Sentence


def summary(t: Translations, summary: Summary, *, key: str) -> OutgoingMessage:
    """Show a summary, with a menu of the other styles."""
    about = byline(t, summary.paper)
    head = f"### {titled(summary.paper, 700)}" + (f"\n{small(about)}" if about else "")
    footer = made(t, summary)
    kept = [sentence for sentence in summary.shown if plain(sentence.text)]
    room = SAFE_TOTAL - limits.units(head) - limits.units(footer) - 100
    sentences = fitted([_inert(t, sentence) for sentence in kept], room - 3 * len(kept))
    points = summary.style == "key-points"
    body = "\n".join(f"- {s}" for s in sentences) if points else " ".join(sentences)
    shown = body or t("look-nothing-supported")
    pieces: list[Piece] = [text(head), text(shown), text(footer), style_menu(t, summary, key)]
    actions = paper_buttons(t, key, ("card", "related", "compare", "shelf", "bibtex"))
    return message("paper", [*pieces, *rows(actions)])


def _inert(t: Translations, sentence: Sentence) -> Fitting:
    if not sentence.supported:
        return lambda room: struck(t, sentence.text, room)
    return lambda room: escape_markdown(sentence.text, room)
