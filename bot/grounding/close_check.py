"""Check that a sentence says what one sentence of an abstract says, in other words and no more.

A small language model rephrases one sentence well. What it joins from several, or adds of its own,
is wrong so often that the cross-encoder lets too much of it through (docs/decisions/0050).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import replace

from bot.grounding.checker import NOTHING_SAID, Check
from bot.grounding.citations import WrittenSentence
from bot.grounding.content_words import find_figures, find_stems, stem, weigh_words
from bot.grounding.evidence_spans import find_verbatim
from bot.grounding.language import is_english
from bot.grounding.sentence import Sentence
from retrieval.paper import Evidence, Paper
from retrieval.search.query import fold_words
from retrieval.text import patterns as re
from retrieval.text.labels import split_abstract

TOO_FREE = "no single sentence of the abstract says it"

_MIN_COVERED = 0.9  # of a sentence's words, by weight
_MIN_COVERED_BY_ABSTRACT = 0.7  # without words that only the question has
_MAX_ADDED_WEIGHT = 0.8  # of a word that the paper lacks: names and technical terms weigh more
_MAX_JOINED_WEIGHT = 0.2  # of a word from another sentence of the abstract, or from the title
_LINKING = find_stems("stands means refers denotes gets runs")
"""Words that only lead from what is asked to the answer."""

_MAX_REFERRED = 0.3  # of a sentence's words, from the one before its source that this refers to
_MAX_NAME_WORDS = 3
_MIN_STEM_LETTERS, _MAX_STEM_LETTERS_APART = 5, 2
_BOUNDS = {
    **dict.fromkeys(("over", "more than", "at least", "above", "exceeding"), "more"),
    **dict.fromkeys(("up to", "at most", "less than", "fewer than", "under", "below"), "less"),
    **dict.fromkeys(
        ("about", "around", "nearly", "almost", "approximately", "roughly", "close to"), "about"
    ),
}
_NUMBERS = r"\d{1,12}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half"
_BOUNDED = re.compile(rf"\b({'|'.join(_BOUNDS)}) ({_NUMBERS})\b", re.IGNORECASE)
_AUTHORS = re.compile(r"\b(?:the authors|we|th(?:is|e) paper) (\w+(?: \w+)?)", re.IGNORECASE)
_COMPOUND = re.compile(r"(?<![^\W_])[^\W_]+(?:-[^\W_]+)+")


def check_closely(check: Check, question: str, refers_back: Callable[[str], bool]) -> Check:
    """Return `check`, which then rejects what no single sentence of a cited abstract says.

    An English sentence must have nearly all its words from that sentence, the paper's name and
    `question`, and its figures with their bounds ("over 7") from that sentence. It becomes the
    evidence. A sentence that `refers_back` is read with the one before it, and a title with them
    where its name is asked for and no figure is given.
    """

    def checked(written: WrittenSentence, sources: Mapping[int, Paper]) -> Sentence:
        found = check(written, sources)
        if not found.supported or not is_english(found.text):
            return found
        for number in found.citations:
            paper = sources[number]
            if fold_words(found.text) == fold_words(paper.title):
                return replace(found, supported=False, reason=NOTHING_SAID)
            source = find_verbatim(found.text, paper)
            if source is None:
                source = _find_source(found.text, paper, question, refers_back)
            if source is not None:
                return replace(found, evidence=(source,))
        return replace(found, supported=False, reason=TOO_FREE)

    return checked


def _find_source(
    text: str, paper: Paper, question: str, refers_back: Callable[[str], bool]
) -> Evidence | None:
    """Return the sentence of an abstract that has most of what `text` says, if it has enough."""
    asked = weigh_words(question).keys()
    weights = {s: w for s, w in weigh_words(text).items() if not s.isdigit()}
    total = sum(weights.values())
    figures = set(find_figures(text))
    title = weigh_words(paper.title).keys()
    name = weigh_words(_find_name(paper.title)).keys()
    defines = bool(name) and name <= weights.keys() & asked and not figures
    titled = title if defines else title & asked | name
    whole = title | weigh_words(paper.abstract).keys()
    best, source, before = 0.0, None, ""
    for span in split_abstract(paper.abstract):
        told = f"{before} {span.text}" if refers_back(span.text) else span.text
        before = span.text
        own = weigh_words(span.text).keys() | titled
        said = dict.fromkeys(word for word in weights if _has(own, word)).keys()  # in order
        referred = {word for word in weights.keys() - said if _has(weigh_words(told).keys(), word)}
        covered = sum(weights[word] for word in said)
        told_of = covered + sum(sorted(weights[word] for word in referred))
        new = weights.keys() - said - referred - asked - _LINKING
        added = sorted(weights[word] for word in new - whole)
        joined = [weights[word] for word in new & whole]
        if (
            covered > best
            and told_of >= _MIN_COVERED_BY_ABSTRACT * total
            and told_of - covered <= _MAX_REFERRED * total
            and sum(added) <= (1 - _MIN_COVERED) * total
            and max(added, default=0.0) <= _MAX_ADDED_WEIGHT
            and max(joined, default=0.0) <= _MAX_JOINED_WEIGHT
            and figures <= {*find_figures(told), *find_figures(paper.title)}
            and _has_compounds(f"{told} {paper.title} {question}", text)
            and not _find_bounds(told, text) ^ _find_bounds(text, told)
            and _has_authors_verb(told, text)
        ):
            best = covered
            source = Evidence(paper.paper_id, span.text, span.start, span.end)
    return source


def _has_authors_verb(told: str, text: str) -> bool:
    """Tell whether a text says of the authors what they do: not what they find that others do."""
    said = _AUTHORS.match(text)
    verbs = [stem(word) for found in _AUTHORS.finditer(told) for word in found[1].split()]
    return said is None or not verbs or stem(said[1].split()[0]) in verbs


def _find_bounds(text: str, other: str) -> set[tuple[str, str]]:
    """Return the bounds of the figures that another text has, too: ("more", "7") of “over 7”."""
    found = ((_BOUNDS[bound.lower()], figure) for bound, figure in _BOUNDED.findall(text))
    return {
        (bound, figure)
        for bound, figure in found
        if re.search(rf"(?<!\w){re.escape(figure)}(?!\w)", other)
    }


def _has(stems: Set[str], wanted: str) -> bool:
    """Tell whether a stem is among others, one of which may have a letter or two more or less."""
    if not stems.isdisjoint((wanted, f"{wanted}s", wanted.removesuffix("s"))):
        return True
    return any(
        abs(len(wanted) - len(one)) <= _MAX_STEM_LETTERS_APART
        and min(len(wanted), len(one)) >= _MIN_STEM_LETTERS
        and (one.startswith(wanted) or wanted.startswith(one))
        for one in stems
    )


def _has_compounds(told: str, text: str) -> bool:
    """Tell whether all words with hyphens ("task-generic") are in what is told, maybe in parts."""
    known = f" {_join_stems(told)} "
    return all(f" {_join_stems(found)} " in known for found in _COMPOUND.findall(text))


def _join_stems(text: str) -> str:
    return " ".join(stem(word) for word in fold_words(text))


def _find_name(title: str) -> str:
    """Return what stands before the colon of a title, if it is as short as a name."""
    name, colon, _ = title.partition(":")
    return name if colon and len(name.split()) <= _MAX_NAME_WORDS else ""
