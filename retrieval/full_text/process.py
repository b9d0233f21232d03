"""Read papers and draw their pages in a child process, as files may be hostile."""

from __future__ import annotations

import asyncio
import base64
import json
import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from retrieval.child_process import ChildLimits, ask_child
from retrieval.errors import ParserCrashed, ParserTimeout, UnreadablePaper, UnreadableReason
from retrieval.limits import MAX_PASSAGES, MAX_TITLE_CHARS
from retrieval.passage import (
    MAX_FORMULA_CHARS,
    Box,
    Formula,
    Passage,
    PassageKind,
    PrintedPart,
)

WORKER: Final = (sys.executable, "-s", "-P", "-m", "retrieval.full_text.worker")
"""The command of the child; it imports installed packages only, not the working directory."""

READING: Final = ChildLimits(seconds=120.0, memory_bytes=2**30, output_bytes=32 * 2**20)
DRAWING: Final = ChildLimits(seconds=20.0, memory_bytes=2**30, output_bytes=8 * 2**20)

MAX_FILE_BYTES: Final = 50 * 2**20
"""Of a paper's file."""

Format = Literal["pdf", "jats", "html"]
OnPage = Callable[[int, int], None]
Place = tuple[Sequence[Box], Sequence[Box]]
"""Where words are printed, and where the whole passage is that they are from."""

_MAX_PASSAGE_CHARS = 20_000
_MAX_IDENTIFIERS = 4
_MAX_FORMULAS = 20  # of a passage
_MAX_UNREAD = 100
_MAX_LABEL_CHARS = 20


@dataclass(frozen=True, slots=True)
class ReadPaper:
    """What was read of a file: the paper's own title, abstract and ids, as far as it has them.

    `pages` is how many it has, 0 for a format without pages; the first `MAX_PAGES` are read.
    `unread_pages` are the printed numbers of pages that are pictures without text, or damaged, and
    `unread_tables` the names ("Table 2") of tables of which only the caption could be read; at most
    a hundred of each. `is_open`: it says that everybody may copy it.
    """

    passages: tuple[Passage, ...]
    title: str = ""
    abstract: str = ""
    identifiers: tuple[str, ...] = ()
    pages: int = 0
    unread_pages: tuple[str, ...] = ()
    unread_tables: tuple[str, ...] = ()
    is_open: bool = False


async def read_paper(
    name: str,
    data: bytes,
    form: Format,
    *,
    on_page: OnPage = lambda page, pages: None,
    command: Sequence[str] = WORKER,
    limits: ChildLimits = READING,
) -> ReadPaper:
    """Return the text of a whole paper.

    `on_page` is called after each page, with its number and that of the last to be read. Raises
    UnreadablePaper, and ParserTimeout or ParserCrashed if the child did not finish within the
    limits.
    """
    if len(data) > MAX_FILE_BYTES:
        most = MAX_FILE_BYTES // 2**20
        raise UnreadablePaper(
            "large", f"{name} is larger than {most} MB. Give a smaller file of the paper."
        )
    progress = _Progress(on_page)
    answer = await _ask(name, {"task": "read", "format": form}, data, command, limits, progress)
    try:
        read = await asyncio.to_thread(_parse_paper, answer["read"])
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise _crash_error(name) from error
    if not read.passages:
        raise UnreadablePaper("empty", f"{name} has no running text.")
    if len(read.passages) > MAX_PASSAGES:
        raise UnreadablePaper("long", f"{name} is too long for a paper. Give one paper.")
    return read


async def draw_words(
    name: str,
    data: bytes,
    places: Sequence[Place],
    *,
    command: Sequence[str] = WORKER,
) -> list[bytes]:
    """Return a PNG for each of some places of a PDF, with the words marked.

    It is at most 1,200 pixels wide and has some 20 kB. Raises what `read_paper` does.
    """
    asked = [[[list(box) for box in boxes] for boxes in place] for place in places]
    return await _draw(name, {"task": "draw", "places": asked}, data, command)


async def draw_formulas(
    name: str, formulas: Sequence[Sequence[str]], *, command: Sequence[str] = WORKER
) -> list[bytes]:
    """Return a PNG for each of some lists of formulas, LaTeX or MathML, set below each other.

    It is empty where one of them cannot be set, and at most 1,200 pixels wide. Raises what
    `read_paper` does.
    """
    return await _draw(name, {"task": "set", "formulas": list(map(list, formulas))}, b"", command)


