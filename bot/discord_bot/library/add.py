"""Add files and references to the library, and report what was added."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import discord
from discord import ui

from bot.discord_bot import custom_ids
from bot.discord_bot.delivery.respond import personal_translations, show, translations_for
from bot.discord_bot.delivery.streaming import StreamingReply
from bot.discord_bot.delivery.targets import Response
from bot.discord_bot.errors import UserError, build_problem
from bot.discord_bot.library.files import (
    check_size,
    clean_name,
    is_named_pdf,
    is_pdf,
    parse_records,
    reading_slot,
    receive_file,
)
from bot.discord_bot.library.full_texts import FetchedPapers, show_with_texts
from bot.discord_bot.library.quotas import take_quota
from bot.discord_bot.library.title_form import build_title_request
from bot.discord_bot.library.undo import build_undo_buttons
from bot.discord_bot.library.whole_papers import ReadingProgress, index_and_describe, store_pdf
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.paper_refs import MAX_REFERENCES, MentionedPapers
from bot.discord_bot.rendering import notices
from bot.discord_bot.rendering import papers as render
from bot.discord_bot.rendering.escape import escape_markdown, plain_text
from bot.discord_bot.rendering.message import OutgoingMessage, join_parts
from bot.discord_bot.services import Services, services_of
from retrieval.errors import SourceError, UntitledPaper
from retrieval.library.writer import AddedPapers
from retrieval.paper import Paper
from retrieval.provenance import Provenance, RefusedFields
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


@dataclass(frozen=True, slots=True)
class AddedMessages:
    """What to say of what was added: to `everybody`, and to the person who gave it alone."""

    everybody: Sequence[OutgoingMessage]
    person: Sequence[OutgoingMessage] = ()
    fetched: FetchedPapers | None = None


async def add_papers(
    interaction: discord.Interaction[Any],
    t: Translations,
    files: Sequence[discord.Attachment],
    named: MentionedPapers,
) -> AddedMessages:
    """Add files, and papers that a text names; return messages about each file and reference.

    What is given by id alone is fetched, and so is what only an upload has given before, which may
    not be the paper of that id. Why a file cannot be added is for the person alone, and keeps no
    other from being added.
    """
    services, own = services_of(interaction), personal_translations(interaction)
    shown: list[OutgoingMessage] = []
    private: list[OutgoingMessage] = []
    for file in files[:MAX_FILES]:
        try:
            shown.append(await _add_file(interaction, t, file))
        except UntitledPaper:
            private.append(await build_title_request(services, own, file))
        except (UserError, SourceError) as error:
            private.append(build_problem(error, own, services))
    fetched: FetchedPapers | None = None
    if wanted := named.to_fetch:
        try:
            await take_quota(interaction, len(wanted))
            taken = await fetch_papers(services, wanted)
        except UserError as error:
            private.append(build_problem(error, own, services))
        except SourceError as error:
            if named.unknown:  # else what was named is there, as uploads
                private.append(build_problem(error, own, services))
        else:
            fetched = FetchedPapers(taken.papers, partial(_describe_fetched, services, t, taken))
    if known := await asyncio.to_thread(_without_replaced, services, named.papers):
        shown.append(_list_papers(t, t("library-known", count=len(known)), known))
    if named.truncated:
        shown.append(notices.notice(t("library-more-references", most=MAX_REFERENCES)))
    return AddedMessages(shown, private, fetched)


async def show_added(interaction: discord.Interaction[Any], added: AddedMessages) -> None:
    """Show what was added, and to the person alone what was not."""
    if added.everybody:
        await show(interaction, added.everybody)
    if added.fetched:
        services, t = services_of(interaction), await translations_for(interaction)
        person = interaction.user.id
        await show_with_texts(services, t, added.fetched, person, partial(show, interaction))
    if added.person:
        await show(interaction, added.person, ephemeral=True)


async def _add_file(
    interaction: discord.Interaction[Any], t: Translations, file: discord.Attachment
) -> OutgoingMessage:
    """Add what is in a file; raise `UserError`, SourceError and UntitledPaper."""
    services, name = services_of(interaction), clean_name(file.filename)
    check_size(name, file.size, as_pdf=is_named_pdf(file))
    progress = ReadingProgress(t, name, StreamingReply([Response(interaction)]))
    async with progress.shown():
        async with reading_slot(services, interaction.user.id, progress.show_place):
            data = await receive_file(name, file.read)
            if as_pdf := is_pdf(name, data):
                await take_quota(interaction, 0)  # of several files, earlier ones may have used it
                stored = await store_pdf(
                    services,
                    name,
                    data,
                    person=interaction.user.id,
                    guild_id=interaction.guild_id,
                    on_page=progress.show_page,
                )
            elif is_named_pdf(file):
                raise UserError("library-not-a-pdf", name=name)
            else:
                records = await parse_records(services, name, data)
            del data
        if as_pdf:
            return await index_and_describe(services, t, stored, progress)
    await take_quota(interaction, sum(isinstance(each, Record) for each in records))
    taken = await services.application.writer.add(records, Provenance.MEMBER, services.place)
    title = join_parts(_added_title(t, taken), escape_markdown(name, 80))
    undo = await build_undo_buttons(services, t, taken.undo)
    return describe_added(t, taken, title, buttons=undo)


async def _describe_fetched(
    services: Services, t: Translations, taken: AddedPapers, note: str, texts: Sequence[int]
) -> OutgoingMessage:
    """Describe papers that services gave; undoing removes their texts with them."""
    change = replace(taken.undo, texts=(*taken.undo.texts, *texts))
    buttons, title = await build_undo_buttons(services, t, change), _added_title(t, taken)
    return describe_added(t, taken, title, from_services=True, note=note, buttons=buttons)


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
