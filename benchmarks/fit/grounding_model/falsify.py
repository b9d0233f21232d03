"""Turn a true sentence into one that its abstract contradicts or does not state.

Each way returns a `Turned`: what the new sentence is by the old one, and the old one by the new.
With both, the abstract may be changed instead of the claim, so that no word of a claim gives its
label away.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.fit.grounding_model.data import Label
from benchmarks.fit.grounding_model.lexicon import Lexicon
from benchmarks.fit.mutations import figure_changed, negated
from bot.grounding.content_words import stem

_WORDS = tomllib.loads((Path(__file__).parents[1] / "mutation_words.toml").read_text("utf-8"))
_CURATED: list[tuple[str, str]] = [(a, b) for a, b in _WORDS["opposites"]]


@dataclass(frozen=True, slots=True)
class Turned:
    """A changed sentence; `forth` is its label where the old one is true, `back` the converse.

    `mark` is a word that makes the change, kept when the sentence is said in other words.
    """

    text: str
    kind: str
    forth: Label
    back: Label
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What a change draws on: what is known of words, the abstract, one of a neighbor."""

    lexicon: Lexicon
    premise: str
    neighbor: str
    random: Random


def turn_figure(text: str, context: Context) -> Turned | None:
    """Change a figure, or let two figures change places."""
    figures = list(re.finditer(r"(?<![\w.,-])\d++(?:[.,]\d++)*+(?=[%x\s.,;])", text))
    if len(figures) > 1 and context.random.random() < 0.6:
        one, other = sorted(context.random.sample(figures, 2), key=lambda found: found.start())
        if one[0] != other[0]:
            swapped = text[: one.start()] + other[0] + text[one.end() : other.start()]
            swapped += one[0] + text[other.end() :]
            return Turned(swapped, "figures swapped", "contradicted", "contradicted", other[0])
    made = figure_changed(text, context.random)
    return Turned(made.text, "figure", "contradicted", "contradicted") if made else None


_ADDED_NOT = (
    ("can", "cannot"),
    ("is", "isn't"),
    ("are", "aren't"),
    ("always", "never"),
    ("often", "rarely"),
    ("with", "without"),
    ("both", "neither"),
    ("significant", "no significant"),
    ("evidence", "no evidence"),
    ("able to", "unable to"),
    ("known", "unknown"),
    ("despite", "thanks to"),
    ("likely", "unlikely"),
    ("sufficient", "insufficient"),
    ("remains", "does not remain"),
    ("succeeds in", "fails at"),
)


def turn_negation(text: str, context: Context) -> Turned | None:
    """Deny what the sentence says, or take its denial away."""
    if context.random.random() < 0.3:
        ways = [
            (re.sub(rf"\b{a}\b", b, text, count=1), b)
            for one in _ADDED_NOT
            for a, b in (one, one[::-1])
            if a not in {"is", "are", "with"} or context.random.random() < 0.25
            if re.search(rf"\b{a}\b", text)
        ]
        if ways:
            changed, mark = context.random.choice(ways)
            return Turned(changed, "negation", "contradicted", "contradicted", mark)
    made = negated(text, context.random)
    if made is None:
        return None
    mark = next((w for w in ("not", "fail", "never") if w in made.text and w not in text), "")
    return Turned(made.text, "negation", "contradicted", "contradicted", mark)


def turn_direction(text: str, context: Context) -> Turned | None:
    """Put a word's opposite for it."""
    words = text.split(" ")
    bare = [word.strip(".,;:()\"'") for word in words]
    ways: list[tuple[str, str]] = []
    for old, new in _CURATED:
        for found in re.finditer(rf"(?<![\w-]){old}(?![\w-])", text):
            ways.append((f"{text[: found.start()]}{new}{text[found.end() :]}", new))
    known = ways[:]
    for place, word in enumerate(bare):
        if len(word) > 2 and word.isalpha() and word.lower() == word:
            for new in context.lexicon.opposites_of(bare, place)[:4]:
                if "_" not in new and context.lexicon.places.get(new) is not None:
                    changed = [*words[:place], words[place].replace(word, new), *words[place + 1 :]]
                    ways.append((" ".join(changed), new))
    if known and context.random.random() < 0.4:
        ways = known
    if not ways:
        return None
    changed_text, mark = context.random.choice(ways)
    return Turned(changed_text, "direction", "contradicted", "contradicted", mark)


