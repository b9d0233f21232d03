"""Open the library and wire the use cases over it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime

from bot.answering.ask import Ask, Cutoff
from bot.answering.compare import Compare
from bot.answering.guard import Guard
from bot.answering.language_model import LanguageModel
from bot.answering.prefetch import ReadAhead
from bot.answering.related import Related
from bot.answering.search import Search
from bot.answering.summarize import Summarize
from bot.bootstrap.calibrating import CalibrationService, in_force
from bot.bootstrap.checking import make_embedder, open_check
from bot.bootstrap.clock import utc_now
from bot.bootstrap.composing import ComposeForServer
from bot.bootstrap.edition import edition
from bot.bootstrap.guard import build_budgets, open_terminal_guard
from bot.bootstrap.models import offered_models
from bot.bootstrap.services import PaperServices, open_fetch
from bot.bootstrap.state import open_state
from bot.digest.composing import Compose
from bot.digest.making import Make
from bot.digest.ports import Ledger, Subscriptions
from bot.grounding.checker import ClaimChecker
from bot.llm.extractive.model import Extractive
from bot.prompt_injection.sanitize import check_against_sanitized, sanitize_paper
from bot.receipts.receipt import BuildInfo
from bot.settings import Settings
from prompts import CANNOT_ANSWER
from retrieval.errors import VectorStoreDown
from retrieval.library.catalog import Catalog
from retrieval.library.ingest import IngestProgress, IngestReport
from retrieval.library.library import Library, open_library
from retrieval.library.writer import LibraryWriter
from retrieval.provenance import Provenance
from retrieval.search.embedding.cache import RememberingEmbedder
from retrieval.search.topic_fit import TopicRanker
from retrieval.search.vector.access import Access
from retrieval.sources import parser_process
from retrieval.sources.records import Harvested, Record, Rejected

_SOON_DONE = 100  # papers: some four seconds of embedding


@dataclass(frozen=True, slots=True)
class DigestServices:
    """Who is to get digests, what they got, and a way to make an issue."""

    subscriptions: Subscriptions
    ledger: Ledger
    make: Make


@dataclass(frozen=True, slots=True)
class Application:
    """The use cases over one open library."""

    settings: Settings
    library: Library
    writer: LibraryWriter
    model: LanguageModel
    ask: Ask
    search: Search
    summarize: Summarize
    compare: Compare
    related: Related
    compose: Compose
    check: ClaimChecker
    notices: tuple[str, ...] = ()
    model_notice: str = ""
    models: tuple[str, ...] = ()
    cutoff: Cutoff = Cutoff()
    now: Callable[[], datetime] = utc_now

    @property
    def calibration(self) -> CalibrationService:
        """The calibration of this library, collection and embedder."""
        return CalibrationService(self.library, self.settings.chroma_collection)

    @property
    def catalogue(self) -> Catalog:
        """The papers of record."""
        return self.library.catalogue

    def ingest(
        self,
        records: Iterable[Harvested],
        provenance: Provenance,
        *,
        on_progress: Callable[[IngestProgress], None] = lambda progress: None,
    ) -> IngestReport:
        """Take records into the library and index them; block until done.

        `provenance` is how they came in, which decides what they may change.
        """
        return self.writer.ingest(records, provenance, on_progress=on_progress)

    async def parse_upload(self, name: str, data: bytes) -> Sequence[Record | Rejected]:
        """Return what a member's file holds, given its name and bytes.

        A child process reads it, within limits; raise SourceError for no papers.
        """
        return await parser_process.parse(name, data)

    @contextmanager
    def online(self) -> Iterator[PaperServices]:
        """Give the services that papers come from; harvests go on where they were stopped."""
        with open_fetch(self.settings, os.environ) as fetch:
            yield PaperServices(fetch, self.library.catalogue)

    @contextmanager
    def digests(self) -> Iterator[DigestServices]:
        """Give the digests of all servers; nothing is posted. Raises `StateUnusable`."""
        with open_state(self.settings) as community:
            guard = Guard(budgets=build_budgets(community, self.settings, self.now))
            compose = ComposeForServer(self.compose, community.settings, guard)
            ledger = community.ledger
            make = Make(compose, ledger, community.digest_votes)
            yield DigestServices(community.subscriptions, ledger, make)

    def guard(self) -> AbstractAsyncContextManager[Guard]:
        """Open the guard of the terminal; may raise `StateUnusable`."""
        return open_terminal_guard(self.settings, self.now)

    def edition(self) -> BuildInfo:
        """Say what answers, for receipts; block."""
        return edition(self.library, self.model.name)

    def settle(self, *, wait: bool = True) -> None:
        """Index what is queued, as after removing papers; block until done.

        Without `wait`, leave it to another process that is at it.
        """
        self.writer.drain(wait=wait)

    def reindex(
        self, *, on_progress: Callable[[IngestProgress], None] = lambda progress: None
    ) -> int:
        """Make every index anew from the catalogue; block; return how many were indexed."""
        total = self.library.catalogue.count()

        def told(done: int) -> None:
            on_progress(IngestProgress(indexed=done, pending=max(total - done, 0)))

        return self.library.indexing.rebuild(self.now(), told)


@contextmanager
def open_application(
    settings: Settings,
    *,
    rebuilding: bool = False,
    serve: Callable[[LanguageModel], LanguageModel] = lambda model: model,
    now: Callable[[], datetime] = utc_now,
) -> Iterator[Application]:
    """Open the library and wire the use cases over it.

    The data directory is held by one process at a time whatever is done with it, since embedded
    Chroma bears no other; none holds it where a database and a Chroma server have all. The
    model's connections belong to the event loop that used them, and end with it. A few papers that
    an earlier process left queued are indexed at once; many are told in a notice. `rebuilding`
    opens a library that another embedder made; `serve` may give each model that a server writes
    for another that stands for it. Raises what `open_library` raises.
    """
    embedder = make_embedder(settings)
    with ExitStack() as opened:
        opened.callback(embedder.close)
        library = opened.enter_context(
            open_library(
                settings.data_dir,
                embedder,
                database=settings.database,
                chroma=settings.chroma,
                collection=settings.chroma_collection,
                access=_access(settings),
                hybrid=settings.chroma_search == "hybrid",
                rebuilding=rebuilding,
                now=now,
            )
        )
        # What is made anew need not be said to have been lost.
        notices = () if rebuilding else (*library.notes, *_catch_up(library))
        of_sentences = RememberingEmbedder(embedder)
        quoting = Extractive(of_sentences, library.lexical.rarity)
        check = opened.enter_context(open_check(settings, of_sentences))
        checked = check_against_sanitized(check)
        ahead = ReadAhead(lambda paper: check.read(sanitize_paper(paper)))
        models, told = offered_models(settings, quoting, library.directory.cache, serve)
        model = models[next(iter(models))]
        desk = CalibrationService(library, settings.chroma_collection)
        confidence, cutoff = in_force(desk.kept, settings.cutoff)
        yield Application(
            settings,
            library,
            LibraryWriter(library.catalogue, library.indexing, now),
            model,
            Ask(
                library.search,
                model,
                quoting,
                check=checked,
                cannot_answer=CANNOT_ANSWER,
                confidence=confidence,
                cutoff=cutoff,
                language=settings.language,
                unsupported=settings.unsupported,
                judge=settings.llm_judge,
                ahead=ahead,
                offered=models,
            ),
            Search(library.search),
            Summarize(
                library.catalogue,
                model,
                quoting,
                check=checked,
                unsupported=settings.unsupported,
                judge=settings.llm_judge,
                offered=models,
            ),
            Compare(
                library.catalogue,
                model,
                quoting,
                check=checked,
                judge=settings.llm_judge,
                offered=models,
            ),
            Related(library.catalogue, library.search),
            Compose(
                library.catalogue,
                library.catalogue,
                _rank_among(library),
                model,
                quoting,
                check=checked,
                judge=settings.llm_judge,
                offered=models,
                language=settings.language,
            ),
            check,
            notices,
            told,
            tuple(models),
            cutoff,
            now,
        )


def _access(settings: Settings) -> Access:
    token = settings.chroma_token.get_secret_value() if settings.chroma_token else ""
    return Access(token, settings.chroma_tenant, settings.chroma_database)


def _rank_among(library: Library) -> TopicRanker:
    return TopicRanker(
        library.search, library.lexical, library.vectors, library.tokens, library.embedder
    )


def _catch_up(library: Library) -> tuple[str, ...]:
    """Index what was left queued, where that is soon done; else say that it waits."""
    waiting = library.catalogue.pending_count()
    if not waiting:
        return ()
    if waiting <= _SOON_DONE:
        try:
            library.indexing.drain(wait=False)
        except VectorStoreDown as error:
            return (str(error),)  # what needs no vectors still works
        return ()
    return (
        f"{waiting:,} papers are recorded but not indexed yet, and search does not see them. "
        "Any `footnote ingest` indexes them, as does `footnote reindex`.",
    )
