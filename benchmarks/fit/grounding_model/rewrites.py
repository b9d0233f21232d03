"""Say a sentence of an abstract again, shorter or in other words, so that it stays true.

Each way takes a sentence and what is known of words, and returns another sentence, or None where
it finds nothing to change.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from benchmarks.fit.grounding_model.lexicon import Lexicon, forms, lemmas

_LEAD = re.compile(
    r"^(?:However|Moreover|Thus|Therefore|Furthermore|Additionally|Specifically|Finally|Here|Hence|"
    r"Notably|Consequently|Importantly|Interestingly|Besides|Further|Overall|Meanwhile|Crucially|"
    r"(?:In|To|By|With|Inspired|Motivated|Building|Based|As|For) [^,.;]{4,70}), "
    r"(?=(?:we|the|this|our|it|a|an|these|they|results|experiments)\b|[A-Z])"
)
_ASIDE = re.compile(r"\s*\([^()]*\)|\s+[–—] [^–—.]{3,80} [–—](?= )")
_TAIL = re.compile(
    r"(?:, (?:thus|thereby|hence|while|further|effectively)?\s?(?:\w+ing)\b|"
    r", (?:which|where|while)\b|, and (?:we|the|our|it|this|they)\b|; )[^;]{8,}$"
)
_PARTICIPLE = re.compile(r", (?:thus |thereby |hence |effectively )?(\w+ing) ([^,;]{10,}?)\.?$")
_OURS = re.compile(
    r"^(?:[^,]{4,70}, )?(?:[Ww]e|[Oo]ur|[Tt]he proposed|[Tt]his (?:method|approach|work|paper))\b"
)
_NOT_VERBS = frozenset(
    "including using following during according considering regarding being".split()
)
_ADJUNCT = re.compile(
    r" (?:on|across|in|with|for|by|using|through|under|during|at|from|within|via|over) "
    r"[^,.;]{8,70}\.?$"
)
_DECIDES = re.compile(
    r"\b(?:not|no|never|only|all|every|each|most|few|without|cannot|if|unless|any|none|less|fewer|"
    r"than|fails?|lacks?|between|from|compared?)\b",
    re.IGNORECASE,
)
_ADVERB = re.compile(
    r"\b(?:significantly|substantially|effectively|extensively|consistently|efficiently|further|"
    r"also|seamlessly|accurately|jointly|comprehensively|novel|new|successfully|dramatically|clearly|"
    r"remarkably|greatly|simply|directly|explicitly|often) ",
)
_LIST = re.compile(
    r"\b([\w-]+(?: [\w-]+)?), ([\w-]+(?: [\w-]+)?),? and ([\w-]+(?: [\w-]+)?)(?=[,.;])"
)
_WE = re.compile(r"\b[Ww]e (?:also |further |then |first )?([a-z]+)\b")
_PASSIVE = re.compile(
    r"^We (?:also |further |then |first )?([a-z]+) "
    r"((?:an?|the|two|three|several|new|novel)\b[^,.;:]{6,70}?)"
    r"(?=(?:,| that | which | to | for | by | with | where |\.))"
)
_NAMED = re.compile(
    r"\b(?:propose|introduce|present|develop|release|describe)s? ([A-Z][\w-]*[A-Z\d][\w-]*)"
    r"(?: \([^)]*\))?, ((?:an?|the) [^,.;:]{10,120})"
)
_WORDS_OF = "zero one two three four five six seven eight nine ten eleven twelve".split()
_WHO = ("The authors", "The paper", "This work", "The study", "Researchers", "They")
_PHRASES = (
    ("outperforms", "is better than"),
    ("outperform", "are better than"),
    ("leverages", "makes use of"),
    ("a novel", "a new"),
    ("state-of-the-art", "the best known"),
    ("large language models", "LLMs"),
    ("LLMs", "large language models"),
    ("in order to", "to"),
    ("due to", "because of"),
    ("a variety of", "various"),
    ("is able to", "can"),
    ("are able to", "can"),
    ("associated with", "linked to"),
    ("in addition to", "besides"),
    ("compared to", "in comparison with"),
    ("compared with", "in comparison to"),
    ("such as", "like"),
    ("does not", "doesn't"),
    ("a wide range of", "many"),
    ("requires", "calls for"),
    ("depends on", "is governed by"),
    ("leads to", "results in"),
    ("patients with", "people who have"),
    ("plays a key role in", "is important for"),
    ("is critical for", "is essential for"),
    ("fails to", "does not manage to"),
    ("lack of", "absence of"),
)
_SAYS = (
    "According to the abstract, ",
    "The authors report that ",
    "The paper states that ",
    "It was found that ",
)


def drop_lead(text: str, lexicon: Lexicon, random: Random) -> str | None:
    """Take off the phrase that leads in."""
    return _capital(_LEAD.sub("", text)) if _LEAD.match(text) else None


def drop_asides(text: str, lexicon: Lexicon, random: Random) -> str | None:
    """Take out what is in brackets or between dashes."""
    return _ASIDE.sub("", text)


def cut_tail(text: str, lexicon: Lexicon, random: Random) -> str | None:
    """Cut a clause off the end: a participle's, a relative one, a second main one."""
    found = _TAIL.search(text)
    return _closed(text[: found.start()]) if found and _long(text[: found.start()]) else None


