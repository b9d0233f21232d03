"""The field of a paper, from its record or its words."""

from __future__ import annotations

import pytest

from bot.answering.research_fields import Field, build_field_finder
from retrieval.paper import Paper
from retrieval.search.embedding.bge_small import BgeSmall

TRIAL = (
    "Randomized trial of folic acid supplementation and serum homocysteine levels",
    "We randomized 151 patients with ischemic heart disease to folic acid or placebo.",
)
NETWORK = (
    "MoH: Multi-Head Attention as Mixture-of-Head Attention",
    "We propose a mixture of attention heads that speeds up inference of large language models.",
)


@pytest.mark.parametrize(
    ("paper", "categories", "field"),
    [
        (TRIAL, (), "biomedicine"),
        (NETWORK, (), "computing"),
        (TRIAL, ("cs.LG",), "computing"),
        (NETWORK, ("q-bio.NC",), "biomedicine"),
    ],
)
def test_the_record_tells_the_field_or_else_the_words_do(
    paper: tuple[str, str], categories: tuple[str, ...], field: Field
):
    """By the category of arXiv, else by what title and abstract are near to."""
    title, abstract = paper
    find_field = build_field_finder(BgeSmall(1))

    assert find_field(Paper("1", title, abstract, categories=categories)) == field
