"""Write an issue of a digest as one JSON text, and read it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, get_args

from bot.answering.language_model import Usage
from bot.digest.issue import Chart, Issue, Pick, Reason, ReasonKind, TopicDays
from bot.storage import fields
from bot.storage.answer_json import FELL, read_sentence, write_sentence
from bot.storage.fields import JSON
from bot.storage.paper_json import read_evidence, read_paper, write_evidence, write_paper

_KINDS: Final[dict[str, ReasonKind]] = {kind: kind for kind in get_args(ReasonKind)}


def write_issue(issue: Issue) -> str:
    """Return the text of an issue."""
    document = {
        "day": issue.day.isoformat(),
        "made_at": issue.made_at.isoformat(),
        "up_to": issue.up_to,
        "considered": issue.considered,
        "headline": [write_sentence(s) for s in issue.headline],
        "picks": [_write_pick(pick) for pick in issue.picks],
        "rest": [_write_pick(pick) for pick in issue.rest],
        "chart": None if issue.chart is None else _write_chart(issue.chart),
        "weekly": issue.weekly,
        "mode": issue.mode,
        "model": issue.model,
        "notice": issue.notice,
        "fell": issue.fell,
        "usage": {
            "prompt_tokens": issue.usage.prompt_tokens,
            "completion_tokens": issue.usage.completion_tokens,
        },
    }
    return fields.kept(fields.finite(document))


def read_issue(issue_id: str, subscription_id: str, due: datetime, record: str) -> Issue:
    """Return the issue of a text, of `due` where it does not say when; raise `StorageError`."""
    document = fields.document(record, f"The issue {issue_id}")
    made_at = fields.moment(document, "made_at") or due
    usage = fields.part(document, "usage")
    return Issue(
        issue_id=issue_id,
        subscription_id=subscription_id,
        day=fields.day(document, "day") or made_at.date(),
        made_at=made_at,
        up_to=fields.whole(document, "up_to"),
        considered=fields.whole(document, "considered"),
        headline=tuple(map(read_sentence, fields.parts(document, "headline"))),
        picks=tuple(map(_read_pick, fields.parts(document, "picks"))),
        rest=tuple(map(_read_pick, fields.parts(document, "rest"))),
        chart=_read_chart(document),
        weekly=fields.flag(document, "weekly", default=False),
        mode="model" if document.get("mode") == "model" else "extractive",
        model=fields.text(document, "model"),
        notice=fields.text(document, "notice"),
        usage=Usage(fields.whole(usage, "prompt_tokens"), fields.whole(usage, "completion_tokens")),
        fell=FELL.get(fields.text(document, "fell")),
    )


def _write_pick(pick: Pick) -> dict[str, Any]:
    return {
        "number": pick.number,
        "paper": write_paper(pick.paper),
        "score": pick.score,
        "reasons": [
            {"kind": reason.kind, "text": reason.text, "weight": reason.weight}
            for reason in pick.reasons
        ],
        "sentence": None if pick.sentence is None else write_sentence(pick.sentence),
        "evidence": [write_evidence(e) for e in pick.evidence],
    }


def _read_pick(document: JSON) -> Pick:
    sentence = fields.part(document, "sentence")
    return Pick(
        fields.whole(document, "number"),
        read_paper(fields.part(document, "paper")),
        fields.number(document, "score"),
        tuple(
            Reason(kind, fields.text(reason, "text"), fields.number(reason, "weight"))
            for reason in fields.parts(document, "reasons")
            if (kind := _KINDS.get(fields.text(reason, "kind")))
        ),
        read_sentence(sentence) if sentence else None,
        tuple(map(read_evidence, fields.parts(document, "evidence"))),
    )


def _write_chart(chart: Chart) -> dict[str, Any]:
    return {
        "days": [day.isoformat() for day in chart.days],
        "topics": [{"topic": row.topic, "counts": list(row.counts)} for row in chart.topics],
    }


def _read_chart(document: JSON) -> Chart | None:
    chart = fields.part(document, "chart")
    if not chart:
        return None
    return Chart(
        fields.days(chart, "days"),
        tuple(
            TopicDays(fields.text(row, "topic"), fields.wholes(row, "counts"))
            for row in fields.parts(chart, "topics")
        ),
    )
