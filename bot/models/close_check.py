"""Check that a sentence says what one sentence of an abstract says, in other words and no more.

A small language model rephrases one sentence well. What it joins from several, or adds of its own,
is wrong so often that the cross-encoder lets too much of it through (docs/decisions/0050).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.grounding.checker import NOTHING_SAID, Check, word_reason
from bot.grounding.citations import WrittenSentence
from bot.grounding.content_words import find_stems, weigh_words
from bot.grounding.evidence_spans import find_verbatim
from bot.grounding.figures import find_unstated_figures
from bot.grounding.language import is_english
from bot.grounding.sentence import Sentence
from retrieval.paper import Evidence, Paper
from retrieval.reading import cite, split_paper
from retrieval.search.query import fold_words
from retrieval.text import patterns as re

TOO_FREE = "no single sentence of the abstract says it"

_MAX_NEW = 0.1  # of a sentence's words, by weight, without those that only the question has
_MAX_NEW_WEIGHT = 0.2  # of one such word: names and technical terms weigh more
_MIN_TOLD = 0.7  # of a sentence's words, in one of the abstract
_MAX_NAME_WORDS = 3
_PREFIX = 5  # letters by which stems are compared
_LINKING = frozenset(stem[:_PREFIX] for stem in find_stems("stands means refers denotes gets runs"))
"""Words that only lead from what is asked to the answer."""
_BOUNDED = re.compile(
    r"\b(?:over|more than|at least|above|up to|at most|less than|fewer than|under|below|about|"
    r"around|nearly|almost|approximately|roughly|close to) (?P<figure>\d+)\b",
    re.IGNORECASE,
)


def check_closely(check: Check, question: str, refers_back: Callable[[str], bool]) -> Check:
    """Return `check`, which then rejects what no single sentence of a cited abstract says.

    An English sentence must have nearly all its words from that sentence, the paper's name and
    `question`, and its figures with their bounds ("over 7") from that sentence. It becomes the
    evidence. A sentence that `refers_back` is read with the one before it.
    """

    def checked(written: WrittenSentence, sources: Mapping[int, Paper]) -> Sentence:
        found = check(written, sources)
        if not found.supported or not is_english(found.text):
            return found
        for number in found.citations:
            paper = sources[number]
            if fold_words(found.text) == fold_words(paper.title):
                return replace(found, supported=False, reason=NOTHING_SAID)
            source = find_verbatim(found.text, paper)
            source = source or _find_source(found.text, paper, question, refers_back)
            if source is not None:
                return replace(found, evidence=(source,))
        cited = [sources[number] for number in found.citations]
        return replace(found, supported=False, reason=word_reason(TOO_FREE, cited))

    return checked


def _find_source(
    text: str, paper: Paper, question: str, refers_back: Callable[[str], bool]
) -> Evidence | None:
    """Return the sentence of an abstract that has most of what `text` says, if it has enough."""
    weights = {stem: weight for stem, weight in weigh_words(text).items() if not stem.isdigit()}
    total = sum(weights.values())
    asked = _find_prefixes(question) | _LINKING
    titled = _find_prefixes(paper.title) & asked | _find_prefixes(_find_name(paper.title))
    best, source, before = 0.0, None, ""
    for span in split_paper(paper):
        told = f"{before} {span.text}" if refers_back(span.text) else span.text
        before = span.text
        known = _find_prefixes(told) | titled
        untold = {stem: weight for stem, weight in weights.items() if stem[:_PREFIX] not in known}
        new = [weight for stem, weight in untold.items() if stem[:_PREFIX] not in asked]
        covered = total - sum(untold.values())
        if (
            covered > best
            and covered >= _MIN_TOLD * total
            and sum(new) <= _MAX_NEW * total
            and max(new, default=0.0) <= _MAX_NEW_WEIGHT
            and not find_unstated_figures(text, [paper.title, told])
            and _find_bounds(told, text) == _find_bounds(text, told)
        ):
            best = covered
            source = cite(paper, span)
    return source


def _find_prefixes(text: str) -> frozenset[str]:
    return frozenset(stem[:_PREFIX] for stem in find_stems(text))


def _find_bounds(text: str, other: str) -> set[str]:
    """Return the figures with their bounds that another text has, too: “over 7”."""
    return {
        found.group().lower()
        for found in _BOUNDED.finditer(text)
        if re.compile(rf"(?<!\w){found['figure']}(?!\w)").search(other)
    }


def _find_name(title: str) -> str:
    """Return what stands before the colon of a title, if it is as short as a name."""
    name, colon, _ = title.partition(":")
    return name if colon and len(name.split()) <= _MAX_NAME_WORDS else ""
