"""Take out the thoughts that some models write into their text, a piece at a time."""

from __future__ import annotations

import re

_TAG = re.compile(r"<(/?)(?:think|thinking|reasoning)>", re.IGNORECASE)
_TAGS = tuple(f"<{slash}{n}>" for slash in ("", "/") for n in ("think", "thinking", "reasoning"))


class Visible:
    """Let through the text outside `<think>…</think>`, without the blanks that it begins with.

    A tag may arrive in pieces: what could be the beginning of one is held back.
    """

    def __init__(self) -> None:
        self._held = ""
        self._thinking = False
        self._begun = False

    def feed(self, piece: str) -> str:
        """Return what of the text so far has become visible by `piece`."""
        text, shown = self._held + piece, []
        while tag := _TAG.search(text):
            if not self._thinking:
                shown.append(text[: tag.start()])
            self._thinking = not tag.group(1)
            text = text[tag.end() :]
        keep = _unfinished_tag(text)
        self._held = text[len(text) - keep :]
        if not self._thinking:
            shown.append(text[: len(text) - keep])
        return self._show("".join(shown))

    def end(self) -> str:
        """Return what was held back and turned out to be no tag."""
        held, self._held = self._held, ""
        return "" if self._thinking else self._show(held)

    def _show(self, text: str) -> str:
        if not self._begun:
            text = text.lstrip()
            self._begun = bool(text)
        return text


def _unfinished_tag(text: str) -> int:
    """Return the length of the tail of `text` that may become a tag."""
    start = text.rfind("<")
    tail = text[start:].lower() if start >= 0 else ""
    return len(tail) if tail and any(tag.startswith(tail) for tag in _TAGS) else 0
