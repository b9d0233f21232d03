"""Object to a sentence that affirms what the abstract denies, or turns it round: word signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.grounding.rules.context import context, likeness, states_aim
from bot.grounding.rules.finding import Finding, FindingKind
from bot.grounding.rules.opposites import AMOUNT, WORTH, faint, sides
from bot.grounding.rules.reading import Word, read
from bot.grounding.rules.stems import stem
from retrieval.text.sentences import Span

_PREFIXES = ("non", "dis", "un", "in", "im", "ir", "il", "ab", "de")
_ADJECTIVE = (
    "ed", "able", "ible", "al", "ive", "ent", "ant", "ic", "ing", "ar", "ous", "ate", "ly", "ity",
    "ete", "ion", "ically", "y", "ence", "ance", "er", "est",
)  # fmt: skip
_NOT_PREFIXED = frozenset(
    """information inform informed input inside interest interesting instance instances infer
    inference involve involving intention industry industrial individual initial internal
    international intelligent image images imaging impact important implement implementation
    improve improved improving imply deep depend dependent define defined desired designed develop
    developed describe decision detection detect delivery demand design increase include including
    understand understanding uniform unified universal union unit united university under until
    unique illustrate interaction interactive induce induced inducing intensive integrated interior
    discover discovered discovery discussed display distance distribution district discriminate
    discriminative distinct dense degree deliver deployed derived abstract ability able above
    absolute about deploy deployment derive invest investigate""".split()
)
_WAYS = {"up": 1, "upward": 1, "upwards": 1, "down": -1, "downward": -1, "downwards": -1}
_MOVES = frozenset(
    stem(w) for w in "go goes went gone come came climb move edge creep drive push tick".split()
)  # "the cost goes up"
_SIZES = frozenset("small large big great huge tiny strong weak long short rare frequent".split())
# Of a signed word's family, and without a sign themselves.
_UNSIGNED = frozenset(
    """effect effects surgery surgeries activity activities active actively inhibitor inhibitors
    suppressor suppressors promoter promoters enhancer enhancers activator activators inducer
    inducers response responses competence advance advances accuracy reliability failure failures
    success disease diseases useful longer light end ends""".split()
)
_AIMED = 0.4  # what is left of a clash with a sentence that only says what was asked
_MOST = 60  # words of an abstract that one word is held against
_MIN_LIKENESS = 0.08  # likeness below which two words are not said of the same thing
_APART = 0.9  # signs that differ by more clash
_ALIKE = 0.2  # denials that differ by less are alike
# "No previous work …" denies nothing of "the work".
_WHOSE = frozenset(
    stem(w) for w in "work paper author study approach method previous prior".split()
)
_RELATED = frozenset(
    stem(w)
    for w in """affect effect association associate interact interaction relation relationship
    related correlate correlation link linked influence impact predict predictive depend role
    involve involved contribute cause""".split()
)


@dataclass(frozen=True, slots=True)
class Signed:
    """A word at one `side` of a scale, 1 or -1.

    `denied` is how surely it is denied, 0 to 1; `place` is the word's in its sentence.
    """

    scale: str
    side: int
    denied: float
    place: int

    @property
    def sign(self) -> float:
        """The end of the scale, turned round as far as the word is denied: from -1 to 1."""
        return self.side * (1.0 - 2.0 * self.denied)


@dataclass(frozen=True, slots=True)
class Clash:
    """Two words of opposite sign: `strength` from 0 to 1, `scale`, and the abstract's span."""

    scale: str
    strength: float
    span: int
    word: str
    theirs: str
    by_denial: bool


def clashes(text: str, spans: Sequence[Span], near: Sequence[int]) -> tuple[list[Clash], float]:
    """Return where `text` and the abstract have opposite signs, and how many words agree."""
    ours = signed(text)
    theirs = [(i, s) for i in near for s in signed(spans[i].text)]
    by_scale: dict[str, list[tuple[int, Signed]]] = {}
    for i, s in theirs:
        by_scale.setdefault(s.scale, []).append((i, s))
    found: list[Clash] = []
    agreeing = 0.0
    mine = read(text).words
    for s in ours:
        best_like, best_against = 0.0, 0.0
        against: tuple[int, Signed] | None = None
        rivals = by_scale.get(s.scale, [])[:_MOST]
        if not rivals or (
            s.scale[0] == "=" and not any(_apart(s, t) > _APART / 2 for _, t in rivals)
        ):
            continue
        around = context(text, s.place)
        for i, t in rivals:
            alike = likeness(around, context(spans[i].text, t.place))
            if alike < _MIN_LIKENESS:
                continue
            apart = _apart(s, t)
            if apart <= _APART / 2:
                best_like = max(best_like, alike)
            elif alike * apart > best_against:
                best_against, against = alike * apart, (i, t)
        if against and best_against > best_like + 0.02:
            i, t = against
            if states_aim(spans[i].text):
                best_against *= _AIMED
            word = read(spans[i].text).words[t.place]
            found.append(
                Clash(
                    s.scale,
                    min(1.0, (best_against - best_like * 0.5) * _worth(s.scale)),
                    i,
                    mine[s.place].raw,
                    word.raw,
                    bool(s.denied) != bool(t.denied),
                )
            )
        elif best_like:
            agreeing += best_like
    return sorted(found, key=lambda c: -c.strength), agreeing


