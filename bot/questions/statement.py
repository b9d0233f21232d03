"""Turn a yes-or-no question into the statement that it asks about."""

from __future__ import annotations

import re
from collections.abc import Collection

_OPENING = re.compile(
    r"^\W*(?:(?:so|ok|okay|and|but|hey|hi|well|thx|thanks|then|also|actually|really|all|just)\W+)*",
    re.IGNORECASE,
)
"""Words that people put before a question."""
_TAG = re.compile(
    r",? ?(?:right|correct|isn't it|doesn't it|is that (?:right|true))\W*$", re.IGNORECASE
)
"""What turns a statement into a question at its end."""
_AUXILIARY = re.compile(
    r"^(?P<be>is|are|was|were|isn't|aren't|can|could|will|would|should|must|may|might|has|have|"
    r"had)\b\s+|"
    r"^(?:does|do|did|doesn't|don't|didn't)\s+",
    re.IGNORECASE,
)
"""The verb that a question begins with; `be` is one that the statement keeps."""
_DETERMINERS = frozenset(
    "the a an this that these those its their his her my your our any all some most".split()
)
_MAX_SUBJECT_WORDS = 4


def to_statement(question: str, known: Collection[str] = ()) -> str:
    """Return the statement; `known` has words, in lower case, that may name the subject.

    The statement may be clumsy, as the end of the subject is guessed: at a word that is not
    known, or after two words.
    """
    text = _TAG.sub("", _OPENING.sub("", question.strip())).strip(" ?!.")
    found = _AUXILIARY.match(text)
    if found is None:
        return f"{text}."
    rest = text[found.end() :].split()
    if not found["be"]:
        return f"{' '.join(rest)}."
    end = _find_subject_end(rest, known)
    return f"{' '.join([*rest[:end], found['be'].lower(), *rest[end:]])}."


def _find_subject_end(words: list[str], known: Collection[str]) -> int:
    start = next((i for i, word in enumerate(words) if word.lower() not in _DETERMINERS), 0)
    end = start
    while end < min(len(words) - 1, start + _MAX_SUBJECT_WORDS) and _is_known(words[end], known):
        end += 1
    return end if end > start else min(start + (1 if start else 2), len(words) - 1)


def _is_known(word: str, known: Collection[str]) -> bool:
    return any(c.isupper() or c.isdigit() for c in word) or word.lower().strip(",;:()") in known
