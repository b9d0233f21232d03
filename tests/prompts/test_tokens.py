"""Counting tokens: offline, and never hanging."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from prompts.tokens import count_tokens, load_encoding


def test_counts_are_those_of_the_encoding():
    """A known sentence has its known number of tokens."""
    assert count_tokens("Hello, world!") == 4
    assert count_tokens("In 31 homes, Überraschung: 深度学习 isn't  slept\n\n12% longer…") == 19
    assert count_tokens("") == 0


def test_special_tokens_in_a_text_are_ordinary_text():
    """Text that names a control token neither raises nor counts as one token."""
    assert count_tokens("<|endoftext|>") > 1


def test_nothing_is_imported_before_the_first_count():
    """The vocabulary takes a third of a second to load."""
    program = "import sys, prompts.tokens; sys.exit('tiktoken' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize("run", ["a", " ", "深", "-", "aB", "\n"])
def test_a_very_long_run_does_not_hang(run: str):
    """A megabyte without a break is counted in linear time."""
    load_encoding()
    begun = time.process_time()

    assert count_tokens(run * (1_000_000 // len(run))) > 0
    assert time.process_time() - begun < 5
