"""Write results as JSON, under keys that the README documents and that stay."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.answerability.missing_detail import MissingDetail
    from bot.answering.answer import Answer, Cell, Comparison, SearchPage, Summary, Timings
    from bot.answering.language_model import Usage
    from bot.cli.claims import BadLine, Claim
    from bot.grounding.sentence import Sentence
    from bot.grounding.verdict import Verdict
    from retrieval.evaluation import EvaluationReport
    from retrieval.library.ingest import IngestReport
    from retrieval.paper import Evidence, Paper
    from retrieval.provenance import Origin
    from retrieval.search.results import Hit

JSON = Mapping[str, Any]


def emit(document: JSON | Sequence[JSON]) -> None:
    """Write one JSON document to standard output, in ASCII: inert in any terminal."""
    sys.stdout.write(json.dumps(document, indent=2) + "\n")


def emit_line(document: JSON) -> None:
    """Write one line of JSON to standard output at once, in ASCII."""
    sys.stdout.write(json.dumps(document) + "\n")
    sys.stdout.flush()


def answer(found: Answer) -> JSON:
    """Return an answer or a refusal."""
    return {
        "question": found.question,
        "answered": found.answered,
        "mode": found.mode,
        "model": found.model,
        "answer": found.text,
        "sentences": [sentence(s, strike=found.strike) for s in found.sentences],
        "withheld": sum(each.fate == "withheld" for each in found.discarded),
        "citations": [
            {
                "number": c.number,
                "paper_id": c.paper.paper_id,
                "title": c.paper.title,
                "url": c.paper.link,
                "evidence": evidence(c.evidence),
                "spans": spans(c.evidence),
            }
            for c in found.citations
        ],
        "nearest": [_hit(hit) for hit in found.nearest],
        "refusal": found.refused,
        "missing": None if found.missing is None else _missing(found.missing),
        "notice": found.notice,
        "took_ms": _took(found.took),
        "usage": usage(found.usage),
    }


def verdict(claim: Claim, found: Verdict) -> JSON:
    """Return the verdict on one line; `id` is there where the line has one."""
    return {
        **_given_id(claim),
        "verdict": found.label,
        "score": round(found.score, 4),
        "span": found.span.text if found.span else None,
        "reason": found.reason,
    }


def bad_line(bad: BadLine) -> JSON:
    """Return what stands in the place of a verdict where a line cannot be read."""
    told = {"kind": "line", "line": bad.line, "message": f"Line {bad.line}: {bad.message}"}
    return {**_given_id(bad), "verdict": None, "error": told}


def _given_id(line: Claim | BadLine) -> JSON:
    return {} if line.given_id is None else {"id": line.given_id}


def search(page: SearchPage) -> JSON:
    """Return a page of hits, best first."""
    return {
        "query": page.query,
        "results": [_hit(hit) for hit in page.hits],
        "took_ms": {stage: round(ms, 1) for stage, ms in page.took_ms.items()},
    }


def summary(made: Summary) -> JSON:
    """Return a summary with the evidence of its sentences."""
    return {
        "paper_id": made.paper.paper_id,
        "title": made.paper.title,
        "url": made.paper.link,
        "style": made.style,
        "mode": made.mode,
        "model": made.model,
        "sentences": [sentence(s, strike=made.strike) for s in made.sentences],
        "withheld": sum(each.fate == "withheld" for each in made.discarded),
        "evidence": evidence(made.citation.evidence),
        "spans": spans(made.citation.evidence),
        "notice": made.notice,
        "took_ms": _took(made.took),
        "usage": usage(made.usage),
    }


def comparison(made: Comparison) -> JSON:
    """Return a comparison by aspect, a cell a paper in the order of `papers`."""
    return {
        "papers": [paper(p) for p in made.papers],
        "aspects": [{"name": a.name, "cells": [_cell(c) for c in a.cells]} for a in made.aspects],
        "mode": made.mode,
        "model": made.model,
        "notice": made.notice,
        "took_ms": _took(made.took),
        "usage": usage(made.usage),
    }


def paper(shown: Paper) -> JSON:
    """Return what a list says of a paper."""
    return {
        "paper_id": shown.paper_id,
        "title": shown.title,
        "year": shown.year,
        "authors": list(shown.authors),
        "categories": list(shown.categories),
        "source": shown.source,
        "url": shown.link,
        "doi": shown.doi,
    }


def whole_paper(shown: Paper, origin: Origin) -> JSON:
    """Return everything of a paper that people read, and how it came in."""
    return {
        **paper(shown),
        "abstract": shown.abstract,
        "published": shown.published.isoformat() if shown.published else None,
        "updated": shown.updated.isoformat() if shown.updated else None,
        "provenance": origin.provenance.value,
        "uploaded": list(origin.uploaded),
    }


def report(done: IngestReport) -> JSON:
    """Return what an ingest did; a rejected record has its line and the reason.

    A record of which something was cut has its line, its title and the names of the fields.
    Of what was turned away, `held` is who gave what stays.
    """
    return {
        "added": done.added,
        "updated": done.updated,
        "unchanged": done.unchanged,
        "withdrawn": done.withdrawn,
        "rejected": [{"line": r.line, "reason": r.reason} for r in done.rejected],
        "cut": [{"line": r.line, "title": r.paper.title, "fields": list(r.cut)} for r in done.cut],
        "turned_away": [
            {
                "line": told.line,
                "paper_id": told.paper_id,
                "fields": list(told.fields),
                "held": told.held.value if told.held else None,
            }
            for told in done.turned_away
        ],
        "interrupted": done.interrupted,
    }


def evaluation(done: EvaluationReport) -> JSON:
    """Return the measures, from 0 to 1, rounded to four places."""
    return {
        "mode": done.mode,
        "queries": done.queries,
        "documents": done.documents,
        "ndcg_at_10": round(done.ndcg_at_10, 4),
        "recall_at_10": round(done.recall_at_10, 4),
        "recall_at_100": round(done.recall_at_100, 4),
        "mrr_at_10": round(done.mrr_at_10, 4),
        "seconds": round(done.seconds, 1),
    }


def sentence(s: Sentence, *, strike: bool = False) -> JSON:
    """Return a sentence; an unsupported one cites nothing, and is shown only where it is struck."""
    return {
        "text": s.text,
        "citations": list(s.citations) if s.supported else [],
        "supported": s.supported,
        "verdict": s.verdict,
        "score": round(s.score, 4),
        "reason": s.reason,
        "spans": [{"paper_id": span.paper_id, **_span(span)} for span in s.evidence],
        "shown": s.supported or strike,
    }


def _missing(missing: MissingDetail) -> JSON:
    closest = missing.closest
    return {
        "what": missing.what,
        "closest": {
            "paper_id": closest.paper_id,
            "title": closest.title,
            "url": closest.link,
        },
    }


def _hit(hit: Hit) -> JSON:
    return {
        "paper_id": hit.paper.paper_id,
        "title": hit.paper.title,
        "year": hit.paper.year,
        "authors": list(hit.paper.authors),
        "categories": list(hit.paper.categories),
        "url": hit.paper.link,
        "score": round(hit.score, 4),
        "lexical": round(hit.lexical, 4),
        "dense": round(hit.dense, 4),
        "snippet": hit.snippet,
    }


def _cell(c: Cell) -> JSON:
    return {
        "paper_id": c.paper_id,
        "text": c.text,
        "evidence": evidence(c.evidence),
        "spans": spans(c.evidence),
        "stated": c.stated,
    }


def evidence(found: Sequence[Evidence]) -> str:
    """Return the quoted spans as one text, with an ellipsis where the abstract goes on between."""
    return " … ".join(span.text for span in found)


def spans(found: Sequence[Evidence]) -> list[JSON]:
    """Return the quoted spans, each with its place in the abstract."""
    return [_span(s) for s in found]


def _span(span: Evidence) -> JSON:
    return {"text": span.text, "start": span.start, "end": span.end}


def _took(took: Timings) -> JSON:
    return {
        "search": round(took.search, 1),
        "model": round(took.model, 1),
        "total": round(took.total, 1),
    }


def usage(used: Usage) -> JSON:
    """Return the tokens that a model used."""
    return {
        "prompt_tokens": used.prompt_tokens,
        "completion_tokens": used.completion_tokens,
        "total_tokens": used.total_tokens,
    }
