"""Read messages in a terminal."""

from __future__ import annotations

import pytest

from discord_playground.message_contents import plain_text_of


@pytest.mark.parametrize(
    ("content", "plain"),
    [
        ("-# **How?**\n### A *title*\n> quoted", "How?\nA title\nquoted"),
        ("It works. [[1]](https://arxiv.org/abs/1)", "It works. [1]"),
        ("[1] [A (b) c](https://a.example/1)", "[1] A (b) c (https://a.example/1)"),
        ("Use </library add:7> or `/ask`", "Use /library add or /ask"),
        (r"a\*b \[1\] \_c\_ 2 \\ 3", "a*b [1] _c_ 2 \\ 3"),
        ("Posted by <@12>, not <@!34>", "Posted by @Mara, not <@!34>"),
        ("~~struck~~ __under__ snake_case", "struck under snake_case"),
    ],
)
def test_markdown_is_left_out(content: str, plain: str) -> None:
    """Links keep their address, mentions show names, and what is escaped is text."""
    assert plain_text_of({"content": content}, {"12": "Mara"}) == plain
