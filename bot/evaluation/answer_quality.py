"""Score one answer: the facts it states, and its citations.

Citation recall and precision follow ALCE: Gao, Yen, Yu and Chen (2023), “Enabling Large Language
Models to Generate Text with Citations”, section 3. There an entailment model decides whether
passages support a statement; here Footnote's own check does, so the figures are not comparable
with published ones.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from retrieval.paper import Paper
from retrieval.text import patterns as re

_DASHES = re.compile("[‐‑‒–—−]")
_HYPHEN = re.compile(r"(?<=[^\W\d])-(?=[^\W\d])")  # few-shot is few shot, but 0.11-0.18 a range
_THOUSANDS = re.compile(r"(?<=\d),(\d{3})(?!\d)")
_UNIT = re.compile(r"(?<=\d) (?=%)")


def states_fact(fact: Sequence[str], text: str) -> bool:
    """Return whether a text states a fact in any spelling, as whole words and whole numbers.

    Case, hyphens between words, kinds of dashes and commas in thousands make no difference:
    “84.2” is not in “84.25”, nor “4” in “4.39”.
    """
    normalized = _normalize(text)
    return any(
        not _is_in_figure(normalized, *found.span())
        for spelling in fact
        for found in re.compile(rf"(?<!\w){re.escape(_normalize(spelling))}(?!\w)").finditer(
            normalized
        )
    )


def _is_in_figure(text: str, start: int, end: int) -> bool:
    """Tell whether a place in a text is a part of a longer figure."""
    before, after = text[max(start - 2, 0) : start], text[end : end + 2]
    return (before[:1].isdecimal() and before[1:] in (".", ",")) or (
        after[:1] in (".", ",") and after[1:].isdecimal()
    )


def _normalize(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = " ".join(_HYPHEN.sub(" ", _DASHES.sub("-", folded)).split())
    return _UNIT.sub("", _THOUSANDS.sub(r"\1", folded))


Supports = Callable[[str, Sequence[Paper]], bool]
"""Returns whether papers, taken together, support a statement."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of an answer, and the papers that it cites, each once."""

    text: str
    cited: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class CitationQuality:
    """Of `statements`, how many are `supported`; of their `citations`, how many are `precise`."""

    statements: int
    supported: int
    citations: int
    precise: int


def measure_citations(statements: Sequence[Statement], supports: Supports) -> CitationQuality:
    """Return the quality of an answer's citations; calls `supports`, which may block.

    A statement has recall 1 if the papers it cites, taken together, support it. A citation has
    precision 1 if its statement has recall 1 and the citation is not irrelevant. It is irrelevant
    if it does not support the statement alone, and the others do without it.
    """
    supported = precise = 0
    for statement in statements:
        if not statement.cited or not supports(statement.text, statement.cited):
            continue
        supported += 1
        precise += sum(
            not _is_irrelevant(statement, position, supports)
            for position in range(len(statement.cited))
        )
    citations = sum(len(statement.cited) for statement in statements)
    return CitationQuality(len(statements), supported, citations, precise)


def _is_irrelevant(statement: Statement, position: int, supports: Supports) -> bool:
    alone = statement.cited[position]
    others = statement.cited[:position] + statement.cited[position + 1 :]
    if not others or supports(statement.text, (alone,)):
        return False
    return supports(statement.text, others)
