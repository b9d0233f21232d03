"""Print subscriptions and issues of digests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.console import Console
from rich.text import Text

from bot.cli.answer_output import format_sentence, print_notice, print_paragraph
from bot.cli.terminal import (
    format_byline,
    format_count,
    format_link,
    format_title,
    print_labeled,
    print_list,
    print_text,
    safe_text,
)
from bot.records.issues import Chart, Issue, Pick, ReasonKind
from bot.records.subscriptions import Subscription

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
    print_list(console, map(_format_subscription, found))


def _format_subscription(found: Subscription) -> list[Text]:
    topics = "; ".join(found.interests.topics)
    where = "channel" if found.recipient_id is None else "direct messages"
    return [
        safe_text(f"{found.subscription_id}: {_format_schedule(found)}", "bold"),
        safe_text(f"{where} {found.channel_id} of server {found.guild_id}"),
        safe_text(f"topics: {topics}" if topics else ""),
        safe_text(f"paused: {found.paused}", "yellow")
        if found.paused
        else safe_text(f"next: {found.next_due:%Y-%m-%d %H:%M} UTC"),
    ]


def print_issues(console: Console, issues: Sequence[tuple[Subscription, Issue]]) -> None:
    """Print the issue of each subscription."""
    for number, (subscription, issue) in enumerate(issues):
        if number:
            console.print()
        _print_issue(console, subscription, issue)


def _print_issue(console: Console, subscription: Subscription, issue: Issue) -> None:
    """Print an issue: headline, papers with reasons, and the papers of its thread."""
    print_text(console, f"{issue.day:%A}, {issue.day}, for {subscription.subscription_id}", "bold")
    new = format_count(issue.considered, "new paper")
    print_text(console, f"channel {subscription.channel_id}; {new} considered", "dim")
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
    print_notice(console, issue.notice)


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
        why = "; ".join(_REASONS[reason.kind].format(reason.text) for reason in pick.reasons)
        lines.append(safe_text(f"Why: {why}", "dim"))
    print_labeled(console, f"{pick.number}.", [*lines, format_link(pick.paper)])


def _format_schedule(subscription: Subscription) -> str:
    schedule = subscription.schedule
    named = {"daily": "every day", "weekdays": "Mondays to Fridays"}
    days = named.get(schedule.cadence, _DAYS[schedule.weekday])
    return f"{days} at {schedule.at:%H:%M}, {schedule.zone}"
