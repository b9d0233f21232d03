"""Say what can go wrong while finding papers.

RetrievalError
├── CatalogueError          the record of papers cannot be read or written
├── IndexFault              a derived index cannot be used
│   ├── EmbedderMismatch    the vectors were made by another embedder
│   └── VectorStoreDown     the Chroma server does not answer
├── EmbeddingError          an embedder is missing, damaged or unreachable
├── LibraryInUse            another process holds the data directory
├── DataDirectoryError      the data directory cannot be used (read-only, full, not a folder)
├── PaperNotFound           no paper has that id, link or title
└── SourceError             a file or service gives no papers at all
    ├── SourceDown          a service cannot be reached, or is overloaded, after all tries
    ├── SourceNotAllowed    an address is none of those that papers are fetched from
    ├── ParserTimeout       reading a file took longer than it may
    └── ParserCrashed       reading a file took more memory than it may, or failed

Each message says what happened, why, and what to do; a front end shows it as it is.
"""


class RetrievalError(Exception):
    """The root of this package's errors.

    `quoted` is the part of the message that others wrote, which the log leaves out.
    """

    def __init__(self, message: str = "", *, quoted: str = "") -> None:
        super().__init__(message)
        self.quoted = quoted


def is_panic(error: BaseException) -> bool:
    """Tell whether an error is a panic of a library written in Rust, which is no `Exception`."""
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
    """No paper has that id, link or title; the message quotes what was looked for."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message, quoted=message)


class SourceError(RetrievalError):
    """A file or service gives no papers at all; the message may quote what was uploaded."""

    def __init__(self, message: str = "", *, quoted: str | None = None) -> None:
        super().__init__(message, quoted=message if quoted is None else quoted)


class SourceDown(SourceError):
    """A service cannot be reached, or is overloaded, after all tries."""

    def __init__(self, message: str = "", *, quoted: str = "") -> None:
        super().__init__(message, quoted=quoted)


class SourceNotAllowed(SourceError):
    """An address, or one that it leads on to, is none of those that papers are fetched from."""


class ParserTimeout(SourceError):
    """Reading a file took longer than it may, and was stopped."""


class ParserCrashed(SourceError):
    """Reading a file took more memory than it may, gave too much, or failed."""
