"""Names are found in questions, and in texts that write them otherwise."""

from __future__ import annotations

import pytest

from bot.questions.names import find_names, has_name


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What accuracy does SpectFormer-S get on CIFAR-100?", ["SpectFormer-S", "CIFAR-100"]),
        ("How many GPUs does it need, and what F1 has it?", []),
        ("Does Chinchilla use ViTs?", ["Chinchilla"]),
    ],
)
def test_names_are_told_from_measures_and_sorts_of_things(question: str, expected: list[str]):
    """By how they are written."""
    assert find_names(question) == expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("trained on CIFAR-10", "CIFAR-100", False),
        ("trained on Cifar 100.", "CIFAR-100", True),
        ("text-to-speech", "TTS", True),
        ("based on DeiT-T", "DeiT-S", False),
    ],
)
def test_a_name_is_found_however_it_is_written(text: str, name: str, expected: bool):
    """But a longer figure is another name."""
    assert has_name(text, name) is expected
