"""Measure how well an answer's citations carry it, by the definitions of ALCE.

Gao, Yen, Yu and Chen (2023), “Enabling Large Language Models to Generate Text with Citations”,
section 3. There a model of entailment decides whether passages support a statement; here our own
support check does, so the figures are not to be compared with those that are published.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from retrieval.paper import Paper

Supports = Callable[[str, Sequence[Paper]], bool]
"""Tells whether papers, taken together, support a statement."""


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

    @property
    def recall(self) -> float | None:
        """Share of statements that are supported; None where there is none."""
        return self.supported / self.statements if self.statements else None

    @property
    def precision(self) -> float | None:
        """Share of citations that are precise; None where there is none."""
        return self.precise / self.citations if self.citations else None


def citation_quality(statements: Sequence[Statement], supports: Supports) -> CitationQuality:
    """Return the quality of an answer's citations; asks `supports`, which may block.

    A statement has recall 1 where all that it cites, taken together, supports it, and 0 without a
    citation. A citation has precision 1 where its statement has recall 1 and it is not
    irrelevant: irrelevant is what alone does not support the statement, while the others without
    it do.
    """
    supported = precise = 0
    for statement in statements:
        if not statement.cited or not supports(statement.text, statement.cited):
            continue
        supported += 1
        precise += sum(
            not _irrelevant(statement, position, supports)
            for position in range(len(statement.cited))
        )
    citations = sum(len(statement.cited) for statement in statements)
    return CitationQuality(len(statements), supported, citations, precise)


def _irrelevant(statement: Statement, position: int, supports: Supports) -> bool:
    alone = statement.cited[position]
    others = statement.cited[:position] + statement.cited[position + 1 :]
    if not others or supports(statement.text, (alone,)):
        return False
    return supports(statement.text, others)
