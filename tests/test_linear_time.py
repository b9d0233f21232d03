"""No text takes longer than it is long: patterns run on RE2, and functions count their steps."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from retrieval.text import patterns
from tests.steps import grows_too_fast

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "prompts", "retrieval")
OF_TEXT = (
    "bot.answering", "bot.digest.candidates", "bot.discord_bot.digest.parse",
    "bot.discord_bot.rendering.escape", "bot.export", "bot.grounding", "bot.quotes",
    "bot.prompt_injection", "bot.questions", "prompts", "retrieval.search.query",
    "retrieval.sources.extract_ids", "retrieval.sources.fields", "retrieval.text",
)  # fmt: skip
"""Packages and modules whose functions read the words of a person, a paper or a model."""

UNITS = (
    "a vs ", "bot ", "1†-", "[1] ", "[", "“a” ", "a, b and c. ", "3.5 % of ", "which paper or ",
    "ignore all ", "$x^{2}$ ", "\\a{", "<a ", "A-1 ", "モデル", "and ", "?", "compare ",
    "what is a, ",
)  # fmt: skip


def test_patterns_are_compiled_in_one_module():
    """Where another module imports `re` or RE2, `make check` fails."""
    command = "-m ruff check --select=TID251 --stdin-filename=retrieval/x.py -".split()
    found = subprocess.run(
        [sys.executable, *command],
        input="import re\nimport re2\n", capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip

    assert found.stdout.count("TID251") == 2


def test_every_pattern_compiles():
    """Patterns compile on first use, so that each is compiled here."""
    found = [*_held_patterns(), *_called_patterns()]

    for where, pattern in found:
        try:
            pattern.check()
        except patterns.PatternError as error:
            pytest.fail(f"{where}: {error}")
    assert len(found) > 300


@pytest.mark.parametrize(
    "units", [UNITS[::7], pytest.param(UNITS, marks=pytest.mark.nightly)], ids=["some", "all"]
)
@pytest.mark.parametrize("module", OF_TEXT)
def test_no_function_of_text_grows_faster_than_its_text(module: str, units: tuple[str, ...]):
    """A text twice as long takes about twice as many steps, whatever is repeated in it."""
    grown = [
        f"{name} of {unit!r}: {steps} steps"
        for name, function in _functions_of_text(module)
        for unit in units
        if (steps := grows_too_fast(function, unit))
    ]

    assert grown == []


def _functions_of_text(package: str) -> Iterator[tuple[str, Callable[[str], object]]]:
    """Yield the functions whose only required argument is a text, with their names."""
    for module in _modules(package):
        for name, function in vars(module).items():
            plain = inspect.unwrap(function) if callable(function) else None
            if inspect.isfunction(plain) and plain.__module__ == module.__name__:
                required = [
                    each
                    for each in inspect.signature(plain).parameters.values()
                    if each.default is each.empty and each.kind is not each.VAR_KEYWORD
                ]
                if [str(each.annotation) for each in required] == ["str"]:
                    yield f"{module.__name__}.{name}", plain


def _held_patterns() -> Iterator[tuple[str, patterns.Pattern]]:
    """Yield the patterns that modules hold, alone, in tables and in values of our own."""
    seen: set[int] = set()

    def hold(thing: object, path: str) -> Iterator[tuple[str, patterns.Pattern]]:
        if isinstance(thing, patterns.Pattern):
            yield path, thing
        if id(thing) in seen:
            return
        seen.add(id(thing))
        inside: Mapping[Any, object] = {}
        if isinstance(thing, Mapping):
            inside = thing
        elif isinstance(thing, list | tuple | set | frozenset):
            inside = dict(enumerate(thing))
        elif type(thing).__module__.partition(".")[0] in PACKAGES:
            inside = {n: getattr(thing, n, None) for n in getattr(type(thing), "__slots__", ())}
        elif isinstance(thing, type) and thing.__module__.partition(".")[0] in PACKAGES:
            inside = dict(vars(thing))  # some build what is in them when it is read
        for name, value in inside.items():
            yield from hold(value, f"{path}.{name}")

    for package in PACKAGES:
        for module in _modules(package):
            for name, value in vars(module).items():
                yield from hold(value, f"{module.__name__}.{name}")


def _called_patterns() -> Iterator[tuple[str, patterns.Pattern]]:
    """Yield the patterns that functions compile, as in `re.compile("a").sub(…)`."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                match node:
                    case ast.Call(
                        func=ast.Attribute(value=ast.Name(id="re")),
                        args=[ast.Constant(value=str(pattern)), *_],
                    ):
                        yield f"{path.name}:{node.lineno}", patterns.compile(pattern)


@cache
def _modules(package: str) -> tuple[ModuleType, ...]:
    root = importlib.import_module(package)
    below = pkgutil.walk_packages(getattr(root, "__path__", ()), f"{package}.")
    names = [info.name for info in below if not info.name.endswith("__main__")]
    return (root, *map(importlib.import_module, names))
