"""Words and phrases found whole, in any case, accent and number."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digest.candidates import Terms
from retrieval.search.query import fold_words


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


def test_a_phrase_does_not_reach_from_one_text_into_the_next():
    """Title and abstract are apart."""
    assert Terms(["reward model"]).find_in("On reward", "Models are good") is None


@settings(deadline=None)
@given(st.lists(st.text(max_size=12), max_size=4), st.text(max_size=60), st.text(max_size=60))
def test_a_term_that_stands_in_a_text_is_found(terms: list[str], before: str, after: str):
    """Whatever the term is made of, so long as it has a letter or digit."""
    for term in terms:
        found = Terms([term]).find_in(f"{before} {term} {after}")
        assert found == (term if fold_words(term) else None)
