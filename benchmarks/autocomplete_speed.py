"""Time the completion of titles at size, beside SQL's LIKE '%…%' on the same file.

Run: python -m benchmarks.autocomplete_speed DATA [--papers 75000] [--titles 60] [--work DIR]
The papers are those of DATA/scale; past their end they come again under other ids. What is typed
is taken from their titles: every keystroke at a beginning, words from the middle, words in another
order, and slips of the finger, which find little and so look the longest. Printed are
`catalogue.titles(text, 25)`; the whole of what the bot does from a keystroke to its choices, alone
and for eight people who type at the same time; how long the event loop stood still meanwhile; and
the first call after a start and after a change of the library, which have to read every title.
Exits with 1 where a completion took 300 ms or more.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import sqlalchemy as sa

from benchmarks.at_size.papers import papers
from benchmarks.figures import heading, show
from bot.discord_bot.autocomplete import TitleCompletion
from bot.discord_bot.services import Services
from bot.storage.stores import open_stores
from retrieval.library.catalog import Catalog, open_catalogue
from retrieval.paper import Paper, normalised_title
from retrieval.provenance import Provenance

CHOICES = 25
SLOWEST_MS = 300.0
PEOPLE = 8
STARTS = 5
_BATCH = 2_500
_FIRST_CALL = """
import sys, time
from retrieval.library.catalog import open_catalogue
with open_catalogue(sys.argv[1]) as catalogue:
    started = time.perf_counter()
    catalogue.titles(sys.argv[2], 25)
    print(1e3 * (time.perf_counter() - started))
"""


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person may have typed, and of which kind it is."""

    kind: str
    text: str


