"""Make several things fit in a message together, by shortening the long ones evenly."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.discord_bot.limits import shares, units
from bot.discord_bot.rendering.escape import escape_markdown

Fitting = Callable[[int], str]
"""Something that can be told how many units it may take, and then takes no more."""

SAFE_TOTAL = 3_900
"""Units of text that a message is planned with, a little below what Discord takes."""

_LEAST_BODY = 40  # a text shorter than this says nothing, and is left out


def fitted(things: Sequence[Fitting], total: int) -> list[str]:
    """Return the things such that all together take at most `total` units."""
    whole = [thing(total) for thing in things]
    wanted = [units(text) for text in whole]
    if sum(wanted) <= total:
        return whole
    return [thing(room) for thing, room in zip(things, shares(wanted, total), strict=True)]


def entry(head: Fitting, about: str = "", body: str = "", before: str = "") -> Fitting:
    """Return an entry of a list: head, a line about it, and a text that gives way first.

    `head` and `about` are Markdown of ours, `body` is from outside; `before` stands at the head
    of its line.
    """

    def render(room: int) -> str:
        about_line = f"\n{about}" if about and units(about) < room // 2 else ""
        lines = head(room - units(about_line)) + about_line
        left = room - units(lines) - units(before) - 1
        shown = escape_markdown(body, left) if body and left >= _LEAST_BODY else ""
        return f"{lines}\n{before}{shown}" if shown else lines

    return render
