"""Write answers as JSON objects, and read them back, those of other versions too.

An object has the names of the values' fields. A reader leaves out what it does not know and takes
the default of what is missing; so a field may be added at any time, and its meaning never changes:
what means something else gets another name. The vectors that found a hit are not kept.
"""

from __future__ import annotations

from typing import Any, Final, get_args

from bot.answerability.missing_detail import MissingDetail
from bot.answering.answer import (
    Answer,
    Citation,
    Discarded,
    Fate,
    FilterReason,
    RetrievedPaper,
    Timings,
)
from bot.answering.language_model import Fallback, FallbackReason, Mode, PromptUsed, Usage
from bot.grounding.sentence import Sentence
from bot.storage import fields
from bot.storage.fields import JSON
from bot.storage.paper_json import read_evidence, read_paper, write_evidence, write_paper
from retrieval.search.results import Hit

_SCREENS: Final[dict[str, FilterReason]] = {screen: screen for screen in get_args(FilterReason)}
_DISCARDING: Final[dict[str, Fate]] = {"declining": "declining", "replaced": "replaced"}
FELL: Final[dict[str, FallbackReason]] = {fell: fell for fell in get_args(FallbackReason)}


def write_answer(answer: Answer) -> dict[str, Any]:
    """Return the JSON object of an answer."""
    return {
        "question": answer.question,
        "answered": answer.answered,
        "mode": answer.mode,
        "model": answer.model,
        "sentences": [write_sentence(s) for s in answer.sentences],
        "citations": [_write_citation(c) for c in answer.citations],
        "nearest": [_write_hit(hit) for hit in answer.nearest],
        "notice": answer.notice,
        "took": {
            "search": answer.took.search,
            "model": answer.took.model,
            "total": answer.took.total,
        },
        "usage": {
            "prompt_tokens": answer.usage.prompt_tokens,
            "completion_tokens": answer.usage.completion_tokens,
        },
        "searched": answer.searched,
        "retrieved": [_write_retrieved(r) for r in answer.retrieved],
        "confidence": answer.confidence,
        "cutoff": answer.cutoff,
        "prompt": None
        if answer.prompt is None
        else {"name": answer.prompt.name, "sha256": answer.prompt.sha256},
        "missing": None
        if answer.missing is None
        else {"what": answer.missing.what, "closest": write_paper(answer.missing.closest)},
        "strike": answer.strike,
        "fallen": None
        if answer.fallen is None
        else {"how": answer.fallen.how, "why": answer.fallen.why},
        "discarded": [_write_discarded(each) for each in answer.discarded],
    }


def read_answer(document: JSON) -> Answer:
    """Return the answer of a JSON object."""
    took, usage = fields.part(document, "took"), fields.part(document, "usage")
    mode: Mode = "model" if document.get("mode") == "model" else "extractive"
    return Answer(
        question=fields.text(document, "question"),
        answered=fields.flag(document, "answered", default=False),
        mode=mode,
        model=fields.text(document, "model"),
        sentences=tuple(map(read_sentence, fields.parts(document, "sentences"))),
        citations=tuple(map(_read_citation, fields.parts(document, "citations"))),
        nearest=tuple(map(_read_hit, fields.parts(document, "nearest"))),
        notice=fields.text(document, "notice"),
        took=Timings(
            fields.number(took, "search"),
            fields.number(took, "model"),
            fields.number(took, "total"),
        ),
        usage=Usage(fields.whole(usage, "prompt_tokens"), fields.whole(usage, "completion_tokens")),
        searched=fields.text(document, "searched"),
        retrieved=tuple(map(_read_retrieved, fields.parts(document, "retrieved"))),
        confidence=_share(document, "confidence"),
        cutoff=_share(document, "cutoff"),
        prompt=_read_prompt(fields.part(document, "prompt")),
        missing=_read_missing(fields.part(document, "missing")),
        strike=fields.flag(document, "strike", default=False),
        fallen=_read_fallen(fields.part(document, "fallen")),
        discarded=tuple(map(_read_discarded, fields.parts(document, "discarded"))),
    )


