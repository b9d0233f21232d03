"""Write papers into a file to take along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from discord import ui

from bot.discord_bot.locales import Translations
from bot.discord_bot.rendering.message import FileAttachment, OutgoingMessage, message, text
from bot.export import export
from retrieval.paper import Paper

_SUFFIXES: Mapping[str, str] = MappingProxyType(
    {"bibtex": "bib", "ris": "ris", "csv": "csv", "markdown": "md"}
)


def exported(t: Translations, papers: Sequence[Paper], format: str) -> OutgoingMessage:
    """Show the file of the papers."""
    data = "".join(export(papers, format))
    # Spreadsheets take a table for UTF-8 only where its first bytes say so.
    encoded = data.encode("utf-8-sig" if format == "csv" else "utf-8")
    about = t("keeping-exported", count=len(papers))
    file = FileAttachment(f"shelf.{_SUFFIXES[format]}", encoded, about)
    return message("paper", [text(f"**{about}**"), ui.File(f"attachment://{file.name}")], [file])
