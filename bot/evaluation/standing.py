"""Say in a few figures how good the answers were found to be, last of all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.evaluation.kept_runs import last
from bot.evaluation.outcome import Outcome
from bot.evaluation.run import Run


@dataclass(frozen=True, slots=True)
class EvaluationSummary:
    """The last run in a few shares, from 0 to 1; one is None where no question asks for it.

    `facts` are those stated, `precise` the citations that are, `refused` the answerable questions
    that were, and `answered` the others that were.
    """

    made_at: datetime
    model: str
    questions: int
    facts: float | None
    precise: float | None
    refused: float | None
    answered: float | None


def last_standing(data_dir: Path) -> EvaluationSummary | None:
    """Return how good the answers were in the last run that is kept; None without any. Blocks."""
    run = last(data_dir)
    return standing(run) if run else None


def standing(run: Run) -> EvaluationSummary:
    """Return the figures of a run that people are told; citations and facts counted one by one."""
    answerable = [o for o in run.outcomes if o.answerable]
    others = [o for o in run.outcomes if not o.answerable]
    return EvaluationSummary(
        run.made_at,
        run.model,
        len(run.outcomes),
        facts=_share((o.facts_stated, o.facts) for o in run.outcomes),
        precise=_share((o.precise_citations, o.citations) for o in run.outcomes),
        refused=_share(_flags(answerable, answered=False)),
        answered=_share(_flags(others, answered=True)),
    )


def _flags(outcomes: Sequence[Outcome], *, answered: bool) -> Iterable[tuple[int, int]]:
    return ((int(o.answered is answered), 1) for o in outcomes)


def _share(parts: Iterable[tuple[int, int]]) -> float | None:
    given = list(parts)
    total = sum(whole for _, whole in given)
    return sum(part for part, _ in given) / total if total else None
