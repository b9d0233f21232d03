"""What the terminal needs of the running application; `bot.bootstrap` gives it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:  # so that `footnote --help` need not load them
    from bot.answering.answer import Answer, Comparison, DraftDiscarded, SearchPage, Summary
    from bot.answering.guard import Guard
    from bot.answering.language_model import LanguageModel, Turn
    from bot.answering.options import AnswerOptions
    from bot.digest.issue import Issue
    from bot.digest.ports import Ledger, Subscriptions
    from bot.digest.subscription import Subscription
    from bot.grounding.sentence import Sentence
    from bot.grounding.verdict import Verdict
    from bot.receipts.receipt import BuildInfo
    from bot.settings import Settings
    from retrieval.paper import Paper
    from retrieval.provenance import Origin, Provenance, TurnedAway
    from retrieval.search.calibration.calibrating import Calibrated, Questions
    from retrieval.search.calibration.kept import Kept
    from retrieval.search.filters import Filters
    from retrieval.sources.records import Harvested, Record, Rejected

SearchMode = Literal["hybrid", "lexical", "dense"]
Sort = Literal["relevance", "newest", "oldest"]
PaperSort = Literal["published", "title", "added"]
HubSort = Literal["publishedAt", "trending"]
Searchable = Literal["hugging-face", "semantic-scholar", "openalex", "arxiv"]


class Progress(Protocol):
    """How far an ingest has come, in records read and papers indexed."""

    @property
    def read(self) -> int: ...  # noqa: D102 - the names say it
    @property
    def added(self) -> int: ...  # noqa: D102
    @property
    def updated(self) -> int: ...  # noqa: D102
    @property
    def unchanged(self) -> int: ...  # noqa: D102
    @property
    def rejected(self) -> int: ...  # noqa: D102
    @property
    def indexed(self) -> int: ...  # noqa: D102
    @property
    def pending(self) -> int: ...  # noqa: D102


class Report(Protocol):
    """What an ingest did, with each record that gave no paper, and those that were cut."""

    @property
    def added(self) -> int: ...  # noqa: D102
    @property
    def updated(self) -> int: ...  # noqa: D102
    @property
    def unchanged(self) -> int: ...  # noqa: D102
    @property
    def withdrawn(self) -> int: ...  # noqa: D102
    @property
    def rejected(self) -> tuple[Rejected, ...]: ...  # noqa: D102
    @property
    def cut(self) -> tuple[Record, ...]: ...  # noqa: D102
    @property
    def turned_away(self) -> tuple[TurnedAway, ...]: ...  # noqa: D102
    @property
    def interrupted(self) -> bool: ...  # noqa: D102


class Asking(Protocol):
    """Answers a question from the library, whole or as its sentences are verified."""

    async def __call__(
        self,
        question: str,
        *,
        filters: Filters = ...,
        history: Sequence[Turn] = ...,
        manner: AnswerOptions = ...,
    ) -> Answer:
        """Return the whole answer."""

    def stream(
        self, question: str, *, filters: Filters = ..., history: Sequence[Turn] = ...
    ) -> AsyncIterator[Sentence | DraftDiscarded | Answer]:
        """Yield each sentence once it is verified, then the whole answer."""


class Judging(Protocol):
    """Decides whether papers say what a text says; blocks for some milliseconds."""

    def judge(self, text: str, papers: Sequence[Paper]) -> Verdict:
        """Return what the check finds in `papers`, cleaned for reading."""

    @property
    def asks_entailment(self) -> bool:
        """Whether a model of entailment has its say."""


class Searching(Protocol):
    """Finds papers."""

    async def __call__(
        self,
        query: str,
        *,
        filters: Filters = ...,
        limit: int = ...,
        offset: int = ...,
        mode: SearchMode = ...,
        sort: Sort = ...,
    ) -> SearchPage:
        """Return a page of hits."""


class Summarizing(Protocol):
    """Summarises one paper."""

    async def __call__(self, reference: str, *, style: str = ..., language: str = ...) -> Summary:
        """Raise `PaperNotFound` where `reference` names no paper."""


class Comparing(Protocol):
    """Puts papers side by side."""

    async def __call__(
        self, references: Sequence[str], *, aspects: Sequence[str] | None = ..., language: str = ...
    ) -> Comparison:
        """Raise `PaperNotFound` where a reference names no paper."""


class Relating(Protocol):
    """Finds the papers nearest to one."""

    async def __call__(
        self, reference: str, *, limit: int = ..., filters: Filters = ...
    ) -> SearchPage:
        """Raise `PaperNotFound` where `reference` names no paper."""


class Making(Protocol):
    """Makes an issue of a digest, and posts and records nothing."""

    async def __call__(self, subscription: Subscription, *, issue_id: str, now: datetime) -> Issue:
        """Return the issue that a subscription would get at `now`."""


class DigestDesk(Protocol):
    """Who is to get digests, what they got, and a way to make an issue; stores block."""

    @property
    def subscriptions(self) -> Subscriptions: ...  # noqa: D102
    @property
    def ledger(self) -> Ledger: ...  # noqa: D102
    @property
    def make(self) -> Making: ...  # noqa: D102


class Papers(Protocol):
    """The papers of record; every call blocks."""

    def find(self, reference: str) -> Paper:
        """Return the paper of an id, link or title; raise `PaperNotFound`."""

    def page(
        self, filters: Filters, *, sort: PaperSort = ..., offset: int = ..., limit: int = ...
    ) -> Sequence[Paper]:
        """Return papers in the order of `sort`."""

    def count(self, filters: Filters = ...) -> int:
        """Return how many papers meet the filters."""

    def iterate(self, batch_size: int = ...) -> Iterator[list[Paper]]:
        """Yield every paper, in batches."""

    def titles(self, text: str, limit: int) -> Sequence[tuple[str, str]]:
        """Return ids and readable titles that `text` may become."""

    def pending_count(self) -> int:
        """Return how many papers wait to be indexed."""

    def origin(self, paper_id: str) -> Origin:
        """Return how the paper of that present id came in."""

    def remove(self, ids: Sequence[str], now: datetime) -> int:
        """Remove papers and queue their removal from the indexes; return how many there were."""


class Ingesting(Protocol):
    """Takes records into the library."""

    def __call__(
        self,
        records: Iterator[Harvested],
        provenance: Provenance,
        *,
        on_progress: Callable[[Progress], None],
    ) -> Report:
        """Block until every record is in the catalogue and indexed, or until Ctrl-C.

        `provenance` is how they came in, which decides what they may change.
        """


class Reindexing(Protocol):
    """Builds both indexes again from the catalogue."""

    def __call__(self, *, on_progress: Callable[[Progress], None]) -> object:
        """Block until done."""


class Online(Protocol):
    """The services that papers come from; each call yields as it asks, and blocks.

    Raises SourceError where a service gives nothing, or breaks off. What can be resumed goes on
    where the same call was stopped, also in a process before.
    """

    def arxiv(
        self,
        *,
        categories: Sequence[str],
        query: str,
        since: date | None,
        until: date | None,
        most: int | None,
    ) -> Iterator[Harvested]:
        """Yield what was submitted to arXiv."""

    def rss(self, *, categories: Sequence[str]) -> Iterator[Harvested]:
        """Yield what arXiv announced last in some categories."""

    def oai(self, *, set_: str, since: date | None, until: date | None) -> Iterator[Harvested]:
        """Yield what is new, changed or withdrawn in a set of arXiv's."""

    def hf_daily(
        self,
        *,
        day: date | None,
        week: str | None,
        month: str | None,
        sort: HubSort | None,
        most: int | None,
    ) -> Iterator[Harvested]:
        """Yield the daily papers of Hugging Face: of a day, a week, a month, or the latest."""

    def by_reference(self, references: Sequence[str]) -> Iterator[Harvested]:
        """Yield the papers of arXiv ids, DOIs and links."""

    def search(self, words: str, *, at: Searchable, most: int) -> Iterator[Harvested]:
        """Yield what a service finds, best first."""


