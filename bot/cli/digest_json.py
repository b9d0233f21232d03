"""Write digests as JSON, under keys that the README documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cli.json_output import evidence, paper, sentence, spans, usage

if TYPE_CHECKING:
    from bot.cli.json_output import JSON
    from bot.digest.issue import Chart, Issue, Pick
    from bot.digest.subscriptions import Subscription


def subscription(kept: Subscription) -> JSON:
    """Return a subscription to a digest; `next_due` is in UTC."""
    schedule, interests = kept.schedule, kept.interests
    return {
        "subscription_id": kept.subscription_id,
        "server": str(kept.guild_id),
        "channel": str(kept.channel_id),
        "cadence": schedule.cadence,
        "at": schedule.at.isoformat("minutes"),
        "zone": schedule.zone,
        "weekday": schedule.weekday if schedule.cadence == "weekly" else None,
        "next_due": kept.next_due.isoformat(),
        "paused": kept.paused,
        "topics": list(interests.topics),
        "categories": list(interests.categories),
        "include": list(interests.include),
        "exclude": list(interests.exclude),
        "authors": list(interests.authors),
        "sources": list(interests.sources),
        "papers": kept.papers,
        "empty_day": kept.empty_day,
        "language": kept.language,
        "notify_role": None if kept.notify_role is None else str(kept.notify_role),
    }


def issue(made: Issue) -> JSON:
    """Return an issue of a digest: `picks` are in its message, `rest` in its thread."""
    return {
        "subscription_id": made.subscription_id,
        "day": made.day.isoformat(),
        "weekly": made.weekly,
        "considered": made.considered,
        "headline": [sentence(s) for s in made.headline],
        "picks": [_pick(pick) for pick in made.picks],
        "rest": [_pick(pick) for pick in made.rest],
        "chart": None if made.chart is None else _chart(made.chart),
        "mode": made.mode,
        "model": made.model,
        "notice": made.notice,
        "usage": usage(made.usage),
    }


def _chart(chart: Chart) -> JSON:
    return {
        "days": [day.isoformat() for day in chart.days],
        "topics": [{"topic": each.topic, "counts": list(each.counts)} for each in chart.topics],
    }


def _pick(pick: Pick) -> JSON:
    return {
        "number": pick.number,
        **paper(pick.paper),
        "score": round(pick.score, 4),
        "sentence": None if pick.sentence is None else sentence(pick.sentence),
        "evidence": evidence(pick.evidence),
        "spans": spans(pick.evidence),
        "reasons": [
            {"kind": r.kind, "text": r.text, "weight": round(r.weight, 4)} for r in pick.reasons
        ],
    }