def _apart(a: Signed, b: Signed) -> float:
    """Return how far the signs of two words differ, 0 to 1; denied alike, only their ends count."""
    if a.denied and abs(a.denied - b.denied) < _ALIKE:
        return float(a.side != b.side)
    return abs(a.sign - b.sign) / 2


def _worth(scale: str) -> float:
    if scale in faint():
        return 0.5
    return 1.0


@lru_cache(maxsize=4_096)
def signed(text: str) -> tuple[Signed, ...]:
    """Return the words of a sentence that have a sign.

    They lie on the scales of opposites, and each word on one of its own ("=stem") besides, since
    any may be denied.
    """
    found: list[Signed] = []
    table = sides()
    words = read(text).words
    for place, word in enumerate(words):
        if word.is_sign or word.low.isdigit():
            continue
        for scale, side in _scales(word, table.get(word.stem, ()), words, place):
            found.append(Signed(scale, side, word.denied, place))
        if not word.bears_meaning:
            continue
        if word.stem not in _WHOSE:
            found.append(Signed("=" + word.stem, 1, word.denied, place))
        bare = _bare(word.low)
        if bare:
            found.append(Signed("=" + stem(bare), 1, 1.0 - word.denied, place))
        if word.stem in _RELATED:
            found.append(Signed("related", 1, word.denied, place))
    return tuple(found)


def _scales(
    word: Word, places: Sequence[tuple[str, int]], words: Sequence[Word], place: int
) -> list[tuple[str, int]]:
    """Return the scales of a word, with what its neighbours do to it."""
    if word.low == "hand" and place and words[place - 1].low == "by":
        return [("manual", 1)]
    if word.low in _WAYS and place and words[place - 1].stem in _MOVES:
        return [(AMOUNT, _WAYS[word.low])]
    if not places or word.low in _UNSIGNED:
        return []
    before = words[place - 1].low if place else ""
    out = []
    for scale, side in places:
        if word.low == "well" and before == "as":
            continue
        if before in ("less", "least") and scale not in (AMOUNT,):
            side = -side  # "less accurate"
        if scale == AMOUNT and word.low in _SIZES:
            continue  # "a small model" grows nothing less
        out.append((scale, side))
    if word.low in ("more", "less", "most", "least") and place + 1 < len(words):
        after = words[place + 1]
        if any(name in (WORTH, "speed") for name, _ in sides().get(after.stem, ())):
            return []  # "more accurate" is said by the adjective
    return out


def _bare(low: str) -> str:
    """Return the word that a prefix denies: supervised for unsupervised; empty for none."""
    if low in _NOT_PREFIXED or len(low) < 7 or not low.endswith(_ADJECTIVE):
        return ""
    for prefix in _PREFIXES[:7]:
        if low.startswith(prefix) and len(low) - len(prefix) >= 5:
            return low[len(prefix) :]
    return ""


_MIN_STRENGTH = 0.12  # strength below which a clash is no more than a hint
_DIRECTION = frozenset((AMOUNT, WORTH, "speed"))


def polarity_objections(
    text: str, spans: Sequence[Span], near: Sequence[int]
) -> tuple[list[Finding], float]:
    """Return an objection for the strongest clash of each kind, and how many words agree."""
    found, agreeing = clashes(text, spans, near)
    kept: dict[FindingKind, Finding] = {}
    for clash in found:
        kind = _kind(clash)
        if clash.strength < _MIN_STRENGTH or kind in kept:
            continue
        kept[kind] = Finding(
            kind,
            _reason(clash),
            contradicts=True,
            weight=round(min(0.95, clash.strength), 3),
            span=spans[clash.span],
        )
    return list(kept.values()), agreeing


def _kind(clash: Clash) -> FindingKind:
    if clash.scale[0] == "=" or clash.scale == "related":
        return "negation"
    return "direction" if clash.scale in _DIRECTION else "antonym"


def _reason(clash: Clash) -> str:
    if clash.by_denial:
        return f"the abstract says the opposite of “{clash.word}”"
    return f"the abstract says “{clash.theirs}”, not “{clash.word}”"
