"""Change one thing of a true sentence, so that its abstract no longer supports it.

What is put in comes from data: figures and terms of the abstract itself or of another, and the
phrases that turned true claims false in the written twins (`contrasts.jsonl`), so that there is no
list of words here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from random import Random

from retrieval.search.query import STOP_WORDS

_TOKEN = re.compile(r"\w+(?:[-'’.,]\w+)*%?|[^\w\s]")
_FIGURE = re.compile(r"(?<![\w.,^-])\d(?:[\d,]*\d)?(?:\.\d+)?(?=[%x×\s.,;]|[kKMB]\b)")
_MAX_PHRASE = 3  # tokens
_FIGURES_FIRST = 0.6  # of the sentences that have one
_ONE_WAY = ("hedge", "quantifier")
"""Kinds of twins where the weaker claim follows from the stronger, but not the other way round."""

_SCALES = (0.5, 0.8, 0.9, 1.1, 1.25, 2.0)


@dataclass(frozen=True, slots=True)
class Change:
    """A changed sentence; `is_two_way` if the old one is as wrong by the new as the converse."""

    text: str
    kind: str
    is_two_way: bool = True


@dataclass(frozen=True, slots=True)
class Twins:
    """What was put for what in the written twins, by the first word, with the kind."""

    phrases: Mapping[str, Sequence[tuple[str, str, str]]]
    directions: Sequence[tuple[str, str]] = field(default=())
    """Single words and their opposites."""


def learn_twins(written: Iterable[Mapping[str, str]]) -> Twins:
    """Collect the phrases by which true claims and their false twins differ, where that is one."""
    found: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    directions = set()
    for twins in written:
        true, false = _TOKEN.findall(twins["true"]), _TOKEN.findall(twins["false"])
        matched = SequenceMatcher(None, true, false, autojunk=False).get_opcodes()
        changed = [one for one in matched if one[0] != "equal"]
        if len(changed) != 1 or twins["how"] in {"roles", "figure"}:
            continue
        _, start, end, start_of_new, end_of_new = changed[0]
        if (
            start == end or start_of_new == end_of_new
        ):  # a word added or left out, by the one before
            start, start_of_new = max(start - 1, 0), max(start_of_new - 1, 0)
        old, new = true[start:end], false[start_of_new:end_of_new]
        is_short = max(len(old), len(new)) <= _MAX_PHRASE and old and new
        if not is_short or old[0].lower() in {"a", "an", "the", "of", "at", "in", "have", "been"}:
            continue
        a, b = " ".join(old), " ".join(new)
        found[old[0]].add((a, b, twins["how"]))
        if twins["how"] == "direction":
            found[new[0]].add((b, a, twins["how"]))
            if a.isalpha() and b.isalpha():
                directions |= {(a.lower(), b.lower()), (b.lower(), a.lower())}
    return Twins({word: sorted(ways) for word, ways in found.items()}, sorted(directions))


def find_terms(sentence: str, text: str) -> list[str]:
    """Return the phrases of a sentence that the text repeats elsewhere, longest first."""
    rest = text.replace(sentence, " ").lower()
    words = list(re.finditer(r"[^\W\d_][\w-]+", sentence))
    found: list[str] = []
    for length in range(_MAX_PHRASE, 0, -1):
        for first, last in zip(words, words[length - 1 :], strict=False):
            term = sentence[first.start() : last.end()]
            parts = term.lower().split()
            is_term = not STOP_WORDS.intersection(parts) and len(parts) == length
            if is_term and not any(term in one for one in found) and f" {term.lower()}" in rest:
                found.append(term)
    return found


def change_figure(sentence: str, text: str, twins: Twins, random: Random) -> Change | None:
    """Put another figure of the abstract for one of the sentence, or a figure near it."""
    figures = list(_FIGURE.finditer(sentence))
    if not figures:
        return None
    place = random.choice(figures)
    others = [one[0] for one in _FIGURE.finditer(text) if one[0] != place[0]]
    if len(figures) > 1 and random.random() < 0.4:
        one, other = sorted(random.sample(figures, 2), key=lambda found: found.start())
        swapped = sentence[: one.start()] + other[0] + sentence[one.end() : other.start()]
        swapped += one[0] + sentence[other.end() :]
        return Change(swapped, "figures swapped") if one[0] != other[0] else None
    if others and random.random() < 0.5:
        new = random.choice(others)
    else:
        decimals = len(place[0].partition(".")[2])
        value = float(place[0].replace(",", ""))
        step = random.choice((-2, -1, 1, 2)) if 1900 < value < 2100 else 0
        changed = value + step if step else value * random.choice(_SCALES)
        new = f"{changed:.{decimals}f}"
    if new in sentence:
        return None
    return Change(sentence[: place.start()] + new + sentence[place.end() :], "figure")


def substitute(sentence: str, text: str, twins: Twins, random: Random) -> Change | None:
    """Put for a phrase what turned a claim false in the written twins."""
    ways = [
        (found, new, how)
        for word in dict.fromkeys(_TOKEN.findall(sentence))
        for old, new, how in twins.phrases.get(word, ())
        if (found := re.search(rf"(?<![\w-]){re.escape(old)}(?![\w-])", sentence))
    ]
    if not ways:
        return None
    found, new, how = random.choice(ways)
    changed = sentence[: found.start()] + new + sentence[found.end() :]
    return Change(changed, how, how not in _ONE_WAY)


def exchange_terms(sentence: str, text: str, twins: Twins, random: Random) -> Change | None:
    """Let two terms of the sentence change places, unless they are only listed."""
    terms = find_terms(sentence, text)
    pairs = [
        (start, end, one, other)
        for one in terms
        for other in terms
        if (start := sentence.find(one)) + len(one) < (end := sentence.find(other))
        and re.search(r"\w{3,}", sentence[start + len(one) : end].replace(" and ", " "))
    ]
    if not pairs:
        return None
    start, end, one, other = random.choice(pairs)
    middle = sentence[start + len(one) : end]
    changed = sentence[:start] + other + middle + one + sentence[end + len(other) :]
    return Change(_capitalize(changed), "roles")


def replace_term(sentence: str, text: str, twins: Twins, random: Random) -> Change | None:
    """Put another term of the abstract for one of the sentence: another owner, object or scope."""
    own = find_terms(sentence, text)
    beside = [one for part in re.split(r"(?<=[.?!])\s", text) for one in find_terms(part, text)]
    others = [one for one in dict.fromkeys(beside) if one.lower() not in sentence.lower()]
    if not own or not others:
        return None
    old = random.choice(own)
    alike = [o for o in others if o[0].isupper() == old[0].isupper() and o[-1] == old[-1]]
    new = random.choice(alike or others)
    return Change(_capitalize(sentence.replace(old, new, 1)), "entity")


WAYS: Sequence[Callable[[str, str, Twins, Random], Change | None]] = (
    change_figure,
    substitute,
    exchange_terms,
    replace_term,
)


def mutate(sentence: str, text: str, twins: Twins, random: Random) -> Change | None:
    """Change one thing of a sentence about a text, in a way drawn at random, mostly a figure."""
    ways = random.sample(WAYS, len(WAYS))
    for way in (change_figure, *ways) if random.random() < _FIGURES_FIRST else ways:
        changed = way(sentence, text, twins, random)
        if changed and changed.text != sentence and changed.text not in text:
            return changed
    return None


def restate(sentence: str, random: Random) -> str:
    """Say a sentence of the authors as one about them, sometimes without what leads in or ends."""
    text = re.sub(r"\b[Ww]e\b", "the authors", sentence)
    text = re.sub(r"\b[Oo]ur\b", "their", text)
    if random.random() < 0.5:
        text = re.sub(r"^[A-Z][a-z]+(?: [a-z]+)?, (?=[\w ]{20})", "", text)
    if random.random() < 0.3:
        text = re.sub(r"(?<=.{40}), (?:which|where|while|\w+ing)\b[^,;]*\.$", ".", text)
    return _capitalize(text)


def _capitalize(text: str) -> str:
    return text[:1].upper() + text[1:]
