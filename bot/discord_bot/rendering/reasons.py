"""Say why a paper is in a digest, and how much each reason weighed."""

from __future__ import annotations

from collections.abc import Sequence

from bot.digest.issue import Reason
from bot.discord_bot.locales import Translations
from bot.discord_bot.rendering.escape import escape_markdown

_LONGEST = 70  # of what a reason quotes: a topic, an author, a title
_DECISIVE, _MUCH = 0.5, 0.2  # of all that speaks for a paper


def reason(t: Translations, why: Reason) -> str:
    """Return a reason in words, as Markdown of ours."""
    quoted = escape_markdown(why.text, _LONGEST)
    if why.kind == "upvotes":
        return t("digest-why-upvotes", count=_count(why.text))
    if why.kind == "new" or not quoted:
        return t("digest-why-new")
    if why.kind == "liked" and why.weight < 0:
        return t("digest-why-disliked", text=quoted)
    return t(f"digest-why-{why.kind}", text=quoted)


def weighed(t: Translations, reasons: Sequence[Reason]) -> list[str]:
    """Return all reasons, each with its weight in words."""
    total = sum(max(why.weight, 0.0) for why in reasons)
    return [f"{reason(t, why)} · *{t(_weight(why, total))}*" for why in reasons]


def _weight(why: Reason, total: float) -> str:
    if why.weight < 0:
        return "digest-weight-against"
    share = why.weight / total if total else 0.0
    if share >= _DECISIVE:
        return "digest-weight-decisive"
    return "digest-weight-much" if share >= _MUCH else "digest-weight-little"


def _count(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0
