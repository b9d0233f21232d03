"""Stand-ins for the running application behind the bot; each records what it was asked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from bot.answering.answer import Answer, DraftDiscarded, ReadingPapers
from bot.answering.language_model import Usage
from bot.answering.options import EXTRACTIVE
from bot.grounding.sentence import Sentence
from bot.limits.metering import EventCounter, reserve
from bot.records.issues import Issue, Pick, Reason
from bot.records.receipts import BuildInfo
from bot.records.subscriptions import Subscription
from bot.settings import Settings
from retrieval.library.catalog.catalog import Catalog
from retrieval.library.catalog.undo import CatalogUndo, Rows
from retrieval.library.indexing import Indexing
from retrieval.library.ingest import IngestReport
from retrieval.library.writer import LibraryWriter
from retrieval.paper import Paper
from retrieval.provenance import Provenance
from retrieval.search.query import Filters
from retrieval.sources.records import Harvested, Record, Rejected
from tests.cli.samples import ANSWER, COMPARISON, PAGE, PAPERS, SUMMARY
from tests.fakes.cli import FakeCatalog, FakeUse

Step = Sentence | DraftDiscarded | ReadingPapers | Answer | float | asyncio.Event | Exception
"""A step of a scripted answer: a piece, a pause in seconds, an event to wait for, a failure."""


@dataclass
class ScriptedAsk:
    """Answers every question by a script: the one set for it, else `script`."""

    script: Sequence[Step] = (replace(ANSWER, mode="model", model="small-model"),)
    scripts: dict[str, Sequence[Step]] = field(default_factory=dict)
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    running: int = 0
    most_at_once: int = 0
    cancelled: int = 0

    async def stream(
        self, question: str, **options: Any
    ) -> AsyncGenerator[Sentence | DraftDiscarded | ReadingPapers | Answer, None]:
        self.calls.append((question, options))
        self.running += 1
        self.most_at_once = max(self.running, self.most_at_once)
        try:
            for step in self.scripts.get(question, self.script):
                if isinstance(step, float):
                    await asyncio.sleep(step)
                elif isinstance(step, asyncio.Event):
                    await step.wait()
                elif isinstance(step, Exception):
                    raise step
                elif isinstance(step, Answer):
                    await call_model(step, options["options"].model)
                    yield replace(step, question=question)
                else:
                    yield step
        except (asyncio.CancelledError, GeneratorExit):
            self.cancelled += 1
            raise
        finally:
            self.running -= 1

    @property
    def questions(self) -> list[str]:
        """What was asked, oldest first."""
        return [question for question, _ in self.calls]


@dataclass
class FakeWriting(FakeUse):
    """A use case that has a model write what it gives."""

    async def __call__(self, subject: object, **options: object) -> object:
        made = await super().__call__(subject, **options)
        await call_model(made, options["model"])
        return made


async def call_model(made: Any, named: object) -> None:
    """Meter the call of a model that made something, as the adapter does; none for quotes."""
    if made.usage.total_tokens and named != EXTRACTIVE:
        settle = await asyncio.to_thread(reserve, made.model, made.usage)
        await asyncio.to_thread(settle, made.usage)


@dataclass
class FakeLibrary(FakeCatalog):
    """The papers of record, in memory, as the bot needs them."""

    arrived: int = 1_000
    revised: int = 0
    restored: list[CatalogUndo] = field(default_factory=list)
    changed_since: bool = False
    forgotten: list[str] = field(default_factory=list)
    asked: list[tuple[Filters, str, int, int]] = field(default_factory=list)

    def page(
        self, filters: Filters, *, sort: str = "published", offset: int = 0, limit: int = 20
    ) -> Sequence[Paper]:
        self.asked.append((filters, sort, offset, limit))
        return super().page(filters, sort=sort, offset=offset, limit=limit)

    def suggest_titles(self, text: str, limit: int) -> Sequence[tuple[str, str]]:
        found = [p for p in self.papers if text.lower() in p.title.lower()]
        return [(paper.paper_id, paper.title) for paper in found[:limit]]

    def take_rows(self, ids: Iterable[str], same_as: Iterable[Paper] = ()) -> Rows:
        wanted = {*ids, *(paper.paper_id for paper in same_as)}
        return {
            number: {"number": number, "paper_id": paper.paper_id, "changed_at": "then"}
            for number, paper in enumerate(self.papers)
            if paper.paper_id in wanted
        }

    def restore(self, change: CatalogUndo) -> bool:
        self.restored += [] if self.changed_since else [change]
        return not self.changed_since

    def get_many(self, ids: Sequence[str]) -> Mapping[str, Paper]:
        known = {paper.paper_id: paper for paper in self.papers}
        return {i: known[i] for i in ids if i in known}

    def forget_place(self, place: str) -> None:
        self.forgotten.append(place)

    def last_arrival(self) -> int:
        return self.arrived

    def revision(self) -> int:
        return self.revised


@dataclass
class FakeIssueBuilder:
    """Makes of every subscription the issue set for it, else one of the sample papers.

    Papers that the channel was given already are left out; what is set to fail is raised.
    """

    picks: tuple[Pick, ...] = field(default_factory=lambda: sample_picks())
    rest: tuple[Pick, ...] = ()
    more: dict[str, Any] = field(default_factory=dict)
    error: Exception | None = None
    calls: list[tuple[Subscription, dict[str, Any]]] = field(default_factory=list)

    async def __call__(self, subscription: Subscription, **options: Any) -> Issue:
        self.calls.append((subscription, options))
        if self.error:
            raise self.error
        picks = [p for p in self.picks if p.paper.paper_id not in options["already_sent"]]
        if subscription.seen >= 1_000:
            picks = []  # nothing has come since
        return Issue(
            options["issue_id"],
            subscription.subscription_id,
            options["now"].date(),
            options["now"],
            up_to=1_000,
            considered=48 if picks else 0,
            picks=tuple(picks[: subscription.papers]),
            rest=self.rest if picks else (),
            **self.more,
        )


def sample_picks() -> tuple[Pick, ...]:
    """Return the sample papers as picks."""
    reasons = (Reason("topic", "few-shot learning", 0.6), Reason("upvotes", "31", 0.2))
    return tuple(
        Pick(
            n, paper, 1.0 / n, reasons[: 3 - n], Sentence(paper.abstract.split(". ")[0] + ".", (n,))
        )
        for n, paper in enumerate(PAPERS, 1)
    )


@dataclass
class FakeCounts(EventCounter):
    """Keeps what it is told to count."""

    answers: list[Answer] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    usages: list[tuple[str, int, float | None]] = field(default_factory=list)
    others: list[str] = field(default_factory=list)

    def count_answer(self, answer: Answer) -> None:
        self.answers.append(answer)

    def count_usage(self, model: str, usage: Usage, cost: float | None) -> None:
        if usage.total_tokens:
            self.usages.append((model, usage.total_tokens, cost))

    def count_cached_answer(self) -> None:
        self.others.append("cached")

    def count_refusal(self, why: str) -> None:
        self.others.append(why)

    def count_over_budget(self, budget: str) -> None:
        self.others.append(f"over {budget}")

    def count_failure(self, of: str) -> None:
        self.failures.append(of)


@dataclass
class FakeApplication:
    """The use cases, made of fakes."""

    settings: Settings
    catalog: FakeLibrary = field(default_factory=FakeLibrary)
    ask: ScriptedAsk = field(default_factory=ScriptedAsk)
    search: FakeUse = field(default_factory=lambda: FakeUse(PAGE))
    summarize: FakeUse = field(default_factory=lambda: FakeWriting(SUMMARY))
    compare: FakeUse = field(default_factory=lambda: FakeWriting(COMPARISON))
    related: FakeUse = field(default_factory=lambda: FakeUse(PAGE))
    issue_builder: FakeIssueBuilder = field(default_factory=FakeIssueBuilder)
    models: tuple[str, ...] = ("small", "large")
    ingested: list[Record | Rejected] = field(default_factory=list)
    ingested_by: list[Provenance] = field(default_factory=list)
    read: list[tuple[str, bytes]] = field(default_factory=list)
    settled: int = 0
    counts: FakeCounts = field(default_factory=FakeCounts)
    flagged: str | Exception = ""

    places: list[str] = field(default_factory=list)

    def at(self, place: str) -> FakeApplication:
        """Note the place; all see the same papers."""
        self.places.append(place)
        return self

    async def moderate(self, text: str) -> tuple[str, ...]:
        """Flag what has the word `flagged` in it; raise it where it is an error."""
        if isinstance(self.flagged, Exception):
            raise self.flagged
        return ("harassment",) if self.flagged and self.flagged in text else ()

    def __post_init__(self) -> None:
        self.writer = FakeWriter(self)

    def ingest(self, records: Iterable[Harvested], provenance: Provenance) -> IngestReport:
        found = cast("list[Record | Rejected]", list(records))
        self.ingested += found
        self.ingested_by.append(provenance)
        bad = [record for record in found if isinstance(record, Rejected)]
        self.catalog.papers += [r.paper for r in found if isinstance(r, Record)]
        cut = [record for record in found if isinstance(record, Record) and record.cut]
        return IngestReport(len(found) - len(bad), 0, 0, bad, cut=cut)

    async def parse_upload(self, name: str, data: bytes) -> Sequence[Record | Rejected]:
        self.read.append((name, data))
        return [Rejected(1, "no title")]

    def build_info(self) -> BuildInfo:
        """Say what answers."""
        return BuildInfo("0.1.0", "fake", len(self.catalog.papers), self.models[0])

    def drain_index_queue(self, *, wait: bool = True) -> None:
        self.settled += 1


class FakeWriter(LibraryWriter):
    """Changes the papers of a `FakeApplication`, one change at a time."""

    def __init__(self, application: FakeApplication) -> None:
        catalog = cast(Catalog, application.catalog)
        super().__init__(catalog, cast(Indexing, None), lambda: datetime.now(UTC))
        self._application = application

    def ingest(
        self, records: Iterable[Harvested], provenance: Provenance, **options: Any
    ) -> IngestReport:
        return self._application.ingest(records, provenance)

    def drain(self, **options: bool) -> None:
        self._application.drain_index_queue(**options)


@dataclass
class FakeFetch:
    """A source that knows a few papers, by the references that people give."""

    papers: dict[str, Paper] = field(default_factory=dict)
    asked: list[tuple[str, ...]] = field(default_factory=list)
    error: Exception | None = None

    def __call__(self, references: Sequence[str]) -> Iterator[Record | Rejected]:
        self.asked.append(tuple(references))
        if self.error is not None:
            raise self.error
        for number, reference in enumerate(references, 1):
            if paper := self.papers.get(reference):
                yield Record(paper, number)
            else:
                yield Rejected(number, f"Nobody knows {reference}.")


@dataclass
class Ticking:
    """Times and ids that come one after the other."""

    started: datetime
    ids: int = 0
    incidents: int = 0

    def new_id(self) -> str:
        self.ids += 1
        return f"turn{self.ids}"

    def new_incident(self) -> str:
        self.incidents += 1
        return f"incident-{self.incidents}"


def fake_application(data_dir: Path) -> FakeApplication:
    """Return an application whose every part is a fake."""
    return FakeApplication(Settings(data_dir=data_dir, cache_answers=False))
