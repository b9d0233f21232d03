"""Hand-written stand-ins for the running application; each records what it was called with."""

from __future__ import annotations

import math
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from bot.answering.answer import Answer
from bot.answering.language_model import Chunk, Task
from bot.bootstrap.state import make_backup, restore_backup
from bot.cli.context import CliContext
from bot.grounding.sentence import Sentence
from bot.limits.guard import Guard
from bot.operations.log_setup import append_event
from bot.records.issues import Issue
from bot.records.receipts import BuildInfo
from bot.records.subscriptions import Subscription
from bot.settings import Settings
from bot.storage.stores import Stores
from retrieval.errors import EmbeddingError, LibraryInUse, PaperNotFound
from retrieval.library.calibration import StoredCalibration
from retrieval.library.ingest import IngestProgress, IngestReport
from retrieval.paper import Evidence, Paper
from retrieval.passage import Passage
from retrieval.provenance import Provenance, RefusedFields
from retrieval.search.calibration.calibrate import (
    CalibrationReport,
    GivenQuestions,
    measure_errors,
)
from retrieval.search.calibration.fit import Fit
from retrieval.search.query import Filters
from retrieval.sources.records import Harvested, Record, Rejected
from tests.cli.samples import ANSWER, COMPARISON, ISSUE, LASO, PAGE, PAPERS, SUMMARY, UNIAP
from tests.temporary_stores import TemporaryStores


@dataclass
class FakeTexts:
    """The texts of whole papers, by the papers' ids."""

    kept: set[str] = field(default_factory=set)
    passages: list[Passage] = field(default_factory=list)

    def list_passages(self, paper_id: str) -> Mapping[str, Passage]:
        return {str(one.number): one for one in self.passages}

    def get(self, paper_id: str) -> str | None:
        return paper_id if paper_id in self.kept else None

    def get_many(self, ids: Sequence[str]) -> Mapping[str, str]:
        return {}

    def count(self) -> tuple[int, int]:
        return len(self.kept), 120 * len(self.kept)

    def count_uploads(self, uploader: str) -> int:
        return 0

    def remove_uploads(self, uploader: str) -> int:
        return 0

    def remove(self, paper_id: str, place: str) -> bool:
        there = paper_id in self.kept
        self.kept.discard(paper_id)
        return there


@dataclass
class FakeCatalog:
    """The papers of record, in memory."""

    papers: list[Paper] = field(default_factory=lambda: list(PAPERS))
    removed: list[list[str]] = field(default_factory=list)
    waiting: int = 0
    full_texts: FakeTexts = field(default_factory=FakeTexts)

    def at(self, place: str | None) -> FakeCatalog:
        return self

    def find(self, reference: str) -> Paper:
        for paper in self.papers:
            if reference in (paper.paper_id, paper.link) or reference in paper.title:
                return paper
        raise PaperNotFound(f"No paper in the library is “{reference}”.")

    def get_many(self, ids: Sequence[str]) -> Mapping[str, Paper]:
        known = {paper.paper_id: paper for paper in self.papers}
        return {i: known[i] for i in ids if i in known}

    def page(
        self, filters: Filters, *, sort: str = "published", offset: int = 0, limit: int = 20
    ) -> Sequence[Paper]:
        return self.papers[offset : offset + limit]

    def count(self, filters: Filters | None = None) -> int:
        sources = filters.sources if filters else ()
        return sum(not sources or paper.source in sources for paper in self.papers)

    def iterate(self, batch_size: int = 500) -> Iterator[list[Paper]]:
        yield self.papers[:1]
        yield self.papers[1:]

    def last_words_removed(self) -> str | None:
        return None

    def count_pending(self, *, passages: bool = False) -> int:
        return 0 if passages else self.waiting

    def get_provenance(self, paper_id: str) -> Provenance:
        return Provenance.SERVICE

    def remove(self, ids: Sequence[str]) -> int:
        self.removed.append(list(ids))
        return len(ids)


@dataclass
class FakeUse:
    """A use case that gives or raises what it was made with."""

    outcome: object
    calls: list[tuple[object, dict[str, object]]] = field(default_factory=list)

    async def __call__(self, subject: object, **options: object) -> object:
        self.calls.append((subject, options))
        if isinstance(self.outcome, BaseException):
            raise self.outcome
        return self.outcome


@dataclass
class FakeAsk(FakeUse):
    """Streams the sentences of its answer that are shown, or `streamed` where that differs."""

    streamed: tuple[Sentence, ...] | None = None

    async def stream(self, question: str, **options: object) -> AsyncIterator[Sentence | Answer]:
        answer = await self(question, **options)
        assert isinstance(answer, Answer)
        for sentence in answer.shown_sentences if self.streamed is None else self.streamed:
            yield sentence
        yield replace(answer, question=question)


