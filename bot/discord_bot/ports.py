"""What the front end needs of the running application; `bot.bootstrap` gives it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal, Protocol

from bot.answering.ask import Ask, Cutoff
from bot.answering.compare import Compare
from bot.answering.search import FindRelated, Search
from bot.answering.summarize import Summarize
from bot.receipts.receipt import BuildInfo
from bot.settings import Settings
from retrieval.library.writer import LibraryWriter
from retrieval.sources.records import Record, Rejected

if TYPE_CHECKING:
    from retrieval.library.catalog.catalog import Catalog

PaperSort = Literal["published", "title", "added"]


class Application(Protocol):
    """The use cases over an open library."""

    @property
    def settings(self) -> Settings: ...  # noqa: D102
    @property
    def catalog(self) -> Catalog: ...  # noqa: D102
    @property
    def ask(self) -> Ask: ...  # noqa: D102
    @property
    def search(self) -> Search: ...  # noqa: D102
    @property
    def summarize(self) -> Summarize: ...  # noqa: D102
    @property
    def compare(self) -> Compare: ...  # noqa: D102
    @property
    def related(self) -> FindRelated: ...  # noqa: D102

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
