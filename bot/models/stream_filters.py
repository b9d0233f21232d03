"""Filter a model's text while it streams: its reasoning, and what gives away the prompt."""

from __future__ import annotations

import codecs

from bot.answering.language_model import NOT_STATED
from prompts.templates import CANNOT_ANSWER, Rendered
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
        text, shown = self._held + piece, []
        while tag := _TAG.search(text):
            if not self._thinking:
                shown.append(text[: tag.start()])
            self._thinking = not tag.group(1)
            text = text[tag.end() :]
        keep = _unfinished_tag_chars(text)
        self._held = text[len(text) - keep :]
        if not self._thinking:
            shown.append(text[: len(text) - keep])
        return self._show("".join(shown))

    def end(self) -> str:
        """Return the text that was held back and turned out not to be a tag."""
        held, self._held = self._held, ""
        return "" if self._thinking else self._show(held)

    def _show(self, text: str) -> str:
        if not self._begun:
            text = text.lstrip()
            self._begun = bool(text)
        return text


def _unfinished_tag_chars(text: str) -> int:
    """Return the length of the tail of `text` that may become a tag."""
    start = text.rfind("<")
    tail = text[start:].lower() if start >= 0 else ""
    return len(tail) if tail and any(tag.startswith(tail) for tag in _TAGS) else 0


_RUN_WORDS = 5  # in a row, which nobody writes by chance
_END = re.compile(r"\n|[.!?:;]\s")
_WORD = re.compile(r"\w+")
_MAX_HELD_CHARS = 2_000  # of a sentence without an end


class PromptLeakFilter:
    """Passes whole sentences, without those that give away the system message.

    Text that is also in the user message, such as an abstract, passes, and so do the phrases that
    abstain.
    """

    def __init__(self, rendered: Rendered, marker: str) -> None:
        self._marker = marker.lower()
        self._secret = _word_runs(rendered.system) - _word_runs(rendered.user)
        self._secret -= _word_runs(CANNOT_ANSWER) | _word_runs(NOT_STATED)
        self.held = ""
        """What is not yet a whole sentence."""
        self.withheld = 0
        """How many sentences were held back."""

    def feed(self, piece: str) -> str:
        """Return what of the text so far may be shown."""
        self.held += piece
        shown, start = "", 0
        for end in _END.finditer(self.held):
            shown += self._filter(self.held[start : end.end()])
            start = end.end()
        self.held = self.held[start:]
        return shown + self.end() if len(self.held) > _MAX_HELD_CHARS else shown

    def end(self) -> str:
        """Return what was held back, where it may be shown."""
        held, self.held = self.held, ""
        return self._filter(held)

    def release(self, chars: int) -> str:
        """Return what may be shown of the first `chars` held back, and forget the rest."""
        wanted, self.held = self.held[:chars], ""
        return self._filter(wanted)

    def _filter(self, text: str) -> str:
        """Return a sentence, or an empty string if it gives something away in any form."""
        for form in (text, text[::-1], codecs.encode(text, "rot13")):
            marked = self._marker and self._marker in form.lower()
            if marked or not self._secret.isdisjoint(_word_runs(form)):
                self.withheld += 1
                return ""
        return text


def _word_runs(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return {tuple(words[at : at + _RUN_WORDS]) for at in range(len(words) - _RUN_WORDS + 1)}
