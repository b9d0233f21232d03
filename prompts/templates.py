"""Load prompt templates and fill in their variables."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.resources import files
from string import Template as Text

CANNOT_ANSWER = "I cannot answer from these excerpts."
"""What a model replies, exactly, if the excerpts do not answer the question."""


class PromptError(Exception):
    """A template is unknown, damaged, or given the wrong variables.

    PromptError
    └── tokens.VocabularyError       the vocabulary for counting tokens is missing or damaged
    """


_SYSTEM, _USER = "=== system ===", "=== user ==="


@dataclass(frozen=True, slots=True)
class Rendered:
    """A filled-in template: the two messages, and the name and hash of the template."""

    system: str
    user: str
    template: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Template:
    """A prompt in two parts, in the syntax of `string.Template`.

    `sha256` is the first 12 hexadecimal digits of the file's hash, for receipts.
    """

    name: str
    system: str
    user: str
    sha256: str

    @property
    def variables(self) -> frozenset[str]:
        """The names that `render` must be given."""
        both = (Text(self.system), Text(self.user))
        return frozenset(name for part in both for name in part.get_identifiers())

    def render(self, **values: str) -> Rendered:
        """Fill in the variables; raise a `PromptError` that names any missing or unknown."""
        missing = sorted(self.variables - values.keys())
        unknown = sorted(values.keys() - self.variables)
        if missing or unknown:
            faults = [
                f"{fault} {', '.join(names)}"
                for fault, names in (("misses", missing), ("does not know", unknown))
                if names
            ]
            raise PromptError(f"The template “{self.name}” {' and '.join(faults)}.")
        return Rendered(
            Text(self.system).substitute(values),
            Text(self.user).substitute(values),
            self.name,
            self.sha256,
        )


def template_names() -> tuple[str, ...]:
    """Return the names of the templates beside this module, in order."""
    found = (entry.name for entry in files("prompts").iterdir())
    return tuple(sorted(name.removesuffix(".txt") for name in found if name.endswith(".txt")))


def load_template(name: str) -> Template:
    """Read the template called `name`; raise a `PromptError` if there is none."""
    if name not in template_names():
        raise PromptError(f"There is no template “{name}”, only {', '.join(template_names())}.")
    return parse_template(
        name, files("prompts").joinpath(f"{name}.txt").read_text(encoding="utf-8")
    )


def parse_template(name: str, text: str) -> Template:
    """Split a template's text at its marker lines; raise a `PromptError` if it is damaged."""
    opening, begun, rest = text.partition(f"{_SYSTEM}\n")
    system, divided, user = rest.partition(f"{_USER}\n")
    if opening.strip() or not begun or not divided:
        raise PromptError(
            f"The template “{name}” must begin with a line “{_SYSTEM}” and have one “{_USER}”."
        )
    for part in (system, user):
        if not Text(part).is_valid():
            raise PromptError(f"The template “{name}” has a “$” that begins no variable.")
    short = hashlib.sha256(text.encode()).hexdigest()[:12]
    return Template(name, system.strip(), user.strip(), short)
