"""Name one thing that Discord refuses in a request."""

from __future__ import annotations

from dataclasses import dataclass

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One refusal: where in the body, Discord's code for it, and a sentence.

    A code of digits (`50006`) refuses the whole request; any other belongs to the field at `path`.
    """

    path: Path
    code: str
    message: str

    def __str__(self) -> str:
        where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in self.path)
        return f"{where.removeprefix('.') or 'the request'}: {self.message} ({self.code})"
