"""The parts of the cross-encoder's recipe that need nothing but the product's own packages."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from tokenizers import Tokenizer, models, pre_tokenizers, processors

from benchmarks.figures import measure_area
from benchmarks.fit.grounding.mutate import (
    change_figure,
    exchange_terms,
    learn_twins,
    replace_term,
    restate,
    substitute,
)
from benchmarks.grounding_data import build_premise
from benchmarks.written import list_questions, read_groups
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


def test_ties_count_half_in_the_area() -> None:
    """Three of four pairs are in the right order, and one is a tie."""
    scores = np.array([0.9, 0.8, 0.8, 0.1], np.float32)

    assert measure_area(scores, np.array([True, True, False, False])) == 0.875


def test_each_wording_of_a_topic_asks_for_the_same_papers() -> None:
    """The questions of a topic stand in one row, older ones alone."""
    asked = list(list_questions(read_groups()))
    of_group = [one for one in asked if one["group"] == 40]

    assert len(of_group) == 64
    assert len({one["question"] for one in of_group}) == 64
    assert len({tuple(one["fits"]) for one in of_group}) <= 16
    assert all(one["kind"] in {"list", "overview"} for one in asked)


TWINS = learn_twins(
    [
        {"true": "Bats sleep more.", "false": "Bats sleep less.", "how": "direction"},
        {"true": "Bats may hunt.", "false": "Bats will hunt.", "how": "hedge"},
        {"true": "Moths eat bats.", "false": "Bats eat moths.", "how": "roles"},
    ]
)


def test_written_twins_teach_what_turns_a_claim_false():
    """Opposites both ways; a hedge dropped, which does not make the weaker claim wrong."""
    longer = substitute("Moths weigh less than bats.", "", TWINS, Random(1))
    surer = substitute("They may weigh ten grams.", "", TWINS, Random(1))

    assert longer is not None
    assert (longer.text, longer.is_two_way) == ("Moths weigh more than bats.", True)
    assert surer is not None
    assert (surer.text, surer.is_two_way) == ("They will weigh ten grams.", False)


def test_terms_of_the_abstract_change_places_or_are_replaced():
    """A term is what the abstract says more than once."""
    text = "Echo bats hunt moths. Moths flee. Echo bats rest. The owls watch. The owls wait."
    swapped = exchange_terms("Echo bats hunt moths.", text, TWINS, Random(1))
    replaced = replace_term("Echo bats hunt moths.", text, TWINS, Random(1))

    assert swapped is not None
    assert swapped.text == "Moths hunt Echo bats."
    assert replaced is not None
    assert "owls" in replaced.text.lower()


def test_a_figure_of_the_abstract_takes_the_place_of_another():
    """None is made up where nothing can be changed."""
    random = Random(3)
    found = {
        made.text
        for _ in range(20)
        if (made := change_figure("It has 12 legs.", "Bats have 7 names.", TWINS, random))
    }

    assert "It has 7 legs." in found
    assert "It has 12 legs." not in found
    assert change_figure("It has legs.", "Bats have 7 names.", TWINS, random) is None


def test_a_sentence_of_the_authors_is_said_of_them():
    """As an answer says it."""
    assert "We" not in restate("We extend our method.", Random(1)).split()
