"""Names that the abstract does not have, and claims that are bolder than it."""

from __future__ import annotations

import pytest

from bot.grounding.rules.finding import FindingKind
from tests.grounding.rules.abstract import judged


def _weight(kind: FindingKind, sentence: str, abstract: str, title: str = "A Paper") -> float:
    found = [o.weight for o in judged(sentence, abstract, title) if o.kind == kind]
    return max(found, default=0.0)


_CORPUS = "We train a large language model on ImageNet-1K and SciFact with a ResNet-50 encoder."


@pytest.mark.parametrize(
    ("abstract", "sentence"),
    [
        (_CORPUS, "They train an LLM on ImageNet-1K."),
        (_CORPUS, "LLMs are trained on ImageNet 1K and on scifact."),
        (_CORPUS, "A ResNet50 encodes the images."),
        (_CORPUS, "The ResNet-50s are trained."),
        (_CORPUS, "A Language-Model Encoder is trained on SciFact."),
        ("A graph neural network is used.", "A GNN is used."),
        ("We use retrieval-augmented generation (RAG).", "RAG is used."),
        ("We use diffusion probabilistic models.", "DPMs are used."),
        ("Data are three-dimensional.", "The data are 3D."),
        ("Labelled data are used.", "AI can use labelled data."),
        ("It runs on 8 GPUs.", "It runs on eight graphics processors, 16GB each."),
        ("The work of Smith et al. is extended.", "It extends Smith et al."),
        ("We propose α-FooNet.", "α-FooNet is proposed."),
        ("Code is at https://host.io/a/foo_bar.", "Code is at https://host.io/a/foo_bar."),
        ("HIV is treated early.", "HIV-positive people are treated early."),
        ("Body mass is measured.", "The body mass index (BMI) is measured."),
    ],
)
def test_a_name_in_another_spelling_is_known(abstract: str, sentence: str):
    """Hyphens, case, plural, initials, and what everybody calls it."""
    assert _weight("name", sentence, abstract) == 0


@pytest.mark.parametrize(
    ("sentence", "weight"),
    [
        ("They train on ImageNet-21K.", 1.0),
        ("It is compared with GPT-4.", 0.9),
        ("It is compared with BERT.", 0.9),
        ("A ResNet-1 and a ResNet-50 are trained.", 1.0),
        ("The GPT-based judge is SciFact.", 0.9),
        ("It is tested on HotpotQA.", 0.9),
        ("It extends Smith et al.", 0.9),
        ("The data come from Norway.", 0.6),
        ("A ResNet-101 encodes the images.", 1.0),
    ],
)
def test_a_name_that_is_not_there(sentence: str, weight: float):
    """A clear name, surer where only its number is another; a word with a capital perhaps."""
    assert _weight("name", sentence, _CORPUS) == weight


def test_the_title_counts_too():
    """A method is often named there alone."""
    assert _weight("name", "FooNet is fast.", "The parser is fast.", "FooNet: Fast Parsing") == 0
