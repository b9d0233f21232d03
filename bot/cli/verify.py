"""`footnote verify`: check whether abstracts support sentences, line by line."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer
from rich.console import Console
from rich.text import Text

from bot.cli.claims import BadLine, Claim, read_claims
from bot.cli.context import CliContext, get_context
from bot.cli.errors import ExitCode
from bot.cli.failures import explain
from bot.cli.files import cannot_read
from bot.cli.json_output import JSON, print_json_line
from bot.cli.terminal import print_labeled, safe_text

if TYPE_CHECKING:
    from bot.grounding.checker import ClaimChecker
    from bot.grounding.sentence import Sentence
    from retrieval.library.catalog.catalog import Catalog
    from retrieval.paper import Paper


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
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one line of JSON per input line.")
    ] = False,
) -> None:
    """Check whether abstracts support sentences: supported, contradicted or unsupported.

    An invalid line gets an error instead of a verdict, and the exit code is then 3, or 4 if the
    library cannot be opened. The library is only opened if a line has a paper_id.
    """
    context = get_context(ctx)
    with ExitStack() as opened:
        stream = opened.enter_context(_open_input(file))
        check = context.build_checker(context.load_settings())
        library = _Library(context, opened)
        code = _print_results(_verify_claims(read_claims(stream), check, library), as_json=as_json)
    if library.failure is not None:
        code = library.failure
    if code:
        raise typer.Exit(code)


class _Library:
    """The library, which is opened when the first paper is looked up."""

    def __init__(self, context: CliContext, opened: ExitStack) -> None:
        self._context = context
        self._opened = opened
        self._papers: Catalog | None = None
        self._error: Exception | None = None
        self.failure: ExitCode | None = None
        """The exit code if the library could not be opened."""

    def find(self, reference: str) -> Paper:
        """Return a paper for reading; raise the error of opening the library again each time."""
        if self._error is not None:
            raise self._error
        if self._papers is None:
            try:
                opening = self._context.open_application(self._context.load_settings(), beside=True)
                self._papers = self._opened.enter_context(opening).catalog
            except Exception as error:
                self._error = error
                if failure := explain(error):
                    self.failure = failure.code
                raise
        return self._papers.find(reference).for_reading()


def _verify_claims(
    given: Iterable[Claim | BadLine], check: ClaimChecker, library: _Library
) -> Iterator[tuple[Claim, Sentence] | BadLine]:
    from bot.grounding.citations import SentenceStream
    from retrieval.errors import RetrievalError
    from retrieval.paper import Paper

    for claim in given:
        if isinstance(claim, BadLine):
            yield claim
            continue
        if claim.abstract is not None:
            paper = Paper("t-given", claim.title, claim.abstract).for_reading()
        else:
            try:
                paper = library.find(claim.paper_id)
            except RetrievalError as error:
                yield BadLine(claim.line, str(error), claim.given_id)
                continue
        # Read like an answer's text: without bullets and footnote marks.
        reader = SentenceStream()
        text = " ".join(s.text for s in (*reader.feed(claim.text + "\n"), *reader.end()))
        yield claim, check.verify(text or claim.text, [paper])


def _print_results(
    results: Iterable[tuple[Claim, Sentence] | BadLine], *, as_json: bool
) -> ExitCode:
    """Print each result as soon as it is known; return the exit code."""
    from bot.cli.terminal import stdout_console

    counts: Counter[str] = Counter()
    console = stdout_console()
    for result in results:
        if isinstance(result, BadLine):
            counts["bad"] += 1
            if as_json:
                print_json_line(bad_line_to_json(result))
            else:
                print_bad_line(console, result)
        else:
            claim, found = result
            counts[found.verdict] += 1
            if as_json:
                print_json_line(verdict_to_json(claim, found))
            else:
                print_verdict(console, claim, found)
    if not as_json:
        print_counts(console, counts)
    return ExitCode.FILE if counts["bad"] else ExitCode.OK


@contextmanager
def _open_input(file: Path) -> Iterator[BinaryIO]:
    """Open a file or standard input; raise `FileError`."""
    if str(file) == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = file.open("rb")
    except OSError as error:
        raise cannot_read(file, error) from error
    with stream:
        yield stream


_STYLES = {"supported": "green", "contradicted": "bold red", "unsupported": "yellow"}
_LABEL_COLUMNS = max(map(len, _STYLES))


def print_verdict(console: Console, claim: Claim, found: Sentence) -> None:
    """Print the verdict, score and text of one line; below, the decisive span and the reason."""
    head = Text.assemble(
        (f"{found.verdict:{_LABEL_COLUMNS}}", _STYLES[found.verdict]), f"  {found.score:.2f}  "
    )
    lines = [head + safe_text(claim.text)]
    lines += [safe_text(f"“{span.text}”", "dim") for span in found.evidence]
    if found.reason:
        lines.append(safe_text(found.reason, "dim"))
    print_labeled(console, f"{claim.line:4}", lines)


def print_bad_line(console: Console, bad: BadLine) -> None:
    """Print why a line has no verdict."""
    print_labeled(console, f"{bad.line:4}", [safe_text(f"Invalid: {bad.message}", "bold red")])


def print_counts(console: Console, counts: Mapping[str, int]) -> None:
    """Print the number of lines per verdict, and of invalid ones."""
    parts = [f"{counts.get(label, 0):,} {label}" for label in _STYLES]
    if bad := counts.get("bad", 0):
        parts.append(f"{bad:,} invalid")
    console.print()
    console.print(", ".join(parts) + ".")


def verdict_to_json(claim: Claim, found: Sentence) -> JSON:
    """Return the verdict on one line, with the line's `id` if it has one."""
    return {
        **_given_id(claim),
        "verdict": found.verdict,
        "score": round(found.score, 4),
        "span": found.evidence[0].text if found.evidence else None,
        "reason": found.reason,
    }


def bad_line_to_json(bad: BadLine) -> JSON:
    """Return the error that replaces the verdict of an invalid line."""
    error = {"kind": "line", "line": bad.line, "message": f"Line {bad.line}: {bad.message}"}
    return {**_given_id(bad), "verdict": None, "error": error}


def _given_id(line: Claim | BadLine) -> JSON:
    return {} if line.given_id is None else {"id": line.given_id}
