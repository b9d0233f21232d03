"""Candidates for an issue: what is new, and which of it matches a channel's terms and filters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digest.candidates import InterestFilter, Terms, find_new_papers
from bot.records.subscriptions import Interests
from retrieval.paper import WITHDRAWN
from retrieval.search.query import fold_words
from tests.digest.papers import DAY, paper

ONE_DAY = timedelta(days=1)


def test_what_was_given_is_withdrawn_or_long_past_is_no_news():
    """What has no date is."""
    papers = [
        paper(1),
        paper(2, extra={WITHDRAWN: True}),
        paper(3, published=DAY - timedelta(days=62)),
        paper(4, published=DAY - timedelta(days=61)),
        paper(5, published=None),
        paper(6, published=None, updated=date(2020, 1, 1)),
        paper(7),
        paper(1),
    ]

    found = find_new_papers(papers, ["2611.00007"], DAY, ONE_DAY)

    assert [p.paper_id for p in found] == ["2611.00001", "2611.00004", "2611.00005"]


def test_starter_papers_are_new_however_old():
    """A library that begins with them can show a first issue."""
    old = paper(1, published=date(2018, 9, 19), source="starter")

    assert find_new_papers([old], [], DAY, ONE_DAY) == [old]


@pytest.mark.parametrize(
    ("interests", "wanted"),
    [
        (Interests(), True),
        (Interests(categories=("CS",)), True),
        (Interests(categories=("cs.cl", "math")), True),
        (Interests(categories=("cs.CV",)), False),
        (Interests(categories=("c",)), False),
        (Interests(sources=("arxiv", "page")), True),
        (Interests(sources=("page",)), False),
        (Interests(include=("whale",)), True),
        (Interests(include=("plankton", "song")), True),
        (Interests(include=("plankton",)), False),
        (Interests(exclude=("songs",)), False),
        (Interests(exclude=("plankton",)), True),
        (Interests(include=("whale",), exclude=("whale",)), False),
        (Interests(include=("…",), exclude=("",)), True),
    ],
)
def test_the_wishes_must_all_be_met(interests: Interests, wanted: bool):
    """What is empty restricts nothing."""
    whales = paper(1, "The song of whales", "They sing.")

    assert InterestFilter(interests)(whales) is wanted


def test_what_is_favoured_is_named_as_the_paper_has_it():
    """Author, category and word."""
    wanted = InterestFilter(
        Interests(authors=("godel", "Lovelace Ada"), categories=("cs",), include=("Engines",))
    )
    engine = paper(1, "The engine", authors=("Charles Babbage", "Ada Lovelace"))

    assert wanted.find_author(engine) == "Ada Lovelace"
    assert wanted.find_author(replace(engine, authors=("Ada Byron",))) is None
    assert wanted.find_category(engine) == "cs.CL"
    assert wanted.find_term(engine) == "Engines"


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("transformer", "Transformers, again"),
        ("transformers", "A TRANSFORMER for speech"),
        ("Café", "cafes of Paris"),
        ("study", "Two case studies."),
        ("studies", "a study"),
        ("bias", "hidden biases"),
        ("biases", "a bias"),
        ("reward model", "Reward-Models as judges"),
        ("low-resource", "for low resource languages"),
        ("图像", "一种新的图像生成方法"),
    ],
)
def test_a_term_is_found_in_its_other_forms(term: str, text: str):
    """Whatever the case, the accents, the hyphens and the number."""
    assert Terms([term]).find_in("No such thing", text) == term


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("form", "transformers inform"),
        ("reward model", "models of reward"),
        ("gas", "ga"),
        ("class", "clas"),
        ("!!!", "!!! all"),
        ("", "all"),
        (" ", "all"),
    ],
)
def test_parts_and_other_words_are_not_found(term: str, text: str):
    """Nor is anything by a term without a letter."""
    assert Terms([term]).find_in(text) is None


@settings(deadline=None)
@given(st.lists(st.text(max_size=12), max_size=4), st.text(max_size=60), st.text(max_size=60))
def test_a_term_that_stands_in_a_text_is_found(terms: list[str], before: str, after: str):
    """Whatever the term is made of, so long as it has a letter or digit."""
    for term in terms:
        found = Terms([term]).find_in(f"{before} {term} {after}")
        assert found == (term if fold_words(term) else None)
