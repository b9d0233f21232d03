"""Pictures of comparisons: what is on them, and that a phone's reader can read it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields, replace
from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.answering.answer import Aspect, Cell, Comparison
from bot.answering.fields import COMPUTING_ASPECTS
from bot.discord_bot import limits
from bot.discord_bot.images.comparison import MAX_HEIGHT, alt_text, draw, lay_out
from bot.discord_bot.images.drawing import DARK, LIGHT, Line, Palette
from bot.discord_bot.images.layout import WIDTH, build_table
from bot.discord_bot.images.typesetting import can_typeset, load_font, wrap_lines
from bot.discord_bot.locales.translations import Translations
from retrieval.paper import Paper
from tests.discord_bot.rendering.hostile import comparisons

ENGLISH = Translations("en")
LONG = "On four tasks, retrieval-augmented generation beats models of the same size. " * 4


def made(papers: int, aspects: int, text: str = LONG, *, stated: bool = True) -> Comparison:
    """Return a comparison in which every cell says the same."""
    compared = tuple(
        Paper(f"240{n}.00001", f"Paper {n}: On Long Titles of Papers", "", ("Ada Lovelace",))
        for n in range(papers)
    )
    names = [*COMPUTING_ASPECTS, "Energy", "Size", "Speed", "Code", "Languages"][:aspects]
    cells = tuple(Cell(paper.paper_id, text, (), stated) for paper in compared)
    return Comparison(compared, tuple(Aspect(name, cells) for name in names), "model", "m")


def written(comparison: Comparison, palette: Palette = LIGHT) -> list[Line]:
    """Return the lines of text on the picture."""
    page = lay_out(build_table(comparison, ENGLISH), palette)
    return [mark for mark in page.marks if isinstance(mark, Line)]


@pytest.mark.parametrize("papers", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("aspects", [1, 5, 10])
def test_everything_is_within_the_picture(papers: int, aspects: int):
    """No line leaves the page, none is over another, and it is not too tall."""
    comparison = made(papers, aspects)
    page = lay_out(build_table(comparison, ENGLISH), LIGHT)
    drawn = draw(comparison, ENGLISH, dark=False)

    assert drawn is not None
    with Image.open(BytesIO(drawn)) as image:
        assert image.format == "PNG"
        assert image.size == (WIDTH, page.height)
    assert page.height <= MAX_HEIGHT
    assert all(line.left >= 0 and line.right <= WIDTH for line in written(comparison))
    columns: dict[int, list[Line]] = {}
    for line in written(comparison):
        columns.setdefault(line.left, []).append(line)
    for column in columns.values():
        assert all(upper.top + upper.size <= lower.top for upper, lower in pairwise(column))


def test_two_papers_stand_side_by_side_with_their_marks():
    """Each cell ends with the number of its paper."""
    shown = written(made(2, 1, "It works."))

    assert [line.text.strip() for line in shown if line.top == shown[-1].top] == [
        *("It works.", "[1]"),
        *("It works.", "[2]"),
    ]


def test_more_papers_are_stacked_with_their_names():
    """A column would be too narrow for sentences."""
    shown = written(made(4, 1, "It works."))

    assert len({line.top for line in shown if line.text == "It works."}) == 4
    assert [line.text for line in shown if line.text.startswith("Paper")][-4:] == [
        *("Paper 0", "Paper 1", "Paper 2", "Paper 3"),
    ]


def test_what_is_not_stated_is_grey_and_said_once():
    """Papers that say nothing share a line."""
    silent = [line for line in written(made(4, 1, stated=False)) if line.face == "slanted"]

    assert [(line.text, line.fill) for line in silent] == [
        ("not stated in the abstract", LIGHT.muted)
    ]


def test_type_is_big_enough_for_a_phone():
    """A phone shows the picture some 340 wide: at least ten points, and twelve for sentences."""
    sizes = [line.size * 340 / WIDTH for line in written(made(5, 10))]

    assert min(sizes) >= 10
    assert max(sizes) >= 12


@pytest.mark.parametrize("dark", [True, False])
def test_the_same_comparison_gives_the_same_bytes(dark: bool):
    """And the two shades differ."""
    comparison = made(3, 5)

    assert draw(comparison, ENGLISH, dark=dark) == draw(comparison, ENGLISH, dark=dark)
    assert draw(comparison, ENGLISH, dark=dark) != draw(comparison, ENGLISH, dark=not dark)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colors, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    channels = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("palette", [DARK, LIGHT])
def test_colours_have_contrast(palette: Palette):
    """WCAG 2.2, level AA: 4.5 for text, 3 for what is not text."""
    on_ground = ("text", "muted", "accent")

    assert min(contrast(getattr(palette, c), palette.ground) for c in on_ground) >= 4.5
    assert contrast(palette.accent, palette.band) >= 4.5
    assert contrast(palette.on_chip, palette.chip) >= 4.5
    assert all(getattr(palette, field.name).startswith("#") for field in fields(palette))


def test_contrast_is_that_of_the_standard():
    """Black on white has the most there is."""
    assert round(contrast("#000000", "#ffffff"), 2) == 21.0
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("text", ["漢字", "שלום", "नमस्ते", "สวัสดี", "🦜"])
def test_what_the_typeface_cannot_set_is_not_drawn(text: str):
    """The text beside the picture says it all."""
    assert draw(made(2, 1, text), ENGLISH, dark=True) is None


def test_our_own_words_do_not_hinder_a_picture():
    """Where only they cannot be set, they are English."""
    silent = made(2, 1, stated=False)

    assert draw(silent, Translations("ja"), dark=True) == draw(silent, ENGLISH, dark=True)
    assert draw(silent, Translations("de"), dark=True) != draw(silent, ENGLISH, dark=True)


def test_european_scripts_can_be_set():
    """Latin with accents, Greek, Cyrillic and signs of mathematics."""
    assert can_typeset(["Žluťoučký kůň ÆØÅ ßẞ", "Ελληνικά", "Кириллица", "∑ ≤ α → ∞ × 10⁻³"])


def latin(comparison: Comparison) -> Comparison:
    """Return the comparison with those characters alone that can be set."""

    def kept(text: str) -> str:
        return text.encode("ascii", "ignore").decode()

    def cell(said: Cell) -> Cell:
        return replace(said, text=kept(said.text))

    papers = (
        replace(p, paper_id="1", title=kept(p.title), authors=tuple(map(kept, p.authors)))
        for p in comparison.papers
    )
    aspects = (Aspect(kept(a.name), tuple(map(cell, a.cells))) for a in comparison.aspects)
    return replace(comparison, papers=tuple(papers), aspects=tuple(aspects))


@given(comparisons())
@settings(deadline=None, max_examples=20, phases=(Phase.explicit, Phase.reuse, Phase.generate))
def test_no_text_breaks_a_picture(comparison: Comparison):
    """Whatever the papers say, there is a picture within the limits or none."""
    draw(comparison, ENGLISH, dark=True)
    drawn = draw(latin(comparison), ENGLISH, dark=True)

    assert 0 < limits.count_units(alt_text(comparison, ENGLISH)) <= limits.MEDIA_DESCRIPTION
    assert drawn is not None
    with Image.open(BytesIO(drawn)) as image:
        assert image.width == WIDTH
        assert image.height <= MAX_HEIGHT


@given(st.text(st.sampled_from("ab-iW ."), max_size=120), st.integers(40, 400), st.integers(1, 4))
@settings(deadline=None)
def test_lines_keep_within_their_width(text: str, width: int, most: int):
    """Words stay in order; too long ones are parted, and a cut is shown."""
    face = load_font("regular", 32)
    whole, some = wrap_lines(text, face, width), wrap_lines(text, face, width, most)

    assert "".join(whole).replace(" ", "") == text.replace(" ", "")
    assert all(face.getlength(line) <= width for line in (*whole, *some))
    assert len(some) == min(len(whole), most)
    assert (len(whole) > most) == bool(some and some[-1].endswith("…"))


def test_alternative_text_says_what_the_picture_shows():
    """An aspect a line, the papers by their numbers."""
    assert alt_text(made(2, 2, "It works."), ENGLISH) == (
        "Problem: [1] It works. [2] It works.\nMethod: [1] It works. [2] It works."
    )


def test_matplotlib_is_not_imported():
    """Its package is where the typeface lies, no more."""
    code = (
        "import sys\n"
        "from bot.discord_bot.images.typesetting import load_font\n"
        "assert 'PIL' in sys.modules\n"
        "load_font('bold', 20)\n"
        "assert 'matplotlib' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)
