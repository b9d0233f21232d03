"""The parts of fitting the grounding model that need nothing but the product's own packages."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from tokenizers import Tokenizer, models, pre_tokenizers, processors

from benchmarks.fit.grounding_model.asked import make_asked
from benchmarks.fit.grounding_model.data import build_premise
from benchmarks.fit.grounding_model.evaluate import figures
from benchmarks.fit.grounding_model.listed import list_papers, list_questions
from benchmarks.fit.grounding_model.written import Written
from bot.grounding.cross_encoder import segments
from bot.grounding.premise import find_nearest

SENTENCES = [
    "Bats sleep by day.",
    "They hunt moths at night by echoes.",
    "Echoes of moths are faint.",
]


@pytest.fixture
def tokenizer() -> Tokenizer:
    """Return one of a dozen words."""
    words = "[UNK] [CLS] [SEP] the model reduce ##s errors increase ##d error".split()
    made = Tokenizer(models.WordPiece({word: i for i, word in enumerate(words)}, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.post_processor = processors.BertProcessing(("[SEP]", 2), ("[CLS]", 1))
    return made


def test_words_of_both_texts_have_a_segment_of_their_own(tokenizer: Tokenizer) -> None:
    """A word is the same in another form; special tokens are never shared."""
    read = tokenizer.encode("the model reduces errors", "error increased")

    assert read.tokens == (
        "[CLS] the model reduce ##s errors [SEP] error increase ##d [SEP]".split()
    )
    assert segments(read) == [0, 0, 0, 0, 0, 2, 0, 3, 1, 1, 1]


def test_the_nearest_sentence_comes_first() -> None:
    """The one that adds most is chosen first, and none that adds nothing."""
    assert find_nearest(SENTENCES, "Moths are hunted at night; echoes are faint.", 3) == [1, 2]


def test_a_premise_without_shared_words_is_one_sentence() -> None:
    """The model must have something to read."""
    assert build_premise("On bats", " ".join(SENTENCES), "Fish swim.") == (
        "On bats. Bats sleep by day."
    )


def test_figures_of_a_set() -> None:
    """Ties count half in the area; the threshold is that of the best balanced accuracy."""
    found = figures(
        np.array([0.9, 0.8, 0.8, 0.1], np.float32), np.array([True, True, False, False])
    )

    assert (found.area, found.balanced) == (0.875, 0.75)


def test_pairs_of_what_was_asked_about_an_abstract() -> None:
    """A text with the answer supports the question, and the title alone may decide one."""
    row = {
        "asked": [{"question": "What do bats hunt?", "answer": [1], "also": []}],
        "unanswered": [{"question": "How many moths do bats eat?", "near": [1]}],
        "yes_no": [
            {"question": "Do bats hunt by day?", "verdict": "no", "decides": [1, 0]},
            {"question": "Is it about bats?", "verdict": "yes", "decides": [-1]},
        ],
        "fits": ["animals", "hunting by sound", "moths"],
        "unfit": ["birds"],
        "cells": {"method": [1], "data": []},
    }
    bats = Written("On bats", SENTENCES, row)
    made = list(make_asked(bats, bats, Random(1)))
    found = {(pair.premise, pair.claim, pair.label) for pair in made}
    hunting = f"On bats. {SENTENCES[1]}"

    assert (hunting, "What do bats hunt?", "supported") in found
    assert (hunting, "How many moths do bats eat?", "not_stated") in found
    assert ("On bats", "Is it about bats?", "supported") in found
    assert (bats.whole(), "The paper fits: animals.", "supported") in found
    assert (bats.whole(), "The paper fits: birds.", "not_stated") in found
    assert {pair.label for pair in made if pair.claim == "Do bats hunt by day?"} == {
        "contradicted",
        "not_stated",
    }
    assert not [pair for pair in made if pair.kind == "cell, data"]


def test_each_wording_of_a_topic_asks_for_the_same_papers() -> None:
    """The questions of a topic stand in one row, older ones alone."""
    asked = list(list_questions())
    of_group = [one for one in asked if one["group"] == 40]

    assert len(of_group) == 64
    assert len({one["question"] for one in of_group}) == 64
    assert len({tuple(one["fits"]) for one in of_group}) <= 16
    assert all(one["kind"] in {"list", "overview"} for one in asked)


def test_a_question_for_papers_stands_beside_some_that_fit_and_some_that_do_not() -> None:
    """As many as are wanted of each; those that can be argued about are left out."""
    papers = {name: Written(f"On {name}", SENTENCES, {"id": name}) for name in "abcdefgh"}
    asked = {"question": "papers on bats", "fits": ["a", "b", "c"], "may": ["d"], "lines": {}}

    pairs = list(list_papers(asked, papers, Random(1), most=2, beside=(2, 1)))

    assert [pair.kind for pair in pairs].count("listed") == 2
    assert [pair.kind for pair in pairs].count("not listed") == 2
    assert not any(pair.premise.startswith("On d") for pair in pairs)
