"""Read papers from a file of any known format, detected from its content."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, Literal

from retrieval.errors import SourceError
from retrieval.sources import bibtex, csv_table, hugging_face_page, json_lines, ris
from retrieval.sources.records import Record, Rejected
from retrieval.text import patterns as re

FileKind = Literal["pdf", "picture", "recording", "document", "archive", "database", "binary"]
"""What a file is that holds no papers which can be read."""

_MAGIC: Final[Mapping[FileKind, tuple[bytes, ...]]] = {
    "pdf": (b"%PDF",),
    "picture": (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*"),
    "recording": (b"RIFF", b"ID3", b"OggS", b"\x1aE\xdf\xa3"),
    "document": (b"{\\rtf", b"%!PS", b"\xd0\xcf\x11\xe0"),
    "archive": (b"PK\x03\x04", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!"),
    "database": (b"SQLite format 3",),
}
_ZIPPED_DOCUMENTS: Final = frozenset({".docx", ".odt", ".pptx", ".xlsx", ".epub"})
_OFFICE_PARTS: Final = (b"[Content_Types].xml", b"mimetypeapplication/")  # first in their archives
_KIND_NAMES: Final[Mapping[FileKind, str]] = {
    "pdf": "a PDF, which `footnote ingest pdf` reads",
    "picture": "a picture",
    "recording": "a recording",
    "document": "a formatted document",
    "archive": "an archive",
    "database": "a database",
    "binary": "not text",
}
_FORMATS = "BibTeX, RIS, CSV, JSON lines or a saved Hugging Face Papers page (HTML or text)"
_BIBTEX = re.compile(r"^[^\S\n]*@\s*\w+\s*[{(]", re.MULTILINE)
_RIS = re.compile(r"^[^\S\n]*TY  ?-", re.MULTILINE)
_HEAD_BYTES = 4096
_BLANK = b"\x00\xef\xbb\xbf \t\r\n"

MAX_TEXT_BYTES = 256 * 2**20
"""The limit of an unpacked file that is read whole, in any format but JSON lines."""


def read_file(path: Path, *, trust_ids: bool = False) -> Iterator[Record | Rejected]:
    """Yield the papers of the file at `path`; `trust_ids` as in `json_lines.read`.

    The first bytes decide the format, or else the suffix. Raises SourceError if the file is
    missing, empty, binary, or has no papers.
    """
    with _open_file(path) as stream:
        yield from _read(stream, path, trust_ids=trust_ids)


def is_json_lines(path: Path) -> bool:
    """Return whether a file is read as JSON lines; raise SourceError as `read_file` does."""
    with _open_file(path) as stream:
        return _is_json_lines(_read_head(stream), path)


def read_whole(path: Path) -> bytes:
    """Return the bytes of a file for `read_bytes`; raise SourceError as `read_file` does."""
    with _open_file(path) as stream:
        data = stream.read(MAX_TEXT_BYTES + 1)
    if len(data) > MAX_TEXT_BYTES:
        raise _too_large_error()
    return data


@contextmanager
def _open_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file; raise SourceError if opening or reading it fails."""
    try:
        if path.is_dir():
            raise SourceError(f"{path.name} is a folder. Give a file: {_FORMATS}.")
        with path.open("rb") as stream:
            yield stream
    except FileNotFoundError as error:
        raise SourceError(f"There is no file {path}. Check its name and folder.") from error
    except (OSError, ValueError) as error:
        raise SourceError(f"{path} cannot be read: {error}. Check its permissions.") from error


def read_bytes(name: str, data: bytes) -> Iterator[Record | Rejected]:
    """Yield the papers of a file held in memory, as `read_file` does."""
    try:
        yield from _read(io.BytesIO(data), Path(name), trust_ids=False)
    except (OSError, ValueError) as error:
        raise SourceError(f"{name} cannot be read: {error}. Check that it is complete.") from error


