"""A library of four papers, and the use case that answers from it in quotes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from bot.answering.ask import Ask
from bot.answering.assistant import Assistant
from bot.answering.compare import Compare
from bot.answering.options import EXTRACTIVE
from bot.answering.table import TableWriter
from bot.grounding.attribution import attribute_citations
from bot.grounding.checker import ClaimChecker
from bot.grounding.cross_encoder import CrossEncoder
from bot.models.brief_writer import BriefWriter
from bot.quotes.model import Extractive
from bot.quotes.planner import QuotePlanner
from bot.quotes.writer import QuoteWriter
from retrieval.library.ingest import ingest_records
from retrieval.library.library import Library, open_library
from retrieval.paper import Paper
from retrieval.provenance import Provenance
from retrieval.search.confidence import Confidence
from retrieval.search.embedding.bge_small import BgeSmall
from retrieval.search.rerank.relevance import Relevance
from retrieval.sources.records import Record
from tests.fakes.answering import FakeModel

BEES = Paper(
    "2301.00001",
    "BeeNet: counting bees at the entrance of a hive",
    "Counting bees by hand is slow and tiring. We present BeeNet, a small convolutional network "
    "that counts bees in video from a cheap camera. Experiments on three hives show that BeeNet "
    "reaches an accuracy of 93.5% without extra sensors. A limitation is that BeeNet "
    "needs lighting at night.",
    authors=("Ada Lovelace", "Grace Hopper"),
    published=date(2023, 1, 4),
)
WASPS = Paper(
    "2405.00002",
    "WaspNet: a recurrent network that hears wasps",
    "Wasps threaten the colonies of bees. We propose WaspNet, a recurrent network that recognizes "
    "wasps by the sound of their wings. WaspNet reaches an accuracy of 88% on 40 hours of audio.",
    authors=("Ada Lovelace",),
    published=date(2024, 5, 6),
)
FLOODS = Paper(
    "2002.00003",
    "Forecasting floods from river gauges",
    "Floods are hard to forecast where gauges are sparse. We train a graph network on the gauges "
    "of 12 rivers. Results show that its forecasts have a smaller error than those of the "
    "hydrological model in use.",
    authors=("Emmy Noether",),
    published=date(2020, 2, 3),
)
TEXTS = Paper(
    "2103.00004",
    "Summarizing court rulings in plain language",
    "Court rulings are long and hard to read. This paper summarizes court rulings in plain "
    "language with a fine-tuned transformer. Lay readers understand 30% more of a ruling.",
    authors=("Rosa Parks",),
    published=date(2021, 3, 4),
)
NOW = datetime(2026, 1, 2, tzinfo=UTC)


def build_ask(library: Library, small: FakeModel | None = None) -> Ask:
    """Return the use case over a library, in quotes, or with a small model beside them."""
    check = ClaimChecker(CrossEncoder())
    checked = attribute_citations(check)
    strict = attribute_citations(check.at("strict"))
    rate = Relevance()
    quoting = Extractive(library.embedder, rate)

    compare = Compare(library.catalog, quoting, TableWriter(quoting, checked))
    quotes = Assistant(
        QuotePlanner(library.catalog, library.search, Confidence(), check.read_pair),
        QuoteWriter(quoting, checked, rate, check.read_pair, compare),
    )
    if small is None:
        return Ask(library.search, {EXTRACTIVE: quotes}, quotes)
    brief = BriefWriter(small, quotes.writer, quoting, checked, strict, rate)
    return Ask(library.search, {small.name: Assistant(quotes.planner, brief)}, quotes)


@contextmanager
def open_small_library(folder: Path) -> Iterator[Library]:
    """Open a library of the four papers in a folder."""
    with open_library(folder, BgeSmall(1)) as library:
        records = [Record(paper, n) for n, paper in enumerate((BEES, WASPS, FLOODS, TEXTS), 1)]
        ingest_records(library.catalog, library.indexing, records, lambda: NOW, Provenance.SERVICE)
        yield library
