"""What abbreviations stand for, as texts say it."""

from __future__ import annotations

import pytest

from bot.answering.abbreviations import find_long_forms, spell_out

TEXTS = (
    "We train a spiking neural network (SNN) on chips.",
    "Large language models (LLMs) are large. Mixture-of-Experts (MoE) layers are many.",
    "The single nucleotide name (SNN) is rare. A spiking neural network (SNN) is not.",
    "Results (see Table 1) are in bold.",
)


def test_abbreviations_begin_the_words_before_them():
    """In parentheses, also in the plural and with hyphens."""
    assert [pair for text in TEXTS for pair in find_long_forms(text)] == [
        ("snn", ("spiking", "neural", "network")),
        ("llm", ("Large", "language", "models")),
        ("moe", ("Mixture-of-Experts",)),
        ("snn", ("single", "nucleotide", "name")),
        ("snn", ("spiking", "neural", "network")),
    ]


@pytest.mark.parametrize(
    ("topic", "spelled"),
    [
        ("SNN chips", "spiking neural network chips"),
        ("training SNNs", "training spiking neural network"),
        ("GNN chips", "GNN chips"),
        ("see the results", "see the results"),
    ],
)
def test_a_topic_is_spelled_out(topic: str, spelled: str):
    """As most texts say it."""
    assert spell_out(topic, TEXTS) == spelled
