"""Describe the keys that each result has in JSON; docs/json.md explains them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from operator import attrgetter
from typing import Any, Final

from bot.answering.answer import (
    Answer,
    Aspect,
    Cell,
    Citation,
    Comparison,
    DiscardedSentence,
    MissingDetail,
    RetrievedPaper,
    SearchPage,
    Summary,
    Timings,
)
from bot.answering.language_model import PromptUsed, Usage
from bot.answering.lead import Heading, Lead
from bot.answering.locations import name_read
from bot.grounding.sentence import Sentence
from bot.records.issues import Chart, Issue, Pick, Reason, TopicDays
from bot.records.receipts import Receipt
from bot.records.subscriptions import Subscription
from retrieval.library.ingest import IngestReport
from retrieval.paper import Evidence, Paper
from retrieval.provenance import RefusedFields
from retrieval.search.calibration.calibrate import CalibrationReport, ErrorPoint, Share
from retrieval.search.query import Filters
from retrieval.search.results import Hit
from retrieval.sources.records import Record, Rejected

JSON = Mapping[str, Any]
Convert = Callable[[Any], Any]


def to_json(value: Any) -> Any:
    """Return a result as JSON, with figures rounded to four places."""
    match value:
        case float():
            return round(value, 4)
        case date() | time():
            return value.isoformat()
        case Mapping():
            return {key: to_json(item) for key, item in value.items()}
        case list() | tuple():
            return [to_json(item) for item in value]
        case _:
            convert = _KEYS.get(type(value))
            return convert(value) if convert else value


def _keys(named: str, **computed: Convert) -> Convert:
    """Return what converts a value to an object with these keys.

    `named` lists attributes, and after `key=` one whose key has another name. `computed` gives the
    JSON of further keys.
    """
    pairs = [name.partition("=") for name in named.split()]
    read = {key: attrgetter(attribute or key) for key, _, attribute in pairs}

    def convert(value: Any) -> JSON:
        return {
            **{key: to_json(get(value)) for key, get in read.items()},
            **{key: compute(value) for key, compute in computed.items()},
        }

    return convert


def _sentence_to_json(sentence: Sentence, *, strike: bool = False) -> JSON:
    """Return a sentence; an unsupported one has no citations, and is shown only if struck."""
    return {
        **_SENTENCE(sentence),
        "citations": list(sentence.citations) if sentence.supported else [],
        "shown": sentence.supported or strike,
    }


def _sentences(written: Answer | Summary) -> list[JSON]:
    return [_sentence_to_json(each, strike=written.strike) for each in written.sentences]


def _count_withheld(written: Answer | Summary) -> int:
    return sum(each.fate == "withheld" for each in written.discarded)


def _abstract_by(paper: Paper) -> str:
    """Return whose words the abstract is in: "footnote", or those that the "source" gives."""
    return "footnote" if paper.described_by_footnote else "source"


def _get_text_url(paper: Paper) -> str:
    return paper.whole.url if paper.whole else ""


def _quote(evidence: Sequence[Evidence]) -> str:
    return " … ".join(span.text for span in evidence)


def _corrected_from(sentence: Sentence) -> list[int]:
    return list(sentence.written_citations or ())


def _id(discord_id: int | None) -> str | None:
    return None if discord_id is None else str(discord_id)


def _count_in_abstract(attribute: str) -> Convert:
    """Return what gives an offset of a span in the abstract, None for one of a passage."""
    return lambda span: getattr(span, attribute) if span.passage is None else None


_SPAN: Final = _keys(
    "text section page page_index passage",
    start=_count_in_abstract("start"),
    end=_count_in_abstract("end"),
)


def _cited_spans(sentence: Sentence) -> list[JSON]:
    return [{"paper_id": span.paper_id, **_SPAN(span)} for span in sentence.evidence]


_SENTENCE: Final = _keys(
    "text attribution supported verdict score reason prose=is_prose",
    corrected_from=_corrected_from,
    spans=_cited_spans,
)
_CHECKED_SENTENCE: Final = _keys(
    "text citations attribution verdict score reason doubtful=borderline",
    corrected_from=_corrected_from,
    spans=_cited_spans,
)
_PAPER: Final = _keys(
    "paper_id title year authors categories source url=link doi uploaded=is_upload",
    abstract_by=_abstract_by,
)
_REQUEST: Final = _keys(
    "language=options.language cutoff=options.cutoff model=options.model "
    "unsupported=options.unsupported"
)
_KEYS: Final[Mapping[type, Convert]] = {
    Paper: _PAPER,
    Evidence: _SPAN,
    Sentence: _sentence_to_json,
    Hit: _keys(
        "paper_id=paper.paper_id title=paper.title year=paper.year authors=paper.authors "
        "categories=paper.categories url=paper.link uploaded=paper.is_upload "
        "score lexical dense snippet"
    ),
    SearchPage: _keys("query results=hits", took_ms=lambda page: _tenths(page.took_ms)),
    Timings: lambda took: _tenths({name: getattr(took, name) for name in Timings.__slots__}),
    Usage: _keys("prompt_tokens completion_tokens total_tokens"),
    Lead: _keys("key text"),
    Heading: _keys("before text"),
    Citation: _keys(
        "number paper_id=paper.paper_id title=paper.title url=paper.link uploaded=paper.is_upload "
        "spans=evidence",
        abstract_by=lambda citation: _abstract_by(citation.paper),
        evidence=lambda citation: _quote(citation.evidence),
        read=lambda citation: name_read([citation.paper]),
        text_url=lambda citation: _get_text_url(citation.paper),
    ),
    MissingDetail: _keys(
        "what stated span",
        closest=lambda missing: _keys("paper_id title url=link uploaded=is_upload")(
            missing.closest
        ),
    ),
    Answer: _keys(
        "question answered mode model answer=text kind lead headings citations nearest "
        "refusal=refusal_reason missing notice took_ms=took usage",
        sentences=_sentences,
        withheld=_count_withheld,
    ),
    Summary: _keys(
        "paper_id=paper.paper_id title=paper.title url=paper.link uploaded=paper.is_upload "
        "style section is_section_cut mode model headings spans=citation.evidence notice "
        "took_ms=took usage",
        abstract_by=lambda summary: _abstract_by(summary.paper),
        read=lambda summary: name_read([summary.paper]),
        text_url=lambda summary: _get_text_url(summary.paper),
        sentences=_sentences,
        withheld=_count_withheld,
        evidence=lambda summary: _quote(summary.citation.evidence),
    ),
    Comparison: _keys("papers aspects mode model notice took_ms=took usage"),
    Aspect: _keys("name cells"),
    Cell: _keys("paper_id text stated spans=evidence", evidence=lambda cell: _quote(cell.evidence)),
    Subscription: _keys(
        "subscription_id cadence=schedule.cadence zone=schedule.zone next_due paused "
        "topics=interests.topics categories=interests.categories include=interests.include "
        "exclude=interests.exclude authors=interests.authors sources=interests.sources "
        "papers empty_day language",
        server=lambda found: _id(found.guild_id),
        channel=lambda found: _id(found.channel_id),
        personal=lambda found: found.recipient_id is not None,
        at=lambda found: found.schedule.at.isoformat("minutes"),
        weekday=lambda found: (
            found.schedule.weekday if found.schedule.cadence == "weekly" else None
        ),
        notify_role=lambda found: _id(found.notify_role),
    ),
    Issue: _keys(
        "subscription_id day weekly considered silent_topics headline picks rest chart mode model "
        "notice usage"
    ),
    Pick: lambda pick: {
        **_PAPER(pick.paper),
        **_keys("number score sentence spans=evidence reasons")(pick),
        "evidence": _quote(pick.evidence),
    },
    Reason: _keys("kind text weight"),
    Chart: _keys("days topics"),
    TopicDays: _keys("topic counts"),
    Receipt: _keys(
        "receipt=receipt_id made_at question searched=answer.searched follows=request.parent_id "
        "filters=request.filters answered=answer.answered refusal=answer.refusal_reason "
        "confidence=answer.confidence cutoff=answer.cutoff retrieved=answer.retrieved "
        "mode=answer.mode model=answer.model prompt=answer.prompt discarded=answer.discarded "
        "fates=answer.fate_counts notice=answer.notice usage=answer.usage took_ms=answer.took "
        "version=build.version",
        server=lambda receipt: _id(receipt.scope.guild_id),
        channel=lambda receipt: _id(receipt.scope.channel_id),
        manner=lambda receipt: _REQUEST(receipt.request),
        missing=lambda receipt: (
            receipt.answer.missing
            and _keys("what closest=closest.paper_id")(receipt.answer.missing)
        ),
        sentences=lambda receipt: [_CHECKED_SENTENCE(each) for each in receipt.answer.sentences],
        cost_usd=attrgetter("cost"),
        library=lambda receipt: _keys("papers embedder")(receipt.build),
    ),
    Filters: _keys("year_from year_to categories authors sources paper"),
    RetrievedPaper: _keys("paper_id title uploaded whole number score lexical dense alignment"),
    PromptUsed: _keys("name sha256"),
    DiscardedSentence: lambda discarded: {
        **_keys("text citations attribution reason", corrected_from=_corrected_from)(
            discarded.sentence
        ),
        "fate": discarded.fate,
        "screen": discarded.filter_reason,
        "verdict": discarded.sentence.verdict if discarded.has_verdict else None,
        "score": to_json(discarded.sentence.score) if discarded.has_verdict else None,
    },
    IngestReport: _keys(
        "added updated unchanged rejected cut turned_away=refused_fields interrupted"
    ),
    Rejected: _keys("line reason"),
    Record: _keys("line title=paper.title fields=cut"),
    RefusedFields: _keys("line paper_id fields held"),
    CalibrationReport: _keys(
        "cutoff=fit.cutoff slope=fit.slope shift=fit.shift answerable unanswerable papers "
        "answerable_refused=errors.refused unanswerable_answered=errors.answered "
        "before=default_errors fields_left_out=skipped_fields"
    ),
    ErrorPoint: _keys("cutoff answerable_refused=refused unanswerable_answered=answered"),
    Share: _keys("share=value low high of=total"),
}


def _tenths(took_ms: Mapping[str, float]) -> JSON:
    return {stage: round(ms, 1) for stage, ms in took_ms.items()}