@dataclass
class FakeModel:
    """A model that writes its chunks, or fails."""

    name: str = "extractive"
    mode: str = "extractive"
    chunks: Sequence[str] = ("fine",)
    error: Exception | None = None

    async def write(self, task: Task) -> AsyncIterator[Chunk]:
        if self.error:
            raise self.error
        for text in self.chunks:
            yield Chunk(text)

    async def close(self) -> None:
        pass


@dataclass
class FakeJudge:
    """Takes everything for supported."""

    damage: str = ""

    def load(self) -> None:
        """Load the model, or say what is wrong with it."""
        if self.damage:
            raise EmbeddingError(self.damage)

    def verify(self, text: str, papers: Sequence[Paper]) -> Sentence:
        return Sentence(text, score=1.0)


@dataclass
class FakeWriter:
    """Adds every record that it is given."""

    interrupted: bool = False
    records: list[Harvested] = field(default_factory=list)
    provenance: Provenance | None = None
    refused_fields: list[RefusedFields] = field(default_factory=list)
    drained: int = 0

    def ingest(
        self,
        records: Iterator[Harvested],
        provenance: Provenance,
        *,
        on_progress: Callable[[IngestProgress], None],
    ) -> IngestReport:
        self.records, self.provenance = list(records), provenance
        on_progress(IngestProgress(read=3, rejected=1, indexed=2))
        return IngestReport(
            sum(isinstance(r, Record) for r in self.records),
            updated=0,
            unchanged=0,
            rejected=[r for r in self.records if isinstance(r, Rejected)],
            interrupted=self.interrupted,
            cut=[r for r in self.records if isinstance(r, Record) and r.cut],
            refused_fields=self.refused_fields,
        )

    def drain(self) -> None:
        """Count how often the queue was drained."""
        self.drained += 1


def fake_reindex(*, on_progress: Callable[[IngestProgress], None]) -> int:
    """Index three papers."""
    on_progress(IngestProgress(read=3, rejected=1, indexed=3))
    return 3


@dataclass
class FakeOnline:
    """Services that give `records`, and then fail with `error` if there is one."""

    records: list[Harvested] = field(default_factory=list)
    error: Exception | None = None
    asked: list[tuple[str, dict[str, object]]] = field(default_factory=list)

    def arxiv(self, **options: object) -> Iterator[Harvested]:
        return self._given("arxiv", options)

    def rss(self, **options: object) -> Iterator[Harvested]:
        return self._given("rss", options)

    def hf_daily(self, **options: object) -> Iterator[Harvested]:
        return self._given("hf-daily", options)

    def by_reference(self, references: Sequence[str]) -> Iterator[Harvested]:
        return self._given("id", {"references": list(references)})

    def search(self, words: str, **options: object) -> Iterator[Harvested]:
        return self._given("search", {"words": words, **options})

    def _given(self, service: str, options: dict[str, object]) -> Iterator[Harvested]:
        self.asked.append((service, options))
        yield from self.records
        if self.error is not None:
            raise self.error


class FakeDigests:
    """Digests, and issues that are what they were made with."""

    def __init__(self, memory: TemporaryStores | None = None) -> None:
        self._memory = memory or TemporaryStores()
        self.subscriptions = self._memory.stores.subscriptions
        self.ledger = self._memory.stores.ledger
        self.made: list[tuple[str, datetime]] = []
        self.issue = ISSUE

    async def compose(self, subscription: Subscription, *, issue_id: str, now: datetime) -> Issue:
        """Return the issue, as of the subscription."""
        self.made.append((subscription.subscription_id, now))
        return replace(self.issue, subscription_id=subscription.subscription_id)


@dataclass
class FakeCalibration:
    """Finds the same, whatever is asked; remembers what it was asked to keep."""

    found: CalibrationReport = field(
        default_factory=lambda: build_calibration([0.9] * 39 + [0.1], [0.05] * 50)
    )
    stored: StoredCalibration | None = None
    asked: list[GivenQuestions] = field(default_factory=list)

    def run(
        self, questions: GivenQuestions, *, on_progress: Callable[[int], None] = lambda asked: None
    ) -> CalibrationReport:
        self.asked.append(questions)
        on_progress(1)
        return self.found

    def save(self, found: CalibrationReport, now: datetime) -> None:
        refused, answered = found.errors.refused.value, found.errors.answered.value
        self.stored = StoredCalibration(found.fit, now, found.papers, refused, answered)

    def forget(self) -> None:
        self.stored = None


def build_calibration(yes: Sequence[float], no: Sequence[float]) -> CalibrationReport:
    """Return a calibration in which questions had these confidences, at a cut-off of 0.4."""
    logits = ([math.log(c / (1 - c)) for c in confidences] for confidences in (yes, no))
    at = measure_errors(Fit(cutoff=0.4), *logits)
    return CalibrationReport(Fit(1.2, -0.5, 0.4), at, at, len(yes), len(no), 67)


