"""Store runs as JSON in the data folder, one per question file and model; summarize the last."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.evaluation.run import Run
from retrieval.text import patterns as re

_RUN = TypeAdapter(Run)


class UnreadableRun(ValueError):
    """A document is not a run, or has another version of the format."""


def to_json(run: Run) -> dict[str, Any]:
    """Return a run as JSON, which `read_run` reads from a file."""
    return {**asdict(run), "made_at": run.made_at.isoformat()}


MAX_NAME_CHARS = 40  # of a name within a file name


def runs_folder(data_dir: Path) -> Path:
    """Return the folder of a library's runs."""
    return data_dir / "evaluation" / "answers"


def run_path(data_dir: Path, name: str, model: str) -> Path:
    """Return the file of the last run of some questions by a model."""
    digest = hashlib.sha256(f"{name}\n{model}".encode()).hexdigest()[:8]
    return runs_folder(data_dir) / f"{_to_file_name(name)}-{_to_file_name(model)}-{digest}.json"


def read_run(path: Path) -> Run:
    """Return the run in a file; raise `UnreadableRun` or `OSError`."""
    try:
        return _RUN.validate_json(path.read_bytes(), strict=True)
    except ValidationError as error:
        raise UnreadableRun("it is not a run of an evaluation, or of another version") from error


def serialize_run(run: Run) -> Iterable[str]:
    """Yield the text of a run's file."""
    yield json.dumps(to_json(run), indent=1)
    yield "\n"


def find_last_run(data_dir: Path, name: str, model: str) -> Run | None:
    """Return the last run of some questions by a model; None if none can be read."""
    return _try_read_run(run_path(data_dir, name, model))


def _try_read_run(path: Path) -> Run | None:
    try:
        return read_run(path)
    except (OSError, UnreadableRun):
        return None


def _to_file_name(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")[:MAX_NAME_CHARS] or "unnamed"


@dataclass(frozen=True, slots=True)
class EvaluationSummary:
    """The last run in four shares from 0 to 1, each None if no question contributes.

    `facts`: facts stated; `precise`: precise citations; `refused`: answerable questions refused;
    `answered`: unanswerable questions answered.
    """

    made_at: datetime
    model: str
    questions: int
    facts: float | None
    precise: float | None
    refused: float | None
    answered: float | None


def load_last_summary(data_dir: Path) -> EvaluationSummary | None:
    """Return the summary of the most recent run; None if there is none. Blocks."""
    runs = [run for path in runs_folder(data_dir).glob("*.json") if (run := _try_read_run(path))]
    last = max(runs, key=lambda run: run.made_at, default=None)
    return summarize_run(last) if last else None


def summarize_run(run: Run) -> EvaluationSummary:
    """Return the summary of a run, in which every citation and fact counts the same."""
    return EvaluationSummary(
        run.made_at,
        run.model,
        len(run.outcomes),
        facts=_share((o.facts_stated, o.facts) for o in run.outcomes),
        precise=_share((o.precise_citations, o.citations) for o in run.outcomes),
        refused=_share((o.declined, 1) for o in run.outcomes if o.answerable),
        answered=_share((not o.declined, 1) for o in run.outcomes if o.refuse),
    )


def _share(parts: Iterable[tuple[int, int]]) -> float | None:
    given = list(parts)
    total = sum(whole for _, whole in given)
    return sum(part for part, _ in given) / total if total else None
