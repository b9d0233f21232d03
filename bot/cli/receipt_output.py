"""Print how an answer was made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rich.console import Console
from rich.text import Text

from bot.answering.answer import Answer, DiscardedSentence, Fate, RefusalReason
from bot.answering.locations import name_read
from bot.cli.answer_output import format_marks, format_quotes
from bot.cli.terminal import print_facts, print_labeled, print_text, safe_text
from bot.grounding.sentence import Label, Sentence
from bot.records.receipts import Receipt
from retrieval.paper import Paper
from retrieval.search.query import Filters
from retrieval.text import patterns as re

_MARKS: Final[dict[Label, tuple[str, str]]] = {
    "supported": ("✓", "green"),
    "contradicted": ("✗", "bold red"),
    "unsupported": ("?", "yellow"),
}
"""The sign and color of each verdict, which are shown beside the word."""

_REFUSED: Final[dict[RefusalReason, str]] = {
    "far": "refused: no paper in the library is relevant enough",
    "detail": "refused: no {read} states the detail",
    "declined": "refused: the {read}s do not answer it",
}
_FATES: Final[dict[Fate, str]] = {
    "shown": "shown",
    "struck": "shown struck through",
    "left-out": "left out",
    "withheld": "withheld",
    "declining": "said that there is no answer",
    "replaced": "from a discarded draft",
}
_LINKED: Final = re.compile(r"(?i)http(s?)://")


def print_receipt(console: Console, receipt: Receipt) -> None:
    """Print a receipt: the question, the papers found, the text, and its cost."""
    answer, build, request = receipt.answer, receipt.build, receipt.request
    print_facts(
        console,
        {
            "Question": receipt.question,
            "Searched": answer.searched if answer.searched != receipt.question else "",
            "Filters": _describe_filters(request.filters),
            "Previous": f"receipt {request.parent_id}" if request.parent_id else "",
            "Outcome": _describe_outcome(answer),
            "Missing": answer.missing.what if answer.missing else "",
            "Confidence": _describe_confidence(answer),
            "Written by": _describe_author(receipt),
            "Sentences": " · ".join(
                f"{n} {_FATES[fate]}" for fate, n in answer.fate_counts.items()
            ),
            "Spent": _describe_spent(receipt),
            "Library": f"{build.papers:,} papers, embedded by {build.embedder}",
            "Made": f"{receipt.made_at:%Y-%m-%d %H:%M} UTC by Footnote {build.version}",
            "Notice": answer.notice,
        },
    )
    if answer.retrieved:
        console.print()
        print_text(console, "Papers found, with their search scores:")
    for found in answer.retrieved:
        label = f"[{found.number}]" if found.number is not None else " – "
        scores = (
            f"{found.score:.3f} · keywords {found.lexical:.2f} · meaning {found.dense:.3f}"
            f" · rerank {found.alignment:.3f}"
        )
        title = safe_text(found.title or found.paper_id, "bold")
        mark = " · uploaded by a member" if found.uploaded else ""
        mark += " · whole paper read" if found.whole else ""
        about = safe_text(f"{scores} · {found.paper_id}{mark}", "dim")
        print_labeled(console, label, [title, about])
    papers = receipt.numbered_papers
    if answer.sentences:
        console.print()
        print_text(console, "Sentences, with their verdicts:")
    for sentence in answer.sentences:
        print_labeled(console, _MARKS[sentence.verdict][0], _format_checked(sentence, papers))
    if answer.discarded:
        console.print()
        print_text(console, "Sentences of the model that are not in the answer:")
    for discarded in answer.discarded:
        print_labeled(console, "-", _format_discarded(discarded, papers))


def _describe_outcome(answer: Answer) -> str:
    reason = answer.refusal_reason
    return _REFUSED[reason].format(read=name_read(answer.papers)) if reason else "answered"


def _format_discarded(discarded: DiscardedSentence, papers: Mapping[int, Paper]) -> list[Text]:
    """Return a discarded sentence, its fate and the reason; its links are broken on purpose."""
    if discarded.has_verdict and discarded.sentence.text:
        return [
            *_format_checked(discarded.sentence, papers),
            safe_text(_FATES[discarded.fate], "dim"),
        ]
    why = ": ".join(filter(None, [_FATES[discarded.fate], discarded.sentence.reason]))
    return [safe_text(_LINKED.sub(r"hxxp\1://", discarded.sentence.text)), safe_text(why, "yellow")]


def _format_checked(sentence: Sentence, papers: Mapping[int, Paper]) -> list[Text]:
    """Return a sentence, its verdict with the reason, and the decisive spans."""
    shown = sentence.text + format_marks(sentence, papers)
    verdict = f"{sentence.verdict} {sentence.score:.2f}"
    told = f"{verdict}: {sentence.reason}" if sentence.reason else verdict
    about = safe_text(told, _MARKS[sentence.verdict][1])
    if sentence.borderline:
        about.append(" (uncertain)")
    if sentence.attribution == "found":
        about.append(" · citation found by Footnote")
    elif sentence.attribution == "corrected":
        written = ", ".join(f"[{number}]" for number in sentence.written_citations or ())
        about.append(f" · citation corrected from {written}")
    return [safe_text(shown), about, format_quotes(sentence.evidence)]


def _describe_filters(filters: Filters) -> str:
    parts = [
        f"from {filters.year_from}" if filters.year_from else "",
        f"up to {filters.year_to}" if filters.year_to else "",
        " or ".join(filters.categories),
        f"by {' or '.join(filters.authors)}" if filters.authors else "",
        f"of {' or '.join(filters.sources)}" if filters.sources else "",
        f"only {filters.paper}" if filters.paper else "",
    ]
    return " · ".join(filter(None, parts))


def _describe_confidence(answer: Answer) -> str:
    if answer.confidence is None:
        return ""
    required = "" if answer.cutoff is None else f"; required: {answer.cutoff:.2f}"
    return f"{answer.confidence:.2f}{required}"


def _describe_spent(receipt: Receipt) -> str:
    """Return tokens, cost and time."""
    usage, took, cost = receipt.answer.usage, receipt.answer.took, receipt.cost
    tokens = f"{usage.prompt_tokens:,} tokens in, {usage.completion_tokens:,} out"
    dollars = "cost unknown" if cost is None else f"${cost:.6f}" if cost else "$0"
    times = f"{took.total:,.0f} ms (search {took.search:,.0f}, writing {took.model:,.0f})"
    return f"{tokens if usage.total_tokens else 'no tokens'} · {dollars} · {times}"


def _describe_author(receipt: Receipt) -> str:
    answer = receipt.answer
    if not (answer.answered or answer.sentences or answer.discarded):
        return "no language model"
    if answer.mode == "extractive":
        whole = any(found.whole for found in answer.retrieved)
        quotes = f"quotes from the {'papers' if whole else 'abstracts'}"
        return quotes if answer.fallback else f"{quotes}, no language model"
    used = f"prompt {answer.prompt.name} {answer.prompt.sha256}" if answer.prompt else ""
    return " · ".join(filter(None, [answer.model, used]))
