"""`footnote verify`: check line by line whether abstracts support sentences."""

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
from bot.cli.context import CliContext, context_of
from bot.cli.errors import ExitCode, FileError, explain
from bot.cli.json_output import JSON, print_json_line
from bot.cli.terminal import plain, print_labeled

if TYPE_CHECKING:
    from bot.cli.claims import Claim
    from bot.grounding.checker import ClaimChecker
    from bot.grounding.verdict import Verdict
    from retrieval.library.catalog.catalog import Catalog
    from retrieval.paper import Paper


def verify(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="JSON lines of text and abstract (title too, if known), or of text and paper_id, "
            "an id, link, DOI or title in the library; id is given back. - reads stdin.",
        ),
    ],
    as_json: Annotated[
        bool, typer.Option("--json", help="Write a line of JSON for each line.")
    ] = False,
) -> None:
    """Check whether abstracts say what sentences say: supported, contradicted or unsupported.

    A line that cannot be read gets an error in its place, the others their verdicts, and the exit
    code is 3 in the end, or 4 where the library was needed and could not be opened. The library is
    opened only if a line names a paper of it.
    """
    context = context_of(ctx)
    with ExitStack() as opened:
        stream = opened.enter_context(_open_input(file))
        check = opened.enter_context(context.open_checker(context.load_settings()))
        library = _Library(context, opened)
        code = _print_results(_verify_claims(read_claims(stream), check, library), as_json=as_json)
    if library.failure is not None:
        code = library.failure
    if code:
        raise typer.Exit(code)


class _Library:
    """The library's papers; it is opened for the first that is looked up, and but once."""

    def __init__(self, context: CliContext, opened: ExitStack) -> None:
        self._context = context
        self._opened = opened
        self._papers: Catalog | None = None
        self._error: Exception | None = None
        self.failure: ExitCode | None = None
        """How to end where the library could not be opened."""

    def find(self, reference: str) -> Paper:
        """Return a paper as it is read; raise a `RetrievalError`, again each time it is asked."""
        if self._error is not None:
            raise self._error
        if self._papers is None:
            try:
                opening = self._context.open_application(self._context.load_settings())
                self._papers = self._opened.enter_context(opening).catalog
            except Exception as error:
                self._error = error
                if failure := explain(error):
                    self.failure = failure.code
                raise
        return self._papers.find(reference).for_reading()


def _verify_claims(
    given: Iterable[Claim | BadLine], check: ClaimChecker, library: _Library
) -> Iterator[tuple[Claim, Verdict] | BadLine]:
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
        # As an answer's text is read: without bullets and footnote marks.
        reader = SentenceStream()
        read = " ".join(w.text for w in (*reader.feed(claim.text + "\n"), *reader.end()))
        yield claim, check.judge(read or claim.text, [paper])


def _print_results(
    results: Iterable[tuple[Claim, Verdict] | BadLine], *, as_json: bool
) -> ExitCode:
    """Write each result as soon as it is there; return how to end."""
    from bot.cli.terminal import output

    counts: Counter[str] = Counter()
    console = output()
    for result in results:
        if isinstance(result, BadLine):
            counts["bad"] += 1
            if as_json:
                print_json_line(bad_line_to_json(result))
            else:
                print_bad_line(console, result)
        else:
            claim, verdict = result
            counts[verdict.label] += 1
            if as_json:
                print_json_line(verdict_to_json(claim, verdict))
            else:
                print_verdict(console, claim, verdict)
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
        raise FileError(f"{file} cannot be read: {error.strerror}.") from error
    with stream:
        yield stream


_STYLES = {"supported": "green", "contradicted": "bold red", "unsupported": "yellow"}
_WIDEST = max(map(len, _STYLES))


def print_verdict(console: Console, claim: Claim, found: Verdict) -> None:
    """Print the ruling, score and text of one line; below, the span that decides, and why."""
    head = Text.assemble(
        (f"{found.label:{_WIDEST}}", _STYLES[found.label]), f"  {found.score:.2f}  "
    )
    lines = [head + plain(claim.text)]
    if found.span:
        lines.append(plain(f"“{found.span.text}”", "dim"))
    if found.reason:
        lines.append(plain(found.reason, "dim"))
    print_labeled(console, f"{claim.line:4}", lines)


def print_bad_line(console: Console, bad: BadLine) -> None:
    """Print why there is no verdict on a line."""
    print_labeled(console, f"{bad.line:4}", [plain(f"Not read: {bad.message}", "bold red")])


def print_counts(console: Console, counts: Mapping[str, int]) -> None:
    """Print how many lines got which ruling, and how many none."""
    parts = [f"{counts.get(ruling, 0):,} {ruling}" for ruling in _STYLES]
    if bad := counts.get("bad", 0):
        parts.append(f"{bad:,} not read")
    console.print()
    console.print(", ".join(parts) + ".")


def verdict_to_json(claim: Claim, found: Verdict) -> JSON:
    """Return the verdict on one line; `id` is there where the line has one."""
    return {
        **_given_id(claim),
        "verdict": found.label,
        "score": round(found.score, 4),
        "span": found.span.text if found.span else None,
        "reason": found.reason,
    }


def bad_line_to_json(bad: BadLine) -> JSON:
    """Return what stands in the place of a verdict where a line cannot be read."""
    told = {"kind": "line", "line": bad.line, "message": f"Line {bad.line}: {bad.message}"}
    return {**_given_id(bad), "verdict": None, "error": told}


def _given_id(line: Claim | BadLine) -> JSON:
    return {} if line.given_id is None else {"id": line.given_id}
