"""Add files and references to the library, and report what was added."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from typing import Any

import discord
from discord import ui

from bot.discord_bot import custom_ids
from bot.discord_bot.errors import UserError
from bot.discord_bot.library.undo import build_undo_buttons
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.paper_refs import MAX_REFERENCES, MentionedPapers
from bot.discord_bot.rendering import notices
from bot.discord_bot.rendering import papers as render
from bot.discord_bot.rendering.escape import escape_markdown, plain_text
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.discord_bot.services import Services, services_of
from bot.limits.guard import RateLimited
from bot.records.spending import DailyRecords
from retrieval.errors import ParserCrashed, ParserTimeout, SourceError
from retrieval.library.writer import AddedPapers
from retrieval.paper import Paper
from retrieval.provenance import Provenance, RefusedFields
from retrieval.sources.files import detect_kind
from retrieval.sources.records import Record, Rejected

MAX_FILES = 5

_MAX_LISTED = 10
_MAX_REASONS = 3
_MAX_UNKNOWN = 10
_HOLDER_KEYS = {
    Provenance.SERVICE: "library-held-service",
    Provenance.OPERATOR: "library-held-operator",
    Provenance.STARTER: "library-held-starter",
    Provenance.MEMBER: "library-held-member",
    Provenance.UNKNOWN: "library-held-unknown",
    None: "library-held-nobody",
}


async def check_adding_rate(interaction: discord.Interaction[Any]) -> None:
    """Raise `UserError` if the person adds papers too fast, or has none left today."""
    services, place = services_of(interaction), interaction.channel_id or 0
    try:
        await services.adding.acquire(interaction.user.id, place, interaction.guild_id)
    except RateLimited as error:
        services.counts.count_refusal("adding")
        raise UserError("library-rate") from error
    await _take_quota(interaction, 0)  # before anything is read


async def _take_quota(interaction: discord.Interaction[Any], records: int) -> None:
    """Count records as added today; raise `UserError` if there are fewer left, or none."""
    services, guild_id = services_of(interaction), interaction.guild_id
    left = await count_records(services, guild_id, interaction.user.id, records)
    if left is None:
        return
    settings = services.application.settings
    if left.user <= left.server:
        scope, most, rest = "user", settings.records_user_day, left.user
    else:
        scope, most, rest = "server", settings.records_server_day, left.server
    raise UserError("library-quota", scope=scope, most=most, left=rest, count=records)


async def count_records(
    services: Services, guild_id: int | None, user_id: int, records: int
) -> DailyRecords | None:
    """Count records as added today; if fewer are left, or none, return how many, uncounted."""
    if guild_id is None:
        return None
    take, day = services.stores.additions.take, services.now().date()
    settings = services.application.settings
    most = DailyRecords(settings.records_user_day, settings.records_server_day)
    left = await asyncio.to_thread(take, day, guild_id, user_id, records, most)
    if left is not None:
        services.counts.count_refusal("records")
    return left


async def add_papers(
    interaction: discord.Interaction[Any],
    t: Translations,
    files: Sequence[discord.Attachment],
    named: MentionedPapers,
) -> list[OutgoingMessage]:
    """Add files, and papers that a text names; return messages about each file and reference.

    What is given by id alone is fetched, and so is what only an upload has given before, which may
    not be the paper of that id. Raises `UserError` and SourceError for a file that cannot be read;
    those before it are in by then.
    """
    services = services_of(interaction)
    shown: list[OutgoingMessage] = []
    for file in files[:MAX_FILES]:
        records = await read_attachment(services, file)
        await _take_quota(interaction, sum(isinstance(each, Record) for each in records))
        writer = services.application.writer
        taken = await writer.add(records, Provenance.MEMBER, services.place)
        name = escape_markdown(plain_text(file.filename), 80)
        title = _added_title(t, taken)
        title = f"{title} · {name}" if name else title
        undo = await build_undo_buttons(services, t, taken.undo)
        shown.append(describe_added(t, taken, title, buttons=undo))
    of_services = []
    if wanted := named.to_fetch:
        await _take_quota(interaction, len(wanted))
        try:
            taken = await fetch_papers(services, wanted)
        except SourceError:
            if named.unknown:
                raise  # else what was named is there, as uploads
        else:
            undo, title = await build_undo_buttons(services, t, taken.undo), _added_title(t, taken)
            of_services = [describe_added(t, taken, title, from_services=True, buttons=undo)]
    if known := await asyncio.to_thread(_without_replaced, services, named.papers):
        shown.append(_list_papers(t, t("library-known", count=len(known)), known))
    shown += of_services
    if named.truncated:
        shown.append(notices.notice(t("library-more-references", most=MAX_REFERENCES)))
    return shown


def _without_replaced(services: Services, papers: Sequence[Paper]) -> list[Paper]:
    """Return the papers without uploads that fetched records replaced; blocks."""
    present = services.application.catalog.get_many([paper.paper_id for paper in papers])
    return [
        paper.for_reading()
        for paper in papers
        if not paper.is_upload or present.get(paper.paper_id) == paper
    ]


async def fetch_papers(services: Services, references: Sequence[str]) -> AddedPapers:
    """Fetch and add papers; raise SourceError if no service can be asked."""
    # All of it before the library is held: services take their time.
    records = await asyncio.to_thread(lambda: list(services.fetch(references)))
    return await services.application.writer.add(records, Provenance.SERVICE)


def describe_added(
    t: Translations,
    taken: AddedPapers,
    title: str,
    *,
    from_services: bool = False,
    note: str = "",
    buttons: Sequence[ui.Button[Any]] = (),
) -> OutgoingMessage:
    """Describe the papers that were added and why others were not; end with `note`."""
    count = len(taken.papers)
    lines = [
        t("library-updated", count=taken.report.updated) if taken.report.updated else "",
        t("library-unchanged", count=taken.report.unchanged) if taken.report.unchanged else "",
        t("library-more", count=count - _MAX_LISTED) if count > _MAX_LISTED else "",
        *_describe_refused_fields(t, taken.report.refused_fields),
        *_describe_rejected(t, list(taken.report.rejected), from_services=from_services),
        *_describe_truncated(t, taken.report.cut),
        note,
    ]
    footer = "\n-# ".join(filter(None, lines))
    if not taken.papers:
        return notices.notice(title, footer and f"-# {footer}", buttons=buttons)
    return _list_papers(t, title, taken.papers[:_MAX_LISTED], footer, buttons)


def _added_title(t: Translations, taken: AddedPapers) -> str:
    if taken.added or not taken.report.refused_fields:
        key = "library-added" if taken.added else "library-nothing-new"
        return t(key, count=taken.added)
    return t("library-turned-away")


def _list_papers(
    t: Translations,
    title: str,
    papers: Sequence[Paper],
    footer: str = "",
    buttons: Sequence[ui.Button[Any]] = (),
) -> OutgoingMessage:
    pick = custom_ids.build_id("s", "pick", "l", 1)
    return render.paper_list(
        t, title, papers[:_MAX_LISTED], footer=footer, pick=pick, buttons=buttons
    )


def _describe_refused_fields(t: Translations, refused: Sequence[RefusedFields]) -> Iterator[str]:
    """Describe fields that were refused, and whose values were kept."""
    for each in refused[:_MAX_REASONS]:
        yield t(
            "library-not-taken",
            title=escape_markdown(each.title, 80),
            fields=", ".join(t("rendering-field", field=name) for name in each.fields),
            why=t(_HOLDER_KEYS[each.held]),
        )
    if len(refused) > _MAX_REASONS:
        yield t("library-not-taken-more", count=len(refused) - _MAX_REASONS)


def _describe_rejected(
    t: Translations, rejected: Sequence[Rejected], *, from_services: bool
) -> Iterator[str]:
    """Describe what was not added; the reasons of services name it, those of files have a line."""
    if rejected:
        key = "library-not-fetched" if from_services else "library-rejected"
        yield t(key, count=len(rejected))
    for each in rejected[: _MAX_UNKNOWN if from_services else _MAX_REASONS]:
        line, reason = str(each.line), escape_markdown(each.reason, 160)
        yield reason if from_services else t("library-rejected-line", line=line, reason=reason)


def _describe_truncated(t: Translations, records: Sequence[Record]) -> Iterator[str]:
    """Describe fields that were cut."""
    if records:
        yield t("library-cut", count=len(records))
    for record in records[:_MAX_REASONS]:
        fields = ", ".join(t("library-field", field=name) for name in record.cut)
        title = escape_markdown(plain_text(record.paper.title), 80)
        yield t("library-cut-paper", title=title, fields=fields)


MAX_FILE_BYTES = 10 * 2**20
"""Bytes of a file; more is for `footnote ingest file`, which streams."""

_GZIP = b"\x1f\x8b"
_HEAD_BYTES = 4096  # of a file, which tell its kind


async def read_attachment(
    services: Services, attachment: discord.Attachment
) -> Sequence[Record | Rejected]:
    """Return the records of a file. Raises `UserError`, and SourceError where it holds no paper.

    What is compressed is refused: a small file may unpack to one that fills the memory. A file is
    parsed before the library is held, so that only those wait for it who give files too.
    """
    # Its end tells the format, where the content does not.
    name = plain_text(attachment.filename)[-100:]
    if attachment.size > MAX_FILE_BYTES:
        raise UserError("library-too-large", name=name, megabytes=MAX_FILE_BYTES // 2**20)
    async with services.parsing:
        try:
            data = await attachment.read()
            if data.startswith(_GZIP):
                raise UserError("library-compressed", name=name)
            if kind := detect_kind(data[:_HEAD_BYTES], name):
                raise UserError("library-not-papers", name=name, kind=kind)
            return await services.application.parse_upload(name, data)
        except discord.HTTPException as error:
            raise UserError("library-not-received", name=name) from error
        except ParserTimeout as error:
            raise UserError("library-too-slow", name=name) from error
        except ParserCrashed as error:
            raise UserError("library-unreadable", name=name) from error
