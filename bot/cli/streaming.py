"""Show an answer as it is written, then what stands below it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from rich.console import Console

from bot.answering.answer import Answer, DraftDiscarded
from bot.cli.render import answer as render
from bot.cli.render.page import plain, show
from bot.grounding.sentence import Sentence


async def show_stream(
    console: Console, items: AsyncIterator[Sentence | DraftDiscarded | Answer]
) -> Answer:
    """Print each sentence as it comes, and return the whole answer, which comes last.

    Where what was streamed does not stand (the model broke off, say), what stands is printed below.
    """
    lines = render.Paragraph(console)
    shown: list[Sentence] = []
    found: Answer | None = None
    try:
        async for item in items:
            match item:
                case Answer():
                    found = item
                case Sentence():
                    lines.add(item)
                    shown.append(item)
                case DraftDiscarded():
                    lines.end()
                    _begin_anew(console, shown)
                    shown = []
    finally:
        lines.end()
    if found is None:
        raise LookupError("a stream ends with the whole answer")
    if shown and tuple(shown) != found.shown:
        _begin_anew(console, shown)
        render.answer(console, found)
    elif shown:
        render.footnotes(console, found)
    else:
        render.answer(console, found)
    return found


def _begin_anew(console: Console, shown: Sequence[Sentence]) -> None:
    """Say that what was shown does not stand, where anything was."""
    if shown:
        console.print()
        show(console, plain("That did not hold; this is the answer instead:", "yellow"))
        console.print()