@dataclass
class FakeApplication:
    """The running application, made of fakes."""

    settings: Settings
    catalog: FakeCatalog = field(default_factory=FakeCatalog)
    ask: FakeAsk = field(default_factory=lambda: FakeAsk(ANSWER))
    check: FakeJudge = field(default_factory=FakeJudge)
    search: FakeUse = field(default_factory=lambda: FakeUse(PAGE))
    summarize: FakeUse = field(default_factory=lambda: FakeUse(SUMMARY))
    compare: FakeUse = field(default_factory=lambda: FakeUse(COMPARISON))
    related: FakeUse = field(default_factory=lambda: FakeUse(PAGE))
    writer: FakeWriter = field(default_factory=FakeWriter)
    reindex: Callable[..., int] = fake_reindex
    notices: tuple[str, ...] = ()
    model_notice: str = ""
    model: FakeModel = field(default_factory=FakeModel)
    services: FakeOnline = field(default_factory=FakeOnline)
    desk: FakeDigests = field(default_factory=FakeDigests)
    calibration: FakeCalibration = field(default_factory=FakeCalibration)
    flagged: str = ""

    @contextmanager
    def open_digests(self) -> Iterator[FakeDigests]:
        """Give the digests."""
        yield self.desk

    @contextmanager
    def open_services(self) -> Iterator[FakeOnline]:
        """Give the services."""
        yield self.services

    @asynccontextmanager
    async def open_guard(self) -> AsyncIterator[Guard]:
        """Give a guard without limits, but for the questions to flag."""

        async def moderate(text: str) -> tuple[str, ...]:
            return ("harassment",) if text == self.flagged else ()

        yield Guard(moderate=moderate)

    def build_info(self) -> BuildInfo:
        """Say what answers."""
        return BuildInfo("0.1.0", "fake", len(self.catalog.papers), self.model.name)


@dataclass
class LiteralJudge:
    """Supports a text that is in an abstract word for word, in whatever case; nothing else."""

    judged: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    def verify(self, text: str, papers: Sequence[Paper]) -> Sentence:
        self.judged.append((text, tuple(paper.title for paper in papers)))
        for paper in papers:
            if (start := paper.abstract.lower().find(text.lower())) >= 0:
                end = start + len(text)
                span = Evidence(paper.paper_id, paper.abstract[start:end], start, end)
                return Sentence(text, score=0.97, evidence=(span,))
        reason = "no abstract says this"
        return Sentence(text, supported=False, reason=reason, score=0.031234)


@dataclass
class FakeOutside:
    """What the command line is given; `program()` is handed to the app."""

    data_dir: Path
    application: FakeApplication = field(init=False)
    records: list[Record | Rejected] = field(
        default_factory=lambda: [Record(LASO, 1), Rejected(2, "no title"), Record(UNIAP, 3)]
    )
    opened: list[bool] = field(default_factory=list)
    open_error: Exception | None = None
    held_by_another: bool = False
    settings_error: Exception | None = None
    ran: list[Settings] = field(default_factory=list)
    judge: LiteralJudge = field(default_factory=LiteralJudge)
    memory: TemporaryStores = field(default_factory=TemporaryStores)
    kept_error: Exception | None = None
    ids: int = 0
    time: datetime = datetime(2026, 1, 2, tzinfo=UTC)

    def __post_init__(self) -> None:
        self.settings = Settings(data_dir=self.data_dir)
        self.application = FakeApplication(self.settings, desk=FakeDigests(self.memory))

    @contextmanager
    def open(
        self, settings: Settings, *, rebuilding: bool = False, beside: bool = False
    ) -> Iterator[FakeApplication]:
        if self.open_error:
            raise self.open_error
        if self.held_by_another and not beside:
            raise LibraryInUse("data is in use by process 7.")
        self.opened.append(rebuilding)
        yield self.application

    @contextmanager
    def kept(self, settings: Settings) -> Iterator[Stores]:
        if self.kept_error:
            raise self.kept_error
        yield self.memory.stores

    def new_id(self) -> str:
        self.ids += 1
        return f"r{self.ids}"

    def load(self) -> Settings:
        if self.settings_error:
            raise self.settings_error
        return self.settings

    def context(self) -> CliContext:
        """Return it as the app takes it."""
        return CliContext(
            load_settings=self.load,
            open_application=self.open,
            open_stores=self.kept,
            run_bot=self.ran.append,
            build_checker=lambda settings: self.judge,
            read_file=lambda path: iter(self.records),
            read_starter=lambda: iter(self.records),
            back_up=make_backup,
            restore=restore_backup,
            log_event=append_event,
            now=lambda: self.time,
            new_id=self.new_id,
            new_incident=lambda: "1nc1dent",
        )
