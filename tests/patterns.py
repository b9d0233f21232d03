"""Find every regular expression of the packages, and write texts that are hard for one."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import pkgutil
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as sre_parser  # type: ignore[attr-defined]
from typing import Any

import re2

PACKAGES = ("bot", "prompts", "retrieval", "discord_playground")
_ROOT = Path(__file__).parent.parent
_SOURCES = (_ROOT, _ROOT / "playground" / "src")
_RE2 = type(re2.compile("a"))
_FUNCTIONS = {"search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"}
_ANCHORED = {"match", "fullmatch"}

_STOCK = (
    "ignore-all-", "ignore all ", "a", "A1", "a-", "a.", "a@", "the ", "é", "и", "漢", "a\u0301",
    " ", "\n", "\t", " ,", "\u00a0", "1", "1.", "1, ", "\"", "'", "[", "]", "(", "<", "<a ", "{",
    "\\", "$", "*", "`", "_", ":", "#", "&", "%", "http://",
)  # fmt: skip

_OF_RE2 = {r"\pL\pN": r"\w", r"\p{M}": "[\u0300-\u036f]"}
"""Classes of characters that RE2 has, and what comes near them here."""

Pattern = re.Pattern[Any] | re2._Regexp


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """A pattern, where it stands, and whether it is only ever matched at a text's start."""

    where: str
    pattern: Pattern
    anchored: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Call:
    """A call of `re` inside a function: where, in which function, and its pattern if literal."""

    where: str
    function: str
    pattern: re.Pattern[Any] | None
    anchored: bool


def patterns() -> list[Found]:
    """Return every pattern that a module holds, in whatever, or writes into a call."""
    used = _uses()
    found: dict[tuple[Any, Any], Found] = {}
    for name in _modules():
        module = importlib.import_module(name)
        for path, pattern in _held(vars(module), name, set()):
            methods = used.get((name, path.rpartition(".")[2]))
            anchored = bool(methods) and methods <= _ANCHORED
            key = (pattern.pattern, getattr(pattern, "flags", None))
            if key not in found or (found[key].anchored and not anchored):
                found[key] = Found(path, pattern, anchored)
    for call in calls():
        if call.pattern is not None:
            key = (call.pattern.pattern, call.pattern.flags)
            if key not in found or (found[key].anchored and not call.anchored):
                found[key] = Found(call.where, call.pattern, call.anchored)
    return list(found.values())


@cache
def calls() -> tuple[Call, ...]:
    """Return the calls of `re` and `re2` that functions make, of the text in the sources."""
    return tuple(
        call
        for path in _files()
        for node, function in _in_functions(ast.parse(path.read_text()), "")
        if (call := _call(path, node, function)) is not None
    )


