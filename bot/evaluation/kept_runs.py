"""Find the last runs, which are kept in the data directory: one a question file and model."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path

from bot.evaluation.run import Run
from bot.evaluation.run_json import UnreadableRun, from_json, to_json

_SHOWN = 40  # characters of a name that a file's name keeps


def folder(data_dir: Path) -> Path:
    """Return where the runs of a library are kept."""
    return data_dir / "evaluation" / "answers"


def place(data_dir: Path, name: str, model: str) -> Path:
    """Return the file of the last run of some questions by a model."""
    digest = hashlib.sha256(f"{name}\n{model}".encode()).hexdigest()[:8]
    return folder(data_dir) / f"{_plain(name)}-{_plain(model)}-{digest}.json"


def read_run(path: Path) -> Run:
    """Return a run that a file holds; raise `UnreadableRun` or `OSError`."""
    try:
        return from_json(json.loads(path.read_text(encoding="utf-8")))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise UnreadableRun("it is no JSON") from error


def written(run: Run) -> Iterable[str]:
    """Yield the text of the file that holds a run."""
    yield json.dumps(to_json(run), indent=1)
    yield "\n"


def last_of(data_dir: Path, name: str, model: str) -> Run | None:
    """Return the last run of some questions by a model; None without one that can be read."""
    return _readable(place(data_dir, name, model))


def last(data_dir: Path) -> Run | None:
    """Return the run that was made last of all; None without any. Blocks."""
    runs = [run for path in folder(data_dir).glob("*.json") if (run := _readable(path))]
    return max(runs, key=lambda run: run.made_at, default=None)


def _readable(path: Path) -> Run | None:
    try:
        return read_run(path)
    except (OSError, UnreadableRun):
        return None


def _plain(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")[:_SHOWN] or "unnamed"
