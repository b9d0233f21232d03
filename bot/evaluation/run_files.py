"""Store runs as JSON in the data folder, one per question file and model; summarize the last."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from bot.evaluation.outcome import Outcome
from bot.evaluation.run import Run
from retrieval.text import patterns as re

FORMAT_VERSION = 2
"""The version of the JSON format; a run in another version cannot be compared."""

_KINDS: Mapping[str, str] = {field.name: str(field.type) for field in fields(Outcome)}
MAX_COUNT = 1 << 53


class UnreadableRun(ValueError):
    """A document is not a run, or has another version of the format."""


def to_json(run: Run) -> Mapping[str, Any]:
    """Return the JSON that `run_from_json` reads."""
    return {
        "form": FORMAT_VERSION,
        "name": run.name,
        "model": run.model,
        "papers": run.papers,
        "made_at": run.made_at.isoformat(),
        "version": run.version,
        "outcomes": [asdict(outcome) for outcome in run.outcomes],
    }


def run_from_json(given: Any) -> Run:
    """Return the run in a JSON document, which may be the output of `--json`."""
    try:
        if given["form"] != FORMAT_VERSION:
            raise UnreadableRun(f"its format is {given['form']!r:.20}, not {FORMAT_VERSION}")
        made_at = datetime.fromisoformat(given["made_at"])
        if made_at.tzinfo is None:
            raise UnreadableRun("its time has no time zone")
        return Run(
            str(given["name"]),
            str(given["model"]),
            int(given["papers"]),
            made_at,
            str(given["version"]),
            tuple(_parse_outcome(one) for one in given["outcomes"]),
        )
    except UnreadableRun:
        raise
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError) as error:
        raise UnreadableRun("it is not a run of an evaluation") from error


def _parse_outcome(given: Mapping[str, Any]) -> Outcome:
    if set(given) != set(_KINDS):
        raise UnreadableRun("its outcomes have other fields")
    if not all(_has_kind(given[name], kind) for name, kind in _KINDS.items()):
        raise UnreadableRun("its outcomes have invalid values")
    return Outcome(**given)


def _has_kind(value: object, kind: str) -> bool:
    """Return whether a JSON value has a field's type; a float may be written as an integer."""
    match kind:
        case "str":
            return isinstance(value, str)
        case "bool":
            return isinstance(value, bool)
        case "int":
            return type(value) is int and abs(value) < MAX_COUNT
    if value is None:
        return "None" in kind
    return type(value) in (int, float) and abs(cast("float", value)) < MAX_COUNT


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
        return run_from_json(json.loads(path.read_text(encoding="utf-8")))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise UnreadableRun("it is not JSON") from error


def serialize_run(run: Run) -> Iterable[str]:
    """Yield the text of a run's file."""
    yield json.dumps(to_json(run), indent=1)
    yield "\n"


def find_last_run(data_dir: Path, name: str, model: str) -> Run | None:
    """Return the last run of some questions by a model; None if none can be read."""
    return _try_read_run(run_path(data_dir, name, model))


def load_last_run(data_dir: Path) -> Run | None:
    """Return the most recent run; None if there is none. Blocks."""
    runs = [run for path in runs_folder(data_dir).glob("*.json") if (run := _try_read_run(path))]
    return max(runs, key=lambda run: run.made_at, default=None)


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
    run = load_last_run(data_dir)
    return summarize_run(run) if run else None


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
