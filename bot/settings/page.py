"""Write the page of all settings, docs/settings.md: `python -m bot.settings.page`."""

from __future__ import annotations

import sys
from typing import Any

from pydantic import SecretStr

from bot.settings import Settings

_HEAD = """# Settings

Every setting of Footnote, from the environment or from a file `.env` in the folder where it is
started; the environment has precedence. An empty value counts as not given; a wrong one, or a name
that is close to none, ends the program before it begins. This page is made from the code by
`python -m bot.settings.page`; a test holds the two together.

Settings are read once, at the start: restart the bot after a change
([running](operations.md#changing-settings)).

| variable | default | what it says | allowed |
|---|---|---|---|
"""
_LIBRARY = "`$XDG_DATA_HOME/footnote`, else `~/.local/share/footnote`"


def page() -> str:
    """Return the page in Markdown, ending in a line's end."""
    return _HEAD + "".join(_row(name) for name in Settings.model_fields)


def _row(name: str) -> str:
    field = Settings.model_fields[name]
    extra = field.json_schema_extra
    allowed = str(extra["allowed"]) if isinstance(extra, dict) else ""
    cells = (f"`{field.validation_alias}`", _default(name), field.description or "", allowed)
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"


def _default(name: str) -> str:
    if name == "data_dir":
        return _LIBRARY
    value: Any = Settings.model_fields[name].default
    if value is None or isinstance(value, SecretStr) or value in ("", ()):
        return ""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{value:g}`" if isinstance(value, float) else f"`{value}`"


if __name__ == "__main__":
    sys.stdout.write(page())