def tell_tail(text: str, lexicon: Lexicon, random: Random) -> str | None:
    """Make a sentence of a participle's clause: ", enabling x" becomes "It enables x"."""
    found = _PARTICIPLE.search(text)
    if not found or found[1] in _NOT_VERBS:
        return None
    lemma = lemmas(found[1], "VERB")
    verb = forms(lemma[0], "VBZ") if lemma else ()
    ours = _OURS.search(text[: found.start()])
    who = random.choice(("It", "The method", "The approach") if ours else ("This", "That"))
    return f"{who} {verb[0]} {found[2]}." if verb else None


def cut_adjunct(text: str, lexicon: Lexicon, random: Random) -> str | None:
    """Cut the last adjunct off, where nothing in the sentence turns on it."""
    found = _ADJUNCT.search(text)
    if not found or _DECIDES.search(text) or not _long(text[: found.start()]):
        return None
    return _closed(text[: found.start()])


def drop_adverb(text: str, lexicon: Lexicon, random: Random) -> str | None:
    """Leave out a word that only stresses."""
    return _ADVERB.sub("", text, count=1) if not _DECIDES.search(text) else None


def shorten_list(text: str, lexicon: Lexicon, random: Random) -> str | None:
    """Leave one of three things out."""
    found = _LIST.search(text)
    if not found or _DECIDES.search(text):
        return None
    one, other = random.sample([found[1], found[2], found[3]], 2)
    return f"{text[: found.start()]}{one} and {other}{text[found.end() :]}"


def tell_of_authors(text: str, lexicon: Lexicon, random: Random) -> str | None:
    """Tell of the authors what they tell of themselves."""
    who = random.choice(_WHO)
    plural = who.endswith("s") or who == "They"

    def told(found: re.Match[str]) -> str:
        verb = found[1]
        if not plural and verb in lemmas(verb, "VERB") and (third := forms(verb, "VBZ")):
            verb = third[0]
        return f"{who if not found.start() else who[:1].lower() + who[1:]} {verb}"

    changed = _WE.sub(told, text)
    return re.sub(r"\b[Oo]ur\b", lambda f: "Their" if f[0] == "Our" else "their", changed)


def turn_passive(text: str, lexicon: Lexicon, random: Random) -> str | None:
    """Say "A method is proposed" for "We propose a method"."""
    found = _PASSIVE.match(text)
    participle = forms(found[1], "VBN") if found else ()
    if not found or not participle:
        return None
    plural = found[2].startswith(("two", "three", "several")) or found[2].endswith("s")
    rest = text[found.end() :] if random.random() < 0.6 else "."
    return f"{_capital(found[2])} {'are' if plural else 'is'} {participle[0]}{rest}"


_CLAUSE = re.compile(
    r"^(?P<lead>(?:.*?\b(?:that|and|,) )?)(?P<a>[^,;:.]{3,60}?) "
    r"(?P<verb>(?:significantly |consistently )?[a-z]+|"
    r"(?:is|are|was|were) (?:significantly )?(?:\w+er|more \w+|less \w+|better|worse) than) "
    r"(?P<b>[^,;:.]{3,60}?)"
    r"(?P<rest>(?: (?:on|in|by|with|for|across|at|while|during|through|via)\b.*)?\.?)$"
)
_LOOSE = re.compile(
    r"\b(?:to|that|which|we|it|they|when)\b|\band(?:\||$)|(?:\||^)and\b", re.IGNORECASE
)
_TURNED = frozenset(
    "outperform surpass exceed beat cause induce inhibit activate regulate reduce increase improve "
    "suppress promote enhance stimulate generate predict drive enable replace extend encode impair "
    "mediate modulate prevent block precede require underlie determine affect influence".split()
)
_COMPARED = (
    ("higher", "lower"), ("better", "worse"), ("larger", "smaller"), ("faster", "slower"),
    ("more", "less"), ("greater", "smaller"), ("stronger", "weaker"), ("longer", "shorter"),
    ("cheaper", "dearer"), ("older", "younger"),
)  # fmt: skip


