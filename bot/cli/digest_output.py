"""Print subscriptions and issues of digests, or convert them to JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from rich.console import Console

from bot.cli.answer_output import format_sentence, print_paragraph
from bot.cli.json_output import (
    evidence_text,
    sentence_to_json,
    spans_to_json,
    usage_to_json,
)
from bot.cli.paper_output import paper_to_json
from bot.cli.terminal import (
    format_byline,
    format_link,
    format_title,
    print_labeled,
    print_text,
    safe_text,
)
from bot.digest.issue import Chart, Issue, Pick, Reason, ReasonKind
from bot.digest.subscriptions import Subscription

if TYPE_CHECKING:
    from bot.cli.json_output import JSON


_DAYS: Final = "Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays Sundays".split()
_REASONS: Final[dict[ReasonKind, str]] = {
    "topic": "on “{}”",
    "author": "by {}",
    "upvotes": "{} upvotes",
    "liked": "similar to “{}”, which was liked",
    "include": "mentions “{}”",
    "category": "in {}",
    "new": "new",
}


def print_subscriptions(console: Console, found: Sequence[Subscription]) -> None:
    """Print each subscription with its schedule, channel and topics."""
    if not found:
        print_text(
            console, "No server has a digest. Subscribe in Discord with /digest subscribe", "yellow"
        )
        return
    for number, each in enumerate(found, 1):
        if number > 1:
            console.print()
        topics = "; ".join(each.interests.topics)
        where = "channel" if each.recipient_id is None else "direct messages"
        lines = [
            safe_text(f"{each.subscription_id}: {_format_schedule(each)}", "bold"),
            safe_text(f"{where} {each.channel_id} of server {each.guild_id}"),
            safe_text(f"topics: {topics}" if topics else ""),
            safe_text(f"next: {each.next_due:%Y-%m-%d %H:%M} UTC")
            if not each.paused
            else safe_text(f"paused: {each.paused}", "yellow"),
        ]
        print_labeled(console, f"{number}.", [line for line in lines if line.plain])


def print_due(console: Console, now: datetime, due: Sequence[tuple[Subscription, Issue]]) -> None:
    """Print what each due subscription would get."""
    how_many = f"{len(due)} digest{'' if len(due) == 1 else 's'}"
    print_text(console, f"Due by {now:%Y-%m-%d %H:%M} UTC: {how_many}.", "dim")
    for subscription, issue in due:
        console.print()
        print_issue(console, subscription, issue)


def print_issue(console: Console, subscription: Subscription, issue: Issue) -> None:
    """Print an issue: headline, papers with reasons, and the papers of its thread."""
    print_text(console, f"{issue.day:%A}, {issue.day}, for {subscription.subscription_id}", "bold")
    new = f"{issue.considered:,} new paper{'' if issue.considered == 1 else 's'} considered"
    print_text(console, f"channel {subscription.channel_id}; {new}", "dim")
    if issue.picks and issue.silent_topics:
        print_text(console, f"No new paper on: {', '.join(issue.silent_topics)}", "dim")
    if not issue.picks:
        posted = "a line that says so" if subscription.empty_day == "say" else "nothing"
        print_text(console, f"No papers: {posted} would be posted.", "yellow")
        return
    if issue.headline:
        console.print()
        print_paragraph(console, issue.headline)
    if issue.chart is not None:
        console.print()
        _print_chart(console, issue.chart)
    for pick in issue.picks:
        console.print()
        _print_pick(console, pick)
    if issue.rest:
        console.print()
        print_text(console, "In the thread:")
        for pick in issue.rest:
            print_labeled(
                console, f"{pick.number}.", [format_title(pick.paper), format_link(pick.paper)]
            )
    if issue.notice:
        console.print()
        print_text(console, issue.notice, "yellow")


def _print_chart(console: Console, chart: Chart) -> None:
    """Print the number of papers per topic and day, without days that have none."""
    for topic in chart.topics:
        daily = zip(chart.days, topic.counts, strict=True)
        days = ", ".join(f"{day:%a} {count}" for day, count in daily if count)
        print_text(console, f"{topic.topic}: {sum(topic.counts)} ({days or 'none'})")


def _print_pick(console: Console, pick: Pick) -> None:
    lines = [format_title(pick.paper), format_byline(pick.paper)]
    if pick.sentence is not None:
        lines.append(format_sentence(pick.sentence))
    if pick.reasons:
        lines.append(safe_text(f"Why: {'; '.join(map(_format_reason, pick.reasons))}", "dim"))
    print_labeled(console, f"{pick.number}.", [*lines, format_link(pick.paper)])


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


def subscription_to_json(subscription: Subscription) -> JSON:
    """Return a subscription to a digest; `next_due` is in UTC."""
    schedule, interests = subscription.schedule, subscription.interests
    return {
        "subscription_id": subscription.subscription_id,
        "server": str(subscription.guild_id),
        "channel": str(subscription.channel_id),
        "personal": subscription.recipient_id is not None,
        "cadence": schedule.cadence,
        "at": schedule.at.isoformat("minutes"),
        "zone": schedule.zone,
        "weekday": schedule.weekday if schedule.cadence == "weekly" else None,
        "next_due": subscription.next_due.isoformat(),
        "paused": subscription.paused,
        "topics": list(interests.topics),
        "categories": list(interests.categories),
        "include": list(interests.include),
        "exclude": list(interests.exclude),
        "authors": list(interests.authors),
        "sources": list(interests.sources),
        "papers": subscription.papers,
        "empty_day": subscription.empty_day,
        "language": subscription.language,
        "notify_role": None if subscription.notify_role is None else str(subscription.notify_role),
    }


def issue_to_json(issue: Issue) -> JSON:
    """Return an issue of a digest: `picks` are in its message, `rest` in its thread."""
    return {
        "subscription_id": issue.subscription_id,
        "day": issue.day.isoformat(),
        "weekly": issue.weekly,
        "considered": issue.considered,
        "silent_topics": list(issue.silent_topics),
        "headline": [sentence_to_json(s) for s in issue.headline],
        "picks": [_pick_to_json(pick) for pick in issue.picks],
        "rest": [_pick_to_json(pick) for pick in issue.rest],
        "chart": None if issue.chart is None else _chart_to_json(issue.chart),
        "mode": issue.mode,
        "model": issue.model,
        "notice": issue.notice,
        "usage": usage_to_json(issue.usage),
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
