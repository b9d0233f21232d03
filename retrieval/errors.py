"""The errors of this package.

Each message says what happened, why, and what to do; front ends show it unchanged.
"""

from typing import Literal

UnreadableReason = Literal["damaged", "empty", "encrypted", "fonts", "large", "long", "scan"]
"""Why a whole paper cannot be read, for front ends with words of their own."""


class RetrievalError(Exception):
    """The root of this package's errors.

    `quoted` is the part of the message that quotes others, which logs leave out.
    """

    def __init__(self, message: str = "", *, quoted: str = "") -> None:
        super().__init__(message)
        self.quoted = quoted


def is_panic(error: BaseException) -> bool:
    """Return whether an error is a panic of a Rust library, which is not an `Exception`."""
    return type(error).__name__ == "PanicException"


class CatalogueError(RetrievalError):
    """The record of papers cannot be read or written."""


class IndexFault(RetrievalError):
    """A derived index cannot be used."""


class EmbedderMismatch(IndexFault):
    """The vectors were made by another embedder."""


class VectorStoreDown(IndexFault):
    """The Chroma server does not answer."""


class EmbeddingError(RetrievalError):
    """An embedder is missing, damaged or unreachable."""


class LibraryInUse(RetrievalError):
    """Another process holds the data directory."""


class DataDirectoryError(RetrievalError):
    """The data directory cannot be used: read-only, full, or not a folder."""


class PaperNotFound(RetrievalError):
    """No paper has that id, link or title; the message quotes it."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message, quoted=message)


class SourceError(RetrievalError):
    """A file or service gives no papers at all; the message may quote an upload."""

    def __init__(self, message: str = "", *, quoted: str | None = None) -> None:
        super().__init__(message, quoted=message if quoted is None else quoted)


class SourceDown(SourceError):
    """A service cannot be reached, or is overloaded, after all tries."""

    def __init__(self, message: str = "", *, quoted: str = "") -> None:
        super().__init__(message, quoted=quoted)


class SourceNotAllowed(SourceError):
    """An address or a redirect is not at a host that papers are fetched from."""


class UnreadablePaper(SourceError):
    """The file of a whole paper cannot be read, for a `reason`."""

    def __init__(self, reason: UnreadableReason, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class UntitledPaper(SourceError):
    """The first page of a whole paper does not say its title, and no record fits it."""


class ParserTimeout(SourceError):
    """Reading a file exceeded its time limit and was stopped."""


class ParserCrashed(SourceError):
    """Reading a file exceeded its limits of memory or output, or failed."""
