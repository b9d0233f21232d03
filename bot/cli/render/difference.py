"""Lay out what is different where a question was asked again."""

from __future__ import annotations

from typing import Final

from rich.console import Console

from bot.answering.answer import RetrievedPaper
from bot.cli.render.page import numbered, plain, show
from bot.cli.render.receipt import checked, spent
from bot.receipts.difference import FactChange, PaperChange, SentenceChange
from bot.receipts.replay import Replayed

_NAMES: Final = {"searched": "searched for", "prompt": "prompt", "missing": "missing detail"}


def replayed(console: Console, again: Replayed) -> None:
    """Print what came, what left and what changed, or that all is the same."""
    found = again.difference
    show(console, plain(found.before.question, "bold"))
    show(
        console,
        plain(
            f"Receipt {found.before.receipt_id} of {found.before.made_at:%Y-%m-%d %H:%M} UTC "
            f"against {found.after.made_at:%Y-%m-%d %H:%M} UTC.",
            "dim",
        ),
    )
    if again.bare:
        show(console, plain("The conversation that it followed is no longer kept.", "yellow"))
    console.print()
    if found.same:
        show(console, plain("The same: papers, scores, sentences and verdicts.", "green"))
    for fact in found.facts:
        _fact(console, fact)
    if found.papers:
        show(console, plain("Papers:", "bold"))
    for paper in found.papers:
        _paper(console, paper)
    if found.sentences:
        show(console, plain("Sentences:", "bold"))
    for sentence in found.sentences:
        _sentence(console, sentence)
    console.print()
    numbered(console, "Before", [plain(spent(found.before), "dim")])
    numbered(console, "Now   ", [plain(spent(found.after), "dim")])


def _fact(console: Console, fact: FactChange) -> None:
    name = _NAMES.get(fact.name, fact.name)
    show(console, plain(f"{name}: {_told(fact.before)} → {_told(fact.after)}"))


def _told(value: str | float | bool | None) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.2f}"
        case _:
            return str(value) if value else "none"


def _paper(console: Console, change: PaperChange) -> None:
    sign = "+" if change.before is None else "-" if change.after is None else "~"
    moved = f"{_place(change.place_before, change.before)} → " if change.before else ""
    now = _place(change.place_after, change.after) if change.after else "gone"
    lines = [plain(change.title or change.paper_id, "bold"), plain(f"{moved}{now}", "dim")]
    numbered(console, sign, lines)


def _place(place: int | None, found: RetrievedPaper | None) -> str:
    return f"no. {place} at {found.score:.3f}" if found else ""


def _sentence(console: Console, change: SentenceChange) -> None:
    if change.before is not None:
        numbered(console, "-", checked(change.before)[:2])
    if change.after is not None:
        numbered(console, "+", checked(change.after)[:2])
