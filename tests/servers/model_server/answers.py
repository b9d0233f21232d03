"""Answer a prompt from its own excerpts, as a model that only quotes would."""

from __future__ import annotations

import re
from typing import Any

# An excerpt, as `prompts.fencing` writes it: its number and a marker on a line, the marker again.
_EXCERPT = re.compile(r"^\[(\d+)\] (\S+)\n(.*?)\n\2$", re.DOTALL | re.MULTILINE)
_SENTENCE = re.compile(r"(.+?[.!?])(?:\s|$)", re.DOTALL)
_TO_PLAN = "reply with one JSON object that says what is asked"
_QUESTION = re.compile(r"^(?:Last )?[Qq]uestion: (.+)$", re.MULTILINE)


def answer(body: dict[str, Any]) -> str:
    """Return the first sentence of each excerpt with its mark; without any, the question."""
    prompt = str(body["messages"][-1].get("content"))
    quoted = [
        f"{_first_sentence(text)} [{number}]." for number, _, text in _EXCERPT.findall(prompt)
    ]
    if quoted:
        return " ".join(quoted)
    questions = _QUESTION.findall(prompt)
    return questions[-1] if questions else prompt


def is_to_plan(body: dict[str, Any]) -> bool:
    """Tell whether a chat request is to plan a question (`prompts/plan.txt`)."""
    messages = body.get("messages") or [{}]
    return _TO_PLAN in str(messages[0].get("content"))


def _first_sentence(excerpt: str) -> str:
    """Return the first sentence of the abstract, which follows the title's line."""
    text = excerpt.partition("\n")[2] or excerpt
    found = _SENTENCE.match(text)
    return (found.group(1) if found else text).rstrip(".")
