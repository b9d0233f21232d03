"""Make sentences false by program, and say true ones in other words, to try the support check.

Each function takes a sentence of an abstract and a `random.Random`, and gives a mutation or None
where the sentence has nothing to turn.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Literal

_WORDS = tomllib.loads(Path(__file__).with_name("mutation_words.toml").read_text("utf-8"))
_VERBS: list[str] = _WORDS["verbs"].split()

Kind = Literal["figure", "negation", "direction", "credit", "detail", "paraphrase", "verbatim"]


@dataclass(frozen=True, slots=True)
class Mutation:
    """A sentence made from one of an abstract: what was done to it, and whether it is true."""

    text: str
    kind: Kind
    true: bool = False


_DIGITS = re.compile(
    r"(?<![\w.,-])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?=[\s%x×.,;)]|[kKMB]\b)(?![.,]\d)(?!\))"
)
_COUNTS = "two three four five six seven eight nine ten eleven twelve".split()
_COUNT = re.compile(rf"\b({'|'.join(_COUNTS)})\b(?![- ](?:fold|hundred|and))", re.IGNORECASE)


def figure_changed(sentence: str, random: Random) -> Mutation | None:
    """Change one figure of the sentence, in digits or words."""
    places = [*_DIGITS.finditer(sentence), *_COUNT.finditer(sentence)]
    if not places:
        return None
    place = random.choice(places)
    old = place.group()
    new = _other_count(old, random) if old.isalpha() else _other_number(old, random)
    changed = sentence[: place.start()] + new + sentence[place.end() :]
    return Mutation(changed, "figure") if new != old and new not in sentence else None


def _other_count(old: str, random: Random) -> str:
    new = random.choice([word for word in _COUNTS if word != old.lower()])
    return new.capitalize() if old[0].isupper() else new


def _other_number(old: str, random: Random) -> str:
    plain = old.replace(",", "")
    places = len(plain.partition(".")[2])
    value = float(plain)
    if not places and 1900 <= value <= 2100:
        return str(int(value) + random.choice((-3, -2, -1, 1, 2, 3)))
    factor = random.choice((0.5, 0.8, 0.9, 0.95, 1.05, 1.1, 1.25, 1.5, 2, 10))
    changed = value * factor
    if not places and round(changed) == value:
        changed = value + random.choice((-1, 1)) if value > 1 else value + 1
    text = f"{changed:,.{places}f}" if "," in old else f"{changed:.{places}f}"
    return text if float(text.replace(",", "")) != value else f"{value + 1:.{places}f}"


_BE = re.compile(
    r"\b(is|are|was|were|can|could|will|would|should|does|do|did|"
    r"has been|have been|has|have)\b(?! (?:not|n't|no|to))"
)
_NOT = re.compile(
    r"\b(is|are|was|were|can|could|will|would|should|does|do|did) not (?!only\b)|\bcannot "
)
_WITHOUT = re.compile(r"\bwithout\b(?! (?:loss|any))")


def _third(verb: str) -> str:
    if verb.endswith(("s", "sh", "ch", "x", "z")):
        return verb + "es"
    return verb[:-1] + "ies" if re.search(r"[^aeiou]y$", verb) else verb + "s"


_THIRD = {_third(v): v for v in _VERBS}
_ACTIVE = re.compile(rf"\b({'|'.join(_THIRD)})\b(?= [a-z0-9])")
_WE = re.compile(
    rf"\b(we|they|models|methods|results|experiments) ({'|'.join(_VERBS)})\b", re.IGNORECASE
)


def negated(sentence: str, random: Random) -> Mutation | None:
    """Deny what the sentence says, or take its denial away."""
    ways: list[str] = []
    if found := _NOT.search(sentence):
        bare = "can " if found.group() == "cannot " else f"{found[1]} "
        bare = {"does ": "", "do ": "", "did ": ""}.get(bare, bare)
        if bare:
            ways.append(sentence[: found.start()] + bare + sentence[found.end() :])
    elif found := _WITHOUT.search(sentence):
        ways.append(sentence[: found.start()] + "with" + sentence[found.end() :])
    else:
        if found := _ACTIVE.search(sentence):
            verb = _THIRD[found.group()]
            for denied in (f"does not {verb}", f"fails to {verb}", f"never {found.group()}"):
                ways.append(sentence[: found.start()] + denied + sentence[found.end() :])
        if found := _WE.search(sentence):
            for denied in (f"{found[1]} do not {found[2]}", f"{found[1]} fail to {found[2]}"):
                ways.append(sentence[: found.start()] + denied + sentence[found.end() :])
        if found := _BE.search(sentence):
            first, _, rest = found.group().partition(" ")
            denied = f"{first} not {rest}".strip()
            ways.append(sentence[: found.start()] + denied + sentence[found.end() :])
    return Mutation(random.choice(ways), "negation") if ways else None


_SWAPPED = re.compile(
    r"^(?P<lead>(?:.*?\b(?:that|and|,) )?)(?P<a>[^,;]{3,60}?) (?:significantly |consistently )?"
    r"(?P<verb>outperforms?|surpass(?:es)?|exceeds?|beats?|is better than|is faster than) "
    r"(?P<b>[^,;.]{3,60}?)(?P<rest>(?: (?:on|in|by|with|for|across|at|and|while)\b.*)?\.)$"
)


def direction_turned(sentence: str, random: Random) -> Mutation | None:
    """Turn a word into its opposite, or change who beats whom."""
    ways = []
    if found := _SWAPPED.match(sentence):
        lead, a, b = found["lead"], found["a"], found["b"]
        if not lead:
            a, b = a if a[1:2].isupper() else a[0].lower() + a[1:], b[0].upper() + b[1:]
        ways.append(f"{lead}{b} {found['verb']} {a}{found['rest']}")
    for word, opposite in _WORDS["opposites"]:
        for place in re.finditer(rf"\b{word}\b", sentence, re.IGNORECASE):
            if (
                sentence[place.end() : place.end() + 1] == "-"
                or sentence[place.start() - 1 : place.start()] == "-"
            ):
                continue
            new = opposite.capitalize() if place.group()[0].isupper() else opposite
            ways.append(sentence[: place.start()] + new + sentence[place.end() :])
    return Mutation(random.choice(ways), "direction") if ways else None


def detail_added(sentence: str, random: Random) -> Mutation | None:
    """Add a clause that no abstract has."""
    if not sentence.endswith("."):
        return None
    return Mutation(sentence[:-1] + random.choice(_WORDS["details"]) + ".", "detail")


def credited(sentence: str, random: Random) -> Mutation | None:
    """Return the sentence as it is: it is false of any other paper, which the caller chooses."""
    del random
    return Mutation(sentence, "credit")


_LEAD = re.compile(
    r"^(?:However|Moreover|Furthermore|In addition|Additionally|Finally|Further|Lastly), "
)


def said_again(sentence: str, random: Random) -> Mutation | None:
    """Say the same in slightly other words."""
    text = sentence
    for old, new in random.sample(_WORDS["synonyms"], len(_WORDS["synonyms"])):
        found = re.search(rf"\b{old}\b", text)
        if found and random.random() < 0.7:
            text = text[: found.start()] + new + text[found.end() :]
    text = re.sub(r"\b[Ww]e (\w+)", _of_others, text, count=1)
    text = re.sub(r"\b[Oo]ur\b", "their", text)
    text = re.sub(
        r"^(?:However|Moreover|Furthermore|In addition|Additionally|Finally|Further), ", "", text
    )
    if random.random() < 0.4 and not text.startswith(("The authors", "They", "In ", "To ")):
        lead = random.choice(_WORDS["leads"])
        head = text[0] if text[1:2].isupper() or not text[0].isascii() else text[0].lower()
        text = lead + head + text[1:]
    text = text[0].upper() + text[1:]
    return Mutation(text, "paraphrase", true=True) if text != sentence else None


def _of_others(found: re.Match[str]) -> str:
    return f"the authors {found[1]}"


def verbatim(sentence: str, random: Random) -> Mutation | None:
    """Return the sentence as it is, which is true."""
    del random
    return Mutation(sentence, "verbatim", true=True)


WAYS: Sequence[Callable[[str, Random], Mutation | None]] = (
    figure_changed,
    negated,
    direction_turned,
    credited,
    detail_added,
    said_again,
    verbatim,
)
"""All ways, of which each sentence has some."""


def mutations(sentence: str, random: Random) -> Iterator[Mutation]:
    """Yield one mutation of each kind that the sentence allows."""
    for way in WAYS:
        if made := way(sentence, random):
            yield made
