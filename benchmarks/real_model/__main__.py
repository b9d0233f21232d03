"""Serve the local model on loopback, for as long as a command runs.

    python -m benchmarks.real_model FILE COMMAND [ARGUMENT …]

The command finds the server by the settings OPENAI_BASE_URL, FOOTNOTE_MODEL and
FOOTNOTE_CONTEXT_WINDOW.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import typer

from benchmarks.real_model import qwen
from tests.servers.small_model import SmallModel

app = typer.Typer(add_completion=False)


@app.command(context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
def main(file: Path, command: list[str]) -> None:
    """Start the server, then become the command; the server ends with it."""
    weights = qwen(file)
    server = SmallModel(weights, Path(tempfile.mkdtemp()) / "local-model.log").__enter__()
    os.set_inheritable(server.alive, True)
    settings = {
        "OPENAI_BASE_URL": server.base_url,
        "FOOTNOTE_MODEL": weights.name,
        "FOOTNOTE_CONTEXT_WINDOW": str(weights.window),
    }
    os.execvpe(command[0], command, {**os.environ, **settings})


if __name__ == "__main__":
    app()
