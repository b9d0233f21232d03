"""Read of what a question wants a summary, and in which style: “tl;dr of the MoH paper”."""

from __future__ import annotations

from dataclasses import dataclass

from bot.questions.topic import strip_question
from retrieval.text import patterns as re

_PLAINLY = re.compile(
    r",? ?\b(?:like (?:i'?m|i am) (?:five|5|a \w+)|eli5|in (?:simple|plain|lay(?:man'?s?)?|easy) "
    r"(?:terms|words|language|english)|for (?:a )?(?:beginners?|newcomers?|laypeople))\b",
    re.IGNORECASE,
)
_POINTS = re.compile(r"\b(?:bullet points?|bullets|key points|take-?aways)\b", re.IGNORECASE)
_WORDS = re.compile(
    r"\b(?:tl;?dr|summar(?:y|i[sz]e[ds]?)|sum(?:s|med)? up|recap|gist|elevator pitch|bottom line|"
    r"explain|describe|(?:main|key|core|central|big) (?:ideas?|points?|messages?|contributions?|"
    r"take-?aways)|in a nutshell|take-?aways?|bullet points?|bullets|nutshell|briefly|short|(?:one|"
    r"two|three|a few|\d)[- ](?:lines?|sentences?|words|paragraphs?)|it|its|all)\b",
    re.IGNORECASE,
)
_PAPER = re.compile(r"\b(?:paper|article|work|study|preprint|abstract)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SummaryQuestion:
    """A question for a summary, in one of `SUMMARY_STYLES`, of what `about` says.

    `about` is empty if only a word like “it” says of what. `is_of_paper`: it says “the paper”.
    """

    about: str
    style: str
    is_of_paper: bool


def asks_plainly(question: str) -> bool:
    """Tell whether a question asks for plain words: “like I'm five”."""
    return _PLAINLY.search(question) is not None


def read_summary_question(question: str) -> SummaryQuestion:
    """Return of what a question wants a summary, if that is known to be what it wants."""
    text = " ".join(question.replace("’", "'").split()).strip(" ?!.")
    about = strip_question(_WORDS.sub(" ", _PLAINLY.sub(" ", text)))
    style = "key-points" if _POINTS.search(text) else "tldr"
    style = "plain" if _PLAINLY.search(text) else style
    return SummaryQuestion(" ".join(about.split()), style, _PAPER.search(text) is not None)
