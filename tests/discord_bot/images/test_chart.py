"""The chart of a week: it shows what the words say, fits, and is not drawn where it cannot be."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from bot.digest.issue import Chart, TopicDays
from bot.discord_bot import limits
from bot.discord_bot.images import chart as picture
from bot.discord_bot.images.drawing import DARK, LIGHT, Palette
from bot.discord_bot.locales.translations import LANGUAGES, Translations
from tests.discord_bot.rendering.issues import chart

WORDS = Translations("en")


def _drawn(of: Chart, palette: Palette = DARK) -> Image.Image:
    drawn = picture.draw(of, WORDS, palette)
    assert drawn is not None
    return Image.open(BytesIO(drawn)).convert("RGB")


def _share(image: Image.Image, colour: str) -> int:
    """Return how many pixels are nearly of a colour."""
    wanted = tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return sum(
        count
        for count, found in image.getcolors(image.width * image.height) or ()
        if all(abs(a - b) < 12 for a, b in zip(found, wanted, strict=True))  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("palette", [DARK, LIGHT])
def test_more_papers_are_more_of_the_bars_colour(palette: Palette) -> None:
    """Twice as many papers, about twice the height."""
    days = chart().days
    one = Chart(days, (TopicDays("retrieval", (4, 8, 0, 0, 0, 0, 0)),))
    two = Chart(days, (TopicDays("retrieval", (8, 8, 0, 0, 0, 0, 0)),))
    more = _share(_drawn(two, palette), palette.chip) / _share(_drawn(one, palette), palette.chip)

    assert 1.25 < more < 1.42


def test_it_is_no_wider_than_a_phone_shows_well() -> None:
    """And as tall as it has topics, of which it shows six."""
    assert _drawn(chart(1)).width == _drawn(chart(9)).width == picture.WIDTH
    assert _drawn(chart(9)).height == _drawn(chart(6)).height > _drawn(chart(2)).height


def test_topics_stand_apart() -> None:
    """There is air between the days of one and the name of the next."""
    image = _drawn(chart(3))
    ground = image.getpixel((0, 0))
    empty = [
        all(image.getpixel((x, y)) == ground for x in range(0, image.width, 3))
        for y in range(image.height)
    ]
    bands = "".join(" " if bare else "#" for bare in empty).strip().split(" " * 25)

    assert len([band for band in bands if band.strip()]) == 3


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_it_says_is_said_in_words(code: str) -> None:
    """Each topic with each day, whatever the language, within what a description may hold."""
    said = picture.alt_text(chart(2), Translations(code))

    assert said.startswith("topic 1: ")
    assert said.count(" 12") == 2
    long = Chart(chart().days, tuple(TopicDays("t" * 500, (1,) * 7) for _ in range(6)))
    assert (
        limits.count_units(picture.alt_text(long, Translations(code))) <= limits.MEDIA_DESCRIPTION
    )
    assert picture.draw(chart(2), Translations(code)) is not None


def test_the_same_week_gives_the_same_picture() -> None:
    """Byte for byte, so that an edit changes nothing."""
    assert picture.draw(chart(3), WORDS) == picture.draw(chart(3), WORDS)


@pytest.mark.parametrize(
    "topics",
    [
        (),
        (TopicDays("retrieval", (0,) * 7),),
        (TopicDays("検索拡張生成", (1,) * 7),),
        (TopicDays("שליפה", (1,) * 7),),
        (TopicDays("retrieval", ()),),
    ],
)
def test_what_cannot_be_drawn_is_left_to_the_words(topics: tuple[TopicDays, ...]) -> None:
    """Nothing to draw, or no typeface for it."""
    assert picture.draw(Chart(chart().days, topics), WORDS) is None
