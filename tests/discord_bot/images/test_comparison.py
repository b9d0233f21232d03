"""Pictures of comparisons: what is on them, and that a phone's reader can read it."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.answering.answer import Aspect, Cell, Comparison
from bot.answering.research_fields import COMPUTING_ASPECTS
from bot.discord_bot import limits
from bot.discord_bot.images.comparison import (
    MAX_HEIGHT,
    SILENT,
    WIDTH,
    Line,
    alt_text,
    draw,
    lay_out,
)
from bot.discord_bot.images.typesetting import load_font, wrap_lines
from bot.discord_bot.locales.translations import Translations
from retrieval.paper import Paper

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


def written(comparison: Comparison) -> list[Line]:
    """Return the lines of text on the picture."""
    return [mark for mark in lay_out(comparison, ENGLISH).marks if isinstance(mark, Line)]


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
    silent = [line for line in written(made(4, 1, stated=False)) if line.style == SILENT]

    assert [line.text for line in silent] == ["not stated in the abstract"]


@pytest.mark.parametrize("text", ["漢字", "שלום", "नमस्ते", "สวัสดี", "🦜"])
def test_what_the_typeface_cannot_set_is_not_drawn(text: str):
    """The text beside the picture says it all."""
    assert draw(made(2, 1, text), ENGLISH) is None


@pytest.mark.parametrize(("papers", "aspects"), [(1, 1), (2, 10), (5, 10)])
def test_a_picture_is_no_taller_than_can_be_read(papers: int, aspects: int):
    """However much there is to say; its description fits, too."""
    comparison = made(papers, aspects, LONG * 4)
    drawn = draw(comparison, ENGLISH)

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
