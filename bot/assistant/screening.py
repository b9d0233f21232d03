"""Leave out of what a model wrote what no answer may hold, whoever asked for it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from bot.assistant.citations import Written
from bot.assistant.injection.folding import folded
from bot.assistant.injection.instructions import instructs
from bot.assistant.injection.outward import mentions, unlinked, visible
from bot.assistant.injection.quotable import hidden, quotable
from bot.assistant.injection.tongue_of import foreign
from bot.assistant.language_model import (
    NOT_STATED,
    AnswerTask,
    CellTask,
    Excerpt,
    HeadlineTask,
    JudgeTask,
    RewriteTask,
    Task,
)

_LONGEST: Final = 1_500  # characters; of 34,542 sentences of abstracts none is longer
_LEAST_LEFT: Final = 2  # words that a sentence needs once its address is gone
_DECLINES = re.compile(r"cannot answer from (?:these|the) excerpts")
_LABEL = re.compile(
    r"^\W{0,3}(?:answer|summary|headline|tl;?dr|key points?|in short|result)\**\s*:\**\s*(?=\S)",
    re.IGNORECASE,
)
# What a model says of itself. Authors write "I", but not this of themselves, and quotes are quotes.
_OF_ITSELF = re.compile(
    r"\b(?:i am|i'm|i will|i have|i was|i can(?:not|'t)?|i must|as an ai|"
    r"my (?:\w+ )?(?:instructions?|rules|"
    r"prompt|guidelines|marker|creators?|developers?|task))\b|\bsystem prompt\b|\bsure[,!] here\b"
)
_ACTIVE = re.compile(
    r"<\s*(?:a|img|iframe|script|form|input|button|object|embed|svg|style|meta|link|base)\b[\s/>]",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W\d_]{4,}")
_MANY = 14  # words of a sentence that may repeat itself too much
_LEAST_DIFFERENT = 0.34


def screened(written: Written, task: Task) -> Written | None:
    """Return the sentence as it may go on to the check, None where nothing of it may.

    Addresses go, and the sentence stays where it is one without. Sentences go that instruct the
    reader, call on somebody, speak of the model itself, are in another language than asked for,
    or have their words from where a paper instructs or from nowhere. What tells that nothing is
    found stays.
    """
    text = folded(written.text)
    if _ACTIVE.search(written.text):
        return None
    if isinstance(task, RewriteTask | JudgeTask) or _tells_nothing(text, task):
        return written
    shown = _LABEL.sub("", unlinked(visible(written.text)))
    if shown != written.text and len(_WORDS.findall(shown)) < _LEAST_LEFT:
        return None
    if len(shown) > _LONGEST or mentions(shown) or instructs(shown) or _babbles(shown):
        return None
    excerpts = _excerpts(task)
    if not _quoted(shown, excerpts) and (
        _OF_ITSELF.search(folded(shown)) or foreign(shown, task.language)
    ):
        return None
    if _from_hidden(shown, excerpts) or _from_nowhere(shown, written, excerpts, task.language):
        return None
    return written if shown == written.text else replace(written, text=shown)


def _tells_nothing(text: str, task: Task) -> bool:
    if isinstance(task, AnswerTask):
        return _DECLINES.search(text) is not None
    return isinstance(task, CellTask) and NOT_STATED in text


def _excerpts(task: Task) -> tuple[Excerpt, ...]:
    match task:
        case AnswerTask() | HeadlineTask():
            return task.excerpts
        case RewriteTask() | JudgeTask():
            return ()
        case _:
            return (task.excerpt,)


def _quoted(text: str, excerpts: tuple[Excerpt, ...]) -> bool:
    """Tell whether a sentence stands as it is in an abstract, addresses aside."""
    start = text.rstrip(".")
    return any(start in excerpt.paper.abstract for excerpt in excerpts)


def _babbles(text: str) -> bool:
    words = text.lower().split()
    return len(words) >= _MANY and len(set(words)) < _LEAST_DIFFERENT * len(words)


def _from_hidden(text: str, excerpts: tuple[Excerpt, ...]) -> bool:
    """Tell whether a sentence has a word that only the instructing parts of its papers have."""
    out = "\n".join(filter(None, (hidden(excerpt.paper) for excerpt in excerpts)))
    if not out:
        return False
    told = [quotable(excerpt.paper) for excerpt in excerpts]
    known = _words("\n".join(f"{paper.title}\n{paper.abstract}" for paper in told))
    return bool(_words(text) & (_words(out) - known))


def _from_nowhere(
    text: str, written: Written, excerpts: tuple[Excerpt, ...], language: str
) -> bool:
    """Tell whether an English sentence shares no word with the English papers that it cites."""
    cited = [quotable(e.paper) for e in excerpts if e.number in written.numbers]
    source = "\n".join(f"{paper.title}\n{paper.abstract}" for paper in cited)
    if not cited or language != "English" or not source.isascii():
        return False
    words = {word[:5] for word in _words(text)}
    return bool(words) and not words & {word[:5] for word in _words(source)}


def _words(text: str) -> set[str]:
    """Return the words of a text, cut to their first letters as a stem."""
    return {word[:7] for word in _WORDS.findall(folded(text))}
