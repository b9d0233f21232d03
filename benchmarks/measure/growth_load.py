"""Time searches while papers are imported, and without imports.

Run: python -m benchmarks.measure.growth_load [PAPERS]
Searches the starter library ten times a second, alone and while PAPERS (600) are imported as the
bot imports them, and prints the longest stall of the event loop.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.figures import heading, show
from bot.application import Application
from bot.auto_ingest.feed import Feed
from bot.auto_ingest.worker import AutoIngest, TimeSource
from bot.bootstrap.application import open_application
from bot.bootstrap.tuning import tune_interpreter
from bot.settings import Settings
from retrieval.paper import Paper
from retrieval.provenance import Provenance
from retrieval.sources import starter
from retrieval.sources.records import Harvested, Record

_SEARCH_EVERY_SECONDS = 0.1
_ALONE_SECONDS = 15.0
_QUESTION = "few-shot learning without fine-tuning"


class EndlessService:
    """A service with any number of papers, made from the starter library's abstracts."""

    def __init__(self, papers: int) -> None:
        self._papers = papers

    def rss(self, **_: Any) -> Iterator[Harvested]:
        """Yield the papers."""
        texts = [r.paper.abstract for r in starter.read() if isinstance(r, Record)]
        for number in range(self._papers):
            text = texts[number % len(texts)]
            paper = Paper(f"9901.{number:05}", f"Paper {number}", f"{text} {number}.")
            yield Record(paper, number)


class Notes(dict[str, str]):
    """Notes in memory."""

    def read(self, name: str) -> str | None:
        """Return a note."""
        return self.get(name)

    def write(self, name: str, text: str) -> None:
        """Write a note."""
        self[name] = text


async def search_until(application: Application, until: asyncio.Event) -> tuple[list[float], float]:
    """Search until the event is set; return each search's seconds, and the loop's longest stall."""
    took: list[float] = []
    lag = 0.0

    async def one() -> None:
        began = time.perf_counter()
        await application.search(_QUESTION)
        took.append(time.perf_counter() - began)

    running: set[asyncio.Task[None]] = set()
    while not until.is_set():
        task = asyncio.create_task(one())
        running.add(task)
        task.add_done_callback(running.discard)
        due = time.perf_counter() + _SEARCH_EVERY_SECONDS
        await asyncio.sleep(_SEARCH_EVERY_SECONDS)
        lag = max(lag, time.perf_counter() - due)
    await asyncio.gather(*running)
    return took, lag


def print_searches(name: str, took: list[float], lag: float) -> None:
    """Print the times, and the longest stall of the event loop."""
    show(name, [1e3 * seconds for seconds in took])
    print(f"  longest stall of the event loop: {1e3 * lag:.1f} ms")


async def measure(application: Application, papers: int) -> None:
    """Search alone, then while the library grows."""
    alone = asyncio.Event()
    asyncio.get_running_loop().call_later(_ALONE_SECONDS, alone.set)
    heading("searches, ten a second", "ms")
    print_searches("alone", *await search_until(application, alone))

    async def ingest(records: Any) -> Any:
        return await asyncio.to_thread(application.writer.ingest, records, Provenance.SERVICE)

    grow = AutoIngest(
        [Feed.parse("rss:cs.CL")],
        EndlessService(papers),  # type: ignore[arg-type]
        ingest,
        Notes(),  # type: ignore[arg-type]
        TimeSource(lambda: datetime.now(UTC), time.monotonic, asyncio.sleep),
        every=timedelta(hours=6),
        report=lambda error, of: str(error),
    )
    grown = asyncio.Event()
    began = time.perf_counter()
    searching = asyncio.create_task(search_until(application, grown))
    await grow.run_round()
    seconds = time.perf_counter() - began
    grown.set()
    print_searches("while the library grows", *await searching)
    print(f"{papers} papers were imported in {seconds:.0f} s")


def main() -> None:
    """Measure in a library of its own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("papers", type=int, nargs="?", default=600)
    papers: int = parser.parse_args().papers
    with (
        tempfile.TemporaryDirectory() as folder,
        open_application(Settings(data_dir=Path(folder))) as application,
    ):
        application.writer.ingest(starter.read(), Provenance.OPERATOR)
        tune_interpreter()
        asyncio.run(measure(application, papers))


if __name__ == "__main__":
    main()
