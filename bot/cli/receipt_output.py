"""Print how an answer was made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rich.console import Console
from rich.text import Text

from bot.answering.answer import DiscardedSentence, Fate, RefusalReason
from bot.cli.terminal import print_facts, print_labeled, print_text, safe_text
from bot.grounding.sentence import Label, Sentence
from bot.records.receipts import AnswerRequest, Receipt
from retrieval.text import patterns as re

MARKS: Final[dict[Label, tuple[str, str]]] = {
    "supported": ("✓", "green"),
    "contradicted": ("✗", "bold red"),
    "unsupported": ("?", "yellow"),
}
"""The sign and color of each verdict, which are shown beside the word."""

_REFUSED: Final[dict[RefusalReason, str]] = {
    "far": "refused: no paper in the library is relevant enough",
    "detail": "refused: no abstract states the detail",
    "declined": "refused: the abstracts do not answer it",
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
            "Filters": format_filters(request),
            "Previous": f"receipt {request.parent_id}" if request.parent_id else "",
            "Outcome": _REFUSED[answer.refusal_reason] if answer.refusal_reason else "answered",
            "Missing": answer.missing.what if answer.missing else "",
            "Confidence": format_confidence(answer.confidence, answer.cutoff),
            "Written by": _describe_author(receipt),
            "Sentences": format_fates(answer.fate_counts),
            "Spent": format_spent(receipt),
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
        about = safe_text(f"{scores} · {found.paper_id}{mark}", "dim")
        print_labeled(console, label, [title, about])
    if answer.sentences:
        console.print()
        print_text(console, "Sentences, with their verdicts:")
    for sentence in answer.sentences:
        print_labeled(console, MARKS[sentence.verdict][0], format_checked_sentence(sentence))
    if answer.discarded:
        console.print()
        print_text(console, "Sentences of the model that are not in the answer:")
    for discarded in answer.discarded:
        print_labeled(console, "-", _format_discarded(discarded))


def format_fates(counts: Mapping[Fate, int]) -> str:
    """Return the number of the model's sentences by fate."""
    return " · ".join(f"{count} {_FATES[fate]}" for fate, count in counts.items())


def _format_discarded(discarded: DiscardedSentence) -> list[Text]:
    """Return a discarded sentence, its fate and the reason; its links are broken on purpose."""
    if discarded.has_verdict and discarded.sentence.text:
        return [
            *format_checked_sentence(discarded.sentence),
            safe_text(_FATES[discarded.fate], "dim"),
        ]
    why = ": ".join(filter(None, [_FATES[discarded.fate], discarded.sentence.reason]))
    return [safe_text(_LINKED.sub(r"hxxp\1://", discarded.sentence.text)), safe_text(why, "yellow")]


def format_checked_sentence(sentence: Sentence) -> list[Text]:
    """Return a sentence, its verdict with the reason, and the decisive spans."""
    marks = "".join(f" [{number}]" for number in sentence.citations)
    verdict = f"{sentence.verdict} {sentence.score:.2f}"
    about = safe_text(
        ": ".join(filter(None, [verdict, sentence.reason])), MARKS[sentence.verdict][1]
    )
    if sentence.borderline:
        about.append(" (uncertain)")
    if sentence.attribution != "written":
        about.append(f" · {_describe_attribution(sentence)}")
    spans = " … ".join(span.text for span in sentence.evidence)
    return [
        safe_text(sentence.text + marks),
        about,
        safe_text(f"“{spans}”" if spans else "", "italic"),
    ]


def _describe_attribution(sentence: Sentence) -> str:
    if sentence.attribution == "found":
        return "citation found by Footnote"
    written = ", ".join(f"[{number}]" for number in sentence.written_citations or ())
    return f"citation corrected from {written}"


def format_filters(request: AnswerRequest) -> str:
    """Return the filters of a question in words; empty if there are none."""
    chosen = request.filters
    return " · ".join(
        filter(
            None,
            [
                f"from {chosen.year_from}" if chosen.year_from else "",
                f"up to {chosen.year_to}" if chosen.year_to else "",
                " or ".join(chosen.categories),
                f"by {' or '.join(chosen.authors)}" if chosen.authors else "",
                f"of {' or '.join(chosen.sources)}" if chosen.sources else "",
            ],
        )
    )


def format_confidence(confidence: float | None, cutoff: float | None) -> str:
    """Return the confidence of the search, and the cutoff."""
    if confidence is None:
        return ""
    return f"{confidence:.2f}" + ("" if cutoff is None else f"; required: {cutoff:.2f}")


def format_spent(receipt: Receipt) -> str:
    """Return tokens, cost and time."""
    usage, took = receipt.answer.usage, receipt.answer.took
    tokens = f"{usage.prompt_tokens:,} tokens in, {usage.completion_tokens:,} out"
    return " · ".join(
        [
            tokens if usage.total_tokens else "no tokens",
            format_cost(receipt.cost),
            f"{took.total:,.0f} ms (search {took.search:,.0f}, writing {took.model:,.0f})",
        ]
    )


def format_cost(cost: float | None) -> str:
    """Return a cost in US dollars."""
    if cost is None:
        return "cost unknown"
    return f"${cost:.6f}" if cost else "$0"


def _describe_author(receipt: Receipt) -> str:
    answer = receipt.answer
    if not (answer.answered or answer.sentences or answer.discarded):
        return "no language model"
    if answer.mode == "extractive":
        return "quotes from the abstracts, no language model"
    used = f"prompt {answer.prompt.name} {answer.prompt.sha256}" if answer.prompt else ""
    return " · ".join(filter(None, [answer.model, used]))
