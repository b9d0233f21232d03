"""`/compare`: two to five papers side by side, as a picture and a table."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import discord
from discord.app_commands import Range

from bot.answering.answer import Comparison
from bot.answering.locations import locate
from bot.discord_bot.budget_notice import compose_notice
from bot.discord_bot.commands import command
from bot.discord_bot.delivery.respond import defer, show, translations_for
from bot.discord_bot.images.comparison import alt_text, draw
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.options import complete_title
from bot.discord_bot.paper_refs import to_paper_id
from bot.discord_bot.papers.tokens import save_comparison, save_selection
from bot.discord_bot.question_limits import check_rate_limit, queue_slot
from bot.discord_bot.rendering import comparison as render
from bot.discord_bot.rendering.bylines import title
from bot.discord_bot.rendering.escape import plain_text
from bot.discord_bot.rendering.message import FileAttachment
from bot.discord_bot.services import load_settings, services_of
from bot.export.formats import csv_row, mark_title
from retrieval.paper import Evidence
from retrieval.text import patterns as re

_SEPARATOR = re.compile(r"[,;\n、，]")
_PAPERS = ("paper1", "paper2", "paper3", "paper4", "paper5")


@command("compare", complete=dict.fromkeys(_PAPERS, complete_title))
async def compare(
    interaction: discord.Interaction,
    paper1: Range[str, 1, 500],
    paper2: Range[str, 1, 500],
    paper3: Range[str, 1, 500] | None = None,
    paper4: Range[str, 1, 500] | None = None,
    paper5: Range[str, 1, 500] | None = None,
    aspects: Range[str, 1, 1000] | None = None,
) -> None:
    """Show the comparison."""
    references = [paper for paper in (paper1, paper2, paper3, paper4, paper5) if paper]
    await show_comparison(interaction, references, parse_aspects(aspects or ""))


async def show_comparison(
    interaction: discord.Interaction[Any],
    references: Sequence[str],
    aspects: Sequence[str] | None = None,
) -> None:
    """Compare papers by their keys or ids, for everyone in the channel.

    Raises `PaperNotFound` and `CannotCompare`.
    """
    services, settings = services_of(interaction), await load_settings(interaction)
    application = services.application
    await check_rate_limit(services, interaction)
    await defer(interaction)
    remembered = services.stores.component_state
    ids = await asyncio.to_thread(lambda: [to_paper_id(each, remembered) for each in references])
    t = await translations_for(interaction)
    async with (
        queue_slot(interaction, t),
        services.guard.charge(interaction.guild_id, interaction.user.id) as account,
    ):
        comparison = await application.compare(
            ids,
            aspects=aspects,
            language=settings.language or application.settings.language,
            model=account.allowed_model(settings.model or None),
        )
    notice = compose_notice(comparison, services, t, account)
    comparison = replace(comparison, notice=notice)
    token = await save_selection(services, comparison.papers)
    evidence_token = await save_comparison(services, comparison)
    picture, table = await asyncio.to_thread(_build_files, comparison, t)
    shown = render.comparison(
        t, comparison, token=token, evidence_token=evidence_token, picture=picture, csv=table
    )
    await show(interaction, shown)


def parse_aspects(text: str) -> list[str] | None:
    """Return the aspects that a person typed, separated by commas or lines; None for none."""
    parts = _SEPARATOR.split(text)
    return [aspect for part in parts if (aspect := plain_text(part))] or None


def _build_files(
    comparison: Comparison, t: Translations
) -> tuple[FileAttachment | None, FileAttachment]:
    table = FileAttachment("comparison.csv", _to_csv(comparison), t("papers-table"))
    data = draw(comparison, t)
    if data is None:
        return None, table
    titles = "; ".join(title(p) for p in comparison.papers)
    description = f"{t('papers-picture', titles=titles)}\n{alt_text(comparison, t)}"
    return FileAttachment("comparison.png", data, description), table


def _format_span(span: Evidence) -> str:
    """Return quoted words, and where in a whole paper they stand."""
    location = locate([span])
    return f"{span.text} [{location.text}]" if location else span.text


_COLUMNS = ("aspect", "paper_id", "title", "authors", "year", "url", "stated", "text", "evidence")


def _to_csv(comparison: Comparison) -> bytes:
    """Return the table in UTF-8 with a byte order mark, which spreadsheets need."""
    lines = [csv_row(_COLUMNS)]
    for aspect in comparison.aspects:
        for paper, cell in zip(comparison.papers, aspect.cells, strict=True):
            row = (
                aspect.name,
                paper.paper_id,
                mark_title(paper),
                "; ".join(paper.authors),
                str(paper.year or ""),
                paper.link,
                "yes" if cell.stated else "no",
                cell.text,
                " […] ".join(map(_format_span, cell.evidence)),
            )
            lines.append(csv_row(row))
    return "".join(lines).encode("utf-8-sig")
