"""Load prompt templates and fill in their variables."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Template as Text


@dataclass(frozen=True, slots=True)
class Rendered:
    """A filled-in template: the two messages, and the name and hash of the template."""

    system: str
    user: str
    template: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Template:
    """A prompt in two parts.

    `sha256` is the first 12 hexadecimal digits of the file's hash, for receipts.
    """

    name: str
    system: Text
    user: Text
    sha256: str

    def render(self, **values: str) -> Rendered:
        """Fill in the variables; raise `KeyError` for one without a value."""
        system, user = self.system.substitute(values), self.user.substitute(values)
        return Rendered(system, user, self.name, self.sha256)


@cache
def load_template(name: str) -> Template:
    """Read a template of this folder."""
    text = files("prompts").joinpath(f"{name}.txt").read_text(encoding="utf-8")
    system, user = text.removeprefix("=== system ===\n").split("=== user ===\n")
    short = hashlib.sha256(text.encode()).hexdigest()[:12]
    return Template(name, Text(system.strip()), Text(user.strip()), short)
