"""Time how long composing an issue from 600 new papers takes.

Run: python -m benchmarks.measure.digest_compose DATA [--issues 50] [--work DIR]
The library has the eight days of the first block of digest_ranking.py, some 3,200 papers, the last
600 of them new to a channel with three topics, 300 votes and 100 papers posted before. Quotes
replace the model's text.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typer

from benchmarks.figures import heading, show
from benchmarks.libraries import WORK
from benchmarks.measure.digest_ranking import open_block
from bot.digest.choose import ChoosePapers
from bot.digest.compose import IssueBuilder
from bot.grounding.checker import ClaimChecker
from bot.grounding.cross_encoder import CrossEncoder
from bot.quotes.model import Extractive
from bot.records.digest_ledger import PaperVotes
from bot.records.schedule import Schedule
from bot.records.subscriptions import Interests, Subscription
from retrieval.library.library import Library
from retrieval.search.embedding.bge_small import BgeSmall
from retrieval.search.topic_fit import TopicRanker

NEW = 600
TOPICS = ("retrieval-augmented generation", "medical image segmentation", "machine translation")
NOW = datetime(2025, 5, 29, 9, tzinfo=UTC)


def main(data: Path, issues: int = 50, work: Path = WORK) -> None:
    """Compose issues and print how long it takes."""
    embedder = BgeSmall()
    with open_block("tuning", data, work, embedder) as (library, days):
        ids = [paper.paper_id for papers in days.values() for paper in papers]
        measure(library, embedder, ids, issues)


def measure(library: Library, embedder: BgeSmall, ids: Sequence[str], issues: int) -> None:
    """Time choosing alone, and the whole issue."""
    rank = TopicRanker(library.search, library.lexical, library.vectors, library.tokens, embedder)
    quoting = Extractive(embedder)
    catalog = library.catalog
    choose = ChoosePapers(catalog, rank)
    check = ClaimChecker(CrossEncoder())
    compose = IssueBuilder(catalog, rank, quoting, quoting, check=check)
    seen, schedule = catalog.last_arrival() - NEW, Schedule("weekly")
    channel = Subscription("bench", 1, 1, 1, NOW, NOW, seen, schedule, Interests(TOPICS))
    given = ids[:100]
    votes = [PaperVotes(i, n % 2, 1 - n % 2) for n, i in enumerate(ids[:300])]
    loop = asyncio.Runner()  # one for all issues, as in a running bot
    ways: dict[str, Callable[[], Any]] = {
        f"choosing from {NEW} new papers": lambda: choose(channel, NOW.date(), given, votes),
        "the same, with quotes and headline": lambda: loop.run(
            compose(channel, issue_id="b", now=NOW, already_sent=given, votes=votes)
        ),
    }
    print(f"{len(ids):,} papers in the library, {len(TOPICS)} topics, {len(votes)} votes")
    heading("composing one issue", "ms")
    for name, way in ways.items():
        took: list[float] = []
        for _ in range(issues + 1):
            started = time.perf_counter()
            way()
            took.append(1e3 * (time.perf_counter() - started))
        show(name, took[1:], places=0)  # the first warms up
    loop.close()


if __name__ == "__main__":
    typer.run(main)