def hostile(pattern: Pattern, chars: int, seed: int = 1) -> Iterator[str]:
    """Yield texts of `chars` characters: what any pattern may be slow on, then what this one may.

    That is what each of its repeats takes, over and over, with and without what it takes before,
    and with an end that it does not take.
    """
    for unit in _STOCK:
        yield (unit * (chars // len(unit) + 1))[: chars - 1] + "\0"
    flags = getattr(pattern, "flags", 0) & ~re.UNICODE
    source = pattern.pattern
    if isinstance(source, str):
        for theirs, ours in _OF_RE2.items():
            source = source.replace(theirs, ours)
    tree = sre_parser.parse(source, flags)
    rng = random.Random(seed)
    for piece in dict.fromkeys(_pieces(tree, rng)):
        for apart, end in (("", "\0"), (" ", "a")):
            unit = piece + apart
            yield (unit * (chars // len(unit) + 1))[: chars - 1] + end
    for lead, piece in dict.fromkeys(_leads(tree, rng)):
        yield (lead + piece * (chars // len(piece) + 1))[: chars - 1] + "\0"


def _modules() -> Iterator[str]:
    for package in PACKAGES:
        yield package
        path = importlib.import_module(package).__path__
        for info in pkgutil.walk_packages(path, f"{package}."):
            if not info.name.endswith("__main__"):
                yield info.name


def _files() -> list[Path]:
    folders = [source / package for package in PACKAGES for source in _SOURCES]
    return sorted(path for folder in folders for path in folder.rglob("*.py"))


def _held(thing: object, path: str, seen: set[int]) -> Iterator[tuple[str, Pattern]]:
    """Yield the patterns in a value of our own, with where each is."""
    if isinstance(thing, re.Pattern | _RE2):
        yield path, thing
        return
    if id(thing) in seen:
        return
    seen.add(id(thing))
    inside: Mapping[Any, object]
    if isinstance(thing, Mapping):
        inside = thing
    elif isinstance(thing, list | tuple | set | frozenset):
        inside = dict(enumerate(thing))
    elif getattr(type(thing), "__module__", "").partition(".")[0] in PACKAGES:
        slots = getattr(type(thing), "__slots__", ())
        inside = {n: getattr(thing, n) for n in slots if hasattr(thing, n)}
        inside = {**inside, **getattr(thing, "__dict__", {})}
    elif isinstance(thing, type) and thing.__module__.partition(".")[0] in PACKAGES:
        inside = vars(thing)
    else:
        return
    for name, value in inside.items():
        yield from _held(value, f"{path}.{name}", seen)


@cache
def _uses() -> Mapping[tuple[str, str], set[str]]:
    """Return by module and private name which methods are called on what has it."""
    uses: dict[tuple[str, str], set[str]] = {}
    for path in _files():
        module = _module(path)
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
                of = node.value
                name = of.id if isinstance(of, ast.Name) else of.attr
                if name.startswith("_"):
                    uses.setdefault((module, name), set()).add(node.attr)
    return {name: methods & _FUNCTIONS for name, methods in uses.items()}


def _module(path: Path) -> str:
    source = next(source for source in reversed(_SOURCES) if path.is_relative_to(source))
    return str(path.relative_to(source).with_suffix("")).replace("/", ".")


def _in_functions(node: ast.AST, function: str) -> Iterator[tuple[ast.Call, str]]:
    for child in ast.iter_child_nodes(node):
        inside = function
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            inside = child.name
        elif isinstance(child, ast.Lambda):
            inside = function or "<lambda>"
        if isinstance(child, ast.Call) and function:
            yield child, function
        yield from _in_functions(child, inside)


def _call(path: Path, node: ast.Call, function: str) -> Call | None:
    match node.func:
        case ast.Attribute(value=ast.Name(id="re" | "re2"), attr=name) if (
            name in _FUNCTIONS or name == "compile"
        ):
            pass
        case _:
            return None
    pattern = None
    if isinstance(node.args[0], ast.Name) and node.args[0].id.startswith("_"):
        return None  # a module's constant
    if isinstance(node.args[0], ast.Constant):
        flags = re.NOFLAG
        for word in ast.walk(node):
            if isinstance(word, ast.Attribute) and word.attr.isupper():
                flags |= re.RegexFlag[word.attr]
        pattern = re.compile(node.args[0].value, flags)
    where = f"{path.relative_to(_ROOT)}:{node.lineno}"
    return Call(where, f"{_module(path)}.{function}", pattern, name in _ANCHORED)


def _pieces(tree: Any, rng: random.Random) -> Iterator[str]:
    """Yield what is to be repeated: what repeats take, and what the pattern takes up to them."""
    for _ in range(3):
        whole = _sample(tree, rng)
        yield from filter(None, (whole, whole[:-1], whole[: len(whole) // 2]))
    for before, body in _repeats(tree, []):
        for _ in range(2):
            yield from filter(None, (piece := _sample(body, rng), _sample(before, rng) + piece))


def _leads(tree: Any, rng: random.Random) -> Iterator[tuple[str, str]]:
    for before, body in _repeats(tree, []):
        for _ in range(2):
            if piece := _sample(body, rng):
                yield _sample(before, rng), piece


def _repeats(tree: Any, before: Sequence[Any]) -> Iterator[tuple[list[Any], list[Any]]]:
    """Yield each repeat: the items of the pattern that stand before it, and those it repeats."""
    seen = list(before)
    for item in tree:
        op, value = item
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            _, high, body = value
            if high != 1:
                yield seen, list(body)
            yield from _repeats(body, seen)
        elif op is sre.SUBPATTERN:
            yield from _repeats(value[3], seen)
        elif op is sre.ATOMIC_GROUP:
            yield from _repeats(value, seen)
        elif op is sre.BRANCH:
            for branch in value[1]:
                yield from _repeats(branch, seen)
        elif op in (sre.ASSERT, sre.ASSERT_NOT):
            yield from _repeats(value[1], seen)
        seen.append(item)


def _sample(tree: Any, rng: random.Random) -> str:
    """Return a short text that the items of a pattern may take."""
    return "".join(_taken(op, value, rng) for op, value in tree)


def _taken(op: Any, value: Any, rng: random.Random) -> str:
    match op:
        case sre.LITERAL:
            return chr(value)
        case sre.NOT_LITERAL:
            return rng.choice([c for c in "a 1-." if c != chr(value)])
        case sre.ANY:
            return rng.choice("a ")
        case sre.IN:
            return _of_set(value, rng)
        case sre.BRANCH:
            return _sample(rng.choice(value[1]), rng)
        case sre.SUBPATTERN:
            return _sample(value[3], rng)
        case sre.ATOMIC_GROUP:
            return _sample(value, rng)
        case sre.MAX_REPEAT | sre.MIN_REPEAT | sre.POSSESSIVE_REPEAT:
            low, high, body = value
            return "".join(_sample(body, rng) for _ in range(min(max(low, 1), int(high), 60)))
        case sre.CATEGORY:
            return _of_set([(op, value)], rng)
        case _:
            return ""  # places, looks around, references


_SIGNS = "a1 -._Z\n'é漢,:;()[]/\\\"<>@#$%&*+=?!|~`^{}\t\r\x1b\u0301"


def _of_set(items: Any, rng: random.Random) -> str:
    compiled = sre_parser.State()
    subpattern = sre_parser.SubPattern(compiled, [(sre.IN, items)])
    taken = re._compiler.compile(subpattern).match  # type: ignore[attr-defined]
    chosen = [c for c in _SIGNS if taken(c)]
    if chosen:
        return rng.choice(chosen[:6])
    for op, value in items:
        if op is sre.LITERAL:
            return chr(value)
        if op is sre.RANGE:
            return chr(value[0])
    return "a"
