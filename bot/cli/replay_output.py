"""Print what differs when a question is asked again, or convert it to JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.console import Console

from bot.answering.answer import RetrievedPaper
from bot.cli.json_output import round_or_none
from bot.cli.receipt_output import (
    checked_sentence_to_json,
    format_checked_sentence,
    format_spent,
    receipt_to_json,
    spent_to_json,
)
from bot.cli.terminal import print_labeled, print_text, safe_text
from bot.receipts.difference import FactChange, PaperChange, SentenceChange
from bot.receipts.replay import ReplayResult

if TYPE_CHECKING:
    from bot.cli.json_output import JSON


_NAMES: Final = {"searched": "searched for", "prompt": "prompt", "missing": "missing detail"}


def print_replay(console: Console, replayed: ReplayResult) -> None:
    """Print what was added, removed and changed, or that nothing was."""
    difference, before = replayed.difference, replayed.difference.before
    print_text(console, before.question, "bold")
    print_text(
        console,
        f"Receipt {difference.before.receipt_id} of {difference.before.made_at:%Y-%m-%d %H:%M} UTC "
        f"against {difference.after.made_at:%Y-%m-%d %H:%M} UTC.",
        "dim",
    )
    if replayed.lacks_history:
        print_text(console, "The conversation that it followed is no longer stored.", "yellow")
    console.print()
    if difference.is_empty:
        print_text(console, "Papers, scores, sentences and verdicts are the same.", "green")
    for fact in difference.facts:
        _print_fact(console, fact)
    if difference.papers:
        print_text(console, "Papers:", "bold")
    for paper in difference.papers:
        _print_paper_change(console, paper)
    if difference.sentences:
        print_text(console, "Sentences:", "bold")
    for sentence in difference.sentences:
        _print_sentence_change(console, sentence)
    console.print()
    print_labeled(console, "Before", [safe_text(format_spent(difference.before), "dim")])
    print_labeled(console, "Now   ", [safe_text(format_spent(difference.after), "dim")])


def _print_fact(console: Console, fact: FactChange) -> None:
    name = _NAMES.get(fact.name, fact.name)
    print_text(console, f"{name}: {_format_value(fact.before)} → {_format_value(fact.after)}")


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
    moved = f"{_format_rank(change.place_before, change.before)} → " if change.before else ""
    now = _format_rank(change.place_after, change.after) if change.after else "gone"
    lines = [safe_text(change.title or change.paper_id, "bold"), safe_text(f"{moved}{now}", "dim")]
    print_labeled(console, sign, lines)


def _format_rank(place: int | None, paper: RetrievedPaper | None) -> str:
    return f"no. {place} at {paper.score:.3f}" if paper else ""


def _print_sentence_change(console: Console, change: SentenceChange) -> None:
    if change.before is not None:
        print_labeled(console, "-", format_checked_sentence(change.before)[:2])
    if change.after is not None:
        print_labeled(console, "+", format_checked_sentence(change.after)[:2])


def replay_to_json(replayed: ReplayResult) -> JSON:
    """Return the difference with both receipts; times, tokens and costs may always differ."""
    difference = replayed.difference
    return {
        "receipt": difference.before.receipt_id,
        "same": difference.is_empty,
        "without_conversation": replayed.lacks_history,
        "facts": {
            fact.name: {"before": fact.before, "after": fact.after} for fact in difference.facts
        },
        "papers": [_paper_change_to_json(change) for change in difference.papers],
        "sentences": [_sentence_change_to_json(change) for change in difference.sentences],
        "spent": {
            "before": spent_to_json(difference.before),
            "after": spent_to_json(difference.after),
        },
        "before": receipt_to_json(difference.before),
        "after": receipt_to_json(difference.after),
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
        "before": None if change.before is None else checked_sentence_to_json(change.before),
        "after": None if change.after is None else checked_sentence_to_json(change.after),
    }
