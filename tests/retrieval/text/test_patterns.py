"""Patterns read as those of `re`, and take no longer than a text is long."""

from __future__ import annotations

import re
from itertools import product

import pytest

from bot.grounding.citation_marks import normalize_marks, split_marks
from bot.questions.small_talk import find_small_talk
from retrieval.text import patterns

TEXTS = (
    "",
    " \n",
    "We report 37 [33] ml/kg and 5 % of 1,234.5 “tokens”, see www.example.org.",
    "Größe für „Transformer“ – wie groß? Noël says no, señor or not",
    "L’été à l’école: où est le modèle naïve? Model-A, (B) and C_1",
    "これはテストです。モデルは何ですか？１２ or 5",
    "注意力机制 是什么 Transformer 的",
    "a\u00a0b\u2009c ½ ² ① x\u0301 \x85 \x1c.",
    "emoji 👍 and 𝒳 or 🙏 no",
)
PATTERNS = (
    r"\w+", r"\W+", r"\d+", r"\D+", r"\s+", r"\S+", r"[\w'-]+", r"[^\W_]+", r"[^\W\d_]{4,}",
    r"[\W_]+", r"[^\W\d]", r"[^\S\n]+", r"\b\w", r"\b(?:no|or|and)\b", r"\Bn\b", r"(?<!\w)no(?!\w)",
    r"(?<![\w-])([A-Z])([\w-]*)", r"(?<=\w)(?=[A-Z])", r"(?<=[.!?:]) (?=[A-Z])", r",(?=\s|$)",
    r"(?P<word>[a-z]+)(?P<figure> \d+)?", r"“([^”]*)”", r"\w*", r"(?:^|\s)(\w+)",
    r"[\u3040-\u30ff]+", r"[.?!。？]$", r"\A\w+", r"\w+\Z", "x?", r"(?i:NO|Or)", r"(\w)(\d)?",
    r"(?P<a>\w+(?=[ -])|o)", r"(?:a|(\d(?!\d))|n(?=o|$))", r"[]a]+", r"\[\d{,3}\]",
)  # fmt: skip


@pytest.mark.parametrize("flags", [0, patterns.IGNORECASE, patterns.MULTILINE, patterns.ASCII])
def test_finds_what_re_finds(flags: int):
    """Matches, groups, splits and replacements are those of `re`, in any script."""
    for pattern, text in product(PATTERNS, TEXTS):
        ours, theirs = patterns.compile(pattern, flags), re.compile(pattern, flags)
        found = [(m.span(), m.groups(), m.lastgroup) for m in ours.finditer(text)]
        expected = [(m.span(), m.groups(), m.lastgroup) for m in theirs.finditer(text)]
        assert found == expected, (pattern, text)
        assert ours.findall(text) == theirs.findall(text)
        assert ours.split(text, 2) == theirs.split(text, 2)
        assert ours.sub(r"<\g<0>>\\", text, 3) == theirs.sub(r"<\g<0>>\\", text, 3)


def test_begins_and_ends_where_re_does():
    """A search from a place sees what stands around it as `re` does."""
    for pattern, text in product(PATTERNS, TEXTS):
        ours, theirs = patterns.compile(pattern), re.compile(pattern)
        for pos in range(len(text) + 1):
            pairs = [(ours.search(text, pos), theirs.search(text, pos))]
            if not pattern.startswith("(?<"):
                pairs.append((ours.match(text, pos), theirs.match(text, pos)))
            for found, expected in pairs:
                assert (found and found.span()) == (expected and expected.span()), (text, pos)


def test_reads_verbose_patterns():
    """Spaces and comments in a verbose pattern are left out."""
    pattern = r"""
        (?P<a> \d+ ) \  [#]   # a number, a space and a sign
        (?! \w )
    """
    assert patterns.compile(pattern, patterns.VERBOSE).search("12 #a 34 #")["a"] == "34"


def test_replaces_by_groups_and_by_functions():
    """A replacement may number groups, or be a function."""
    assert patterns.compile(r"(\w)(\d)?").sub(r"\2\g<1>\\", "a1 ü") == "1a\\ ü\\"
    assert patterns.compile(r"\w+").sub(lambda m: m[0].upper(), "a für b", 2) == "A FÜR b"


def test_half_of_a_surrogate_pair_is_no_word():
    """What UTF-8 cannot hold is a sign, and shifts nothing."""
    found = patterns.compile(r"\w+").finditer("\ud800a ü\udfff b")

    assert [m.span() for m in found] == [(1, 2), (3, 4), (6, 7)]


def test_escaped_text_matches_itself():
    """Signs that mean something in a pattern can be escaped."""
    text = r"a.b*c[d]\e{2}^$|(ü)–#& -_~"

    assert patterns.compile(f"x {patterns.escape(text)}").fullmatch(f"x {text}")


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a)\1", r"a++", r"a(?=b)c", r"a(?!bc)", r"a(?=b*)", r"(?<!ab)c", r"b|(?<!a)b", r"\bé\b",
        r"(?<=(a))b", r"(?a)\w", r"(?a:\w)",
        "(", r"a{2000}",
    ],
)  # fmt: skip
def test_refuses_what_may_not_be_linear(pattern: str):
    """What RE2 cannot do in linear time, or at all, is an error."""
    with pytest.raises(patterns.PatternError):
        patterns.Pattern(pattern).check()


def test_hostile_marks_are_read_at_once():
    """Each of these units doubled the time; ten thousand would never have ended."""
    text = "Heat moves through water [" + "1†-" * 10_000 + " as shown"

    assert normalize_marks(text) == text
    assert split_marks(text)[1] == ()


def test_hostile_small_talk_is_read_at_once():
    """Nested repeats of words are no way to keep the processor busy."""
    assert find_small_talk("ty" + " bot" * 19 + "x") is None


def test_patterns_compile_on_first_use():
    """Importing a module compiles none of its patterns."""
    malformed = patterns.compile("(")

    with pytest.raises(patterns.PatternError):
        malformed.search("a")
