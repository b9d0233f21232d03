"""Find the detail that a question asks for and no abstract states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answerability.reading import Reading, select_meant
from bot.grounding.content_words import find_stems, weigh_words
from retrieval.paper import Paper
from retrieval.text import patterns as re

SURELY_STATED, MIN_STATED = -1.0, -1.9
"""The log odds below which it may not be stated, and those below which it is not: of 77 questions
about real abstracts and the starter library that can be answered two are below, and of 23 whose
detail is not stated 19 are. Relevance would tell no better, and is low for described papers."""

_MIN_WORDS = 3  # of a question, for a sentence that has all of them to state what it asks for
_NO_DETAIL = frozenset(
    """do does did is are was were be has have had can could should would will of for in on at with
    to that by from than when after before it they we i you the a an and or must may need needs get
    gets take takes use uses using""".split()
)
"""Words that end the name of a detail, as participles do: “how many patches are masked”."""
_LEAD = re.compile(
    r"\b(?:(?:what|which)(?:'s|’s| is| was| are| were) (?=(?:the|its|their) )|"
    r"(?:how many|which|what)(?= ))",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w+@/’'.-]+")
_MAX_DETAIL_WORDS, _MAX_DETAIL_CHARS = 5, 240


@dataclass(frozen=True, slots=True)
class MissingDetail:
    """A detail that no abstract states, though they cover its topic.

    `what` names it in a few words ("how many parameters"). `stated` is the sentence of the closest
    paper's abstract that comes nearest, empty if none comes near.
    """

    what: str
    closest: Paper
    stated: str = ""

    @property
    def text(self) -> str:
        """The refusal in a sentence."""
        return f"Not stated in the abstracts: {self.what}."


def find_missing(question: str, readings: Sequence[Reading]) -> MissingDetail | None:
    """Return what a question asks for if no paper that it may mean states it.

    The most relevant of these is the closest.
    """
    if not readings or is_stated(readings) or is_stated_literally(question, readings):
        return None
    closest = max(select_meant(readings), key=lambda reading: reading.relevance)
    return MissingDetail(name_detail(question), closest.paper, closest.nearest)


def is_stated_literally(question: str, readings: Sequence[Reading]) -> bool:
    """Tell whether a sentence of a paper that the question may mean has all words of it."""
    words = weigh_words(question).keys()
    return len(words) >= _MIN_WORDS and any(
        words <= find_stems(sentence)
        for reading in select_meant(readings)
        for sentence in reading.sentences
    )


def is_stated(readings: Sequence[Reading], least: float = MIN_STATED) -> bool:
    """Tell whether a paper that the question may mean states it, by at least some log odds."""
    return any(reading.stated >= least for reading in select_meant(readings))


def name_detail(question: str) -> str:
    """Return a question's words for what it asks for: “how many epochs”; “this” without any."""
    for lead in _LEAD.finditer(question):
        article = lead.group().endswith(" ")
        words = question[lead.end() : lead.end() + _MAX_DETAIL_CHARS].split()
        detail = [*words[:article], *_find_detail(words[article:])]
        if len(detail) > article:
            text = " ".join(detail if article else [lead.group(), *detail]).rstrip(".'’")
            return text[0].lower() + text[1:]
    return "this"


def _find_detail(words: Sequence[str]) -> Iterator[str]:
    """Yield the first words up to one that cannot belong to the name of a detail."""
    for word in words[:_MAX_DETAIL_WORDS]:
        found = _WORD.match(word)
        if found is None or word.lower() in _NO_DETAIL or found.group().lower().endswith("ed"):
            return
        yield found.group()
        if found.group() != word:
            return
