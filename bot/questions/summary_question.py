"""Recognize questions for a summary: “tl;dr of the MoH paper”, “what is that paper about?”."""

from __future__ import annotations

from dataclasses import dataclass

from bot.questions.topic import find_topic
from retrieval.text import patterns as re

_LEAD_IN = (
    r"^(?:(?:(?:one|two|three)[- ](?:line|sentence|paragraph)|what's|so|ok|okay|and|but|hey|hi|"
    r"hello|well|thx|thanks|then|also|actually|just|please|pls|can|could|would|someone|anyone|you|give|"
    r"write|get|need|want|i|we|me|us|what|whats|is|are|a|an|the|one|quick|short|brief)\W+)*"
)
"""Words that people put before what they ask for."""
_SUMMARY = re.compile(
    rf"{_LEAD_IN}(?:tl;?dr|summar(?:y|i[sz]e)|sum up|recap|gist|elevator pitch|bottom line|"
    r"(?:main|key|core|central|big) (?:idea|point|message|contribution|takeaway)s?|"
    r"take-?aways?|bullet points|key points)\b(?P<of>.*)$",
    re.IGNORECASE,
)
_AT_END = re.compile(r"[ ,:](?:tl;?dr|in a nutshell|summary)$", re.IGNORECASE)
_ABOUT = re.compile(r" (?:even |actually |really )?about$", re.IGNORECASE)
_WHAT_IS = re.compile(r"\bwhat(?:'s|s| is| are| was) ", re.IGNORECASE)
_ONE = re.compile(
    r"\b(?:(?:paper|article|work|study|one) (?:on|about|by|from|called)\b|"
    r"(?:paper|article|work|study|one|it|this|that|all)$)",
    re.IGNORECASE,
)
"""One paper, or a word for it: “the paper on sonar”, “that paper”, “WhaleNet all”."""
_SIMPLY = re.compile(
    r",? ?\b(?:like (?:i'?m|i am|im) (?:five|5|a \w+)|eli5|in (?:simple|plain|lay(?:man'?s?)?|"
    r"easy) (?:terms|words|language|english)|"
    r"for (?:a )?(?:beginners?|newcomers?|dummies|laypeople))\b",
    re.IGNORECASE,
)
"""Words that ask for plain language."""
_WORDS = re.compile(
    r"\b(?:tl;?dr|summar(?:y|i[sz]e[ds]?)|sum(?:s|med)? up|recap|gist|elevator pitch|bottom line|"
    r"(?:main|key|core|central|big) (?:ideas?|points?|messages?|contributions?)|in a nutshell|"
    r"(?:(?:main|key) )?take-?aways?|bullet points?|bullets|nutshell)\b",
    re.IGNORECASE,
)
"""Words for a summary, wherever they stand."""
_POINTS = re.compile(
    r"\b(?:bullet points?|bullets|key points|takeaways|take-aways)\b", re.IGNORECASE
)
_EXPLAIN = re.compile(rf"{_LEAD_IN}(?:explain|describe)?(?P<of>.*)$", re.IGNORECASE)
_SEVERAL = re.compile(
    r"\b(?:papers|articles|works|studies|research|literature|ones|library|collection|field|"
    r"different|various|these|those|everything|what (?:we|you|people))\b|^\W*(?:how|why)\b",
    re.IGNORECASE,
)
_PAPER = re.compile(r"\b(?:paper|article|work|study|preprint|abstract)\b", re.IGNORECASE)
_FRAME = re.compile(
    r"\b(?:the|a|an|it|this|that|all|of|on|about|for|me|us|please|pls|paper|article|work|"
    r"study|preprint|abstract|in (?:one|two|three|a few|\d) (?:lines?|sentences?|words)|briefly|"
    r"quickly|short|say|do|does)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SummaryQuestion:
    """A question for a summary, in one of `SUMMARY_STYLES`, of what `about` says.

    `about` is empty if only a word like “it” says of what. `is_of_paper`: it says “the paper”.
    """

    about: str
    style: str
    is_of_paper: bool


def parse_summary_question(question: str) -> SummaryQuestion | None:
    """Return of what a question wants a summary; None if it wants something else, or of several."""
    text = " ".join(question.replace("’", "'").split()).strip(" ?!.")
    plain = _SIMPLY.search(text) is not None
    text = " ".join(_SIMPLY.sub(" ", text).split())
    if at_end := _AT_END.search(text):
        about: str | None = text[: at_end.start()]
    else:
        patterns = (_SUMMARY, *([_EXPLAIN] if plain else []))
        found = next((found for one in patterns if (found := one.search(text))), None)
        about = _find_whose_content(text) if found is None else found["of"]
    if about is None or _SEVERAL.search(about):
        return None
    about, of_paper = _FRAME.sub(" ", about), _PAPER.search(about) is not None
    style = "plain" if plain else _find_style(text)
    return SummaryQuestion(_trim(about), style, of_paper)


def asks_of_several(question: str) -> bool:
    """Tell whether a question for a summary is about several papers."""
    return _SEVERAL.search(question) is not None


def read_summary_question(question: str) -> SummaryQuestion:
    """Return of what a question wants a summary, if that is known to be what it wants."""
    parsed = parse_summary_question(question)
    if parsed is not None:
        return parsed
    text = " ".join(question.replace("’", "'").split()).strip(" ?!.")
    about = find_topic(_FRAME.sub(" ", _WORDS.sub(" ", _SIMPLY.sub(" ", text))))
    return SummaryQuestion(_trim(about), _find_style(text), _PAPER.search(text) is not None)


def _trim(about: str) -> str:
    return " ".join(about.split()).removeprefix("from ").strip(" ,:;-“”\"'")


def _find_style(text: str) -> str:
    if _SIMPLY.search(text):
        return "plain"
    return "key-points" if _POINTS.search(text) else "tldr"


def _find_whose_content(text: str) -> str | None:
    """Return what a question like “what is the paper on sonar about” is about; else None."""
    end, what = _ABOUT.search(text), _WHAT_IS.search(text)
    about = text[what.end() : end.start()] if end and what else ""
    return about if _ONE.search(about) else None
