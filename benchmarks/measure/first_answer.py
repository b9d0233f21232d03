"""Time PDFs from their attachment to their first answer, in a local Discord.

Run: python -m benchmarks.measure.first_answer PDF...
`footnote run`, without a language model, is a process of its own, with the starter library. Each
PDF is attached to `/library add`; then `/ask` puts a question to its paper. Prints seconds by the
clock until the last change of each message, so that it needs a quiet machine.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import typer

from benchmarks.figures import print_machine
from benchmarks.measure.discord_load import run_footnote
from discord_playground.message_contents import text_of
from discord_playground.people.invocation import LOADING, Invocation
from discord_playground.person import Person
from discord_playground.server import Playground

_QUESTION = "What are the limitations of the method, and how was it evaluated?"
_TITLE = re.compile(r"\*\*1\. (.+?)\*\*")
_REST_SECONDS = 4.0  # without a change, after which a message is taken for final
_PATIENCE_SECONDS = 300.0


def main(pdfs: list[Path]) -> None:
    """Add each PDF, ask, and print."""
    print_machine()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_time_all(Path(folder), pdfs))


async def _time_all(folder: Path, pdfs: Sequence[Path]) -> None:
    async with (
        Playground(bot_name="Footnote", strict=True) as playground,
        run_footnote(folder, playground),
    ):
        mara = await playground.person("mara")
        await _wait(await mara.run(mara.channel("papers"), "ask", question=_QUESTION))  # warm
        for pdf in pdfs:
            await _time(mara, pdf)


async def _time(person: Person, pdf: Path) -> None:
    channel, content = person.channel("papers"), await asyncio.to_thread(pdf.read_bytes)
    began = time.perf_counter()
    adding = await person.run(channel, "library add", file=(pdf.name, content))
    added = await _wait(adding, without="Reading") - began
    title = _TITLE.search(text_of(adding.messages[-1]))
    named = title[1] if title else ""
    choices = await person.complete(channel, "ask", focused="paper", paper=named, question="?")
    paper, began = choices[0]["value"], time.perf_counter()
    asking = await person.run(channel, "ask", question=_QUESTION, paper=paper)
    answered = await _wait(asking) - began
    print(f"{pdf.name}: added in {added:.1f} s, answered in {answered:.1f} s more", flush=True)


async def _wait(doing: Invocation, without: str = "\0") -> float:
    """Return when the messages of a command last changed, once they are final."""
    started = changed = time.perf_counter()
    seen = ""
    while time.perf_counter() < started + _PATIENCE_SECONDS:
        messages = doing.messages
        if (now := repr(messages)) != seen:
            seen, changed = now, time.perf_counter()
        working = any(m["flags"] & LOADING or without in text_of(m) for m in messages)
        if messages and not working and time.perf_counter() > changed + _REST_SECONDS:
            break
        await asyncio.sleep(0.02)
    return changed


if __name__ == "__main__":
    typer.run(main)
