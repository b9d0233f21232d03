"""Write JSON to standard output, and convert what several results share; see docs/json.md."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.answering.answer import Timings
    from bot.answering.language_model import Usage
    from bot.grounding.sentence import Sentence
    from retrieval.paper import Evidence


JSON = Mapping[str, Any]


def print_json(document: JSON | Sequence[JSON]) -> None:
    """Write one JSON document to standard output, in ASCII: harmless in any terminal."""
    sys.stdout.write(json.dumps(document, indent=2) + "\n")


def print_json_line(document: JSON) -> None:
    """Write one line of JSON to standard output, and flush it."""
    sys.stdout.write(json.dumps(document) + "\n")
    sys.stdout.flush()


def sentence_to_json(s: Sentence, *, strike: bool = False) -> JSON:
    """Return a sentence; an unsupported one has no citations, and is shown only if struck."""
    return {
        "text": s.text,
        "citations": list(s.citations) if s.supported else [],
        **attribution_to_json(s),
        "supported": s.supported,
        "verdict": s.verdict,
        "score": round(s.score, 4),
        "reason": s.reason,
        "spans": cited_spans_to_json(s.evidence),
        "shown": s.supported or strike,
        "prose": s.is_prose,
    }


def attribution_to_json(s: Sentence) -> JSON:
    """Return who a sentence's citations are from, and the numbers that they replace."""
    return {"attribution": s.attribution, "corrected_from": list(s.written_citations or ())}


def evidence_text(found: Sequence[Evidence]) -> str:
    """Return the quoted spans as one text, joined by ellipses."""
    return " … ".join(span.text for span in found)


def spans_to_json(found: Sequence[Evidence]) -> list[JSON]:
    """Return the quoted spans, each with its position in the abstract."""
    return [_span_to_json(s) for s in found]


def cited_spans_to_json(found: Sequence[Evidence]) -> list[JSON]:
    """Return the same with the paper that each span is of."""
    return [{"paper_id": s.paper_id, **_span_to_json(s)} for s in found]


def _span_to_json(span: Evidence) -> JSON:
    return {"text": span.text, "start": span.start, "end": span.end}


def timings_to_json(took: Timings) -> JSON:
    """Return the milliseconds that each stage took."""
    return {
        "search": round(took.search, 1),
        "model": round(took.model, 1),
        "total": round(took.total, 1),
    }


def usage_to_json(used: Usage) -> JSON:
    """Return the tokens that a model used."""
    return {
        "prompt_tokens": used.prompt_tokens,
        "completion_tokens": used.completion_tokens,
        "total_tokens": used.total_tokens,
    }


def round_or_none(value: float | None) -> float | None:
    """Return a figure rounded to four places."""
    return None if value is None else round(value, 4)
