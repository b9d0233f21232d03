"""Time the composing of an issue from 600 new papers, beside search over the library, filtered.

Run: python -m benchmarks.measure.digest_compose DATA [--issues 50] [--work DIR]
The library has the eight days of the first block of digest_ranking.py, some 3,200 papers, the last
600 of them new to a channel with three topics, 300 votes and 100 papers given before. The
alternative asks search for each topic, as `/search` would, and keeps what is new of its best: it
compares with no vote and nothing given, and sees only what is among the best of the whole library.
Quoting stands in for the model, and its time is shown apart. Memory is this process's, resident.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.figures import heading, show
from benchmarks.libraries import scale_file
from benchmarks.measure.digest_ranking import DAYS, block, fill
from bot.digest.choose import ChoosePapers
from bot.digest.compose import IssueBuilder
from bot.digest.ledger import PaperVotes
from bot.digest.schedule import Schedule
from bot.digest.subscriptions import Interests, Subscription
from bot.grounding.checker import ClaimChecker
from bot.llm.extractive.model import Extractive
from retrieval.library.library import Library, open_library
from retrieval.search.embedding.minilm import MiniLM
from retrieval.search.topic_fit import TopicRanker

NEW = 600
TOPICS = ("retrieval-augmented generation", "medical image segmentation", "machine translation")
NOW = datetime(2025, 5, 29, 9, tzinfo=UTC)


def main() -> None:
    """Compose issues and print how long it takes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--issues", type=int, default=50)
    parser.add_argument("--work", type=Path, default=Path("build/digest-rank"))
    arguments = parser.parse_args()
    embedder = MiniLM()
    with open_library(arguments.work / "tuning", embedder) as library:
        days = block(scale_file(arguments.data), DAYS["tuning"])
        papers = [p for of_day in days.values() for p in of_day]
        if library.vectors.count() < len(papers):
            print("embedding; this takes some minutes the first time", flush=True)
            fill(library, papers)
        measure(library, embedder, [p.paper_id for p in papers], arguments.issues)


def measure(library: Library, embedder: MiniLM, ids: Sequence[str], issues: int) -> None:
    """Time both ways in turn."""
    rank = TopicRanker(library.search, library.lexical, library.vectors, library.tokens, embedder)
    quoting = Extractive(embedder, library.lexical.rarity)
    catalog = library.catalog
    choose = ChoosePapers(catalog, rank)
    check = ClaimChecker(embedder)
    compose = IssueBuilder(catalog, rank, quoting, quoting, check=check)
    channel = Subscription(
        "bench",
        1,
        1,
        1,
        NOW,
        NOW,
        catalog.last_arrival() - NEW,
        Schedule("weekly"),
        Interests(TOPICS),
    )
    given = ids[:100]
    votes = [PaperVotes(i, n % 2, 1 - n % 2) for n, i in enumerate(ids[:300])]
    loop = asyncio.Runner()  # one for all, as a running bot has
    new = set(catalog.arrivals(channel.seen, NEW).ids)

    def searched() -> int:
        hits = [h.paper.paper_id for t in TOPICS for h in library.search(t, limit=400).hits]
        return len(new.intersection(hits))

    def whole() -> Any:
        return loop.run(compose(channel, issue_id="b", now=NOW, already_sent=given, votes=votes))

    first = f"choosing from {NEW} new papers"
    ways: dict[str, Callable[[], Any]] = {
        first: lambda: choose(channel, NOW.date(), given, votes),
        "the same, and writing by quotes": whole,
        "search over the library, filtered": searched,
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    worked: list[float] = []
    print(f"{len(ids):,} papers in the library, {len(TOPICS)} topics, {len(votes)} votes")
    resident = []
    for turn in range(issues + 1):
        for name, way in ways.items():
            started, used = time.perf_counter(), time.process_time()
            way()
            if turn and way is ways[first]:
                worked.append(1e3 * (time.process_time() - used))
            if turn:  # the first warms up
                times[name].append(1e3 * (time.perf_counter() - started))
        resident.append(megabytes())
    loop.close()
    heading("composing one issue", "ms")
    for name, took in times.items():
        show(name, took, places=0)
    show("choosing, the processors' time alone", worked, places=0)
    found = choose(channel, NOW.date(), given, votes)
    print(f"ranked {found.considered} papers; search saw {searched()} of them")
    print(
        f"resident: {resident[1]:.0f} MB after one issue, {resident[len(resident) // 2]:.0f} after "
        f"{len(resident) // 2}, {resident[-1]:.0f} after {issues}; "
        f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB"
    )


def megabytes() -> float:
    """Return this process's resident memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


if __name__ == "__main__":
    main()
