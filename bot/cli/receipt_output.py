"""Print how an answer was made, or convert its receipt to JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from rich.console import Console
from rich.text import Text

from bot.answering.answer import DiscardedSentence, Fate, RefusalReason
from bot.cli.json_output import (
    attribution_to_json,
    cited_spans_to_json,
    round_or_none,
    timings_to_json,
    usage_to_json,
)
from bot.cli.terminal import print_labeled, print_text, safe_text
from bot.grounding.sentence import Label, Sentence
from bot.receipts.receipt import AnswerRequest, Receipt
from retrieval.text import patterns as re

if TYPE_CHECKING:
    from bot.answering.answer import Answer, RetrievedPaper
    from bot.cli.json_output import JSON


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
_LABEL_COLUMNS: Final = 11


def print_receipt(console: Console, receipt: Receipt) -> None:
    """Print a receipt: the question, the papers found, the text, and its cost."""
    answer, build = receipt.answer, receipt.build
    _print_facts(
        console,
        [
            ("Question", receipt.question),
            ("Searched", answer.searched if answer.searched != receipt.question else ""),
            ("Filters", format_filters(receipt.request)),
            (
                "Previous",
                f"receipt {receipt.request.parent_id}" if receipt.request.parent_id else "",
            ),
            ("Outcome", _REFUSED[answer.refusal_reason] if answer.refusal_reason else "answered"),
            ("Missing", answer.missing.what if answer.missing else ""),
            ("Confidence", format_confidence(answer.confidence, answer.cutoff)),
            ("Written by", _describe_author(receipt)),
            ("Sentences", format_fates(answer.fate_counts)),
            ("Spent", format_spent(receipt)),
            ("Library", f"{build.papers:,} papers, embedded by {build.embedder}"),
            ("Made", f"{receipt.made_at:%Y-%m-%d %H:%M} UTC by Footnote {build.version}"),
            ("Notice", answer.notice),
        ],
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
                _format_alternatives(chosen.categories),
                f"by {_format_alternatives(chosen.authors)}" if chosen.authors else "",
                f"of {_format_alternatives(chosen.sources)}" if chosen.sources else "",
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
    return "$0" if not cost else f"${cost:.6f}"


def _describe_author(receipt: Receipt) -> str:
    answer = receipt.answer
    if not (answer.answered or answer.sentences or answer.discarded):
        return "no language model"
    if answer.mode == "extractive":
        return "quotes from the abstracts, no language model"
    used = f"prompt {answer.prompt.name} {answer.prompt.sha256}" if answer.prompt else ""
    return " · ".join(filter(None, [answer.model, used]))


def _format_alternatives(values: Sequence[str]) -> str:
    return " or ".join(values)


def _print_facts(console: Console, facts: Iterable[tuple[str, str]]) -> None:
    for name, value in facts:
        if value:
            print_labeled(console, name.ljust(_LABEL_COLUMNS - 1), [safe_text(value)])


def print_receipt_hint(console: Console, receipt_id: str) -> None:
    """Print how to see how the answer was made."""
    console.print()
    print_text(console, f"How this answer was made: footnote why {receipt_id}", "dim")


def receipt_to_json(receipt: Receipt) -> JSON:
    """Return how an answer was made; costs are in US dollars, times in milliseconds."""
    answer, build = receipt.answer, receipt.build
    return {
        "receipt": receipt.receipt_id,
        "made_at": receipt.made_at.isoformat(),
        "server": _id(receipt.scope.guild_id),
        "channel": _id(receipt.scope.channel_id),
        **_request_to_json(receipt.question, answer, receipt.request),
        "answered": answer.answered,
        "refusal": answer.refusal_reason,
        "missing": None
        if answer.missing is None
        else {"what": answer.missing.what, "closest": answer.missing.closest.paper_id},
        "confidence": round_or_none(answer.confidence),
        "cutoff": round_or_none(answer.cutoff),
        "retrieved": [_retrieved_to_json(paper) for paper in answer.retrieved],
        "mode": answer.mode,
        "model": answer.model,
        "prompt": None
        if answer.prompt is None
        else {"name": answer.prompt.name, "sha256": answer.prompt.sha256},
        "sentences": [checked_sentence_to_json(sentence) for sentence in answer.sentences],
        "discarded": [_discarded_to_json(sentence) for sentence in answer.discarded],
        "fates": dict(answer.fate_counts),
        "notice": answer.notice,
        **spent_to_json(receipt),
        "library": {"papers": build.papers, "embedder": build.embedder},
        "version": build.version,
    }


def _request_to_json(question: str, answer: Answer, request: AnswerRequest) -> dict[str, Any]:
    filters, options = request.filters, request.options
    return {
        "question": question,
        "searched": answer.searched,
        "follows": request.parent_id,
        "filters": {
            "year_from": filters.year_from,
            "year_to": filters.year_to,
            "categories": list(filters.categories),
            "authors": list(filters.authors),
            "sources": list(filters.sources),
        },
        "manner": {
            "language": options.language,
            "cutoff": options.cutoff,
            "model": options.model,
            "unsupported": options.unsupported,
        },
    }


def spent_to_json(receipt: Receipt) -> dict[str, Any]:
    """Return tokens, cost and time."""
    return {
        "usage": usage_to_json(receipt.answer.usage),
        "cost_usd": receipt.cost,
        "took_ms": timings_to_json(receipt.answer.took),
    }


def _retrieved_to_json(found: RetrievedPaper) -> JSON:
    return {
        "paper_id": found.paper_id,
        "title": found.title,
        "uploaded": found.uploaded,
        "number": found.number,
        "score": round(found.score, 4),
        "lexical": round(found.lexical, 4),
        "dense": round(found.dense, 4),
        "alignment": round(found.alignment, 4),
    }


def checked_sentence_to_json(sentence: Sentence) -> JSON:
    """Return a sentence with its verdict and evidence."""
    return {
        "text": sentence.text,
        "citations": list(sentence.citations),
        **attribution_to_json(sentence),
        "verdict": sentence.verdict,
        "score": round(sentence.score, 4),
        "reason": sentence.reason,
        "doubtful": sentence.borderline,
        "spans": cited_spans_to_json(sentence.evidence),
    }


def _discarded_to_json(discarded: DiscardedSentence) -> JSON:
    return {
        "text": discarded.sentence.text,
        "citations": list(discarded.sentence.citations),
        **attribution_to_json(discarded.sentence),
        "fate": discarded.fate,
        "screen": discarded.filter_reason,
        "reason": discarded.sentence.reason,
        "verdict": discarded.sentence.verdict if discarded.has_verdict else None,
        "score": round(discarded.sentence.score, 4) if discarded.has_verdict else None,
    }


def _id(discord_id: int | None) -> str | None:
    return None if discord_id is None else str(discord_id)
