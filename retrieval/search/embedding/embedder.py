"""The port through which text becomes vectors, and the text of a paper that is embedded."""

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
    """Unit vectors of a text's tokens, and where each token stands in the text.

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
    """A text's unit vector, float32 (dimension,), and its tokens' where the embedder has them."""

    vector: NDArray[np.float32]
    tokens: TokenVectors | None = None


class Embedder(Protocol):
    """Makes unit vectors; thread-safe; raises `EmbeddingError`."""

    @property
    def embedder_id(self) -> str:
        """What names the vectors' kind: vectors of different ids cannot be compared."""

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    def embed_documents(self, texts: Sequence[str]) -> list[Embedded]:
        """Embed texts, in order; any number, any lengths, empty ones too."""

    def embed_query(self, text: str) -> Embedded:
        """Embed what a person searches for."""

    def close(self) -> None:
        """Let go of threads and connections."""


def indexed_text(paper: Paper) -> str:
    """Return the text of a paper (cleaned for reading) that embedders see."""
    return f"{paper.title}\n{paper.abstract}"


def abstract_start(paper: Paper) -> int:
    """Return where the abstract begins in `indexed_text`."""
    return len(paper.title) + 1
