"""The guards of the suite: tests reach no network and write nothing into the checkout."""

from __future__ import annotations

import ast
import asyncio
import os
import socket
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import WroteIntoCheckout

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    "write",
    [
        lambda path: path.write_text("x"),
        lambda path: path.mkdir(),
        lambda path: os.close(os.open(path, os.O_WRONLY | os.O_CREAT)),
        lambda path: sqlite3.connect(path),
        lambda path: path.with_name("README.md").rename(path),
        lambda path: path.symlink_to("README.md"),
    ],
)
def test_nothing_is_written_into_the_checkout(write: Callable[[Path], object]) -> None:
    """A file, folder, link or database there is refused before it is made."""
    path = ROOT / "left-behind"

    with pytest.raises(WroteIntoCheckout, match="temporary folders only"):
        write(path)

    assert not path.exists()


def test_temporary_folders_may_be_written(tmp_path: Path) -> None:
    """And the checkout may be read."""
    (tmp_path / "made").mkdir()
    (tmp_path / "made" / "copy").write_bytes((ROOT / "README.md").read_bytes())

    assert (tmp_path / "made" / "copy").is_file()


_MAY_SLEEP = {  # how the loop fares while something sleeps is what they watch
    "test_a_sleep_that_blocks_takes_no_processor_time",
    "test_a_stall_is_told_with_its_place",
}


def test_no_test_sleeps_to_see_that_nothing_happens() -> None:
    """It would pass when the program is slow; wait until the bot is idle instead (tests/idle.py).

    Sleeping between two looks, in a loop, is fine.
    """
    found = [
        f"{path.relative_to(ROOT)}:{line} in {test}"
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        if "node_modules" not in path.parts
        for test, line in _sleeps(ast.parse(path.read_text(encoding="utf-8")))
        if test not in _MAY_SLEEP
    ]

    assert found == []


def _sleeps(module: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield each real pause in a test that is in no loop, as the test's name and the line."""
    for test in ast.walk(module):
        if isinstance(test, ast.FunctionDef | ast.AsyncFunctionDef) and test.name[:5] == "test_":
            yield from ((test.name, call.lineno) for call in _straight(test) if _pauses(call))


def _straight(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what is below a node, but not what is in loops, functions and classes there."""
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(
            child, ast.For | ast.While | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
        ):
            yield from _straight(child)


def _pauses(node: ast.AST) -> bool:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    seconds = node.args[0] if node.func.attr == "sleep" and node.args else None
    return isinstance(seconds, ast.Constant) and bool(seconds.value)


ELSEWHERE = "192.0.2.1"  # RFC 5737: an address for documentation


@pytest.mark.parametrize("method", ["connect", "connect_ex"])
def test_no_connection_leaves_the_machine(method: str):
    """Connecting elsewhere raises an error that names the test."""
    with (
        socket.socket() as made,
        pytest.raises(RuntimeError, match="test_no_connection_leaves_the_machine"),
    ):
        getattr(made, method)((ELSEWHERE, 80))


def test_no_name_is_looked_up():
    """Names of other machines are not resolved, by blocking code or in an event loop."""
    with pytest.raises(RuntimeError, match=r"example\.org"):
        socket.getaddrinfo("example.org", 80)
    with pytest.raises(RuntimeError, match=r"example\.org"):
        asyncio.run(asyncio.open_connection("example.org", 80))
