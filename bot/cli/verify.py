"""`footnote verify`: check whether abstracts support sentences, line by line."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from bot.cli.context import get_context
from bot.cli.errors import CliError, ExitCode
from bot.cli.files import cannot_read
from bot.cli.options import AsJson

if TYPE_CHECKING:
    from bot.grounding.sentence import Sentence

MAX_TEXT_CHARS = 4_000
"""Longer than any sentence."""

_STYLES = {"supported": "green", "contradicted": "bold red", "unsupported": "yellow"}
_LABEL_COLUMNS = max(map(len, _STYLES))


class BadLine(CliError):
    """A line is not a valid claim; the message says why."""


def verify(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help='JSON Lines, or - for standard input: {"text", "abstract"}, where "title" is '
            'optional, or {"text", "paper_id"}, where "paper_id" is the id, link, DOI or title of '
            'a paper in the library. "id" is copied to the output.',
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """Check whether abstracts support sentences: supported, contradicted or unsupported.

    An invalid line gets an error instead of a verdict, and the exit code is then 3. The library is
    only opened if a line has a paper_id.
    """
    from bot.cli.terminal import stdout_console
    from retrieval.errors import PaperNotFound
    from retrieval.paper import Paper

    context = get_context(ctx)
    settings = context.load_settings()
    counts: Counter[str] = Counter()
    with ExitStack() as opened:
        try:
            lines = sys.stdin.buffer if str(file) == "-" else opened.enter_context(file.open("rb"))
        except OSError as error:
            raise cannot_read(file, error) from error
        check = context.build_checker(settings)
        catalog = None
        for number, raw in enumerate(lines, 1):
            if not raw.strip():
                continue
            given: Any = None
            try:
                given = _parse_object(raw)
                _check_claim(given)
                if (abstract := given.get("abstract")) is not None:
                    paper = Paper("t-given", given.get("title") or "", abstract)
                else:
                    if catalog is None:
                        opening = context.open_application(settings, beside=True)
                        catalog = opened.enter_context(opening).catalog
                    paper = catalog.find(given["paper_id"])
            except (BadLine, PaperNotFound) as error:
                counts["invalid"] += 1
                _print_bad_line(number, given, str(error), as_json=as_json)
                continue
            found = check.verify(_read_as_answer(given["text"]), [paper.for_reading()])
            counts[found.verdict] += 1
            _print_verdict(number, given, found, as_json=as_json)
    if not as_json:
        parts = [f"{counts[label]:,} {label}" for label in _STYLES]
        parts += [f"{counts['invalid']:,} invalid"] if counts["invalid"] else []
        stdout_console().print("\n" + ", ".join(parts) + ".")
    if counts["invalid"]:
        raise typer.Exit(ExitCode.FILE)


def _parse_object(raw: bytes) -> Mapping[str, Any]:
    """Return the object of a line; raise `BadLine`."""
    try:
        given = json.loads(raw.decode("utf-8-sig"), parse_constant=_reject_constant)
    except UnicodeDecodeError:
        raise BadLine("it is not text (UTF-8)") from None
    except (ValueError, RecursionError):
        raise BadLine("it is not JSON") from None
    if not isinstance(given, dict):
        raise BadLine("it is not a JSON object")
    return given


def _check_claim(given: Mapping[str, Any]) -> None:
    """Raise `BadLine` unless an object has a text, and an abstract or the id of a paper."""
    for key in ("text", "abstract", "title", "paper_id"):
        value = given.get(key)
        if value is not None and not isinstance(value, str):
            raise BadLine(f"its {key} is not text")
        if any("\ud800" <= c <= "\udfff" for c in value or ""):
            raise BadLine(f"its {key} is not text (UTF-8)")
    text = given.get("text") or ""
    if not any(c.isalnum() for c in text):
        raise BadLine("it has no text")
    if len(text) > MAX_TEXT_CHARS:
        raise BadLine(
            f"its text is longer than {MAX_TEXT_CHARS:,} characters; put one sentence on a line"
        )
    if given.get("abstract") is None and not (given.get("paper_id") or "").strip():
        raise BadLine("it has neither paper_id nor abstract")


def _reject_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _read_as_answer(text: str) -> str:
    """Return a text as that of an answer is read: without bullets and footnote marks."""
    from bot.grounding.citations import SentenceStream

    reader = SentenceStream()
    return " ".join(s.text for s in (*reader.feed(text + "\n"), *reader.end())) or text


def _print_verdict(
    number: int, given: Mapping[str, Any], found: Sentence, *, as_json: bool
) -> None:
    """Print the verdict, score and text of one line; below, the decisive span and the reason."""
    from rich.text import Text

    from bot.cli.terminal import print_labeled, safe_text, stdout_console

    if as_json:
        span = found.evidence[0].text if found.evidence else None
        _print_line(
            given,
            verdict=found.verdict,
            score=round(found.score, 4),
            span=span,
            reason=found.reason,
        )
        return
    head = Text.assemble(
        (f"{found.verdict:{_LABEL_COLUMNS}}", _STYLES[found.verdict]), f"  {found.score:.2f}  "
    )
    lines = [head + safe_text(given["text"])]
    lines += [safe_text(f"“{span.text}”", "dim") for span in found.evidence]
    print_labeled(stdout_console(), f"{number:4}", [*lines, safe_text(found.reason, "dim")])


def _print_bad_line(number: int, given: Any, why: str, *, as_json: bool) -> None:
    from bot.cli.terminal import print_labeled, safe_text, stdout_console

    if as_json:
        error = {"kind": "line", "line": number, "message": f"Line {number}: {why}"}
        _print_line(given, verdict=None, error=error)
    else:
        told = safe_text(f"Invalid: {why}", "bold red")
        print_labeled(stdout_console(), f"{number:4}", [told])


def _print_line(given: Mapping[str, Any] | None, **keys: object) -> None:
    """Print a line of JSON, with the `id` of the input line if it has one."""
    given_id = (given or {}).get("id")
    document = keys if given_id is None else {"id": given_id, **keys}
    sys.stdout.write(json.dumps(document) + "\n")
    sys.stdout.flush()
