"""Bring the forms and spellings of an English word together."""

from __future__ import annotations

from functools import lru_cache

_SUFFIXES = tuple(
    sorted(
        """
        izations ization ational ations ation ements ement ments ment nesses ness ities ity ings
        ing ies ied ives ive ions ion ers er ors or ably able ibly ible ally als al ly edly ed es s
        e y acy ency ancy ances ance ences ence ants ant ents ent ical ics ic ous ful
        ized izes izing ize est
        """.split(),
        key=lambda suffix: -len(suffix),
    )
)
_SHORTEST = 3  # letters that a stem keeps
_SHORTEST_BEFORE_LONG = 4  # … before a suffix of more than two letters, "ing" and "ed" apart
_INFLECTIONS = frozenset("ing ings ed es s e er est ies ied y ly".split())
_IRREGULAR = {
    "worse": "bad", "worst": "bad", "better": "good", "best": "good", "fell": "fall",
    "fallen": "fall", "rose": "rise", "risen": "rise", "grew": "grow", "grown": "grow",
    "growth": "grow", "found": "find", "shown": "show", "shrank": "shrink", "shrunk": "shrink",
    "lost": "lose", "loss": "loss", "losses": "loss", "built": "build", "held": "hold",
    "kept": "keep", "led": "lead", "taught": "teach", "thought": "think", "given": "give",
    "gave": "give", "taken": "take", "took": "take", "made": "make", "wrote": "write",
    "written": "write", "learnt": "learn", "beaten": "beat", "corpora": "corpus",
    "analyses": "analys", "analysis": "analys", "criteria": "criterion", "matrices": "matrix",
    "indices": "index", "vertices": "vertex", "hypotheses": "hypothes", "children": "child",
    "mice": "mouse", "men": "man", "women": "woman", "data": "data", "dataset": "dataset",
    "datasets": "dataset", "strengthen": "strong", "strength": "strong",
    "lengthen": "long", "length": "long", "shorten": "short", "widen": "wide", "deepen": "deep",
    "this": "this", "its": "it", "across": "across", "less": "less", "species": "species",
    "series": "series", "process": "process", "bias": "bias", "biases": "bias",
    "during": "during", "string": "string", "strings": "string", "king": "king",
    "university": "university", "universities": "university", "universal": "universal",
    "organ": "organ", "organs": "organ", "generic": "generic", "general": "general",
    "generally": "general", "generate": "gener", "international": "international",
    "several": "several", "severe": "severe", "severity": "severe", "severely": "severe",
    "never": "never", "ever": "ever", "every": "every", "over": "over", "under": "under",
    "water": "water", "number": "number", "numbers": "number", "paper": "paper",
    "papers": "paper", "computer": "compute", "news": "news",
    "raise": "raise", "raises": "raise", "raised": "raise", "raising": "raise", "rises": "rise",
    "rising": "rise", "loses": "lose",
    "losing": "lose",
    "static": "static", "previous": "previous", "previously": "previous",
    "used": "use", "uses": "use", "using": "use", "usage": "use", "comparison": "compar",
    "comparisons": "compar", "addition": "add", "additional": "add", "additionally": "add",
    "necessity": "necessar", "simply": "simpl", "proven": "prov", "proof": "prov",
    "many": "many", "survey": "survey", "surveys": "survey", "surveyed": "survey",
    "inferior": "inferior", "imply": "imply", "implies": "imply", "implied": "imply",
    "moral": "moral", "lateral": "lateral",
    "student": "student", "students": "student",
    "different": "differ", "difference": "differ", "differences": "differ",
}  # fmt: skip


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """Return what the forms of `word`, folded and in lower case, have in common.

    Cruder than Porter's: `reduce` and `reduction`, `classify` and `classification` become one.
    """
    known = _IRREGULAR.get(word)
    if known is not None:
        return known if known in (word, *_IRREGULAR) else stem(known)
    if len(word) <= _SHORTEST or not word.isascii() or not word.isalpha():
        return word
    return _closed(_stripped(_american(word)))


def _american(word: str) -> str:
    if len(word) < 5:
        return word
    for british, american in (("isation", "ization"), ("ising", "izing"), ("ised", "ized")):
        word = word.replace(british, american)
    if word.endswith(("ise", "ises")) and len(word) > 6:
        word = word[: word.rindex("ise")] + "ize" + word[word.rindex("ise") + 3 :]
    word = word.replace("yse", "yze").replace("ysing", "yzing").replace("aem", "em")
    word = word.replace("oestr", "estr").replace("tumour", "tumor").replace("leuk", "leuc")
    for ending in ("our", "ours", "oured", "ouring", "oural"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)] + ending.replace("our", "or")
    if word.endswith(("tre", "tres")):
        word = word.replace("tre", "ter")
    return word.replace("elled", "eled").replace("elling", "eling").replace("programme", "program")


def _stripped(word: str) -> str:
    for turn in range(2):
        for suffix in _SUFFIXES:
            if not word.endswith(suffix) or (turn and suffix in ("s", "es")):
                continue
            left = len(word) - len(suffix)
            least = _SHORTEST if suffix in _INFLECTIONS else _SHORTEST_BEFORE_LONG
            if left < least or (suffix == "s" and word.endswith(("ss", "us", "is"))):
                continue
            word = word[:left]
            break
        else:
            break
    return word


def _closed(word: str) -> str:
    """Undo what a suffix did to the end of the stem: reduct, runn, classif."""
    if len(word) > 4 and word.endswith("ct"):
        word = word[:-1]
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    for ending, plain in (("fic", "f"), ("fi", "f"), ("iz", ""), ("at", ""), ("i", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)] + plain
    return word
