"""A check of sentences for tests that need no embedder: citations, figures, and a word of command.

A sentence with the word "untrue" is contradicted, one with "unsaid" unsupported, whatever its
abstract says; the fake keeps what it was asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.grounding.checker import NO_CITATION
from bot.grounding.citations import WrittenSentence
from bot.grounding.sentence import Sentence
from retrieval.paper import Paper

_FIGURE = re.compile(r"(?<![\w-])\d+(?:\.\d+)?")


class FakeCheck:
    """A `Check` by rules alone."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, written: WrittenSentence, sources: Mapping[int, Paper]) -> Sentence:
        """Return the sentence with what the rules found."""
        self.asked.append(written.text)
        known = tuple(n for n in written.numbers if n in sources)
        if not known:
            return Sentence(written.text, (), supported=False, reason=NO_CITATION, score=0.0)
        stated = {
            v for n in known for v in _FIGURE.findall(f"{sources[n].title}\n{sources[n].abstract}")
        }
        missing = [value for value in _FIGURE.findall(written.text) if value not in stated]
        words = written.text.lower()
        if "untrue" in words:
            reason = "the cited abstract says the opposite"
        elif "unsaid" in words:
            reason = "the cited abstract does not say it"
        elif missing:
            reason = f"the cited abstract does not have the figure {missing[0]}"
        else:
            return Sentence(written.text, known)
        return Sentence(
            written.text,
            known,
            supported=False,
            reason=reason,
            score=0.0,
            contradicted="untrue" in words,
        )
