"""Store runs as JSON in the data folder, one per question file and model; summarize the last."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from bot.evaluation.outcome import Outcome
from bot.evaluation.run import Run

FORM = 1
"""What a reader must know to read it; a run in another form is not compared with."""

_KINDS: Mapping[str, str] = {field.name: str(field.type) for field in fields(Outcome)}
MAX_COUNT = 1 << 53


class UnreadableRun(ValueError):
    """A document is no run, or one that another Footnote wrote in a form of its own."""


def to_json(run: Run) -> Mapping[str, Any]:
    """Return what `from_json` reads."""
    return {
        "form": FORM,
        "name": run.name,
        "model": run.model,
        "papers": run.papers,
        "made_at": run.made_at.isoformat(),
        "version": run.version,
        "outcomes": [asdict(outcome) for outcome in run.outcomes],
    }


def run_from_json(given: Any) -> Run:
    """Return the run of a document that holds one, as `--json` prints it too."""
    try:
        if given["form"] != FORM:
            raise UnreadableRun(f"it is in form {given['form']!r:.20}, and {FORM} is known here")
        made_at = datetime.fromisoformat(given["made_at"])
        if made_at.tzinfo is None:
            raise UnreadableRun("its moment has no time zone")
        return Run(
            str(given["name"]),
            str(given["model"]),
            int(given["papers"]),
            made_at,
            str(given["version"]),
            tuple(_outcome(one) for one in given["outcomes"]),
        )
    except UnreadableRun:
        raise
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError) as error:
        raise UnreadableRun("it is no run of an evaluation") from error


def _outcome(given: Mapping[str, Any]) -> Outcome:
    if set(given) != set(_KINDS):
        raise UnreadableRun("its outcomes have other counts")
    if not all(_fits(given[name], kind) for name, kind in _KINDS.items()):
        raise UnreadableRun("its outcomes have counts that are none")
    return Outcome(**given)


def _fits(value: object, kind: str) -> bool:
    """Tell whether a JSON value is of a field's kind; a float may be written as a whole number."""
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


MAX_NAME_CHARS = 40  # characters of a name that a file's name keeps


def runs_folder(data_dir: Path) -> Path:
    """Return where the runs of a library are kept."""
    return data_dir / "evaluation" / "answers"


def run_path(data_dir: Path, name: str, model: str) -> Path:
    """Return the file of the last run of some questions by a model."""
    digest = hashlib.sha256(f"{name}\n{model}".encode()).hexdigest()[:8]
    return runs_folder(data_dir) / f"{_to_file_name(name)}-{_to_file_name(model)}-{digest}.json"


def read_run(path: Path) -> Run:
    """Return a run that a file holds; raise `UnreadableRun` or `OSError`."""
    try:
        return run_from_json(json.loads(path.read_text(encoding="utf-8")))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise UnreadableRun("it is no JSON") from error


def serialize_run(run: Run) -> Iterable[str]:
    """Yield the text of the file that holds a run."""
    yield json.dumps(to_json(run), indent=1)
    yield "\n"


def find_last_run(data_dir: Path, name: str, model: str) -> Run | None:
    """Return the last run of some questions by a model; None without one that can be read."""
    return _readable(run_path(data_dir, name, model))


def load_last_run(data_dir: Path) -> Run | None:
    """Return the run that was made last of all; None without any. Blocks."""
    runs = [run for path in runs_folder(data_dir).glob("*.json") if (run := _readable(path))]
    return max(runs, key=lambda run: run.made_at, default=None)


def _readable(path: Path) -> Run | None:
    try:
        return read_run(path)
    except (OSError, UnreadableRun):
        return None


def _to_file_name(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")[:MAX_NAME_CHARS] or "unnamed"


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


def load_last_summary(data_dir: Path) -> EvaluationSummary | None:
    """Return how good the answers were in the last run that is kept; None without any. Blocks."""
    run = load_last_run(data_dir)
    return summarize_run(run) if run else None


def summarize_run(run: Run) -> EvaluationSummary:
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
