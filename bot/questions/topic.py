"""Take the topic out of a question for papers: “do we have anything on X?” is about X."""

from __future__ import annotations

from retrieval.text import patterns as re

_ASKING = (
    "(?:which|what|who)'?s?|any|some|all|many|everything|anything|something|nothing|stuff|list|"
    "show|name|find|give|tell|got|get|papers?|works?|stud(?:y|ies)|articles?|publications?|research|literature|"
    "titles?|abstracts?|ones|have|has|is|are|was|were|been|do|does|did|can|could|would|should|how|"
    "(?:we|you)(?:'ve)?|i|me|us|it|they|them|these|those|this|that|the|an?|our|your|there|here|"
    "library|collection|about|on|in|of|for|to|with|from|by|overview|rundown|summary|summari[sz]e|quick|"
    "brief|pls|please|and|or|but|also|just|only|so|ok|hey|hi|else|different|various|approaches|"
    "directions|people|someone|anyone|say|done|recommend|suggest|related|deals?|dealing|kindly|"
    "enumerate|exists?|lately|recent|recently|these days|so far|big picture|state of the art|"
    "state of play|going on|gone about|need|want|looking for|know|read|first|new|if|am|meant|"
    "mean|define|explain|i'm"
)
_AT_START = re.compile(rf"^\W{{0,5}}(?:{_ASKING})(?![\w'-])", re.IGNORECASE)
_AT_END = re.compile(rf"(?<![\w'-])(?:{_ASKING})\W{{0,5}}$", re.IGNORECASE)
_EXCLUDES = re.compile(
    r"(?:(?:[,;(]|\s-|\b(?:but|and|or)|\bthat(?:'s| is| are)|\bwhich (?:is|are))\s{0,3}\b(?:not?|"
    r"without)\b|\b(?:other than|except(?: for)?|apart from|besides|excluding|rather than|"
    r"(?:anything|everything|all) but)\b)(?P<what>[^,;:?!.()]{1,80})\)?",
    re.IGNORECASE,
)
"""What the papers are not to be about."""
_CLAUSES = re.compile(r" [-–—]{1,3} |[?!;:.,]{1,5}(?: |$)|[()]")
QUOTED = re.compile(r"[“\"][^”\"]{2,300}[”\"]")
"""A title or a phrase in quotation marks."""

_MAX_FRAME_CHARS = 60  # of a phrase at the end, with signs after it


def find_topic(question: str) -> str:
    """Return a question without the words that frame it; the question itself if nothing is left.

    What is in quotation marks is the topic, with its marks. What the papers are not to be about is
    left out, too.
    """
    text = " ".join(question.replace("’", "'").split())
    if quoted := QUOTED.search(text):
        return quoted[0]
    return strip_question(_EXCLUDES.sub("", text)) or question


def strip_question(text: str) -> str:
    """Return the clauses of a text without the words that ask for papers; maybe nothing."""
    return ", ".join(filter(None, map(_strip_frame, _CLAUSES.split(text))))


def claim_fit(wanted: str) -> str:
    """Return the claim that a paper fits, as the model of the check reads it."""
    return f"The paper fits: {wanted}."


def find_excluded(question: str) -> list[str]:
    """Return what the papers are not to be about: “images” in “… of texts, not images”."""
    text = QUOTED.sub("", " ".join(question.split()))
    found = (_strip_frame(one["what"]) for one in _EXCLUDES.finditer(text))
    return [one for one in found if one]


def _strip_frame(text: str) -> str:
    text = text.strip()
    while found := _AT_START.match(text):
        text = text[found.end() :].lstrip()
    while found := _AT_END.search(text, max(len(text) - _MAX_FRAME_CHARS, 0)):
        text = text[: found.start()].rstrip()
    return text.strip(" ,:;?!.-'()")