_NOUNS = r"[^,;:.]{3,60}?"
_ROLES = (
    re.compile(
        rf"^(?P<lead>(?:.*?\b(?:that|and|,) )?)(?P<a>{_NOUNS})(?P<verb> (?:significantly |"
        r"consistently |substantially |strongly )?(?:outperforms?|surpass(?:es)?|exceeds?|beats?|"
        r"is (?:better|faster|larger|smaller|more \w+|less \w+) than|causes?|induces?|inhibits?|"
        r"activates?|regulates?|precedes?|follows?|depends? on|relies on|contains?|consists? of|"
        r"leads? to|results? in|reduces?|increases?|generates?|predicts?|drives?|enables?|"
        r"replaces?|subsumes?|generalizes?|binds to|phosphorylates|suppresses|promotes|enhances|"
        rf"stimulates|precludes|implies|extends|encodes) )(?P<b>{_NOUNS})"
        r"(?P<rest>(?: (?:on|in|by|with|for|across|at|and|while|during|through|via|under)\b.*)?"
        r"\.?)$"
    ),
    re.compile(
        r"^(?P<lead>.*\bfrom )(?P<a>\$?\d[\w.,%-]*(?: \w+)?|[\w-]+)(?P<verb> to )"
        r"(?P<b>\$?\d[\w.,%-]*\w|[\w-]+)(?P<rest>[ ,.;].*)$"
    ),
    re.compile(
        r"^(?P<lead>.*\b(?:that|use|uses|using|prefers?|favou?rs?|of|for|on|with|by|the) )"
        r"(?P<a>[\w-]+(?: [\w-]+)?)"
        r"(?P<verb> (?:rather than|instead of|compared (?:to|with)|over|than|but not|unlike|versus|"
        r"before|after) )"
        r"(?P<b>[\w-]+(?: [\w-]+)?)(?P<rest>\b.*)$"
    ),
)


def turn_roles(text: str, context: Context) -> Turned | None:
    """Let subject and object, or the two sides of a comparison, change places."""
    for pattern in context.random.sample(_ROLES, len(_ROLES)):
        found = pattern.match(text)
        if found and _may_change_places(found["a"], found["b"]):
            a, b = found["a"], found["b"]
            if not found["lead"]:
                a, b = (a if a[1:2].isupper() else a[0].lower() + a[1:]), b[0].upper() + b[1:]
            changed = f"{found['lead']}{b}{found['verb']}{a}{found['rest']}"
            mark = f"{found['verb']}{a.split()[0]}"
            return Turned(changed, "roles", "contradicted", "contradicted", mark)
    return None


def _may_change_places(a: str, b: str) -> bool:
    loose = re.search(
        r"\b(?:to|that|which|we|it|they|when)\b|\band(?:\||$)|(?:\||^)and\b", f"{a}|{b}"
    )
    return not loose and stem(a.lower()) != stem(b.lower())


_LADDER: tuple[tuple[str, str, Label, Label], ...] = (
    # word, other word; the other by the word, the word by the other
    ("all", "some", "supported", "not_stated"),
    ("all", "no", "contradicted", "contradicted"),
    ("most", "all", "not_stated", "supported"),
    ("most", "few", "contradicted", "contradicted"),
    ("many", "few", "contradicted", "contradicted"),
    ("many", "all", "not_stated", "supported"),
    ("several", "all", "not_stated", "supported"),
    ("some", "all", "not_stated", "supported"),
    ("some", "most", "not_stated", "supported"),
    ("some", "no", "contradicted", "contradicted"),
    ("every", "almost no", "contradicted", "contradicted"),
    ("each", "only one", "contradicted", "contradicted"),
    ("various", "all", "not_stated", "supported"),
    ("diverse", "all", "not_stated", "supported"),
    ("multiple", "all", "not_stated", "supported"),
    ("multiple", "one", "contradicted", "contradicted"),
    ("often", "always", "not_stated", "supported"),
    ("often", "rarely", "contradicted", "contradicted"),
    ("typically", "always", "not_stated", "supported"),
    ("usually", "never", "contradicted", "contradicted"),
    ("frequently", "always", "not_stated", "supported"),
    ("sometimes", "always", "not_stated", "supported"),
    ("generally", "always", "not_stated", "supported"),
    ("always", "rarely", "contradicted", "contradicted"),
    ("nearly all", "all", "not_stated", "supported"),
    ("at least", "at most", "contradicted", "contradicted"),
    ("up to", "at least", "not_stated", "not_stated"),
    ("more than", "exactly", "not_stated", "not_stated"),
    ("over", "under", "contradicted", "contradicted"),
    ("half", "all", "contradicted", "contradicted"),
    ("majority", "minority", "contradicted", "contradicted"),
    ("limited", "extensive", "contradicted", "contradicted"),
    ("partially", "completely", "contradicted", "contradicted"),
    ("only", "not only", "contradicted", "contradicted"),
    ("both", "only one of the", "contradicted", "contradicted"),
    ("first", "second", "contradicted", "contradicted"),
)


