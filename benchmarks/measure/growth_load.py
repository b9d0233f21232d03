"""Time searches while papers are imported, and without imports.

Run: python -m benchmarks.measure.growth_load [PAPERS]
Searches the starter library ten times a second, alone and while PAPERS (600) are imported as the
bot imports them, and prints the longest stall of the event loop.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path

import typer

from benchmarks.figures import heading, show
from bot.application import Application
from bot.bootstrap.application import open_application
from bot.bootstrap.tuning import tune_interpreter
from bot.settings import Settings
from retrieval.paper import Paper
from retrieval.provenance import Provenance
from retrieval.sources import starter
from retrieval.sources.records import Record

_SEARCH_EVERY_SECONDS = 0.1
_ALONE_SECONDS = 15.0
_QUESTION = "few-shot learning without fine-tuning"


def main(papers: int = typer.Argument(600)) -> None:
    """Measure in a library of its own."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_application(Settings(data_dir=Path(folder))) as application,
    ):
        application.writer.ingest(starter.read(), Provenance.OPERATOR)
        tune_interpreter()
        asyncio.run(measure(application, papers))


async def measure(application: Application, papers: int) -> None:
    """Search alone, then while the library grows."""
    heading("searches, ten a second", "ms")
    await search_until(application, "alone", asyncio.create_task(asyncio.sleep(_ALONE_SECONDS)))
    began = time.perf_counter()
    ingest = application.writer.ingest
    growing = asyncio.to_thread(ingest, make_records(papers), Provenance.SERVICE)
    await search_until(application, "while the library grows", asyncio.create_task(growing))
    print(f"{papers} papers were imported in {time.perf_counter() - began:.0f} s")


def make_records(count: int) -> list[Record]:
    """Return papers made from the starter library's abstracts."""
    texts = [r.paper.abstract for r in starter.read() if isinstance(r, Record)]
    return [
        Record(Paper(f"9901.{n:05}", f"Paper {n}", f"{texts[n % len(texts)]} {n}."), n)
        for n in range(count)
    ]


async def search_until(application: Application, name: str, done: asyncio.Task[object]) -> None:
    """Search until a task has ended; print the times, and the longest stall of the event loop."""
    took: list[float] = []
    lag = 0.0

    async def one() -> None:
        began = time.perf_counter()
        await application.search(_QUESTION)
        took.append(1e3 * (time.perf_counter() - began))

    async with asyncio.TaskGroup() as running:
        while not done.done():
            running.create_task(one())
            due = time.perf_counter() + _SEARCH_EVERY_SECONDS
            await asyncio.sleep(_SEARCH_EVERY_SECONDS)
            lag = max(lag, time.perf_counter() - due)
    await done
    show(name, took)
    print(f"  longest stall of the event loop: {1e3 * lag:.1f} ms")


if __name__ == "__main__":
    typer.run(main)
