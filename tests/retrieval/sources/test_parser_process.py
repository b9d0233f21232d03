"""Files of others are parsed in a child that cannot outlast its limits or harm its parent."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from retrieval.errors import ParserCrashed, ParserTimeout, SourceError
from retrieval.sources.files import read_bytes
from retrieval.sources.parser_process import UPLOAD, parse, parse_file
from retrieval.sources.records import Record, Rejected
from tests.retrieval.sources.test_any_file import SAMPLES, WRITTEN
from tests.retrieval.sources.test_files import BIBTEX, JSON

NESTED = b"<div>" * 2_000_000  # lexbor takes minutes
SHORT = replace(UPLOAD, seconds=0.5)


@pytest.mark.parametrize("sample", SAMPLES, ids=[*WRITTEN, "html", "page", "lines"])
async def test_records_come_through_unchanged(sample: bytes) -> None:
    """A child gives what the same file gives when it is read here."""
    try:
        expected = list(read_bytes("a", sample))
    except SourceError as error:
        with pytest.raises(SourceError, match=re.escape(str(error))):
            await parse("a", sample)
    else:
        assert await parse("a", sample) == expected


async def test_slow_files_are_stopped() -> None:
    """A page that takes quadratic time ends with its time, and the error says what to do."""
    with pytest.raises(ParserTimeout, match=r"took more than 0\.5 seconds.*Split it"):
        await parse("page.html", NESTED, SHORT)


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS bounds no address space")
async def test_memory_is_bounded() -> None:
    """A file whose records fill the memory ends its child alone."""
    limits = replace(UPLOAD, memory_bytes=96 * 2**20)
    with pytest.raises(ParserCrashed, match="too much memory"):
        await parse("a.jsonl", b'{"title": "x", "e": [' + b"{}," * 3_000_000 + b"{}]}", limits)


async def test_records_past_the_limit_are_told_first() -> None:
    """With the line where the rest begins, so that nothing is dropped in silence."""
    told, *records = await parse("a.jsonl", JSON * 7, replace(UPLOAD, records=5))

    assert len(records) == 5
    assert isinstance(told, Rejected)
    assert told.line == 6
    assert "Only the first 5 records" in told.reason


@pytest.mark.parametrize(
    "program",
    [
        "import os; os.abort()",
        "",
        "print('nonsense')",
        "print('[]')",
        "print('[' * 100_000)",
        'print(\'{"line": 1, "paper": 3}\'); print(\'{"done": true}\')',
        'print(\'{"line": 1, "paper": {}}\'); print(\'{"done": true}\')',
        "print('{\"line\": 1}')",
        "while True: print('x' * 2**20)",
    ],
    ids=["abort", "silent", "text", "list", "deep", "number", "empty", "cut", "endless"],
)
async def test_children_are_not_believed(program: str) -> None:
    """Whatever a parser that was taken over answers is an error of this file."""
    with pytest.raises(ParserCrashed, match=r"Reading a\.bib"):
        await parse("a.bib", BIBTEX, UPLOAD, command=(sys.executable, "-c", program))


async def test_no_secret_reaches_a_child(monkeypatch: pytest.MonkeyPatch) -> None:
    """It has none of our environment."""
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    program = (
        "import json, os; told = sorted(os.environ)\n"
        "print(json.dumps({'line': 1, 'reason': ' '.join(told)})); print('{\"done\": true}')"
    )
    (told,) = await parse("a.bib", BIBTEX, UPLOAD, command=(sys.executable, "-c", program))

    assert isinstance(told, Rejected)
    assert "PYTHONPATH" in told.reason
    assert "TOKEN" not in told.reason


async def test_cancelling_kills_the_child(tmp_path: Path) -> None:
    """Nothing goes on computing for somebody who has gone."""
    fifo = tmp_path / "started"
    os.mkfifo(fifo)
    program = (
        f"import os, time; open({str(fifo)!r}, 'w').write(str(os.getpid()))\n"
        "while True: time.sleep(60)"
    )
    parsing = asyncio.create_task(
        parse("a.bib", BIBTEX, UPLOAD, command=(sys.executable, "-c", program))
    )
    child = int(await asyncio.to_thread(fifo.read_text))
    parsing.cancel()
    with suppress(asyncio.CancelledError):
        await parsing

    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


@pytest.mark.parametrize("data", [BIBTEX, JSON], ids=["child", "here"])
def test_files_of_the_operator(tmp_path: Path, data: bytes) -> None:
    """They are read whatever their format; what is missing is told."""
    (tmp_path / "papers").write_bytes(data)
    (record,) = parse_file(tmp_path / "papers")

    assert isinstance(record, Record)
    assert record.paper.title == "Sparse gates"
    with pytest.raises(SourceError, match="There is no file"):
        list(parse_file(tmp_path / "absent"))


def test_an_operator_interrupts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends the reading of a file that takes too long, at once."""
    (tmp_path / "page.html").write_bytes(NESTED)
    start = asyncio.create_subprocess_exec

    async def interrupted(*args: str, **options: Any) -> asyncio.subprocess.Process:
        process = await start(*args, **options)
        os.kill(os.getpid(), signal.SIGINT)
        return process

    monkeypatch.setattr(asyncio, "create_subprocess_exec", interrupted)
    with pytest.raises(KeyboardInterrupt):
        list(parse_file(tmp_path / "page.html"))
