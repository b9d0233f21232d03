"""What the front end needs of the running application; `bot.bootstrap` gives it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Literal, Protocol

from bot.answering.ask import Ask, Cutoff
from bot.answering.compare import Compare
from bot.answering.related import Related
from bot.answering.search import Search
from bot.answering.summarize import Summarize
from bot.receipts.receipt import BuildInfo
from bot.settings import Settings
from retrieval.library.writer import LibraryWriter
from retrieval.paper import Paper
from retrieval.provenance import Origin
from retrieval.search.filters import Filters
from retrieval.sources.records import Record, Rejected

PaperSort = Literal["published", "title", "added"]


class Papers(Protocol):
    """The papers of record; every call blocks."""

    def find(self, reference: str) -> Paper:
        """Return the paper of an id, link, DOI or title; raise `PaperNotFound`."""

    def get_many(self, ids: Sequence[str]) -> Mapping[str, Paper]:
        """Return the known papers of `ids`, in their order."""

    def page(
        self, filters: Filters, *, sort: PaperSort = ..., offset: int = ..., limit: int = ...
    ) -> Sequence[Paper]:
        """Return papers in the order of `sort`."""

    def count(self, filters: Filters = ...) -> int:
        """Return how many papers meet the filters."""

    def iterate(self, batch_size: int = ...) -> Iterator[list[Paper]]:
        """Yield every paper, in batches."""

    def titles(self, text: str, limit: int) -> Sequence[tuple[str, str]]:
        """Return ids and readable titles that `text` may become, best first."""

    def pending_count(self) -> int:
        """Return how many papers wait to be indexed."""

    def last_arrival(self) -> int:
        """Return the number of the paper that came last; 0: none has come."""

    def revision(self) -> int:
        """Return a number that every change of the papers increases."""

    def origin(self, paper_id: str) -> Origin:
        """Return how the paper of that present id came in."""

    def remove(self, ids: Sequence[str], now: datetime) -> int:
        """Remove papers and queue their removal from the indexes; return how many there were."""


class Application(Protocol):
    """The use cases over an open library."""

    @property
    def settings(self) -> Settings: ...  # noqa: D102
    @property
    def catalogue(self) -> Papers: ...  # noqa: D102
    @property
    def ask(self) -> Ask: ...  # noqa: D102
    @property
    def search(self) -> Search: ...  # noqa: D102
    @property
    def summarize(self) -> Summarize: ...  # noqa: D102
    @property
    def compare(self) -> Compare: ...  # noqa: D102
    @property
    def related(self) -> Related: ...  # noqa: D102

    @property
    def cutoff(self) -> Cutoff: ...  # noqa: D102

    @property
    def models(self) -> Sequence[str]:
        """The names of the models that a server may choose, the default first."""

    @property
    def writer(self) -> LibraryWriter: ...  # noqa: D102

    async def parse_upload(self, name: str, data: bytes) -> Sequence[Record | Rejected]:
        """Return what a file that someone attached holds; raise `SourceError` for no papers.

        Raises of that `ParserTimeout` and `ParserCrashed` where reading it takes too much.
        """

    def build_info(self) -> BuildInfo:
        """Say what answers, for receipts; block."""


class Fetch(Protocol):
    """A source that gives papers by what refers to them; every call blocks."""

    def __call__(self, references: Sequence[str]) -> Iterable[Record | Rejected]:
        """Yield the papers of arXiv ids, DOIs and links, and why others cannot be had.

        Raises `SourceError` where no service can be asked.
        """
