"""Open the client for the services that papers come from."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event

from bot.settings import Settings, default_cache_dir
from retrieval.errors import SourceDown
from retrieval.library.fetch_text import fetch_text
from retrieval.library.writer import LibraryWriter, RecordedText
from retrieval.paper import Paper
from retrieval.sources.http.answer import Fetch
from retrieval.sources.records import Record, Rejected
from retrieval.sources.services import PaperServices


@dataclass(frozen=True, slots=True)
class Fetches:
    """The bot's clients: `interactive` for users who wait, `batch` for background imports."""

    interactive: Fetch
    batch: Fetch
    stopping: Event

    def by_reference(self, references: Sequence[str]) -> Iterator[Record | Rejected]:
        """Yield the papers of arXiv ids, DOIs and links, or why they are not available."""
        return PaperServices(self.interactive).by_reference(references)

    async def text(self, writer: LibraryWriter, paper: Paper) -> RecordedText | None:
        """Record the whole text of a paper that a service has; None if none has it."""
        found = await fetch_text(self.batch, writer, paper)
        return found[0] if found else None

    def stop(self) -> None:
        """Make every waiting request raise `SourceDown`."""
        self.stopping.set()


@contextmanager
def open_fetches(settings: Settings) -> Iterator[Fetches]:
    """Give the bot's clients, which share one rate limit per service."""
    stopping = Event()
    with (
        open_fetch(settings, stopping, interactive=True) as interactive,
        open_fetch(settings, stopping) as batch,
    ):
        yield Fetches(interactive, batch, stopping)


def open_fetch(
    settings: Settings, stopping: Event | None = None, *, interactive: bool = False
) -> AbstractContextManager[Fetch]:
    """Return a client for the services, to be used as a context.

    An `interactive` one gives up after about twenty seconds, the other after minutes. Once
    `stopping` is set, waiting requests raise `SourceDown`.
    """
    from retrieval.sources.http.client import Bounds, Client, RequestAdditions
    from retrieval.sources.http.hosts import PAUSE_SECONDS

    additions = {}
    if key := settings.semantic_scholar_api_key:
        headers = {"x-api-key": key.get_secret_value()}
        additions["api.semanticscholar.org"] = RequestAdditions(headers=headers)
    if "@" in settings.contact and "://" not in settings.contact:
        # https://docs.openalex.org/how-to-use-the-api/rate-limits-and-authentication
        additions["api.openalex.org"] = RequestAdditions(params={"mailto": settings.contact})
    pauses = dict(PAUSE_SECONDS)
    bounds = Bounds(read=15, total=30, tries=3, max_wait=20) if interactive else Bounds()
    if settings.mirror and settings.mirror_pause is not None:
        pauses = dict.fromkeys(PAUSE_SECONDS, settings.mirror_pause)
        bounds = replace(bounds, first_wait=min(bounds.first_wait, settings.mirror_pause))
    stopped = stopping or Event()

    def sleep(seconds: float) -> None:
        if stopped.wait(seconds):
            raise SourceDown("Footnote is stopping. Start it again to resume.")

    return Client(
        rate_limit_folder=_find_pace_folder(settings),
        contact=settings.contact,
        mirror=settings.mirror,
        pauses=pauses,
        additions=additions,
        bounds=bounds,
        sleep=sleep,
    )


def _find_pace_folder(settings: Settings) -> Path:
    """Return the folder through which all processes of this user share rate limits.

    The limits apply to this library alone if there is a mirror, since requests to it do not reach
    the services, or no home directory.
    """
    within = settings.data_dir / "cache" / "paces"
    if settings.mirror:
        return within
    try:
        shared = default_cache_dir(os.environ) / "paces"
        shared.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError):
        return within
    return shared
