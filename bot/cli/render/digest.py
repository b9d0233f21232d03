"""Lay out subscriptions, and issues of digests as they would be posted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from rich.console import Console

from bot.cli.render.answer import marked, paragraph
from bot.cli.render.page import byline, link, numbered, plain, show, titled
from bot.digest.issue import Chart, Issue, Pick, Reason, ReasonKind
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


def listed(console: Console, found: Sequence[Subscription]) -> None:
    """Print subscriptions, each with when and where it is posted, and of what."""
    if not found:
        show(console, plain("No server has a digest yet. In Discord: /digest subscribe", "yellow"))
        return
    for number, each in enumerate(found, 1):
        if number > 1:
            console.print()
        topics = "; ".join(each.interests.topics)
        lines = [
            plain(f"{each.subscription_id}: {_when(each)}", "bold"),
            plain(f"channel {each.channel_id} of server {each.guild_id}"),
            plain(f"topics: {topics}" if topics else ""),
            plain(f"next: {each.next_due:%Y-%m-%d %H:%M} UTC")
            if not each.paused
            else plain(f"rests: {each.paused}", "yellow"),
        ]
        numbered(console, f"{number}.", [line for line in lines if line.plain])


def run(console: Console, now: datetime, due: Sequence[tuple[Subscription, Issue]]) -> None:
    """Print what each that is due would get."""
    how_many = f"{len(due)} digest{'' if len(due) == 1 else 's'}"
    show(console, plain(f"Due by {now:%Y-%m-%d %H:%M} UTC: {how_many}.", "dim"))
    for subscription, made in due:
        console.print()
        issue(console, subscription, made)


def issue(console: Console, subscription: Subscription, made: Issue) -> None:
    """Print an issue: the headline, its papers with why they are in it, and those of the thread."""
    show(console, plain(f"{made.day:%A, %d %B %Y}, for {subscription.subscription_id}", "bold"))
    new = f"{made.considered:,} new paper{'' if made.considered == 1 else 's'} considered"
    show(console, plain(f"channel {subscription.channel_id}; {new}", "dim"))
    if not made.picks:
        posted = "a line that says so" if subscription.empty_day == "say" else "nothing"
        show(console, plain(f"Nothing for it: {posted} would be posted.", "yellow"))
        return
    if made.headline:
        console.print()
        paragraph(console, made.headline)
    if made.chart is not None:
        console.print()
        _chart(console, made.chart)
    for pick in made.picks:
        console.print()
        _pick(console, pick)
    if made.rest:
        console.print()
        show(console, plain("In the thread:"))
        for pick in made.rest:
            numbered(console, f"{pick.number}.", [titled(pick.paper), link(pick.paper)])
    if made.notice:
        console.print()
        show(console, plain(made.notice, "yellow"))


def _chart(console: Console, chart: Chart) -> None:
    """Print how many papers each day brought of each topic; days that brought none are left out."""
    for topic in chart.topics:
        brought = zip(chart.days, topic.counts, strict=True)
        days = ", ".join(f"{day:%a} {count}" for day, count in brought if count)
        show(console, plain(f"{topic.topic}: {sum(topic.counts)} ({days or 'none'})"))


def _pick(console: Console, pick: Pick) -> None:
    lines = [titled(pick.paper), byline(pick.paper)]
    if pick.sentence is not None:
        lines.append(marked(pick.sentence))
    if pick.reasons:
        lines.append(plain(f"Why: {'; '.join(map(_reason, pick.reasons))}", "dim"))
    numbered(console, f"{pick.number}.", [*lines, link(pick.paper)])


def _reason(reason: Reason) -> str:
    return _REASONS[reason.kind].format(reason.text)


def _when(subscription: Subscription) -> str:
    schedule = subscription.schedule
    days = {
        "daily": "every day",
        "weekdays": "Mondays to Fridays",
        "weekly": _DAYS[schedule.weekday],
    }[schedule.cadence]
    return f"{days} at {schedule.at:%H:%M}, {schedule.zone}"
