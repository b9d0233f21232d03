"""What the count of wrong verdicts takes for a verdict."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.measure.verdicts import find_verdict, render
from bot.grounding.sentence import Sentence
from tests.cli.samples import ANSWER


@pytest.mark.parametrize(
    ("shown", "verdict"),
    [
        ("Yes.\n\nBees dance. [1]", "yes"),
        ("Yes: that is in the title, “Bees”.", "yes"),
        ("\n  **No**, bees walk. [1]", "no"),
        ("Bees dance. [1]\n\nNo.", "no"),
        ("In part.\n\nBees dance. [1]", "other"),
        ("The abstracts do not say: bees are near.", "other"),
        ("No bee dances. [1]", None),
        ("Yes and no are words. [1]", None),
        ("Bees say yes. [1]", None),
        ("What comes nearest:\n\nBees dance. [1]", None),
    ],
)
def test_a_verdict_is_found_wherever_a_line_begins_with_it(shown: str, verdict: str | None):
    """But no sentence that only begins with such a word."""
    assert find_verdict(shown) == verdict


def test_a_verdict_is_found_in_what_the_terminal_shows():
    """In a sentence, as there is no line above with one."""
    sentence = replace(ANSWER.sentences[0], text="No: bees walk.")

    shown = render(replace(ANSWER, sentences=(sentence, Sentence("They rest.", (1,)))))

    assert find_verdict(shown) == "no"
    assert find_verdict(render(ANSWER)) is None
