"""Find names of models, data sets and the like that an abstract does not have."""

from __future__ import annotations

from collections.abc import Sequence

from bot.grounding.spelling import normalize_spelling
from retrieval.text import patterns as re

_NUMBERED = re.compile(r"(?<![^\W_])([A-Za-z]{2,})[- ]?(\d{1,5}(?:\.\d{1,3})?[KMB]?)(?![^\W_])")
# With a capital inside, or letters beside digits: SciFact, LoRA, 3D, GPT-4.
_WORD = re.compile(r"(?<![^\W_])[A-Za-z\d]+(?:-[A-Za-z\d]+)*")
_MIXED = re.compile(r"[a-z\d][A-Z]|[A-Z]{2}|[A-Za-z]-?\d|\d[A-Z]")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def find_renumbered_names(claim: str, sources: Sequence[str]) -> list[str]:
    """Return a reason for each name of `claim` of which the sources have another number only.

    GPT-4, where they have GPT-3.
    """
    whole = normalize_spelling(" ".join(sources))
    reasons = []
    for found in _NUMBERED.finditer(normalize_spelling(claim)):
        letters, number = found.groups()
        if letters[0].islower():
            continue
        known = [other for other in _NUMBERED.finditer(whole) if other[1] == letters]
        if known and number not in {other[2] for other in known}:
            reasons.append(f"the abstract has {known[0].group()}, not {found.group()}")
    return reasons


def find_unknown_names(claim: str, sources: Sequence[str]) -> list[str]:
    """Return a reason for each name of a claim in any language that the sources lack.

    A name is what has a capital letter or a digit inside: in German, every noun begins with one.
    """
    whole = _squeeze(" ".join(sources))
    words = _WORD.findall(_CJK.sub(" ", normalize_spelling(claim)))
    return [
        f"the abstract does not mention {name}"
        for name in words
        if _MIXED.search(name) and _squeeze(name) not in whole
    ]


def _squeeze(text: str) -> str:
    return re.compile(r"[\W_]").sub("", normalize_spelling(text)).casefold()
