"""Keep what a model was told out of what it writes: its rules, and the mark of the fence."""

from __future__ import annotations

import codecs
import re

from bot.answering.language_model import NOT_STATED
from prompts import CANNOT_ANSWER, Rendered

_RUN = 5  # words in a row that nobody writes by chance
_END = re.compile(r"\n|(?<=[.!?:;])\s")
_WORD = re.compile(r"\w+")
_EXAMPLE = re.compile(r"like this:.*", re.IGNORECASE)
_LONGEST = 2_000  # characters that are held back while a sentence has no end


class Discreet:
    """Lets text through a sentence at a time, without those that give away the system message.

    What the user message says as well, such as an abstract, may be said, and what a model is to
    write that finds nothing.
    """

    def __init__(self, rendered: Rendered, marker: str) -> None:
        self._marker = marker.lower()
        self._secret = _runs(_EXAMPLE.sub("", rendered.system)) - _runs(rendered.user)
        self._secret -= _runs(CANNOT_ANSWER) | _runs(NOT_STATED)
        self._held = ""
        self.withheld = 0
        """How many sentences were held back."""

    def feed(self, piece: str) -> str:
        """Return what of the text so far may be shown."""
        self._held += piece
        shown, start = "", 0
        for end in _END.finditer(self._held):
            shown += self._kept(self._held[start : end.end()])
            start = end.end()
        self._held = self._held[start:]
        return shown + self.end() if len(self._held) > _LONGEST else shown

    def end(self) -> str:
        """Return what was held back, where it may be shown."""
        held, self._held = self._held, ""
        return self._kept(held)

    def _kept(self, text: str) -> str:
        """Return a sentence, or nothing of it where it gives something away in any form."""
        for form in (text, text[::-1], codecs.encode(text, "rot13")):
            marked = self._marker and self._marker in form.lower()
            if marked or not self._secret.isdisjoint(_runs(form)):
                self.withheld += 1
                return ""
        return text


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}