def write_sentence(sentence: Sentence) -> dict[str, Any]:
    """Return a sentence's JSON object."""
    return {
        "text": sentence.text,
        "citations": list(sentence.citations),
        "supported": sentence.supported,
        "reason": sentence.reason,
        "score": sentence.score,
        "contradicted": sentence.contradicted,
        "evidence": [write_evidence(e) for e in sentence.evidence],
        "doubtful": sentence.borderline,
    }


def read_sentence(document: JSON) -> Sentence:
    """Return the sentence of a JSON object."""
    return Sentence(
        fields.text(document, "text"),
        fields.wholes(document, "citations"),
        # What does not say that it was found supported was not.
        supported := fields.flag(document, "supported", default=False),
        fields.text(document, "reason"),
        fields.number(document, "score") if "score" in document else float(supported),
        fields.flag(document, "contradicted", default=False),
        tuple(map(read_evidence, fields.parts(document, "evidence"))),
        fields.flag(document, "doubtful", default=False),
    )


def _write_discarded(discarded: Discarded) -> dict[str, Any]:
    return {
        "sentence": write_sentence(discarded.sentence),
        "fate": discarded.fate,
        "screen": discarded.screen,
    }


def _read_discarded(document: JSON) -> Discarded:
    """Return what was discarded; of a fate or screen that is not known, as withheld by another."""
    fate = _DISCARDING.get(fields.text(document, "fate"), "withheld")
    screen = _SCREENS.get(fields.text(document, "screen"), "other")
    sentence = read_sentence(fields.part(document, "sentence"))
    return Discarded(sentence, fate, screen if fate == "withheld" else None)


def _share(document: JSON, name: str) -> float | None:
    return None if document.get(name) is None else fields.number(document, name)


def _write_retrieved(retrieved: RetrievedPaper) -> dict[str, Any]:
    return {
        "paper_id": retrieved.paper_id,
        "number": retrieved.number,
        "score": retrieved.score,
        "lexical": retrieved.lexical,
        "dense": retrieved.dense,
        "alignment": retrieved.alignment,
        "title": retrieved.title,
    }


def _read_retrieved(document: JSON) -> RetrievedPaper:
    return RetrievedPaper(
        fields.text(document, "paper_id"),
        None if document.get("number") is None else fields.whole(document, "number"),
        fields.number(document, "score"),
        fields.number(document, "lexical"),
        fields.number(document, "dense"),
        fields.number(document, "alignment"),
        fields.text(document, "title"),
    )


def _read_fallen(document: JSON) -> Fallback | None:
    how = FELL.get(fields.text(document, "how"))
    return None if how is None else Fallback(how, fields.text(document, "why"))


def _read_prompt(document: JSON) -> PromptUsed | None:
    if not document:
        return None
    return PromptUsed(fields.text(document, "name"), fields.text(document, "sha256"))


def _read_missing(document: JSON) -> MissingDetail | None:
    if not document:
        return None
    return MissingDetail(
        fields.text(document, "what"), read_paper(fields.part(document, "closest"))
    )


def _write_citation(citation: Citation) -> dict[str, Any]:
    return {
        "number": citation.number,
        "paper": write_paper(citation.paper),
        "evidence": [write_evidence(e) for e in citation.evidence],
    }


def _read_citation(document: JSON) -> Citation:
    return Citation(
        fields.whole(document, "number"),
        read_paper(fields.part(document, "paper")),
        tuple(map(read_evidence, fields.parts(document, "evidence"))),
    )


def _write_hit(hit: Hit) -> dict[str, Any]:
    return {
        "paper": write_paper(hit.paper),
        "score": hit.score,
        "lexical": hit.lexical,
        "dense": hit.dense,
        "snippet": hit.snippet,
        "alignment": hit.alignment,
    }


def _read_hit(document: JSON) -> Hit:
    return Hit(
        read_paper(fields.part(document, "paper")),
        fields.number(document, "score"),
        fields.number(document, "lexical"),
        fields.number(document, "dense"),
        fields.text(document, "snippet"),
        fields.number(document, "alignment"),
    )
