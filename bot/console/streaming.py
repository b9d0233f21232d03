"""Show an answer as it is written, then what stands below it."""

from __future__ import annotations

from collections.abc import AsyncIterator

from rich.console import Console

from bot.assistant.answer import Answer, Sentence
from bot.console.render import answer as render
from bot.console.render.page import plain, show


async def show_stream(console: Console, items: AsyncIterator[Sentence | Answer]) -> Answer:
    """Print each sentence as it comes, and return the whole answer, which comes last.

    Where the answer is not what was streamed (the model broke off, say), it is printed anew.
    """
    lines = render.Paragraph(console)
    shown: list[Sentence] = []
    found: Answer | None = None
    try:
        async for item in items:
            if isinstance(item, Answer):
                found = item
            else:
                lines.add(item)
                shown.append(item)
    finally:
        lines.end()
    if found is None:
        raise LookupError("a stream ends with the whole answer")
    if shown and tuple(shown) != found.sentences:
        console.print()
        show(console, plain("That did not hold; this is the answer instead:", "yellow"))
        console.print()
        render.answer(console, found)
    elif shown:
        render.footnotes(console, found)
    else:
        render.answer(console, found)
    return found
