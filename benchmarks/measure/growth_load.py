"""How long a search takes while the library grows beside it, against how long it takes alone.

    python -m benchmarks.measure.growth_load [PAPERS]

Prints the median and the 95th percentile of searches, ten a second, and what the event loop was
held up by at most, over the starter library: alone, and while PAPERS (600) come in as they do
beside the bot.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.figures import heading, show
from bot.application import Application
from bot.auto_ingest.feed import Feed
from bot.auto_ingest.worker import AutoIngest, Time
from bot.bootstrap.application import open_application
from bot.bootstrap.tuning import tune_interpreter
from bot.settings import Settings
from retrieval.paper import Paper
from retrieval.provenance import Provenance
from retrieval.sources import starter
from retrieval.sources.records import Harvested, Record

_EVERY = 0.1  # seconds between two searches
_ALONE = 15.0  # seconds
_QUESTION = "few-shot learning without fine-tuning"


class Plenty:
    """A service that gives as many papers as wanted, made of the starter library's sentences."""

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


async def searches(application: Application, until: asyncio.Event) -> tuple[list[float], float]:
    """Search until told to stop; return the seconds of each search, and the loop's worst lag."""
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
        due = time.perf_counter() + _EVERY
        await asyncio.sleep(_EVERY)
        lag = max(lag, time.perf_counter() - due)
    await asyncio.gather(*running)
    return took, lag


def show_searches(name: str, took: list[float], lag: float) -> None:
    """Print the times, and the longest stall of the event loop."""
    show(name, [1e3 * seconds for seconds in took])
    print(f"  event loop held up by {1e3 * lag:.1f} ms at most")


async def measured(application: Application, papers: int) -> None:
    """Search alone, then while the library grows."""
    alone = asyncio.Event()
    asyncio.get_running_loop().call_later(_ALONE, alone.set)
    heading("searches, ten a second", "ms")
    show_searches("alone", *await searches(application, alone))

    async def take(records: Any) -> Any:
        return await asyncio.to_thread(application.writer.ingest, records, Provenance.SERVICE)

    grow = AutoIngest(
        [Feed.parse("rss:cs.CL")],
        Plenty(papers),  # type: ignore[arg-type]
        take,
        Notes(),  # type: ignore[arg-type]
        Time(lambda: datetime.now(UTC), time.monotonic, asyncio.sleep),
        every=timedelta(hours=6),
        report=lambda error, of: str(error),
    )
    grown = asyncio.Event()
    began = time.perf_counter()
    searching = asyncio.create_task(searches(application, grown))
    await grow.round()
    seconds = time.perf_counter() - began
    grown.set()
    show_searches("while the library grows", *await searching)
    print(f"{papers} papers came in within {seconds:.0f} s")


def main() -> None:
    """Measure in a library of its own."""
    papers = int(sys.argv[1]) if len(sys.argv) > 1 else 600
    with (
        tempfile.TemporaryDirectory() as folder,
        open_application(Settings(data_dir=Path(folder))) as application,
    ):
        application.writer.ingest(starter.read(), Provenance.OPERATOR)
        tune_interpreter()
        asyncio.run(measured(application, papers))


if __name__ == "__main__":
    main()
