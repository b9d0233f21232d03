"""The use cases over one open library; `bot.bootstrap` builds it, both front ends call it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.answering.ask import Ask
from bot.answering.calibration import CalibrationService
from bot.answering.compare import Compare
from bot.answering.language_model import LanguageModel
from bot.answering.search import FindRelated, Search
from bot.answering.summarize import Summarize
from bot.digest.compose import Compose, IssueBuilder
from bot.grounding.checker import ClaimChecker
from bot.limits.guard import Guard
from bot.records.receipts import BuildInfo
from bot.settings import Settings
from bot.version import installed_version
from retrieval.library.catalog.catalog import Catalog
from retrieval.library.ingest import IngestProgress
from retrieval.library.library import Library
from retrieval.library.writer import LibraryWriter
from retrieval.sources.records import Record, Rejected
from retrieval.sources.services import PaperServices

if TYPE_CHECKING:
    from bot.storage.digest_ledger import DigestLedger
    from bot.storage.subscriptions import SubscriptionStore


@dataclass(frozen=True, slots=True)
class DigestServices:
    """All subscriptions, the ledger of issues sent, and a way to compose an issue."""

    subscriptions: SubscriptionStore
    ledger: DigestLedger
    compose: Compose


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """The use cases over one open library, as the operator or, by `at`, another place sees it.

    `at` returns the application without papers that members uploaded at other places. `models`
    names those that a server may choose, the default first. `open_services` gives access to the
    services that papers come from; harvests resume where they stopped. `open_digests` gives the
    digests of all servers and posts nothing; `open_guard` gives the limits of the terminal. Both
    raise an error of the front end if the stores cannot be read.
    """

    settings: Settings
    library: Library
    catalog: Catalog
    writer: LibraryWriter
    model: LanguageModel
    ask: Ask
    search: Search
    summarize: Summarize
    compare: Compare
    related: FindRelated
    issue_builder: IssueBuilder
    check: ClaimChecker
    at: Callable[[str], Application]
    open_services: Callable[[], AbstractContextManager[PaperServices]]
    open_digests: Callable[[], AbstractContextManager[DigestServices]]
    open_guard: Callable[[], AbstractAsyncContextManager[Guard]]
    now: Callable[[], datetime]
    notices: tuple[str, ...] = ()
    model_notice: str = ""
    models: tuple[str, ...] = ()

    @property
    def calibration(self) -> CalibrationService:
        """The calibration of this library, collection and embedder."""
        return CalibrationService(self.library, self.settings.chroma_collection)

    async def parse_upload(self, name: str, data: bytes) -> Sequence[Record | Rejected]:
        """Return the records in a member's file, given its name and bytes.

        A child process parses it, within limits. Raises `SourceError` if it holds no papers.
        """
        from retrieval.sources import parser_process  # the parsers of all formats: 50 ms

        return await parser_process.parse(name, data)

    def build_info(self) -> BuildInfo:
        """Return this Footnote's version, the library and the usual model, for receipts; block."""
        embedder = self.library.embedder.embedder_id
        return BuildInfo(installed_version(), embedder, self.catalog.count(), self.model.name)

    def reindex(
        self, *, on_progress: Callable[[IngestProgress], None] = lambda progress: None
    ) -> int:
        """Rebuild every index from the catalog; block; return how many papers were indexed."""
        total = self.catalog.count()

        def report(done: int) -> None:
            on_progress(IngestProgress(indexed=done, pending=max(total - done, 0)))

        return self.library.indexing.rebuild(report)