async def _draw(
    name: str, request: dict[str, Any], data: bytes, command: Sequence[str]
) -> list[bytes]:
    answer = await _ask(name, request, data, command, DRAWING)
    try:
        return [base64.b64decode(png, validate=True) for png in answer["pngs"]]
    except (KeyError, TypeError, ValueError) as error:
        raise _crash_error(name) from error


async def _ask(
    name: str,
    request: dict[str, Any],
    data: bytes,
    command: Sequence[str],
    limits: ChildLimits,
    on_part: Callable[[bytes], None] = lambda part: None,
) -> dict[str, Any]:
    """Return the last line of the child's answer."""
    try:
        answered = await ask_child(command, request, data, limits, on_part)
    except TimeoutError as error:
        raise ParserTimeout(
            f"Reading {name} took more than {limits.seconds:g} seconds and was stopped. Give "
            "another version of the paper."
        ) from error
    last = await asyncio.to_thread(_parse_object, answered.rstrip(b"\n").rpartition(b"\n")[2])
    reason: Any = last.get("unreadable")
    if reason in get_args(UnreadableReason):
        raise UnreadablePaper(reason, str(last.get("message")))
    return last


class _Progress:
    """Tells of the pages that a child has read, from the lines of its answer."""

    def __init__(self, on_page: OnPage) -> None:
        self._on_page = on_page
        self._rest = b""
        self._reading = True

    def __call__(self, part: bytes) -> None:
        *lines, self._rest = (self._rest + part).split(b"\n") if self._reading else [b""]
        for line in lines:
            found = _parse_object(line)
            page, pages = found.get("page"), found.get("pages")
            if isinstance(page, int) and isinstance(pages, int):
                self._on_page(page, pages)
        # What follows is the paper: one long line.
        self._reading = self._reading and not self._rest.startswith(b'{"read')


def _parse_object(line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _parse_paper(found: dict[str, Any]) -> ReadPaper:
    """Return the paper of an answer, which is as untrusted as the file."""
    return ReadPaper(
        tuple(_parse_passage(number, one) for number, one in enumerate(found["passages"])),
        str(found["title"])[:MAX_TITLE_CHARS],
        str(found["abstract"])[:_MAX_PASSAGE_CHARS],
        tuple(str(one)[:MAX_TITLE_CHARS] for one in found["identifiers"][:_MAX_IDENTIFIERS]),
        int(found["pages"]),
        _parse_labels(found["unread_pages"]),
        _parse_labels(found["unread_tables"]),
        found["is_open"] is True,
    )


def _parse_labels(found: Sequence[Any]) -> tuple[str, ...]:
    return tuple(str(one)[:_MAX_LABEL_CHARS] for one in found[:_MAX_UNREAD])


def _parse_passage(number: int, found: dict[str, Any]) -> Passage:
    kind: PassageKind = found["kind"]
    if kind not in get_args(PassageKind):
        raise ValueError(f"unknown kind {kind!r}")
    return Passage(
        kind,
        str(found["text"])[:_MAX_PASSAGE_CHARS],
        str(found["section"])[:MAX_TITLE_CHARS],
        tuple(_parse_part(part) for part in found["parts"]),
        str(found["label"])[:_MAX_LABEL_CHARS],
        number,
        tuple(map(_parse_formula, found["formulas"][:_MAX_FORMULAS])),
    )


def _parse_formula(found: Sequence[Any]) -> Formula:
    start, end, source = found
    return Formula(int(start), int(end), str(source)[:MAX_FORMULA_CHARS])


def _parse_part(found: Sequence[Any]) -> PrintedPart:
    start, end, page, *edges = found
    left, bottom, right, top = map(float, edges)
    if not all(map(math.isfinite, (left, bottom, right, top))):
        raise ValueError("a place is no number")
    return PrintedPart(int(start), int(end), Box(int(page), left, bottom, right, top))


def _crash_error(name: str) -> ParserCrashed:
    return ParserCrashed(
        f"Reading {name} needed too much memory or failed. Check that it is complete, or give "
        "another version of the paper."
    )
