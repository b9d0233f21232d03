"""Whether a paper names a topic, and what that does to its fit."""

from __future__ import annotations

import numpy as np
import pytest

from bot.digest.topic_words import weigh_by_words
from retrieval.paper import Paper


def fit(topic: str, title: str, abstract: str = "") -> float:
    """Return the fit of a paper that is as near as can be to the topic."""
    one = np.ones(1, np.float32)
    return float(weigh_by_words(topic, [Paper("1", title, abstract)], one, one)[0])


@pytest.mark.parametrize(
    ("topic", "named", "unnamed"),
    [
        ("text-to-speech", "Fast text-to-speech", "Learned representations of speech"),
        ("object detection", "Detecting objects", "Labels for ImageNet"),
        ("benchmarks for multimodal models", "A multimodal benchmark", "A multimodal capsule net"),
    ],
)
def test_a_paper_on_the_topic_names_it(topic: str, named: str, unnamed: str):
    """In any order and form; one that does not is off the topic, or less on it."""
    assert fit(topic, named) == 1.0
    assert fit(topic, unnamed) < 0.7


def test_what_an_abstract_only_mentions_counts_less():
    """Its first sentences say what it is about."""
    abstract = "We prune. It is fast. It is small. It also helps object detection."

    assert 0.3 < fit("object detection", "Pruning", abstract) < 1.0
