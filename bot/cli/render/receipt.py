"""Lay out how an answer came about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from rich.console import Console
from rich.text import Text

from bot.answering.answer import Discarded, Fate, RefusalReason
from bot.cli.render.page import numbered, plain, show
from bot.grounding.sentence import Label, Sentence
from bot.receipts.receipt import AnswerRequest, Receipt

MARKS: Final[dict[Label, tuple[str, str]]] = {
    "supported": ("✓", "green"),
    "contradicted": ("✗", "bold red"),
    "unsupported": ("?", "yellow"),
}
"""A sign and a colour for each verdict; the word stands beside them."""

_REFUSED: Final[dict[RefusalReason, str]] = {
    "far": "refused: nothing in the library comes near enough",
    "detail": "refused: no abstract states the detail",
    "declined": "refused: nothing that the abstracts say answers it",
}
_FATES: Final[dict[Fate, str]] = {
    "shown": "shown",
    "struck": "shown struck through",
    "left-out": "left out",
    "withheld": "withheld",
    "declining": "saying there is no answer",
    "replaced": "from a discarded draft",
}
_LINKED: Final = re.compile(r"(?i)http(s?)://")
_LABEL: Final = 11  # columns


def receipt(console: Console, kept: Receipt) -> None:
    """Print a receipt: the question, what was found, what was written, and what it took."""
    answer, edition = kept.answer, kept.build
    _facts(
        console,
        [
            ("Question", kept.question),
            ("Searched", answer.searched if answer.searched != kept.question else ""),
            ("Only", filters(kept.request)),
            ("Follows", f"receipt {kept.request.parent_id}" if kept.request.parent_id else ""),
            ("Outcome", _REFUSED[answer.refused] if answer.refused else "answered"),
            ("Missing", answer.missing.what if answer.missing else ""),
            ("Confidence", confidence(answer.confidence, answer.cutoff)),
            ("Written by", _written_by(kept)),
            ("Sentences", fates(answer.fates)),
            ("Spent", spent(kept)),
            ("Library", f"{edition.papers:,} papers, embedded by {edition.embedder}"),
            ("Made", f"{kept.made_at:%Y-%m-%d %H:%M} UTC by Footnote {edition.version}"),
            ("Notice", answer.notice),
        ],
    )
    if answer.retrieved:
        console.print()
        show(console, plain("Papers found, with the scores of the search:"))
    for found in answer.retrieved:
        label = f"[{found.number}]" if found.number is not None else " – "
        scores = (
            f"{found.score:.3f} · words {found.lexical:.2f} · meaning {found.dense:.3f}"
            f" · closer look {found.alignment:.3f}"
        )
        title = plain(found.title or found.paper_id, "bold")
        numbered(console, label, [title, plain(f"{scores} · {found.paper_id}", "dim")])
    if answer.sentences:
        console.print()
        show(console, plain("Sentences, with what the check found:"))
    for sentence in answer.sentences:
        numbered(console, MARKS[sentence.verdict][0], checked(sentence))
    if answer.discarded:
        console.print()
        show(console, plain("What a model wrote besides, and is not in the answer:"))
    for each in answer.discarded:
        numbered(console, "-", _discarded(each))


def fates(met: Mapping[Fate, int]) -> str:
    """Return how many sentences of a model met which fate."""
    return " · ".join(f"{count} {_FATES[fate]}" for fate, count in met.items())


def _discarded(each: Discarded) -> list[Text]:
    """Return a sentence that is not in the answer, its fate, and why; no terminal links it."""
    if each.checked and each.sentence.text:
        return [*checked(each.sentence), plain(_FATES[each.fate], "dim")]
    why = ": ".join(filter(None, [_FATES[each.fate], each.sentence.reason]))
    return [plain(_LINKED.sub(r"hxxp\1://", each.sentence.text)), plain(why, "yellow")]


def checked(sentence: Sentence) -> list[Text]:
    """Return a sentence, and below it the verdict, its reason, and the span that decided."""
    marks = "".join(f" [{number}]" for number in sentence.citations)
    verdict = f"{sentence.verdict} {sentence.score:.2f}"
    about = plain(": ".join(filter(None, [verdict, sentence.reason])), MARKS[sentence.verdict][1])
    if sentence.borderline:
        about.append(" (not sure)")
    spans = " … ".join(span.text for span in sentence.evidence)
    return [plain(sentence.text + marks), about, plain(f"“{spans}”" if spans else "", "italic")]


def filters(asked: AnswerRequest) -> str:
    """Return the filters of a question in words, nothing where there is none."""
    chosen = asked.filters
    return " · ".join(
        filter(
            None,
            [
                f"from {chosen.year_from}" if chosen.year_from else "",
                f"up to {chosen.year_to}" if chosen.year_to else "",
                _either(chosen.categories),
                f"by {_either(chosen.authors)}" if chosen.authors else "",
                f"of {_either(chosen.sources)}" if chosen.sources else "",
            ],
        )
    )


def confidence(found: float | None, least: float | None) -> str:
    """Return how sure the search was, and what was enough."""
    if found is None:
        return ""
    return f"{found:.2f}" + ("" if least is None else f", of at least {least:.2f}")


def spent(kept: Receipt) -> str:
    """Return tokens, cost and time."""
    usage, took = kept.answer.usage, kept.answer.took
    tokens = f"{usage.prompt_tokens:,} tokens in, {usage.completion_tokens:,} out"
    return " · ".join(
        [
            tokens if usage.total_tokens else "no tokens",
            money(kept.cost),
            f"{took.total:,.0f} ms (search {took.search:,.0f}, writing {took.model:,.0f})",
        ]
    )


def money(cost: float | None) -> str:
    """Return a cost in US dollars."""
    if cost is None:
        return "cost unknown"
    return "$0" if not cost else f"${cost:.6f}"


def _written_by(kept: Receipt) -> str:
    answer = kept.answer
    if not (answer.answered or answer.sentences or answer.discarded):
        return "nobody: no model was asked"
    if answer.mode == "extractive":
        return "quotes from the abstracts, no language model"
    used = f"prompt {answer.prompt.name} {answer.prompt.sha256}" if answer.prompt else ""
    return " · ".join(filter(None, [answer.model, used]))


def _either(values: Sequence[str]) -> str:
    return " or ".join(values)


def _facts(console: Console, facts: Iterable[tuple[str, str]]) -> None:
    for name, value in facts:
        if value:
            numbered(console, name.ljust(_LABEL - 1), [plain(value)])


def tell_receipt(console: Console, receipt_id: str) -> None:
    """Print below an answer how to see how it came about."""
    console.print()
    show(console, plain(f"How it came about: footnote why {receipt_id}", "dim"))