def _read(stream: BinaryIO, path: Path, *, trust_ids: bool) -> Iterator[Record | Rejected]:
    head = _read_head(stream)
    if not head.strip(_BLANK):
        raise SourceError(f"{path.name} is empty. Give {_FORMATS}.")
    if kind := detect_kind(head, path.name):
        raise SourceError(
            f"{path.name} is {_KIND_NAMES[kind]}. Give {_FORMATS}, or the paper’s link or id."
        )
    if _is_json_lines(head, path):
        yield from json_lines.read(stream, trust_ids=trust_ids)
        return
    text, cut = _decode(stream)
    yield from _read_text(text, path)
    if cut:
        yield Rejected(text.count("\n") + 1, json_lines.CUT_MESSAGE)


def detect_kind(head: bytes, name: str) -> FileKind | None:
    """Return what a file is that cannot be read, by its first bytes and its name; else None."""
    start = head.lstrip(_BLANK)
    for kind, magic in _MAGIC.items():
        if start.startswith(magic) or head.startswith(magic):
            zipped = kind == "archive" and (
                Path(name).suffix.lower() in _ZIPPED_DOCUMENTS
                or any(part in head for part in _OFFICE_PARTS)
            )
            return "document" if zipped else kind
    is_text = b"\x00" not in head or head[:2] in (b"\xff\xfe", b"\xfe\xff")
    return None if is_text or _is_json_lines(head, Path(name)) else "binary"


def _is_json_lines(head: bytes, path: Path) -> bool:
    return head.lstrip(_BLANK).startswith(b"{") or path.suffix == ".jsonl"


def _read_text(text: str, path: Path) -> Iterator[Record | Rejected]:
    start = text[:_HEAD_BYTES].lstrip("\ufeff \t\r\n")
    suffix = path.with_suffix("").suffix if path.suffix == ".gz" else path.suffix
    if start.startswith("["):
        raise SourceError(f"{path.name} is a JSON list. Give JSON lines: one object per line.")
    if start.startswith("<"):
        return hugging_face_page.read(text)
    if _BIBTEX.search(start) or suffix.lower() in (".bib", ".bibtex"):
        return bibtex.read(text)
    if _RIS.search(start) or suffix.lower() == ".ris":
        return ris.read(text)
    if suffix.lower() in (".csv", ".tsv", ".tab") or _is_table(start):
        return csv_table.read(text)
    return hugging_face_page.read(text)


def _is_table(start: str) -> bool:
    first = start.partition("\n")[0].lower()
    cells = [cell.strip(' "\r') for cell in re.compile(r"[,;\t]").split(first)]
    return len(cells) > 1 and "title" in cells


def _read_head(stream: BinaryIO) -> bytes:
    head = stream.read(_HEAD_BYTES)
    stream.seek(0)
    if head.startswith(json_lines.GZIP):
        try:
            head = gzip.GzipFile(fileobj=stream).read1(_HEAD_BYTES)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise SourceError("This gzip file is damaged. Download or copy it again.") from error
        stream.seek(0)
    return head


def _decode(stream: BinaryIO) -> tuple[str, bool]:
    """Return the file's decompressed text, and whether its gzip stream is truncated."""
    zipped = stream.read(2) == json_lines.GZIP
    stream.seek(0)
    opened = gzip.GzipFile(fileobj=stream) if zipped else stream
    parts: list[bytes] = []
    size = 0
    cut = False
    try:
        while part := opened.read(65536):
            parts.append(part)
            size += len(part)
            if size > MAX_TEXT_BYTES:
                raise _too_large_error()
    except (EOFError, zlib.error, gzip.BadGzipFile):
        cut = True
    data = b"".join(parts)
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return data.decode(encoding, errors="replace"), cut


def _too_large_error() -> SourceError:
    return SourceError(
        f"This file is larger than {MAX_TEXT_BYTES // 2**20} MB. "
        "Split it, or convert it to JSON lines."
    )