class CalibrationDesk(Protocol):
    """Fits when to refuse to the open library; every call blocks."""

    @property
    def kept(self) -> Kept | None: ...  # noqa: D102

    def run(self, questions: Questions, *, on_progress: Callable[[int], None] = ...) -> Calibrated:
        """Return what a fit to some questions gives, and keep nothing."""

    def keep(self, found: Calibrated, now: datetime) -> None:
        """Keep it with the library."""

    def forget(self) -> None:
        """Go back to the defaults."""


class Application(Protocol):
    """The running application, as the composition root opens it."""

    def online(self) -> AbstractContextManager[Online]:
        """Open the services that papers come from for the length of a `with` block."""

    def digests(self) -> AbstractContextManager[DigestDesk]:
        """Give the digests of all servers; raise `ConsoleError` where they cannot be read."""

    def guard(self) -> AbstractAsyncContextManager[Guard]:
        """Open the guard of the terminal; may raise `ConsoleError`."""

    def edition(self) -> BuildInfo:
        """Say what answers, for receipts; block."""

    def settle(self) -> None:
        """Block until what is queued, as after removing papers, is in the indexes."""

    @property
    def settings(self) -> Settings: ...  # noqa: D102
    @property
    def calibration(self) -> CalibrationDesk: ...  # noqa: D102
    @property
    def catalogue(self) -> Papers: ...  # noqa: D102
    @property
    def ask(self) -> Asking: ...  # noqa: D102
    @property
    def check(self) -> Judging: ...  # noqa: D102
    @property
    def search(self) -> Searching: ...  # noqa: D102
    @property
    def summarize(self) -> Summarizing: ...  # noqa: D102
    @property
    def compare(self) -> Comparing: ...  # noqa: D102
    @property
    def related(self) -> Relating: ...  # noqa: D102
    @property
    def ingest(self) -> Ingesting: ...  # noqa: D102
    @property
    def reindex(self) -> Reindexing: ...  # noqa: D102
    @property
    def notices(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def model_notice(self) -> str: ...  # noqa: D102
    @property
    def model(self) -> LanguageModel: ...  # noqa: D102
