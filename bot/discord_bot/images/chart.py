"""Draw how many papers each day of a week brought of a topic, as a PNG: a row of bars a topic."""

from __future__ import annotations

from bot.digest.issue import Chart, TopicDays
from bot.discord_bot import limits
from bot.discord_bot.images.drawing import DARK, Box, Line, Mark, Palette, draw_png
from bot.discord_bot.images.typesetting import Face, can_typeset, load_font, wrap_lines
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering.escape import plain_text

WIDTH = 1_080
"""Pixels; a phone shows the picture at about a third of its size."""

MAX_TOPICS = 6

_MARGIN = 44
_NAME, _FIGURE = 30, 26  # sizes of type in pixels
_BAR, _GAP = 96, 34  # the tallest bar; what is between two days
_PADDING = 26
_ROW_HEIGHT = _NAME + _PADDING + _FIGURE + _BAR + 6 + _FIGURE + 2 * _PADDING
_MIN_BAR_HEIGHT = 4  # a bar of no paper is a line, so that the day can be seen


def draw(chart: Chart, t: Translations, palette: Palette = DARK) -> bytes | None:
    """Return the picture; None if there is nothing to draw or no typeface for a topic.

    It keeps a processor busy for some milliseconds: not on the event loop.
    """
    topics = chart.topics[:MAX_TOPICS]
    days = [_weekday(t, day.weekday()) for day in chart.days[:7]]
    if not any(any(topic.counts) for topic in topics) or not days:
        return None
    if not can_typeset(plain_text(topic.topic) for topic in topics):
        return None
    if not can_typeset(days):
        days = [_weekday(Translations("en"), day.weekday()) for day in chart.days[:7]]
    max_count = max(max(topic.counts, default=0) for topic in topics)
    marks: list[Mark] = []
    for at, topic in enumerate(topics):
        marks += _draw_row(topic, days, max_count, _MARGIN + at * _ROW_HEIGHT, palette)
    return draw_png(marks, WIDTH, _MARGIN + len(topics) * _ROW_HEIGHT, palette.ground)


def alt_text(chart: Chart, t: Translations) -> str:
    """Return what the picture says, as much as a description may hold."""
    days = [_weekday(t, day.weekday()) for day in chart.days[:7]]
    rows = [
        f"{plain_text(topic.topic)}: "
        + ", ".join(f"{day} {count}" for day, count in zip(days, topic.counts, strict=False))
        for topic in chart.topics[:MAX_TOPICS]
    ]
    return "\n".join(limits.fit_texts(rows, limits.MEDIA_DESCRIPTION - len(rows)))


def _draw_row(
    topic: TopicDays, days: list[str], max_count: int, top: int, palette: Palette
) -> list[Mark]:
    """Return a topic's name and, below it, a bar for each day with its figure and day."""
    room = WIDTH - 2 * _MARGIN
    name = wrap_lines(plain_text(topic.topic) or "…", load_font("bold", _NAME), room, max_lines=1)
    marks: list[Mark] = [Line(_MARGIN, top, name[0], "bold", _NAME, palette.text)]
    ground = top + _NAME + _PADDING + _FIGURE + _BAR
    width = (room - _GAP * (len(days) - 1)) // len(days)
    for at, (day, count) in enumerate(zip(days, topic.counts, strict=False)):
        left = _MARGIN + at * (width + _GAP)
        height = max(round(_BAR * count / max_count), _MIN_BAR_HEIGHT)
        fill = palette.chip if count else palette.rule
        marks.append(Box(left, ground - height, left + width, ground, fill, radius=6))
        if count:
            above = ground - height - _FIGURE - 8
            marks.append(_centered(str(count), left, width, above, "bold", palette.text))
        marks.append(_centered(day, left, width, ground + 6, "regular", palette.muted))
    return marks


def _centered(text: str, left: int, width: int, top: int, face: Face, fill: str) -> Line:
    at = left + round((width - load_font(face, _FIGURE).getlength(text)) / 2)
    return Line(at, top, text, face, _FIGURE, fill)


def _weekday(t: Translations, weekday: int) -> str:
    return t(f"digest-short-{weekday}")
