"""Load prompt templates and fill in their variables."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from string import Template as Text

_OF_PAPERS = {
    "the abstracts of research papers": "research papers",
    "their numbered abstracts": "their numbered texts",
    "own abstract": "own text",
    "its abstract": "its text",
    "an abstract": "a paper",
    "abstract": "paper",
    "Abstract": "Paper",
}


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

    def speak_of_papers(self) -> Template:
        """Return the template for papers of which more is given than the abstract."""
        system, user = (Text(speak_of_papers(text.template)) for text in (self.system, self.user))
        return replace(self, system=system, user=user)


def speak_of_papers(text: str) -> str:
    """Return words about abstracts as words about whole papers."""
    for abstracts, papers in _OF_PAPERS.items():
        text = text.replace(abstracts, papers)
    return text


@cache
def load_template(name: str) -> Template:
    """Read a template of this folder."""
    text = files("prompts").joinpath(f"{name}.txt").read_text(encoding="utf-8")
    system, user = text.removeprefix("=== system ===\n").split("=== user ===\n")
    short = hashlib.sha256(text.encode()).hexdigest()[:12]
    return Template(name, Text(system.strip()), Text(user.strip()), short)
