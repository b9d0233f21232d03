"""Say how good the answers were found to be."""

from __future__ import annotations

from collections.abc import Iterator

from bot.discord_bot.locales import Translations
from bot.discord_bot.rendering.escape import escape_markdown
from bot.evaluation.standing import EvaluationSummary


def evaluated(t: Translations, standing: EvaluationSummary | None) -> Iterator[str]:
    """Yield a line of the last evaluation's figures; nothing where there was none."""
    if standing is None:
        return
    last = t(
        "evaluation-last",
        when=f"<t:{int(standing.made_at.timestamp())}:R>",
        count=standing.questions,
        model=escape_markdown(standing.model, 100),
    )
    shares = (
        ("evaluation-facts", standing.facts),
        ("evaluation-precise", standing.precise),
        ("evaluation-refused", standing.refused),
        ("evaluation-answered", standing.answered),
    )
    told = [t(key, percent=round(100 * share)) for key, share in shares if share is not None]
    yield " · ".join([last, *told])