def turn_around(text: str, lexicon: Lexicon, random: Random) -> str | None:
    """Say of the object what is said of the subject: "b is outperformed by a", "b is worse"."""
    found = _CLAUSE.match(text)
    if found is None:
        return None
    a, b = found["a"], found["b"]
    if _LOOSE.search(f"{a}|{b}"):
        return None
    adverb, _, verb = found["verb"].rpartition(" ")
    if verb == "than":
        ways = [
            pair
            for pair in (*_COMPARED, *(p[::-1] for p in _COMPARED))
            if f" {pair[0]} " in found["verb"]
        ]
        turned = found["verb"].replace(*ways[0], 1) if ways else None
    else:
        base = next((lemma for lemma in lemmas(verb, "VERB") if lemma in _TURNED), None)
        if base is None or verb not in (
            *forms(base, "VBZ"),
            *forms(base, "VBP"),
            *forms(base, "VBD"),
        ):
            return None
        was = "was" if verb in forms(base, "VBD") else "are" if b.endswith("s") else "is"
        turned = " ".join(filter(None, (was, adverb, forms(base, "VBN")[0], "by")))
    if turned is None:
        return None
    if not found["lead"]:
        a, b = (a if a[1:2].isupper() else a[0].lower() + a[1:]), _capital(b)
    return f"{found['lead']}{b} {turned} {a}{found['rest']}"


def tell_name(text: str, lexicon: Lexicon, random: Random) -> str | None:
    """Say what a named thing is: "X is a ..." for "We propose X, a ..."."""
    found = _NAMED.search(text)
    return _closed(f"{found[1]} is {found[2]}") if found else None


def spell_numbers(text: str, lexicon: Lexicon, random: Random) -> str | None:
    """Write small counts in words, or those in words as digits; percent for its sign."""
    changed = re.sub(r"(?<=\d)\\?%", " percent", text)
    if changed != text:
        return changed
    changed = re.sub(
        r"(?<![\w.,$-])([2-9]|1[0-2])(?= [a-z])", lambda found: _WORDS_OF[int(found[1])], text
    )
    if changed != text:
        return changed
    spelled = "|".join(_WORDS_OF[2:])
    return re.sub(
        rf"(?<=[a-z] )({spelled})(?= [a-z])", lambda found: str(_WORDS_OF.index(found[1])), text
    )


def exchange_words(text: str, lexicon: Lexicon, random: Random) -> str | None:
    """Put near-synonyms for up to four words, and for a phrase."""
    for old, new in random.sample(_PHRASES, len(_PHRASES)):
        if re.search(rf"\b{re.escape(old)}\b", text) and random.random() < 0.6:
            text = re.sub(rf"\b{re.escape(old)}\b", new, text, count=1)
            break
    words = text.split(" ")
    bare = [word.strip(".,;:()\"'") for word in words]
    wanted = random.choice((1, 2, 2, 3, 4))
    for place in random.sample(range(len(words)), len(words)):
        word = bare[place]
        if not word.isalpha() or len(word) < 3 or not word[1:].islower():
            continue
        others = [
            w
            for w in lexicon.synonyms_of(bare, place)
            if lexicon.likeness(word, w) > 0.12 and "_" not in w
        ]
        if others:
            new = random.choice(others[:5])
            words[place] = words[place].replace(word, _capital(new) if word[0].isupper() else new)
            wanted -= 1
        if not wanted:
            break
    return re.sub(r"\b([Aa]) (?=[aeio])", r"\1n ", " ".join(words))


def quote(text: str, lexicon: Lexicon, random: Random) -> str | None:
    """Say who says it."""
    first, _, rest = text.partition(" ")
    named = any(letter.isupper() for letter in first[1:]) or (len(first) == 1 and first != "A")
    head = first if named else first.lower()
    return f"{random.choice(_SAYS)}{head} {rest}"


Way = Callable[[str, Lexicon, Random], str | None]
_WAYS: tuple[tuple[Way, float], ...] = (
    (tell_name, 0.5),
    (tell_tail, 0.25),
    (drop_lead, 0.7),
    (cut_tail, 0.5),
    (drop_asides, 0.6),
    (turn_passive, 0.4),
    (turn_around, 0.5),
    (tell_of_authors, 0.75),
    (shorten_list, 0.3),
    (cut_adjunct, 0.3),
    (drop_adverb, 0.3),
    (spell_numbers, 0.2),
    (exchange_words, 0.7),
    (quote, 0.06),
)


def say_again(text: str, lexicon: Lexicon, random: Random, *, keep: str = "") -> str:
    """Return the sentence after some of the ways; none that loses the words `keep`."""
    for way, chance in _WAYS:
        if random.random() < chance:
            changed = way(text, lexicon, random)
            if changed and len(changed.split()) >= 4 and keep.lower() in changed.lower():
                text = changed
    return text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _closed(text: str) -> str:
    return text.rstrip(" ,;.") + "."


def _long(text: str) -> bool:
    return len(text.split()) >= 6
