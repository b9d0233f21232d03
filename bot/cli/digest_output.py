"""Print subscriptions and issues of digests, or write them as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from rich.console import Console

from bot.cli.answer_output import mark_sentence, print_paragraph
from bot.cli.json_output import (
    evidence_text,
    sentence_to_json,
    spans_to_json,
    usage_to_json,
)
from bot.cli.paper_output import paper_to_json
from bot.cli.terminal import (
    byline,
    link,
    plain,
    print_labeled,
    print_text,
    title_and_year,
)
from bot.digest.issue import Chart, Issue, Pick, Reason, ReasonKind
from bot.digest.subscriptions import Subscription

if TYPE_CHECKING:
    from bot.cli.json_output import JSON
    from bot.digest.issue import Chart, Issue, Pick
    from bot.digest.subscriptions import Subscription


_DAYS: Final = "Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays Sundays".split()
_REASONS: Final[dict[ReasonKind, str]] = {
    "topic": "on “{}”",
    "author": "by {}",
    "upvotes": "{} upvotes",
    "liked": "like “{}”, which was liked",
    "include": "has “{}”",
    "category": "in {}",
    "new": "new",
}


def print_subscriptions(console: Console, found: Sequence[Subscription]) -> None:
    """Print subscriptions, each with when and where it is posted, and of what."""
    if not found:
        print_text(
            console, plain("No server has a digest yet. In Discord: /digest subscribe", "yellow")
        )
        return
    for number, each in enumerate(found, 1):
        if number > 1:
            console.print()
        topics = "; ".join(each.interests.topics)
        lines = [
            plain(f"{each.subscription_id}: {_format_schedule(each)}", "bold"),
            plain(f"channel {each.channel_id} of server {each.guild_id}"),
            plain(f"topics: {topics}" if topics else ""),
            plain(f"next: {each.next_due:%Y-%m-%d %H:%M} UTC")
            if not each.paused
            else plain(f"rests: {each.paused}", "yellow"),
        ]
        print_labeled(console, f"{number}.", [line for line in lines if line.plain])


def print_due(console: Console, now: datetime, due: Sequence[tuple[Subscription, Issue]]) -> None:
    """Print what each that is due would get."""
    how_many = f"{len(due)} digest{'' if len(due) == 1 else 's'}"
    print_text(console, plain(f"Due by {now:%Y-%m-%d %H:%M} UTC: {how_many}.", "dim"))
    for subscription, made in due:
        console.print()
        print_issue(console, subscription, made)


def print_issue(console: Console, subscription: Subscription, made: Issue) -> None:
    """Print an issue: the headline, its papers with why they are in it, and those of the thread."""
    print_text(
        console, plain(f"{made.day:%A, %d %B %Y}, for {subscription.subscription_id}", "bold")
    )
    new = f"{made.considered:,} new paper{'' if made.considered == 1 else 's'} considered"
    print_text(console, plain(f"channel {subscription.channel_id}; {new}", "dim"))
    if not made.picks:
        posted = "a line that says so" if subscription.empty_day == "say" else "nothing"
        print_text(console, plain(f"Nothing for it: {posted} would be posted.", "yellow"))
        return
    if made.headline:
        console.print()
        print_paragraph(console, made.headline)
    if made.chart is not None:
        console.print()
        _print_chart(console, made.chart)
    for pick in made.picks:
        console.print()
        _print_pick(console, pick)
    if made.rest:
        console.print()
        print_text(console, plain("In the thread:"))
        for pick in made.rest:
            print_labeled(
                console, f"{pick.number}.", [title_and_year(pick.paper), link(pick.paper)]
            )
    if made.notice:
        console.print()
        print_text(console, plain(made.notice, "yellow"))


def _print_chart(console: Console, chart: Chart) -> None:
    """Print how many papers each day brought of each topic; days that brought none are left out."""
    for topic in chart.topics:
        brought = zip(chart.days, topic.counts, strict=True)
        days = ", ".join(f"{day:%a} {count}" for day, count in brought if count)
        print_text(console, plain(f"{topic.topic}: {sum(topic.counts)} ({days or 'none'})"))


def _print_pick(console: Console, pick: Pick) -> None:
    lines = [title_and_year(pick.paper), byline(pick.paper)]
    if pick.sentence is not None:
        lines.append(mark_sentence(pick.sentence))
    if pick.reasons:
        lines.append(plain(f"Why: {'; '.join(map(_format_reason, pick.reasons))}", "dim"))
    print_labeled(console, f"{pick.number}.", [*lines, link(pick.paper)])


def _format_reason(reason: Reason) -> str:
    return _REASONS[reason.kind].format(reason.text)


def _format_schedule(subscription: Subscription) -> str:
    schedule = subscription.schedule
    days = {
        "daily": "every day",
        "weekdays": "Mondays to Fridays",
        "weekly": _DAYS[schedule.weekday],
    }[schedule.cadence]
    return f"{days} at {schedule.at:%H:%M}, {schedule.zone}"


def subscription_to_json(kept: Subscription) -> JSON:
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


def issue_to_json(made: Issue) -> JSON:
    """Return an issue of a digest: `picks` are in its message, `rest` in its thread."""
    return {
        "subscription_id": made.subscription_id,
        "day": made.day.isoformat(),
        "weekly": made.weekly,
        "considered": made.considered,
        "headline": [sentence_to_json(s) for s in made.headline],
        "picks": [_pick_to_json(pick) for pick in made.picks],
        "rest": [_pick_to_json(pick) for pick in made.rest],
        "chart": None if made.chart is None else _chart_to_json(made.chart),
        "mode": made.mode,
        "model": made.model,
        "notice": made.notice,
        "usage": usage_to_json(made.usage),
    }


def _chart_to_json(chart: Chart) -> JSON:
    return {
        "days": [day.isoformat() for day in chart.days],
        "topics": [{"topic": each.topic, "counts": list(each.counts)} for each in chart.topics],
    }


def _pick_to_json(pick: Pick) -> JSON:
    return {
        "number": pick.number,
        **paper_to_json(pick.paper),
        "score": round(pick.score, 4),
        "sentence": None if pick.sentence is None else sentence_to_json(pick.sentence),
        "evidence": evidence_text(pick.evidence),
        "spans": spans_to_json(pick.evidence),
        "reasons": [
            {"kind": r.kind, "text": r.text, "weight": round(r.weight, 4)} for r in pick.reasons
        ],
    }
