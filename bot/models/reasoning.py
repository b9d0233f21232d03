"""Strip a model's reasoning from its text while it streams."""

from __future__ import annotations

from retrieval.text import patterns as re

_TAG = re.compile(r"<(/?)(?:think|thinking|reasoning)>", re.IGNORECASE)
_TAGS = tuple(f"<{slash}{n}>" for slash in ("", "/") for n in ("think", "thinking", "reasoning"))


class ReasoningStripper:
    """Passes the text outside `<think>…</think>`, without leading blanks.

    A tag may arrive in pieces, so text that may begin one is held back.
    """

    def __init__(self) -> None:
        self._held = ""
        self._thinking = False
        self._begun = False

    def feed(self, piece: str) -> str:
        """Return the text that `piece` makes visible."""
        text, shown = self._held + piece, ""
        while tag := _TAG.search(text):
            if not self._thinking:
                shown += text[: tag.start()]
            self._thinking = not tag.group(1)
            text = text[tag.end() :]
        start = text.rfind("<")
        may_be_tag = start >= 0 and any(tag.startswith(text[start:].lower()) for tag in _TAGS)
        cut = start if may_be_tag else len(text)
        self._held = text[cut:]
        return self._show(shown if self._thinking else shown + text[:cut])

    def end(self) -> str:
        """Return the text that was held back and turned out not to be a tag."""
        held, self._held = self._held, ""
        return "" if self._thinking else self._show(held)

    def _show(self, text: str) -> str:
        if not self._begun:
            text = text.lstrip()
            self._begun = bool(text)
        return text
