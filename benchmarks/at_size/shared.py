"""A library that several processes share, in a PostgreSQL and a Chroma server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.library.library import Library

_WHERE = "shared.json"


@dataclass(frozen=True, slots=True)
class Shared:
    """The addresses of both servers; a file in the store's folder keeps them for its program."""

    database: str
    chroma: str

    @classmethod
    def of(cls, folder: Path) -> Shared:
        """Return those that were kept."""
        return cls(**json.loads((folder / _WHERE).read_text()))

    def keep(self, folder: Path) -> None:
        """Write them down."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _WHERE).write_text(json.dumps(asdict(self)))

    @contextmanager
    def open(self, folder: Path) -> Iterator[Library]:
        """Open the library."""
        from retrieval.library.library import open_library
        from retrieval.search.embedding.minilm import MiniLM

        with open_library(folder, MiniLM(), database=self.database, chroma=self.chroma) as library:
            yield library
