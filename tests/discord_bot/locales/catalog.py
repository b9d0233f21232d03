"""Read all words as data: the messages of each language, and where the code says them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

import bot.discord_bot
from bot.discord_bot.locales.translations import Language

AREAS = (
    "admin",
    "ask",
    "digest",
    "errors",
    "guard",
    "shelves",
    "library",
    "rendering",
    "papers",
    "receipt",
)
_KEY = re.compile(rf"(?:cmd|{'|'.join(AREAS)})-[a-z0-9]+(?:-[a-z0-9]+)*")
_PLURALS = {"zero", "one", "two", "few", "many", "other"}


@dataclass(frozen=True, slots=True)
class Message:
    """A message: its area, variables by kind (`text`, `figure` or `day`), and what it refers to."""

    key: str
    area: str
    variables: Mapping[str, str]
    references: frozenset[str]


@dataclass(frozen=True, slots=True)
class Call:
    """A place in the code that says something: its key and the names of the values given."""

    where: str
    key: str
    names: frozenset[str]
    complete: bool


@cache
def messages(language: Language) -> Mapping[str, Message]:
    """Return the messages of a language; AssertionError for junk and for a key that comes twice."""
    found: dict[str, Message] = {}
    for file in sorted((files("bot.discord_bot.locales") / language).iterdir(), key=str):
        resource = FluentParser().parse(file.read_text(encoding="utf-8"))
        for entry in resource.body:
            assert not isinstance(entry, ftl.Junk), f"{file.name}: {entry.content!r}"
            if isinstance(entry, ftl.Message):
                assert entry.value is not None, entry.id.name
                assert entry.id.name not in found, f"{entry.id.name} comes twice"
                found[entry.id.name] = _message(entry, file.name.removesuffix(".ftl"))
    return found


def _message(entry: ftl.Message, area: str) -> Message:
    seen = _Seen()
    seen.visit(entry)
    kinds = dict.fromkeys(sorted(seen.variables), "text") | dict.fromkeys(seen.figures, "figure")
    kinds |= dict.fromkeys(seen.days, "day")
    return Message(entry.id.name, area, kinds, frozenset(seen.references))


class _Seen(Visitor):
    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.figures: set[str] = set()
        self.days: set[str] = set()
        self.references: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802
        self.variables.add(node.id.name)

    def visit_MessageReference(self, node: ftl.MessageReference) -> None:  # noqa: N802
        self.references.add(node.id.name)

    def visit_FunctionReference(self, node: ftl.FunctionReference) -> None:  # noqa: N802
        for argument in node.arguments.positional:
            if isinstance(argument, ftl.VariableReference):
                kinds = {"NUMBER": self.figures, "DATETIME": self.days}
                kinds[node.id.name].add(argument.id.name)
        self.generic_visit(node)

    def visit_SelectExpression(self, node: ftl.SelectExpression) -> None:  # noqa: N802
        names = {v.key.name for v in node.variants if isinstance(v.key, ftl.Identifier)}
        if isinstance(node.selector, ftl.VariableReference) and names <= _PLURALS:
            self.figures.add(node.selector.id.name)
        self.generic_visit(node)


@cache
def trees() -> Mapping[str, ast.Module]:
    """Return the front end's code, by file."""
    root = Path(str(bot.discord_bot.__file__)).parent
    return {
        str(path.relative_to(root)): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(root.rglob("*.py"))
    }


def keys_named() -> set[str]:
    """Return every text of the code that has the form of a key."""
    return {text for tree in trees().values() for text in _strings(tree) if _KEY.fullmatch(text)}


def key_patterns() -> list[re.Pattern[str]]:
    """Return the keys that the code puts together, as patterns."""
    found = []
    for tree in trees().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                parts = [
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[a-z0-9-]+"
                    for part in node.values
                ]
                if re.match(rf"(?:cmd|{'|'.join(AREAS)})-", str(node.values[0].value)):
                    found.append(re.compile("".join(parts)))
    return found


def calls() -> Iterator[Call]:
    """Yield each `t(key, …)` whose key is written out."""
    for where, tree in trees().items():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            key = node.args[0]
            if ast.unparse(node.func).rpartition(".")[2] != "t":
                continue
            if isinstance(key, ast.Constant) and _KEY.fullmatch(str(key.value)):
                names = {k.arg for k in node.keywords if k.arg}
                complete = all(k.arg for k in node.keywords)
                yield Call(f"{where}:{node.lineno}", str(key.value), frozenset(names), complete)


def _strings(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
