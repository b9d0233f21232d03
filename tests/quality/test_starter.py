"""The starter library: complete, in our own words, and good to talk to."""

from __future__ import annotations

import asyncio
import re

import pytest

from benchmarks.libraries import ROOT
from bot.application import Application
from bot.evaluation.evaluate import evaluate_answers, resolve_papers
from bot.evaluation.metrics import ALL_KINDS, build_figures
from bot.evaluation.questions import parse_questions
from retrieval.paper import Paper, normalize_title
from retrieval.sources import starter
from retrieval.sources.records import Record
from tests.quality.questions import Asked, places, questions, share

_SHARED_RUN = 8  # words in a row that two texts do not share by chance


def _papers() -> list[Paper]:
    return [record.paper for record in starter.read() if isinstance(record, Record)]


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {tuple(words[i : i + _SHARED_RUN]) for i in range(len(words) - _SHARED_RUN + 1)}


def test_there_are_67_papers_of_different_titles():
    """As many as the seed page has."""
    titles = {normalize_title(paper.title) for paper in _papers()}

    assert len(titles) == len(_papers()) == 67


def test_each_summary_has_60_to_120_words():
    """Long enough to answer from, short enough to read."""
    lengths = {paper.title: len(paper.abstract.split()) for paper in _papers()}

    assert {t: n for t, n in lengths.items() if not 60 <= n <= 120} == {}


def test_its_titles_are_those_of_the_seed_page(seed_papers: tuple[Paper, ...]):
    """The starter library stands in for the page."""
    expected = {normalize_title(paper.title) for paper in seed_papers}

    assert {normalize_title(paper.title) for paper in _papers()} == expected


def test_no_summary_takes_a_sentence_over(seed_papers: tuple[Paper, ...]):
    """No eight words in a row are those of the abstract, but for those of the title."""
    abstracts = {normalize_title(p.title): p.for_reading() for p in seed_papers}

    taken = {
        paper.title: runs
        for paper in _papers()
        if (original := abstracts[normalize_title(paper.title)])
        and (runs := (_runs(paper.abstract) & _runs(original.abstract)) - _runs(original.title))
    }

    assert taken == {}


def test_each_title_finds_its_paper_first(starter_application: Application):
    """As in any library: a third of them, since the seed page's are all asked for."""
    asked = [Asked(paper.title, paper.title) for paper in _papers()[::3]]

    found = places(starter_application, asked)

    assert [one.title for one, place in zip(asked, found, strict=True) if place != 1] == []


def test_a_paraphrase_finds_its_paper(
    starter_application: Application, most: int | None, record_property
):
    """Asked of the page's abstracts, and yet found by our summaries."""
    found = places(starter_application, questions("known_item_b", most=most))

    first, first_three = share([p == 1 for p in found]), share([p > 0 for p in found])
    record_property("first", first)
    record_property("first_three", first_three)
    assert first >= 0.80
    assert first_three >= 0.90


@pytest.mark.nightly
def test_an_evaluation_finds_the_answers_good(starter_application: Application, record_property):
    """The plain questions about it, measured as the command does."""
    lines = (ROOT / "benchmarks/questions/starter.jsonl").read_text(encoding="utf-8").splitlines()
    asked = resolve_papers(parse_questions(lines), starter_application.catalog)
    outcomes = asyncio.run(
        evaluate_answers(
            asked,
            starter_application.ask,
            starter_application.check,
            model=starter_application.model.name,
        )
    )

    figures = build_figures(outcomes)
    found = {figure.metric.name: figure.value for figure in figures[ALL_KINDS]}
    for kind in ("far", "detail"):
        (found[kind],) = (f.value for f in figures[kind] if f.metric.name == "wrongly_answered")
    for name, value in found.items():
        record_property(name, value)
    assert found["retrieved"] >= 0.97
    assert found["unsupported"] <= 0.03
    assert found["citation_precision"] >= 0.97
    assert found["facts"] >= 0.75
    assert found["refused"] <= 0.10
    assert found["far"] <= 0.30
    assert found["detail"] <= 0.40
