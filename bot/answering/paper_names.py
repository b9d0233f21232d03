"""Call papers by short names, and tell whether a question does."""

from __future__ import annotations

from typing import Final

from bot.answerability.names import find_names, fold_name
from bot.grounding.content_words import share_words, weigh_words
from retrieval.paper import Paper
from retrieval.text.sentences import split_sentences

_MAX_NAME_CHARS: Final = 45  # what precedes a title's colon is a name if it is no longer
_MAX_NAME_WORDS: Final = 3  # of what precedes the colon, for a question to call a paper so
_MIN_COINED_CHARS, _MIN_MENTIONS = 3, 2
_MIN_TITLE_SHARE: Final = 0.6  # of a title's words by weight, for a text to be that title


def name_paper(paper: Paper) -> str:
    """Return what precedes the colon of a paper's title if that is short, or the whole title."""
    name, colon, _ = paper.title.partition(": ")
    return name if colon and len(name) <= _MAX_NAME_CHARS else paper.title


def find_short_name(paper: Paper) -> str:
    """Return what a question may call a paper in short; empty if there is no such name.

    That is one word before the colon of its title, the name that its abstract coins, or up to three
    words before the colon.
    """
    head, colon, _ = paper.title.partition(":")
    head = head.strip() if colon else ""
    if head and " " not in head:
        return head
    if coined := _find_coined(paper.abstract):
        return coined
    return head if len(head.split()) <= _MAX_NAME_WORDS and "?" not in head else ""


def _find_coined(abstract: str) -> str:
    """Return the name that an abstract has in brackets or as a subject, and mentions most."""
    sentences = [span.text for span in split_sentences(abstract)]
    counts = {
        name: abstract.count(name)
        for name in find_names(abstract)
        if len(name) >= _MIN_COINED_CHARS
        and any(c.isupper() for c in name[1:])
        and max(weigh_words(name).values(), default=0.0) >= 1.0  # rare enough for a coined name
        and (f"({name})" in abstract or any(s.startswith(f"{name} ") for s in sentences))
    }
    name = max(counts, key=lambda one: counts[one], default="")
    return name if counts.get(name, 0) >= _MIN_MENTIONS else ""


def calls_paper(question: str, paper: Paper) -> bool:
    """Tell whether a question calls a paper by its short name or has most of its title."""
    return has_short_name(question, paper) or has_most_of_title(question, paper)


def has_short_name(question: str, paper: Paper) -> bool:
    """Tell whether a question has the short name of a paper, in any letters."""
    name = [fold_name(word) for word in find_short_name(paper).split()]
    words = [fold_name(word.removesuffix("'s")) for word in question.replace("’", "'").split()]
    starts = range(len(words) - len(name) + 1)
    return bool(name) and any(words[n : n + len(name)] == name for n in starts)


def has_most_of_title(text: str, paper: Paper) -> bool:
    """Tell whether a text has most of the words of a paper's title, by weight."""
    return share_words(paper.title, text) >= _MIN_TITLE_SHARE
