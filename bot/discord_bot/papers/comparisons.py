"""Make what is shown of a comparison: text, pictures, and the table."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import discord

from bot.answering.answer import Comparison
from bot.discord_bot.guard_messages import build_notice
from bot.discord_bot.images.comparison import alt_text, draw
from bot.discord_bot.locales import Translations
from bot.discord_bot.papers import choice
from bot.discord_bot.papers.summaries import writing
from bot.discord_bot.rendering import comparison as render
from bot.discord_bot.rendering.bylines import title
from bot.discord_bot.rendering.escape import plain
from bot.discord_bot.rendering.message import FileAttachment, OutgoingMessage
from bot.discord_bot.services import services_of
from bot.discord_bot.waiting import in_turn
from bot.export.csv_table import row
from bot.settings.server import ServerSettings


async def compared(
    interaction: discord.Interaction[Any],
    t: Translations,
    settings: ServerSettings,
    references: Sequence[str],
    aspects: Sequence[str] | None = None,
) -> OutgoingMessage:
    """Compare papers. Raises PaperNotFound, CannotCompare.

    The caller has checked the rate limit before anything was announced.
    The dark picture comes first, as most of Discord is dark; the light one, for those who read
    by day or print, stands beside it. Where the font lacks a character, the text is all.
    """
    services = services_of(interaction)
    how = writing(services.application, settings)
    async with (
        in_turn(interaction, t),
        services.guard.charge(interaction.guild_id, interaction.user.id) as account,
    ):
        model = account.allowed_model(how.model)
        comparison = await services.application.compare(
            references, aspects=aspects, language=how.language, model=model
        )
    notice = build_notice(comparison, services, t, account, model)
    comparison = replace(comparison, notice=notice)
    ids = [paper.paper_id for paper in comparison.papers]
    token = await choice.remember(services, ids)
    pictures, table = await asyncio.to_thread(_files, comparison, t)
    return render.comparison(t, comparison, token=token, pictures=pictures, csv=table)


def aspects_in(text: str) -> list[str] | None:
    """Return the aspects that a person typed, a comma or line each; None where there are none."""
    rows = text.replace("\n", ",").replace(";", ",").replace("、", ",").replace("，", ",")
    return [aspect for part in rows.split(",") if (aspect := plain(part))] or None


def _files(comparison: Comparison, t: Translations) -> tuple[list[FileAttachment], FileAttachment]:
    titles = "; ".join(title(p) for p in comparison.papers)
    said = {
        "dark": f"{t('reading-picture', titles=titles)}\n{alt_text(comparison, t)}",
        "light": t("reading-picture-light"),
    }
    pictures = [
        FileAttachment(f"comparison-{shade}.png", data, about)
        for shade, about in said.items()
        if (data := draw(comparison, t, dark=shade == "dark"))
    ]
    table = FileAttachment("comparison.csv", to_csv(comparison), t("reading-table"))
    return pictures, table


COLUMNS = ("aspect", "paper_id", "title", "authors", "year", "url", "stated", "text", "evidence")


def to_csv(comparison: Comparison) -> bytes:
    """Return the table as spreadsheets read it: UTF-8 that says so by its first bytes."""
    lines = [row(COLUMNS)]
    for aspect in comparison.aspects:
        for paper, cell in zip(comparison.papers, aspect.cells, strict=True):
            lines.append(
                row(
                    (
                        aspect.name,
                        paper.paper_id,
                        paper.title,
                        "; ".join(paper.authors),
                        str(paper.year or ""),
                        paper.link,
                        "yes" if cell.stated else "no",
                        cell.text,
                        " […] ".join(span.text for span in cell.evidence),
                    )
                )
            )
    return "".join(lines).encode("utf-8-sig")
