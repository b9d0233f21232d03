"""Call papers by short names, and tell whether a question does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from bot.grounding.content_words import share_words, weigh_words
from bot.questions.names import find_names, fold_name
from retrieval.paper import Paper
from retrieval.text import patterns as re
from retrieval.text.sentences import split_sentences

if TYPE_CHECKING:
    from retrieval.search.results import SearchResult

_MAX_NAME_CHARS: Final = 45  # what precedes a title's colon is a name if it is no longer
_MAX_NAME_WORDS: Final = 3  # of what precedes the colon, for a question to call a paper so
_MIN_COINED_CHARS, _MIN_MENTIONS = 3, 2
_MIN_TITLE_SHARE: Final = 0.6  # of a title's words by weight, for a text to be that title
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_MAX_NAMED_HITS: Final = 3
_MAX_ACRONYM_LETTERS: Final = 3  # such a short word in capitals may abbreviate anything


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


def boost_if_named(asked: str, found: SearchResult, confidence: float, cutoff: float) -> float:
    """Return the confidence, raised to `cutoff` if the question has a name that a good hit has.

    That is one from the title of one of the best papers, or from the abstract of the first. 0 if
    nothing was found.
    """
    if not found.hits:
        return 0.0
    best = [hit.paper for hit in found.hits[:_MAX_NAMED_HITS]]
    is_named = names_a_title(asked, best) or _shares_spelled_name(asked, best[0].abstract)
    return max(confidence, cutoff) if is_named else confidence


def names_a_title(asked: str, papers: Sequence[Paper]) -> bool:
    """Tell whether a question has a name from a title, letter for letter, in any language."""
    return any(_shares_spelled_name(asked, paper.title) for paper in papers)


def _shares_spelled_name(text: str, other: str) -> bool:
    return not _find_spelled_names(text).isdisjoint(_find_spelled_names(other))


def _find_spelled_names(text: str) -> set[str]:
    """Return what is spelled as only a name is: UniAP, MoH, DAMO-YOLO, Uni4Eye, but not Sphinx."""
    names = find_names(_NOT_ASCII.sub(" ", text))  # other scripts stand beside names without spaces
    return {
        name
        for name in names
        if any(c.isupper() for c in name[1:])
        and not (name.isupper() and len(name) <= _MAX_ACRONYM_LETTERS)
    }
