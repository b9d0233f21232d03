"""Print what differs when a question is asked again, or write it as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.console import Console

from bot.answering.answer import RetrievedPaper
from bot.cli.json_output import round_or_none
from bot.cli.receipt_output import (
    _sentence_to_json,
    _spent_to_json,
    checked_lines,
    format_spent,
    receipt_to_json,
)
from bot.cli.terminal import plain, print_labeled, print_text
from bot.receipts.difference import FactChange, PaperChange, SentenceChange
from bot.receipts.replay import Replayed

if TYPE_CHECKING:
    from bot.answering.answer import RetrievedPaper
    from bot.cli.json_output import JSON
    from bot.receipts.difference import PaperChange, SentenceChange
    from bot.receipts.replay import Replayed


_NAMES: Final = {"searched": "searched for", "prompt": "prompt", "missing": "missing detail"}


def print_replay(console: Console, again: Replayed) -> None:
    """Print what came, what left and what changed, or that all is the same."""
    found = again.difference
    print_text(console, plain(found.before.question, "bold"))
    print_text(
        console,
        plain(
            f"Receipt {found.before.receipt_id} of {found.before.made_at:%Y-%m-%d %H:%M} UTC "
            f"against {found.after.made_at:%Y-%m-%d %H:%M} UTC.",
            "dim",
        ),
    )
    if again.bare:
        print_text(console, plain("The conversation that it followed is no longer kept.", "yellow"))
    console.print()
    if found.same:
        print_text(console, plain("The same: papers, scores, sentences and verdicts.", "green"))
    for fact in found.facts:
        _print_fact(console, fact)
    if found.papers:
        print_text(console, plain("Papers:", "bold"))
    for paper in found.papers:
        _print_paper_change(console, paper)
    if found.sentences:
        print_text(console, plain("Sentences:", "bold"))
    for sentence in found.sentences:
        _print_sentence_change(console, sentence)
    console.print()
    print_labeled(console, "Before", [plain(format_spent(found.before), "dim")])
    print_labeled(console, "Now   ", [plain(format_spent(found.after), "dim")])


def _print_fact(console: Console, fact: FactChange) -> None:
    name = _NAMES.get(fact.name, fact.name)
    print_text(
        console, plain(f"{name}: {_format_value(fact.before)} → {_format_value(fact.after)}")
    )


def _format_value(value: str | float | bool | None) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.2f}"
        case _:
            return str(value) if value else "none"


def _print_paper_change(console: Console, change: PaperChange) -> None:
    sign = "+" if change.before is None else "-" if change.after is None else "~"
    moved = f"{_format_place(change.place_before, change.before)} → " if change.before else ""
    now = _format_place(change.place_after, change.after) if change.after else "gone"
    lines = [plain(change.title or change.paper_id, "bold"), plain(f"{moved}{now}", "dim")]
    print_labeled(console, sign, lines)


def _format_place(place: int | None, found: RetrievedPaper | None) -> str:
    return f"no. {place} at {found.score:.3f}" if found else ""


def _print_sentence_change(console: Console, change: SentenceChange) -> None:
    if change.before is not None:
        print_labeled(console, "-", checked_lines(change.before)[:2])
    if change.after is not None:
        print_labeled(console, "+", checked_lines(change.after)[:2])


def replay_to_json(again: Replayed) -> JSON:
    """Return what differs, with both receipts; times, tokens and costs always may differ."""
    found = again.difference
    return {
        "receipt": found.before.receipt_id,
        "same": found.same,
        "without_conversation": again.bare,
        "facts": {fact.name: {"before": fact.before, "after": fact.after} for fact in found.facts},
        "papers": [_paper_change_to_json(change) for change in found.papers],
        "sentences": [_sentence_change_to_json(change) for change in found.sentences],
        "spent": {"before": _spent_to_json(found.before), "after": _spent_to_json(found.after)},
        "before": receipt_to_json(found.before),
        "after": receipt_to_json(found.after),
    }


def _paper_change_to_json(change: PaperChange) -> JSON:
    return {
        "paper_id": change.paper_id,
        "title": change.title,
        "change": "came" if change.before is None else "left" if change.after is None else "moved",
        "place": {"before": change.place_before, "after": change.place_after},
        "score": {
            "before": round_or_none(change.before.score if change.before else None),
            "after": round_or_none(change.after.score if change.after else None),
        },
    }


def _sentence_change_to_json(change: SentenceChange) -> JSON:
    return {
        "change": "added"
        if change.before is None
        else "removed"
        if change.after is None
        else "changed",
        "before": None if change.before is None else _sentence_to_json(change.before),
        "after": None if change.after is None else _sentence_to_json(change.after),
    }
