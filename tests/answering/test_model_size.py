"""Small models are told by their names, unless the operator says so."""

from __future__ import annotations

import pytest

from bot.answering.model_size import is_small


@pytest.mark.parametrize(
    ("name", "small"),
    [
        ("qwen2.5-coder-1.5b-instruct", True),
        ("llama3.2:3b", True),
        ("HuggingFaceTB/SmolLM2-135M-Instruct", True),
        ("qwen2.5-7b-instruct", False),
        ("meta-llama/Llama-3.3-70B-Instruct", False),
        ("mixtral-8x7b", False),
        ("gpt-4o-mini", False),
        ("", False),
    ],
)
def test_the_parameters_in_a_name(name: str, small: bool):
    """Fewer than seven billion are few; a name without any number is that of a large model."""
    assert is_small(name) is small
