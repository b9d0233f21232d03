"""Write receipts, and what differs between two, as JSON, under keys that the README documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.answering.answer import Answer, Discarded, RetrievedPaper
    from bot.cli.json_output import JSON
    from bot.grounding.sentence import Sentence
    from bot.receipts.difference import PaperChange, SentenceChange
    from bot.receipts.receipt import AnswerRequest, Receipt
    from bot.receipts.replay import Replayed


def receipt(kept: Receipt) -> JSON:
    """Return how an answer came about; costs are in US dollars, times in milliseconds."""
    answer, edition = kept.answer, kept.build
    return {
        "receipt": kept.receipt_id,
        "made_at": kept.made_at.isoformat(),
        "server": _id(kept.scope.guild_id),
        "channel": _id(kept.scope.channel_id),
        **_asked(kept.question, answer, kept.request),
        "answered": answer.answered,
        "refusal": answer.refused,
        "missing": None
        if answer.missing is None
        else {"what": answer.missing.what, "closest": answer.missing.closest.paper_id},
        "confidence": _rounded(answer.confidence),
        "cutoff": _rounded(answer.cutoff),
        "retrieved": [_retrieved(each) for each in answer.retrieved],
        "mode": answer.mode,
        "model": answer.model,
        "prompt": None
        if answer.prompt is None
        else {"name": answer.prompt.name, "sha256": answer.prompt.sha256},
        "sentences": [_sentence(each) for each in answer.sentences],
        "discarded": [_discarded(each) for each in answer.discarded],
        "fates": dict(answer.fates),
        "notice": answer.notice,
        **_spent(kept),
        "library": {"papers": edition.papers, "embedder": edition.embedder},
        "version": edition.version,
    }


def replayed(again: Replayed) -> JSON:
    """Return what differs, with both receipts; times, tokens and costs always may differ."""
    found = again.difference
    return {
        "receipt": found.before.receipt_id,
        "same": found.same,
        "without_conversation": again.bare,
        "facts": {fact.name: {"before": fact.before, "after": fact.after} for fact in found.facts},
        "papers": [_paper_change(change) for change in found.papers],
        "sentences": [_sentence_change(change) for change in found.sentences],
        "spent": {"before": _spent(found.before), "after": _spent(found.after)},
        "before": receipt(found.before),
        "after": receipt(found.after),
    }


def _asked(question: str, answer: Answer, asked: AnswerRequest) -> dict[str, Any]:
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


def _spent(kept: Receipt) -> dict[str, Any]:
    usage, took = kept.answer.usage, kept.answer.took
    return {
        "usage": {
            "prompt_tokens": usage.prompt_tokens,
            "completion_tokens": usage.completion_tokens,
            "total_tokens": usage.total_tokens,
        },
        "cost_usd": kept.cost,
        "took_ms": {
            "search": round(took.search, 1),
            "model": round(took.model, 1),
            "total": round(took.total, 1),
        },
    }


def _retrieved(found: RetrievedPaper) -> JSON:
    return {
        "paper_id": found.paper_id,
        "title": found.title,
        "number": found.number,
        "score": round(found.score, 4),
        "lexical": round(found.lexical, 4),
        "dense": round(found.dense, 4),
        "alignment": round(found.alignment, 4),
    }


def _sentence(written: Sentence) -> JSON:
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


def _discarded(each: Discarded) -> JSON:
    return {
        "text": each.sentence.text,
        "citations": list(each.sentence.citations),
        "fate": each.fate,
        "screen": each.screen,
        "reason": each.sentence.reason,
        "verdict": each.sentence.verdict if each.checked else None,
        "score": round(each.sentence.score, 4) if each.checked else None,
    }


def _paper_change(change: PaperChange) -> JSON:
    return {
        "paper_id": change.paper_id,
        "title": change.title,
        "change": "came" if change.before is None else "left" if change.after is None else "moved",
        "place": {"before": change.place_before, "after": change.place_after},
        "score": {
            "before": _rounded(change.before.score if change.before else None),
            "after": _rounded(change.after.score if change.after else None),
        },
    }


def _sentence_change(change: SentenceChange) -> JSON:
    return {
        "change": "added"
        if change.before is None
        else "removed"
        if change.after is None
        else "changed",
        "before": None if change.before is None else _sentence(change.before),
        "after": None if change.after is None else _sentence(change.after),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _id(discords: int | None) -> str | None:
    return None if discords is None else str(discords)
