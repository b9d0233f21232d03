"""Take the topic out of a question for papers: “do we have anything on X?” is about X."""

from __future__ import annotations

import re

_FRAME = re.compile(
    r"\b(?:which|what|who|any|some|all|list|show|name|find|give|got|get|please|pls|plz|papers?|"
    r"works?|stud(?:y|ies)|articles?|publications?|research|literature|titles?|abstracts?|ones|"
    r"stuff|everything|anything|something|nothing|is there|are there|do we|do you|have we|we|"
    r"you|i|me|us|our|your|my|the library|library|collection|here|there|this|these|those|have|"
    r"has|had|having|got|about|on|regarding|concerning|dealing|deals?|related|in here|in|of|for|"
    r"to|that|the|a|an|is|are|was|were|do|does|did|can|could|how|with|from|by|at|overview|tell|"
    r"state|going|happening|catch|up|sum|summari[sz]e|big picture|map out|map|story|whats?|"
    r"what's|what've|been|tried|so far|people|say|these days|approaches|directions|themes?|"
    r"different|ways|around|where|stand|gone|dealt|out|look at|look|it|its|some way|way|working|"
    r"any1|anyone|anybody|someone|main topic|whose|topic|else|but|and|or|also|just|really|using|"
    r"use[sd]?|make|makes|made|let|mention|mentions|other than|dont care|not|no|hey|hi|so|ok|"
    r"can you|point)\b",
    re.IGNORECASE,
)
"""Words that ask for papers, and say nothing of what they are about."""
_EXCEPT = re.compile(
    r",? (?:but )?\b(?:not|no|other than|except(?: for)?|apart from|besides|excluding|"
    r"instead of)\b[^,?]*",
    re.IGNORECASE,
)
"""What the papers are not to be about."""
_ALTERNATIVES = re.compile(r" (?:or|and|&) | ?[/,] ?", re.IGNORECASE)
"""What stands between the alternatives of a topic."""
_MAX_ALTERNATIVES = 3
_QUOTED = re.compile(r"[“\"][^”\"]{2,100}[”\"]")


def find_topic(question: str) -> str:
    """Return a question without the words that frame it; the question itself if nothing is left.

    What is in quotation marks is the topic, with its marks.
    """
    question = _EXCEPT.sub("", question)
    if quoted := _QUOTED.search(question):
        return quoted[0]
    words = " ".join(_FRAME.sub(" ", question.replace("’", "'")).split())
    kept = re.sub(r" ([,:;?!.])", r"\1", words).strip(" ,:;?!.-'")
    return kept or question


def find_topics(question: str) -> list[str]:
    """Return the topics of a question for papers: the whole, then the alternatives in it, if any.

    “speech or audio” is about both together and each alone; at most three alternatives are read.
    """
    whole = find_topic(question)
    if _QUOTED.search(whole):
        return [whole]
    text = " ".join(_EXCEPT.sub("", question).split())
    parts = [find_topic(part) for part in _ALTERNATIVES.split(text)[: _MAX_ALTERNATIVES + 1]]
    kept = [part for part in dict.fromkeys(parts) if part in whole and part != whole]
    return [whole, *kept[:_MAX_ALTERNATIVES]] if len(kept) > 1 else [whole]