def main() -> None:
    """Build what is not there yet, type, and print; exit with 1 where it was too slow."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--papers", type=int, default=75_000)
    parser.add_argument("--titles", type=int, default=60)
    parser.add_argument("--work", type=Path, default=Path("build/autocomplete"))
    arguments = parser.parse_args()
    file = arguments.work / f"{arguments.papers}.db"
    with open_catalogue(file) as catalogue:
        build(catalogue, arguments.data, arguments.papers)
    typed = list(keystrokes(file, arguments.titles, random.Random(1)))
    first = [first_call(file, entry.text) for entry in typed[:: len(typed) // STARTS][:STARTS]]
    with open_catalogue(file) as catalogue, like(file) as by_like:
        heading(f"{catalogue.count():,} papers, {len(typed):,} texts typed", "ms")
        worst = [show("first call after a start", first)]
        show("LIKE '%…%' instead, one at a time", timed(by_like, typed))
        catalogue.titles("a", CHOICES)
        took = timed(lambda text: catalogue.titles(text, CHOICES), typed)
        worst.append(show("catalogue.titles, one at a time", took))
        for kind in dict.fromkeys(entry.kind for entry in typed):
            show(
                f"  {kind}", [t for entry, t in zip(typed, took, strict=True) if entry.kind == kind]
            )
        with open_stores(arguments.work / "community.db") as community:
            whole = asyncio.run(in_the_bot(completion(catalogue, community), typed))
        for name, figures in whole.items():
            worst.append(show(name, figures))
        worst.append(show("first call after a change", after_changes(catalogue, typed)))
    if max(worst) >= SLOWEST_MS:
        raise SystemExit(f"too slow: {max(worst):.0f} ms, where {SLOWEST_MS:.0f} ms is the most")


def build(catalogue: Catalog, data: Path, wanted: int) -> None:
    """Record the papers, unless they are recorded already."""
    if catalogue.count() == wanted:
        return
    print(f"recording {wanted:,} papers", flush=True)
    read = itertools.islice(papers(data / "scale" / "arxiv_cs_daily.jsonl.gz"), wanted)
    for batch in iter(lambda: list(itertools.islice(read, _BATCH)), []):
        catalogue.upsert(batch, datetime.now(UTC), Provenance.SERVICE, by_id_only=True)


def keystrokes(file: Path, titles: int, chance: random.Random) -> Iterator[Typed]:
    """Yield what people type who look for some of the titles."""
    with open_catalogue(file) as catalogue:
        known = [paper.title for batch in catalogue.iterate() for paper in batch]
    yield Typed("nothing yet", "")
    for title in chance.sample(known, titles):
        words = title.split()
        for length in (1, 2, 3, 5, 8, 13, 21, 34, len(title)):
            yield Typed("a beginning", title[:length])
        if len(words) > 4:
            middle = chance.randrange(1, len(words) - 2)
            yield Typed("words from within", " ".join(words[middle : middle + 2]))
            yield Typed("words from within", f"{words[middle]} {words[middle + 1][:2]}")
            other = chance.sample(words, 3)
            yield Typed("words in another order", " ".join(other).lower())
        place = chance.randrange(2, max(3, min(20, len(title) - 2)))
        swapped = title[:place] + title[place : place + 2][::-1] + title[place + 2 : 30]
        yield Typed("a slip of the finger", swapped)
        yield Typed("a slip of the finger", f"{title[:place]}q{title[place:25]}")
    for common in ("the", "learning", "a of the in", "neural networks for", "zzzz qqqq", "猫"):
        yield Typed("very common, or in none", common)


def first_call(file: Path, text: str) -> float:
    """Return how long the first completion of a new process takes."""
    command = [sys.executable, "-c", _FIRST_CALL, str(file), text]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def timed(ask: Callable[[str], object], typed: Sequence[Typed]) -> list[float]:
    """Return how long each text took."""
    took = []
    for entry in typed:
        started = time.perf_counter()
        ask(entry.text)
        took.append(1e3 * (time.perf_counter() - started))
    return took


@contextmanager
def like(file: Path) -> Iterator[Callable[[str], object]]:
    """Give what one would write without an index: LIKE, those that begin so first."""
    engine = sa.create_engine(f"sqlite:///{file}")
    asked = sa.text(
        "SELECT paper_id, title FROM papers WHERE folded_title LIKE '%' || :text || '%' "
        "ORDER BY folded_title NOT LIKE :text || '%', folded_title LIMIT 25"
    )
    with engine.connect() as connection:
        yield lambda text: connection.execute(asked, {"text": normalised_title(text)}).all()
    engine.dispose()


def completion(catalogue: Catalog, community: Any) -> TitleCompletion:
    """Return what the bot completes titles with."""
    services = SimpleNamespace(
        application=SimpleNamespace(catalogue=catalogue),
        community=community,
        now=lambda: datetime.now(UTC),
    )
    return TitleCompletion(cast(Services, services))


async def in_the_bot(complete: TitleCompletion, typed: Sequence[Typed]) -> dict[str, list[float]]:
    """Return how long each keystroke took, and the event loop's stalls, as the bot has them."""
    await complete.warm()
    figures: dict[str, list[float]] = {}
    for people in (1, PEOPLE):
        took: list[float] = []
        stalls: list[float] = []

        async def person(number: int, took: list[float] = took, people: int = people) -> None:
            interaction = cast(Any, SimpleNamespace(user=SimpleNamespace(id=number)))
            for entry in typed[number::people]:
                started = time.perf_counter()
                await complete(interaction, entry.text)
                took.append(1e3 * (time.perf_counter() - started))

        watch = asyncio.create_task(_watch(stalls))
        await asyncio.gather(*map(person, range(people)))
        watch.cancel()
        who = "one person" if people == 1 else f"{people} people at once"
        figures[f"keystroke to choices, {who}"] = took
        figures[f"  how late the event loop was, {who}"] = stalls
    return figures


async def _watch(stalls: list[float]) -> None:
    while True:
        started = time.perf_counter()
        await asyncio.sleep(0.001)
        stalls.append(1e3 * (time.perf_counter() - started) - 1)


def after_changes(catalogue: Catalog, typed: Sequence[Typed]) -> list[float]:
    """Return how long the first completion takes after papers were added and removed."""
    took = []
    paper = Paper("benchmark", "A paper that comes and goes", "")
    for entry in typed[:: len(typed) // STARTS][:STARTS]:
        catalogue.upsert([paper], datetime.now(UTC), Provenance.SERVICE, by_id_only=True)
        took += timed(lambda text: catalogue.titles(text, CHOICES), [entry])
        catalogue.remove([paper.paper_id], datetime.now(UTC))
        took += timed(lambda text: catalogue.titles(text, CHOICES), [entry])
    return took


if __name__ == "__main__":
    main()
