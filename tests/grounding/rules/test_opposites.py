"""Words that stand in the place of their opposite, things that changed places, denials."""

from __future__ import annotations

import pytest

from tests.grounding.rules.abstract import judged

_EXCHANGED = [
    (
        "Short training makes the parser easier to prune.",
        "Short training makes it harder to prune.",
    ),
    ("Longer prompts raise the error rate.", "Longer prompts bring a lower error rate."),
    ("The gate opens when the input is long.", "The gate closes when the input is long."),
    ("Shallow layers encode the word order.", "Word order is encoded by the deep layers."),
    ("The sampler rejects noisy labels early.", "The sampler accepts noisy labels early."),
]
_NOT_EXCHANGED = [
    ("Longer prompts raise the error rate.", "With longer prompts the error rate is higher."),
    ("It has a lower error than BarParse.", "It has a higher accuracy than BarParse."),
    ("Shallow layers encode the word order.", "Word order is encoded by layers that are not deep."),
    ("The gate opens when the input is long.", "A long input opens the gate."),
    ("Parsing the deep trees is slow, parsing flat ones fast.", "Flat trees are parsed fast."),
]
_SWAPPED = [
    ("The parser corrects the tagger.", "The tagger corrects the parser."),
    ("Attention replaces the recurrence.", "The recurrence replaces the attention."),
    ("Graphs are converted into trees.", "Trees are converted into graphs."),
    ("Students are taught by the teacher.", "The teacher is taught by students."),
]
_NOT_SWAPPED = [
    ("The parser corrects the tagger.", "The tagger is corrected by the parser."),
    ("Graphs are converted into trees.", "It converts graphs into trees."),
    ("The parser corrects the tagger.", "The parser also corrects the old tagger."),
    ("The parser and the tagger correct each other.", "The tagger and the parser are corrected."),
]
_DENIED = [
    ("The parser covers French and Dutch.", "French cannot be handled by the parser."),
    ("Fairness of the parser is analysed.", "The fairness of the parser was not studied."),
    ("Code of the parser is on the web.", "No code of the parser is published."),
]
_NOT_DENIED = [
    ("The parser ignores the labels of trees.", "The parser uses no labels of trees."),
    ("It is the first parser of spoken Dutch.", "Spoken Dutch had not been parsed before."),
    ("The parser is limited to short texts.", "The parser cannot read long texts."),
    ("The parser works without labels.", "The parser does not need labels."),
    ("The parser uses labels.", "Labels are used by the parser."),
]


def _kinds(sentence: str, abstract: str) -> set[str]:
    return {o.kind for o in judged(sentence, abstract, "Some Paper") if o.weight >= 0.2}


@pytest.mark.parametrize(("abstract", "sentence"), _EXCHANGED)
def test_a_word_in_the_place_of_its_opposite_is_noticed(abstract: str, sentence: str):
    """Of whatever scale."""
    assert "exchange" in _kinds(sentence, abstract)


@pytest.mark.parametrize(("abstract", "sentence"), _NOT_EXCHANGED)
def test_the_same_end_of_a_scale_is_no_exchange(abstract: str, sentence: str):
    """Lower error is as good as higher accuracy; a word denied is its opposite."""
    assert "exchange" not in _kinds(sentence, abstract)


@pytest.mark.parametrize(("abstract", "sentence"), _SWAPPED)
def test_things_that_changed_places_are_noticed(abstract: str, sentence: str):
    """About a verb, about a word like "into"."""
    assert _kinds(sentence, abstract) & {"swap", "direction", "owner"}


@pytest.mark.parametrize(("abstract", "sentence"), _NOT_SWAPPED)
def test_the_passive_changes_no_places(abstract: str, sentence: str):
    """Nor does another word between."""
    assert "swap" not in _kinds(sentence, abstract)


@pytest.mark.parametrize(("abstract", "sentence"), _DENIED)
def test_a_denial_of_what_is_nowhere_denied_is_noticed(abstract: str, sentence: str):
    """Though the word that is denied stands nowhere in the abstract."""
    assert "denial" in _kinds(sentence, abstract)


@pytest.mark.parametrize(("abstract", "sentence"), _NOT_DENIED)
def test_two_that_deny_in_other_words_agree(abstract: str, sentence: str):
    """Limited, the first, without: an abstract denies in many words."""
    assert not _kinds(sentence, abstract) & {"denial", "assertion"}


def test_what_the_abstract_denies_is_not_asserted():
    """The other way about: the sentence has no word of denial at all."""
    abstract = "The parser does not see any labels of the target language."

    assert "assertion" in _kinds("The parser sees labels of the target language.", abstract)
