"""The figures that a text states."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.grounding.content_words import find_figures, find_spelled_figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("84.25% on ImageNet", ["84.25"]),
        ("1,234.5 images", ["1234.5"]),
        ("1 234 567 images", ["1234567"]),
        ("a p of .5", ["0.5"]),
        ("5.0 and 5 are one", ["5"]),
        ("007", ["7"]),
        ("4.25× faster, 3x smaller", ["4.25", "3"]),
        ("10-fold", ["10"]),
        ("from 0.11~0.18dB", ["0.11", "0.18"]),
        ("from 3-5 to 6–7", ["3", "5", "6", "7"]),
        ("in 2023, then 2024.", ["2023", "2024"]),
        ("16GB and 7B", ["16", "7"]),
        ("GPT-2, F1 and ResNet50", []),
        ("version 2.1.3", []),
        ("two of them", []),
        ("", []),
    ],
)
def test_figures_are_read_in_one_spelling(text: str, expected: list[str]):
    """Names are none, units do not matter."""
    assert find_figures(text) == expected


def test_each_figure_is_given_once_in_order():
    """As the text has them."""
    assert find_figures("5 cats, 3 dogs and 5.0 birds") == ["5", "3"]


@given(st.integers(0, 10**9))
def test_thousands_separators_do_not_matter(number: int):
    """1,234 is 1234."""
    assert find_figures(f"{number:,} papers") == find_figures(f"{number} papers") == [str(number)]


def test_figures_in_words_are_given_as_digits():
    """For questions that are answered by one."""
    assert find_spelled_figures("Two of five cats, twice as fast, and half the cost") == [
        "2",
        "5",
        "0.5",
    ]
