"""Print how an answer came about, or write it as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from rich.console import Console
from rich.text import Text

from bot.answering.answer import Discarded, Fate, RefusalReason
from bot.cli.json_output import round_or_none, timings_to_json, usage_to_json
from bot.cli.terminal import plain, print_labeled, print_text
from bot.grounding.sentence import Label, Sentence
from bot.receipts.receipt import AnswerRequest, Receipt

if TYPE_CHECKING:
    from bot.answering.answer import Answer, Discarded, RetrievedPaper
    from bot.cli.json_output import JSON
    from bot.grounding.sentence import Sentence
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


def print_receipt(console: Console, kept: Receipt) -> None:
    """Print a receipt: the question, what was found, what was written, and what it took."""
    answer, edition = kept.answer, kept.build
    _print_facts(
        console,
        [
            ("Question", kept.question),
            ("Searched", answer.searched if answer.searched != kept.question else ""),
            ("Only", format_filters(kept.request)),
            ("Follows", f"receipt {kept.request.parent_id}" if kept.request.parent_id else ""),
            ("Outcome", _REFUSED[answer.refused] if answer.refused else "answered"),
            ("Missing", answer.missing.what if answer.missing else ""),
            ("Confidence", format_confidence(answer.confidence, answer.cutoff)),
            ("Written by", _written_by(kept)),
            ("Sentences", format_fates(answer.fates)),
            ("Spent", format_spent(kept)),
            ("Library", f"{edition.papers:,} papers, embedded by {edition.embedder}"),
            ("Made", f"{kept.made_at:%Y-%m-%d %H:%M} UTC by Footnote {edition.version}"),
            ("Notice", answer.notice),
        ],
    )
    if answer.retrieved:
        console.print()
        print_text(console, plain("Papers found, with the scores of the search:"))
    for found in answer.retrieved:
        label = f"[{found.number}]" if found.number is not None else " – "
        scores = (
            f"{found.score:.3f} · words {found.lexical:.2f} · meaning {found.dense:.3f}"
            f" · closer look {found.alignment:.3f}"
        )
        title = plain(found.title or found.paper_id, "bold")
        print_labeled(console, label, [title, plain(f"{scores} · {found.paper_id}", "dim")])
    if answer.sentences:
        console.print()
        print_text(console, plain("Sentences, with what the check found:"))
    for sentence in answer.sentences:
        print_labeled(console, MARKS[sentence.verdict][0], checked_lines(sentence))
    if answer.discarded:
        console.print()
        print_text(console, plain("What a model wrote besides, and is not in the answer:"))
    for each in answer.discarded:
        print_labeled(console, "-", _discarded_lines(each))


def format_fates(met: Mapping[Fate, int]) -> str:
    """Return how many sentences of a model met which fate."""
    return " · ".join(f"{count} {_FATES[fate]}" for fate, count in met.items())


def _discarded_lines(each: Discarded) -> list[Text]:
    """Return a sentence that is not in the answer, its fate, and why; no terminal links it."""
    if each.checked and each.sentence.text:
        return [*checked_lines(each.sentence), plain(_FATES[each.fate], "dim")]
    why = ": ".join(filter(None, [_FATES[each.fate], each.sentence.reason]))
    return [plain(_LINKED.sub(r"hxxp\1://", each.sentence.text)), plain(why, "yellow")]


def checked_lines(sentence: Sentence) -> list[Text]:
    """Return a sentence, and below it the verdict, its reason, and the span that decided."""
    marks = "".join(f" [{number}]" for number in sentence.citations)
    verdict = f"{sentence.verdict} {sentence.score:.2f}"
    about = plain(": ".join(filter(None, [verdict, sentence.reason])), MARKS[sentence.verdict][1])
    if sentence.borderline:
        about.append(" (not sure)")
    spans = " … ".join(span.text for span in sentence.evidence)
    return [plain(sentence.text + marks), about, plain(f"“{spans}”" if spans else "", "italic")]


def format_filters(asked: AnswerRequest) -> str:
    """Return the filters of a question in words, nothing where there is none."""
    chosen = asked.filters
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


def format_confidence(found: float | None, least: float | None) -> str:
    """Return how sure the search was, and what was enough."""
    if found is None:
        return ""
    return f"{found:.2f}" + ("" if least is None else f", of at least {least:.2f}")


def format_spent(kept: Receipt) -> str:
    """Return tokens, cost and time."""
    usage, took = kept.answer.usage, kept.answer.took
    tokens = f"{usage.prompt_tokens:,} tokens in, {usage.completion_tokens:,} out"
    return " · ".join(
        [
            tokens if usage.total_tokens else "no tokens",
            format_cost(kept.cost),
            f"{took.total:,.0f} ms (search {took.search:,.0f}, writing {took.model:,.0f})",
        ]
    )


def format_cost(cost: float | None) -> str:
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


def _format_alternatives(values: Sequence[str]) -> str:
    return " or ".join(values)


def _print_facts(console: Console, facts: Iterable[tuple[str, str]]) -> None:
    for name, value in facts:
        if value:
            print_labeled(console, name.ljust(_LABEL - 1), [plain(value)])


def print_receipt_hint(console: Console, receipt_id: str) -> None:
    """Print below an answer how to see how it came about."""
    console.print()
    print_text(console, plain(f"How it came about: footnote why {receipt_id}", "dim"))


def receipt_to_json(kept: Receipt) -> JSON:
    """Return how an answer came about; costs are in US dollars, times in milliseconds."""
    answer, edition = kept.answer, kept.build
    return {
        "receipt": kept.receipt_id,
        "made_at": kept.made_at.isoformat(),
        "server": _id(kept.scope.guild_id),
        "channel": _id(kept.scope.channel_id),
        **_request_to_json(kept.question, answer, kept.request),
        "answered": answer.answered,
        "refusal": answer.refused,
        "missing": None
        if answer.missing is None
        else {"what": answer.missing.what, "closest": answer.missing.closest.paper_id},
        "confidence": round_or_none(answer.confidence),
        "cutoff": round_or_none(answer.cutoff),
        "retrieved": [_retrieved_to_json(each) for each in answer.retrieved],
        "mode": answer.mode,
        "model": answer.model,
        "prompt": None
        if answer.prompt is None
        else {"name": answer.prompt.name, "sha256": answer.prompt.sha256},
        "sentences": [_sentence_to_json(each) for each in answer.sentences],
        "discarded": [_discarded_to_json(each) for each in answer.discarded],
        "fates": dict(answer.fates),
        "notice": answer.notice,
        **_spent_to_json(kept),
        "library": {"papers": edition.papers, "embedder": edition.embedder},
        "version": edition.version,
    }


def _request_to_json(question: str, answer: Answer, asked: AnswerRequest) -> dict[str, Any]:
    filters, options = asked.filters, asked.options
    return {
        "question": question,
        "searched": answer.searched,
        "follows": asked.parent_id,
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


def _spent_to_json(kept: Receipt) -> dict[str, Any]:
    return {
        "usage": usage_to_json(kept.answer.usage),
        "cost_usd": kept.cost,
        "took_ms": timings_to_json(kept.answer.took),
    }


def _retrieved_to_json(found: RetrievedPaper) -> JSON:
    return {
        "paper_id": found.paper_id,
        "title": found.title,
        "number": found.number,
        "score": round(found.score, 4),
        "lexical": round(found.lexical, 4),
        "dense": round(found.dense, 4),
        "alignment": round(found.alignment, 4),
    }


def _sentence_to_json(written: Sentence) -> JSON:
    return {
        "text": written.text,
        "citations": list(written.citations),
        "verdict": written.verdict,
        "score": round(written.score, 4),
        "reason": written.reason,
        "doubtful": written.borderline,
        "spans": [
            {"paper_id": span.paper_id, "text": span.text, "start": span.start, "end": span.end}
            for span in written.evidence
        ],
    }


def _discarded_to_json(each: Discarded) -> JSON:
    return {
        "text": each.sentence.text,
        "citations": list(each.sentence.citations),
        "fate": each.fate,
        "screen": each.screen,
        "reason": each.sentence.reason,
        "verdict": each.sentence.verdict if each.checked else None,
        "score": round(each.sentence.score, 4) if each.checked else None,
    }


def _id(discords: int | None) -> str | None:
    return None if discords is None else str(discords)
