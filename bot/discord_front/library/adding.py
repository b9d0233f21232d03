"""Add what somebody gives to the library, and say what became of it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import discord

from bot.discord_front import custom_ids
from bot.discord_front.inert import inert, plain
from bot.discord_front.library import attached
from bot.discord_front.library.intake import Intake, Taken
from bot.discord_front.look import notices
from bot.discord_front.look import papers as look
from bot.discord_front.look.message import Shown
from bot.discord_front.named import Named
from bot.discord_front.services import Services
from bot.discord_front.words import Words
from retrieval.paper import Paper
from retrieval.sources.records import Rejected

MOST_FILES = 5

_LISTED = 10
_REASONS = 3
_UNKNOWN = 10


@dataclass(frozen=True, slots=True)
class Given:
    """Files, and the papers that a text names."""

    files: Sequence[discord.Attachment]
    named: Named


async def added(services: Services, intake: Intake, words: Words, given: Given) -> list[Shown]:
    """Add what can be added; return what says what became of each.

    What is given by id alone is fetched where this installation has a source that can. Raises
    `Refused` and SourceError for a file that cannot be read; those before it are in by then.
    """
    shown: list[Shown] = []
    for file in given.files[:MOST_FILES]:
        records = await attached.read(services, words, file)
        shown.append(_taken(words, await intake.add(records), plain(file.filename)))
    if given.named.papers:
        known = [paper.for_reading() for paper in given.named.papers]
        shown.append(_listed(words, words("library-known", count=len(known)), known))
    if given.named.unknown:
        shown.append(await _fetched(services, intake, words, given.named.unknown))
    return shown


async def _fetched(
    services: Services, intake: Intake, words: Words, references: Sequence[str]
) -> Shown:
    if services.fetch is None:
        names = "\n".join(f"- {inert(reference, 100)}" for reference in references[:_UNKNOWN])
        title = words("library-cannot-fetch", count=len(references))
        return notices.notice(words, title, f"{names}\n{words('library-cannot-fetch-todo')}")
    records = await asyncio.to_thread(services.fetch, references)
    return _taken(words, await intake.add(records), "")


def _taken(words: Words, taken: Taken, name: str) -> Shown:
    """Say how many papers came in, with the first of them, and why others did not."""
    count = len(taken.papers)
    key = "library-added" if taken.added else "library-nothing-new"
    title = words(key, count=taken.added)
    if name:
        title = f"{title} · {inert(name, 80)}"
    lines = [
        words("library-updated", count=taken.updated) if taken.updated else "",
        words("library-unchanged", count=taken.unchanged) if taken.unchanged else "",
        words("library-more", count=count - _LISTED) if count > _LISTED else "",
        *_rejections(words, taken.rejected),
    ]
    return _listed(words, title, taken.papers[:_LISTED], "\n-# ".join(filter(None, lines)))


def _listed(words: Words, title: str, papers: Sequence[Paper], footer: str = "") -> Shown:
    pick = custom_ids.hits_pick("l", 1)
    return look.listed(words, title, papers[:_LISTED], footer=footer, pick=pick)


def _rejections(words: Words, rejected: Iterable[Rejected]) -> Iterator[str]:
    found = list(rejected)
    if found:
        yield words("library-rejected", count=len(found))
    for each in found[:_REASONS]:
        yield words("library-rejected-line", line=str(each.line), reason=inert(each.reason, 80))
