"""Say below a text how it was made: by what, how fast, and what was left out."""

from __future__ import annotations

from bot.answering.answer import Answer, Comparison, Summary
from bot.answering.language_model import FallbackReason, Mode
from bot.discord_bot.locales import Translations
from bot.discord_bot.rendering.escape import escape_markdown
from bot.discord_bot.rendering.message import joined, small

_LONGEST_NOTICE = 300


def made(t: Translations, what: Answer | Summary | Comparison) -> str:
    """Return the small print of an answer, a summary or a comparison."""
    by = t("look-quoted") if what.mode == "extractive" else escape_markdown(what.model, 80)
    seconds = t("look-seconds", seconds=round(max(what.took.total, 0.0) / 1e3, 1))
    lines = [small(joined(by, seconds, _left_out(t, what)))]
    if isinstance(what, Answer) and _differs(what.searched, what.question):
        lines.insert(0, small(t("look-searched", question=escape_markdown(what.searched, 200))))
    if what.notice:
        lines.append(small(escape_markdown(what.notice, _LONGEST_NOTICE)))
    return "\n".join(lines)


def fallen(t: Translations, how: FallbackReason, mode: Mode) -> str:
    """Say that quotes stand where a model was to write: everywhere, or here and there."""
    return t("look-fell-partly" if mode == "model" else f"look-fell-{how}")


def _left_out(t: Translations, what: Answer | Summary | Comparison) -> str:
    if isinstance(what, Comparison):
        return ""
    unsupported = sum(not sentence.supported for sentence in what.sentences)
    withheld = sum(each.fate == "withheld" for each in what.discarded)
    left_out = t("look-struck" if what.strike else "look-left-out", count=unsupported)
    return joined(
        left_out if unsupported else "",
        t("look-withheld", count=withheld) if withheld else "",
    )


def _differs(searched: str, question: str) -> bool:
    return bool(searched.strip()) and searched.split() != question.split()