def turn_quantity(text: str, context: Context) -> Turned | None:
    """Say it of all for some, of few for many, always for often, and the other way round."""
    ways = [(a, b, f, k) for a, b, f, k in _LADDER if re.search(_alone(a), text)]
    ways += [(b, a, k, f) for a, b, f, k in _LADDER if re.search(_alone(b), text)]
    if not ways:
        return None
    old, new, forth, back = context.random.choice(ways)
    return Turned(re.sub(_alone(old), new, text, count=1), "quantity", forth, back, new)


def _alone(word: str) -> str:
    """Return a pattern of a word that stands alone; of "most" unless it is a superlative."""
    before = r"(?<!the )(?<!of )" if word == "most" else ""
    return rf"(?<![\w-]){before}{word}(?![\w-])"


_STRENGTH: tuple[tuple[str, str], ...] = (
    # weaker, stronger
    (r"may be", "is"),
    (r"might be", "is"),
    (r"could be", "is"),
    (r"can be", "is always"),
    (r"may", "will"),
    (r"might", "will"),
    (r"could", "will"),
    (r"suggests? that", "proves that"),
    (r"suggesting that", "proving that"),
    (r"indicates? that", "proves that"),
    (r"appears? to", "is proven to"),
    (r"seems? to", "is known to"),
    (r"tends? to", "always manages to"),
    (r"potentially", "demonstrably"),
    (r"potential", "proven"),
    (r"possibly", "certainly"),
    (r"likely", "certainly"),
    (r"promising", "definitive"),
    (r"preliminary", "conclusive"),
    (r"approximately", "exactly"),
    (r"about", "exactly"),
    (r"aims? to", "manages to"),
    (r"designed to", "proven to"),
    (r"associated with", "caused by"),
    (r"associated with", "responsible for"),
    (r"linked to", "caused by"),
    (r"correlates? with", "causes"),
    (r"correlated with", "caused by"),
    (r"related to", "caused by"),
    (r"(?:contributes?|contribute) to", "is the sole cause of"),
    (r"competitive with", "better than"),
    (r"comparable (?:to|with)", "better than"),
    (r"comparable", "superior"),
    (r"can (?=[a-z]+ )", "always "),
)
_WEAKER = (
    ("demonstrates that", "suggests that"),
    ("shows that", "suggests that"),
    ("improves", "may improve"),
    ("reduces", "can reduce"),
    ("increases", "may increase"),
    ("causes", "is associated with"),
    ("causes", "may cause"),
    ("leads to", "may contribute to"),
    ("leads to", "is associated with"),
    ("enables", "can enable"),
    ("outperforms", "can outperform"),
    ("achieves", "can achieve"),
    ("always", "often"),
    ("exactly", "about"),
    ("will", "may"),
    ("cannot", "may not"),
    ("inhibits", "can inhibit"),
    ("requires", "may require"),
    ("provides", "can provide"),
)


def turn_strength(text: str, context: Context) -> Turned | None:
    """Drop a hedge or take a correlation for a cause; or hedge what was said outright."""
    ways: list[Turned] = []
    for weak, strong in _STRENGTH:
        end = "" if weak.endswith(")") and "(?=" in weak else r"\b"
        if re.search(rf"\b{weak}{end}", text):
            changed = re.sub(rf"\b{weak}", strong, text, count=1)
            ways.append(Turned(changed, "strength", "not_stated", "supported", strong))
    if bare := re.search(r"\b(?:may|might|could) ([a-z]+)\b", text):
        verb = {"be": "is", "have": "has"}.get(bare[1], f"{bare[1]}s")
        changed = f"{text[: bare.start()]}{verb}{text[bare.end() :]}"
        ways += [Turned(changed, "strength", "not_stated", "supported", verb)] * 3
    for strong, weak in _WEAKER:
        if re.search(rf"\b{strong}\b", text):
            changed = re.sub(rf"\b{strong}\b", weak, text, count=1)
            ways.append(Turned(changed, "strength", "supported", "not_stated", weak))
    return context.random.choice(ways) if ways else None


