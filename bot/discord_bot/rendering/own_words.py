"""Take in the bot's own sentences, checked once more and cut to what fits."""

from __future__ import annotations

from collections.abc import Iterable

from bot.discord_bot import limits
from bot.discord_bot.rendering.escape import strip_foreign_links
from retrieval.paper import Paper


def own(text: str, limit: int, papers: Iterable[Paper] = ()) -> str:
    """Return our own Markdown, disarmed, cut at the end of a line, else of a word.

    Only a link to the address of one of `papers` stays one.
    """
    text = strip_foreign_links(text, papers).strip()
    if limits.units(text) <= limit:
        return text
    kept, end, _ = limits.start(text, limit - 2).rpartition("\n")
    return f"{kept}\n…" if end and len(kept) > limit // 2 else limits.cut(text, limit)
