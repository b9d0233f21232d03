"""Counting tokens: offline, and never hanging."""

from __future__ import annotations

import time

import pytest

from prompts.tokens import count_tokens, load_encoding


def test_special_tokens_in_a_text_are_ordinary_text():
    """Text that names a control token neither raises nor counts as one token."""
    assert count_tokens("<|endoftext|>") > 1


@pytest.mark.parametrize("run", ["a", " ", "深", "-", "aB", "\n"])
def test_a_very_long_run_does_not_hang(run: str):
    """A megabyte without a break is counted in linear time."""
    load_encoding()
    begun = time.process_time()

    assert count_tokens(run * (1_000_000 // len(run))) > 0
    assert time.process_time() - begun < 5
