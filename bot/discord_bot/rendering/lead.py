"""Show the line above an answer, with the paper that it is about as a link."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from bot.answering.lead import Lead
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering.bylines import link_title, mark_upload
from bot.discord_bot.rendering.escape import escape_markdown, plain_text
from retrieval.paper import Paper

_MAX_TITLE_UNITS = 500
_MAX_VALUE_UNITS = 900


def format_lead(t: Translations, lead: Lead, papers: Iterable[Paper]) -> str:
    """Return the line above an answer, its subject in bold.

    `papers` are those the answer cites: the title becomes a link to the one that has it.
    """
    named = find_named(lead, papers)
    title = (
        link_title(named[0], _MAX_TITLE_UNITS) + mark_upload(t, named[0])
        if named
        else escape_markdown(lead.title, _MAX_TITLE_UNITS)
    )
    return t(
        "rendering-lead",
        key=lead.key,
        count=lead.count,
        title=f"**{title}**" if title else "",
        value=_format_value(t, lead),
    ).strip()


def find_named(lead: Lead, papers: Iterable[Paper]) -> Sequence[Paper]:
    """Return the papers with the title that the lead names; none if it names none."""
    wanted = plain_text(lead.title)
    return [paper for paper in papers if wanted and plain_text(paper.title) == wanted]


def _format_value(t: Translations, lead: Lead) -> str:
    if lead.key in {"published", "newest", "oldest"}:
        try:
            return t("rendering-published", day=date.fromisoformat(lead.value))
        except ValueError:  # only the year or month is known
            pass
    return escape_markdown(lead.value, _MAX_VALUE_UNITS)
