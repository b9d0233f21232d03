"""The README's bot runs as the README says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"


def test_the_bot_of_the_readme_answers(tmp_path: Path) -> None:
    """Started from the command line, it logs in and greets."""
    text = README.read_text(encoding="utf-8")
    (source,) = re.findall(r"```python\n(# bot\.py\n.*?)```", text, re.DOTALL)
    (tmp_path / "bot.py").write_text(source, encoding="utf-8")
    command = [sys.executable, "-m", "discord_playground", "--port", "0", "--run", "greet Ada"]
    with subprocess.Popen(
        [*command, "--", sys.executable, "bot.py"], cwd=tmp_path, stdout=subprocess.PIPE, text=True
    ) as playground:
        assert playground.stdout is not None
        try:
            said = ""
            while "Hello" not in said:
                line = playground.stdout.readline()
                assert line, said
                said += line
        finally:
            playground.terminate()

    assert "Mara uses /greet Ada" in said
    assert "Hello, Ada!" in said
