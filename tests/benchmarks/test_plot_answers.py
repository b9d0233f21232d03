"""The picture of an evaluation is well-formed and shows each kind's figures."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

from benchmarks.plot_answers import MEASURED, METRIC_BY_NAME, WIDTH, draw
from bot.cli.evaluate_report import run_to_json
from bot.evaluation.outcome import Outcome
from bot.evaluation.run import build_figures
from tests.evaluation.runs import FAR, GOOD, REFUSED, run

SVG = "{http://www.w3.org/2000/svg}"


def _draw(*outcomes: Outcome) -> ElementTree.Element:
    made = run(*outcomes, model="<large>")
    document: Any = run_to_json(made, build_figures(made.outcomes, seed=1), None)
    return ElementTree.fromstring(draw(document))


def test_each_kind_has_its_own_figures():
    """Its name, its number of questions, and a bar of each figure it has; unknown kinds, facts."""
    picture = _draw(GOOD, REFUSED, FAR, replace(GOOD, kind="my <kind>"))

    texts = [element.text for element in picture.iter(f"{SVG}text")]
    assert texts == [
        *("fact, 2 questions", "facts stated", "50 %", "a fact in the first sentence", "50 %"),
        *("far, 1 question", "wrongly answered", "0 %"),
        *("my <kind>, 1 question", "facts stated", "100 %"),
    ]


def test_bars_are_as_long_as_their_figures():
    """Half of the rail for 50 %; a fault is marked; all stays inside the picture."""
    picture = _draw(GOOD, REFUSED, FAR)

    bars = [
        (rect.get("class"), float(rect.get("width", 0)))
        for rect in picture.iter(f"{SVG}rect")
        if rect.get("class") != "rail"
    ]
    half = (WIDTH - 16) / 2
    assert bars == [("good", half), ("good", half), ("fault", 0)]
    for rect in picture.iter(f"{SVG}rect"):
        assert float(rect.get("x", 0)) + float(rect.get("width", 0)) <= WIDTH
        assert float(rect.get("y", 0)) < float(picture.get("height", 0))


def test_figures_without_an_interval_have_no_line():
    """An interval of no width is not drawn."""
    assert list(_draw(GOOD).iter(f"{SVG}path")) == []
    assert len(list(_draw(GOOD, REFUSED, GOOD, REFUSED).iter(f"{SVG}path"))) == 2


def test_every_figure_is_a_metric():
    """What is drawn exists under the same name."""
    assert {name for names in MEASURED.values() for name in names} <= set(METRIC_BY_NAME)
