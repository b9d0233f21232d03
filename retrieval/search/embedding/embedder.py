"""The interface of embedders, and the text of a paper that they embed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from retrieval.paper import Paper

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """Unit vectors of a text's tokens, and the position of each token in the text.

    `vectors` is float32 (tokens, reduced dimension); `starts` and `ends` are character offsets
    (tokens,): token i is `text[starts[i]:ends[i]]`.
    """

    vectors: NDArray[np.float32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.vectors)


@dataclass(frozen=True, slots=True)
class Embedded:
    """A text's unit vector, float32 (dimension,), and its token vectors."""

    vector: NDArray[np.float32]
    tokens: TokenVectors


class Embedder(Protocol):
    """Turns texts into unit vectors; thread-safe; raises `EmbeddingError`."""

    @property
    def embedder_id(self) -> str:
        """The id of the vector space: vectors of different ids cannot be compared."""

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    def embed_documents(self, texts: Sequence[str]) -> list[Embedded]:
        """Embed any number of texts of any length, in order; a text may be empty."""

    def embed_query(self, text: str) -> Embedded:
        """Embed the text of a search."""

    def close(self) -> None:
        """Stop threads and close connections."""


def indexed_text(paper: Paper) -> str:
    """Return the text of a paper (cleaned for reading) that is embedded."""
    return f"{paper.title}\n{paper.abstract}"


def abstract_start(paper: Paper) -> int:
    """Return the offset of the abstract in `indexed_text`."""
    return len(paper.title) + 1
