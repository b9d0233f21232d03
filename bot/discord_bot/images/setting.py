"""Set text in lines of a width."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from PIL import ImageFont

from bot.discord_bot.limits import ELLIPSIS, start


def lines(text: str, font: ImageFont.FreeTypeFont, width: float, most: int = 1_000) -> list[str]:
    """Return `text` in lines of at most `width` pixels; more than `most` end with an ellipsis."""
    whole = _whole(text, font, width)
    if len(whole) <= most:
        return list(whole)
    return [*whole[: most - 1], _shortened(whole[most - 1], font, width)]


@lru_cache(maxsize=512)  # a page is laid out several times until all fits
def _whole(text: str, font: ImageFont.FreeTypeFont, width: float) -> tuple[str, ...]:
    found: list[str] = []
    line = ""
    for word in _words(text, font, width):
        longer = f"{line} {word}" if line else word
        if line and font.getlength(longer) > width:
            found.append(line)
            line = word
        else:
            line = longer
    return (*found, line) if line else tuple(found)


def _shortened(line: str, font: ImageFont.FreeTypeFont, width: float) -> str:
    while line and font.getlength(line + ELLIPSIS) > width:
        line = line.rpartition(" ")[0] or start(line, len(line) - 1)
    return line.rstrip(" ,;:") + ELLIPSIS


def _words(text: str, font: ImageFont.FreeTypeFont, width: float) -> Iterator[str]:
    """Yield the words, those wider than a line in parts, after a hyphen where there is one."""
    for word in text.split():
        rest = word
        while font.getlength(rest) > width:
            fits = _fitting(rest, font, width)
            hyphen = rest.rfind("-", 2, len(fits))
            part = rest[: hyphen + 1] if hyphen > 0 else fits
            yield part
            rest = rest[len(part) :]
        yield rest


def _fitting(word: str, font: ImageFont.FreeTypeFont, width: float) -> str:
    low, high = 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        if font.getlength(word[:middle]) <= width:
            low = middle
        else:
            high = middle - 1
    return start(word, low) or word[:1]
