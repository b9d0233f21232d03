"""`footnote chat`, scripted: what is typed, what is remembered, what ends it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answering.language_model import ModelUnavailable, Turn
from bot.cli.chat import parse_line
from retrieval.search.query import Filters
from tests.cli.conftest import Run
from tests.cli.samples import ANSWER, LASO, UNDATED, UNIAP
from tests.fakes.cli import FakeOutside


def test_greeting(run: Run) -> None:
    """The greeting counts the papers and proposes three questions about them."""
    shown = run("chat", stdin="").stdout

    assert shown.startswith(
        "Footnote, with 3 papers. Ask a question, or type /help. For example:\n"
    )
    assert "What is LaSO?\n  How does UniAP work?\n  What is “A note" in shown


def test_plain_text_asks(run: Run, outside: FakeOutside) -> None:
    """A line without a command is a question, and the next remembers it."""
    result = run("chat", stdin="What is LaSO?\n\nhow well does it do?\n")

    first, second = outside.application.ask.calls
    assert first == ("What is LaSO?", {"filters": Filters(), "history": ()})
    assert second[1]["history"] == (Turn("What is LaSO?", ANSWER.text, ANSWER.cited_ids),)
    assert "› What is LaSO?\nIt raises mAP" in result.stdout


def test_numbers_of_results(run: Run, outside: FakeOutside) -> None:
    """The numbers of a search stand for its papers."""
    run("chat", stdin="/search few\n/summarize 2\n/compare 1 [3]\n/related 2\n")
    use = outside.application

    assert use.summarize.calls[0][0] == UNIAP.paper_id
    assert use.compare.calls[0][0] == [LASO.paper_id, UNDATED.paper_id]
    assert use.related.calls[0] == (UNIAP.paper_id, {"limit": 5})  # numbers of the comparison


def test_numbers_of_footnotes(run: Run) -> None:
    """The numbers of an answer stand for its sources."""
    shown = run("chat", stdin="q\n/paper 2\n/paper [1]\n", columns=200).stdout

    _, second, first = shown.split("› /paper")
    assert UNIAP.abstract in second
    assert first.startswith(f" [1]\n{LASO.title}")


def test_unknown_number(run: Run) -> None:
    """A number that is not on screen is no paper, and the chat goes on."""
    shown = run("chat", stdin="/paper 1\n/search x\n/paper 9\n/library\n").stdout

    assert "No paper here has the number 1. Numbers: none yet" in shown
    assert "No paper here has the number 9. Numbers: 1, 2, 3." in shown
    assert "1–3 of 3 papers." in shown


def test_errors_do_not_end_it(run: Run, outside: FakeOutside) -> None:
    """Whatever goes wrong is said, and the next line is read."""
    outside.application.ask.outcome = ModelUnavailable("The model is down.")
    outside.application.search.outcome = ZeroDivisionError()
    result = run("chat", stdin="q\n/search x\n/serch x\n/paper nothing\n/paper LaSO\n")

    assert "The model is down." in result.stdout
    assert "incident 1nc1dent" in result.stdout
    assert "No such command 'serch'. Did you mean 'search'?" in result.stdout
    assert "No paper in the library is “nothing”." in result.stdout
    assert LASO.url in result.stdout
    assert result.exit_code == 0


def test_bad_lines(run: Run) -> None:
    """Lines that are no text, or far too long, are refused like any question."""
    shown = run("chat", stdin=b"\xff\xfe\na\x1b[31mb\n" + b"x" * 5000 + b"\n/help\n").stdout

    assert "not text (UTF-8)" in shown
    assert "control characters" in shown
    assert "\x1b" not in shown
    assert "4,000 characters" in shown
    assert "/summarize" in shown


def test_export(run: Run, tmp_path: Path) -> None:
    """Papers on screen can be kept."""
    file = tmp_path / "some.ris"
    run("chat", stdin=f"/search x\n/export 1 2 --format ris --out {file}\n")

    assert file.read_text().count("TY  - ") == 2


def test_filters(run: Run, outside: FakeOutside) -> None:
    """Options of a command reach its use case."""
    run("chat", stdin='/search "low rank" --year-from 2020 --author "Amit A" --limit 3\n')

    query, options = outside.application.search.calls[0]
    assert query == '"low rank"'
    assert options["filters"] == Filters(year_from=2020, authors=("Amit A",))
    assert options["limit"] == 3


def test_a_question_is_put_to_a_paper_on_screen(run: Run, outside: FakeOutside) -> None:
    """By its number, or as in the terminal."""
    run("chat", stdin=f"/search x\n/ask --paper 1 which loss?\n/ask --paper {LASO.title!r} why?\n")

    first, second = (options["filters"] for _, options in outside.application.ask.calls)
    assert first.paper in {LASO.paper_id, UNIAP.paper_id}
    assert second.paper == LASO.paper_id


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("/search x --limit many", "See: /search --help"),
        ("/search x --nosuch 1", "No such option: --nosuch"),
        ("/summarize", "Missing argument"),
        ("/compare LaSO", "Give 2 to 5 papers"),
        ("/xyzzy", "No such command 'xyzzy'"),
    ],
)
def test_wrong_request(run: Run, line: str, message: str) -> None:
    """What is wrong with a line is said."""
    shown = run("chat", stdin=line + "\n", columns=200).stdout

    assert message in shown


@pytest.mark.parametrize(
    ("line", "arguments"),
    [
        ("What is --x?", ["ask", "--", "What is --x? "]),
        ("/ASK it's", ["ask", "it's"]),
        ('/compare 1 "A title" --aspect=\'cost of it\'',
         ["compare", "1", "A title", "--aspect=cost of it"]),
        ("/summarize A title --style tldr", ["summarize", "A title", "--style", "tldr"]),
        ("/help", ["help"]),
    ],
)  # fmt: skip
def test_parse(line: str, arguments: list[str]) -> None:
    """A line is a command, what it is about, and its options."""
    assert parse_line(line) == arguments


def test_the_commands_are_those_of_the_terminal(run: Run) -> None:
    """With their options and their help."""
    shown = run("chat", stdin="/search --help\n/search x --sort best\n").stdout

    assert "--year-from" in shown
    assert "'best' is not one of" in shown