_SUBSET = re.compile(
    r"\b(in|for|on|across|among|to|of) ((?:[a-z-]+ )?[a-z-]+) ([a-z]{4,}s)(?=[ ,.])"
)


def turn_subset(text: str, context: Context) -> Turned | None:
    """Say of all things of a kind what is said of some: "for small models" of "all models"."""
    found = _SUBSET.search(text)
    if not found or found[2].split()[0] in {
        "all",
        "the",
        "these",
        "any",
        "most",
        "our",
        "its",
        "their",
    }:
        return None
    changed = f"{text[: found.start()]}{found[1]} all {found[3]}{text[found.end() :]}"
    return Turned(changed, "subset", "not_stated", "supported", f"all {found[3]}")


def turn_word(text: str, context: Context) -> Turned | None:
    """Put for a word another that stands in the same places and that the abstract does not have."""
    words = text.split(" ")
    bare = [word.strip(".,;:()\"'?!") for word in words]
    there = {stem(w.lower()) for w in re.findall(r"[A-Za-z]+", context.premise)}
    for place in context.random.sample(range(len(words)), len(words)):
        word = bare[place]
        if len(word) < 4 or not word.isalpha() or stem(word.lower()) not in there:
            continue
        others = [w for w in context.lexicon.alike(word) if stem(w) not in there and len(w) > 2]
        if others:
            new = context.random.choice(others[:12])
            if word[0].isupper():
                new = new.upper() if word.isupper() else new[0].upper() + new[1:]
            words[place] = words[place].replace(word, new)
            return Turned(" ".join(words), "word", "unsupported", "unsupported", new)
    return None


_NAME = re.compile(r"\b(?:[A-Z][a-z]*[A-Z\d][\w-]*|[A-Z]{2,}[\w-]*\d*)\b")


def turn_name(text: str, context: Context) -> Turned | None:
    """Put a neighbor's name for one of the sentence's."""
    own, others = _NAME.findall(text), sorted(set(_NAME.findall(context.neighbor)))
    others = [name for name in others if name not in context.premise]
    if not own or not others:
        return None
    old, new = context.random.choice(own), context.random.choice(others)
    return Turned(text.replace(old, new), "name", "unsupported", "unsupported", new)


_PHRASE = re.compile(
    r"\b(?:with|using|on|by|from|through|across|under|based on|in terms of|for|in|without|during|"
    r"among) (?:[^\W\d]|[ \-]){8,55}(?=[,.;])"
)
_MODIFIERS = (
    "only", "in children", "in women", "in older adults", "in the long term", "twice",
    "at scale", "for the first time", "in real time", "in every case", "on average", "by half",
    "at no extra cost", "in practice", "in clinical use", "within a week", "in mice", "in humans",
    "in Europe", "in the United States", "without supervision", "on mobile devices",
    "in low-income countries",
)  # fmt: skip


def add_detail(text: str, context: Context) -> Turned | None:
    """Add a phrase of a neighbor's abstract, or a common restriction, that this one lacks."""
    phrases = [p for p in _PHRASE.findall(context.neighbor) if p not in context.premise]
    draw = context.random.random()
    if phrases and draw < 0.65:
        added = context.random.choice(phrases)
    elif draw < 0.85:
        added = context.random.choice([m for m in _MODIFIERS if m not in context.premise])
    else:
        added = context.random.choice(_WORDS["details"]).removeprefix(", ")
    body = text.rstrip(" .")
    comma = body.find(", ")
    if comma > 20 and context.random.random() < 0.4:
        changed = f"{body[:comma]} {added}{body[comma:]}."
    else:
        changed = f"{body}{context.random.choice((' ', ' ', ', '))}{added}."
    return Turned(changed, "detail", "not_stated", "supported", added)


Way = Callable[[str, Context], Turned | None]
WAYS: tuple[tuple[Way, float], ...] = (
    # weighed against how seldom a sentence allows them
    (turn_direction, 1.6),
    (turn_roles, 5.0),
    (turn_negation, 1.5),
    (turn_figure, 3.0),
    (turn_quantity, 2.5),
    (turn_strength, 2.5),
    (turn_subset, 0.3),
    (turn_word, 1.8),
    (turn_name, 0.5),
    (add_detail, 1.2),
)


def turned(text: str, context: Context) -> Turned | None:
    """Return the sentence changed in one of the ways that it allows, drawn by their weights."""
    left = list(WAYS)
    while left:
        way = context.random.choices(left, [weight for _, weight in left])[0]
        made = way[0](text, context)
        if made and made.text.lower() != text.lower():
            return made
        left.remove(way)
    return None
