"""What is quoted in a comparison's cells, without a language model."""

from __future__ import annotations

import json

import pytest

from bot.answering.language_model import CompareTask, write_whole
from bot.grounding.sentence import Excerpt
from bot.quotes.model import Extractive
from retrieval.paper import Paper
from tests.fakes.embedder import FakeEmbedder

HEAR = Paper(
    "2611.00001",
    "WhaleNet: Hearing whales",
    "Whales matter for the sea. However, existing detectors propose large networks and fail in "
    "noise. We propose WhaleNet, a small network that hears whales. WhaleNet replaces the filter "
    "bank by learned wavelets. On the PodCast data set, WhaleNet reaches an accuracy of 93 %.",
)


async def quoted(paper: Paper, aspect: str) -> list[str]:
    """Return the sentences of one cell, none where it is blank."""
    task = CompareTask((Excerpt(1, paper),), (aspect,))
    reply = await write_whole(Extractive(FakeEmbedder()), task)
    return json.loads(reply.text)[aspect]["1"] or []


@pytest.mark.parametrize(
    ("aspect", "expected"),
    [
        ("Problem", ["However, existing detectors propose large networks and fail in noise."]),
        (
            " method ",
            [
                "We propose WhaleNet, a small network that hears whales.",
                "WhaleNet replaces the filter bank by learned wavelets.",
            ],
        ),
        ("Data", ["On the PodCast data set, WhaleNet reaches an accuracy of 93 %."]),
        ("Results", ["On the PodCast data set, WhaleNet reaches an accuracy of 93 %."]),
        ("Limitations", []),
    ],
)
async def test_a_cell_quotes_the_papers_own_work(aspect: str, expected: list[str]):
    """Word for word, with an ellipsis for a cut; a method in two sentences if the second adds."""
    assert await quoted(HEAR, aspect) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "A limitation is that WhaleNet needs quiet water.",
        "We leave dolphins for future work.",
    ],
)
async def test_limitations_are_the_authors_own(sentence: str):
    """What others could not do is none."""
    paper = Paper("1", HEAR.title, f"{HEAR.abstract} {sentence}")

    assert await quoted(paper, "Limitations") == [sentence]


SPECTFORMER = Paper(
    "2304.06446",
    "SpectFormer: Frequency and Attention is what you need in a Vision Transformer",
    "SpectFormer is a vision transformer architecture that mixes spectral layers with multi-headed "
    "self-attention layers. On ImageNet-1K the small model, SpectFormer-S, has a top-1 accuracy of "
    "84.25%. SpectFormer is 2.7 times faster than DeiT.",
)


@pytest.mark.parametrize(
    ("aspect", "expected"),
    [
        ("Code available?", []),
        ("Languages", []),
        ("Speed", ["SpectFormer is 2.7 times faster than DeiT."]),
        ("Speed on COCO", []),
    ],
)
async def test_a_cell_is_relevant_to_its_aspect(aspect: str, expected: list[str]):
    """What comes nearest is no cell if it is beside the point."""
    assert await quoted(SPECTFORMER, aspect) == expected


FOLIC_ACID = Paper(
    "11705328",
    "Randomized trial of folic acid supplementation and serum homocysteine levels.",
    "BACKGROUND Lowering serum homocysteine levels with folic acid is expected to reduce mortality "
    "from ischemic heart disease. Homocysteine reduction is known to be maximal at a folic acid "
    "dosage of 1 mg/d, but the effect of lower doses (relevant to food fortification) is unclear. "
    "METHODS We randomized 151 patients with ischemic heart disease to 1 of 5 dosages of folic "
    "acid (0.2, 0.4, 0.6, 0.8, and 1.0 mg/d) or placebo. Fasting blood samples for homocysteine "
    "and serum folate analysis were taken initially, after 3 months of supplementation, and 3 "
    "months after folic acid use was discontinued. RESULTS Median serum homocysteine level "
    "decreased with increasing folic acid dosage, to a maximum at 0.8 mg of folic acid per day. "
    "CONCLUSIONS A dosage of folic acid of 0.8 mg/d appears necessary to achieve the maximum "
    "reduction in serum homocysteine level.",
)


@pytest.mark.parametrize(
    ("aspect", "begins"),
    [
        ("Question", "Homocysteine reduction is known to be maximal"),
        ("Design and intervention", "We randomized 151 patients"),
        ("Outcome", "Median serum homocysteine level decreased"),
    ],
)
async def test_a_trial_states_its_question_design_and_outcome(aspect: str, begins: str):
    """Without the labels, and no aim for a result."""
    (said,) = await quoted(FOLIC_ACID, aspect)

    assert said.startswith(begins)
    assert await quoted(FOLIC_ACID, "Limitations") == []
