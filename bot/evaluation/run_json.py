"""Write a run as JSON, and read it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any, cast

from bot.evaluation.outcome import Outcome
from bot.evaluation.run import Run

FORM = 1
"""What a reader must know to read it; a run in another form is not compared with."""

_KINDS: Mapping[str, str] = {field.name: str(field.type) for field in fields(Outcome)}
_LARGE = 1 << 53


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


def from_json(given: Any) -> Run:
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
            return type(value) is int and abs(value) < _LARGE
    if value is None:
        return "None" in kind
    return type(value) in (int, float) and abs(cast("float", value)) < _LARGE
