"""Open the client for the services that papers come from."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event

from bot.settings import Settings, default_cache_dir
from retrieval.errors import SourceDown
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

    def stop(self) -> None:
        """Make every waiting request raise `SourceDown`."""
        self.stopping.set()


@contextmanager
def open_fetches(settings: Settings, environ: Mapping[str, str]) -> Iterator[Fetches]:
    """Give the bot's clients, which share one rate limit per service."""
    stopping = Event()
    with (
        open_fetch(settings, environ, interactive=True, stopping=stopping) as interactive,
        open_fetch(settings, environ, stopping=stopping) as batch,
    ):
        yield Fetches(interactive, batch, stopping)


@contextmanager
def open_fetch(
    settings: Settings,
    environ: Mapping[str, str],
    *,
    interactive: bool = False,
    stopping: Event | None = None,
) -> Iterator[Fetch]:
    """Give a client for the services.

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
    with Client(
        rate_limit_folder=_find_pace_folder(settings, environ),
        contact=settings.contact,
        mirror=settings.mirror,
        pauses=pauses,
        additions=additions,
        bounds=bounds,
        sleep=_build_sleep(stopping) if stopping else time.sleep,
    ) as fetch:
        yield fetch


def _find_pace_folder(settings: Settings, environ: Mapping[str, str]) -> Path:
    """Return the folder through which all processes of this user share rate limits.

    The limits apply to this library alone if there is a mirror, since requests to it do not reach
    the services, or no home directory.
    """
    within = settings.data_dir / "cache" / "paces"
    if settings.mirror:
        return within
    try:
        shared = default_cache_dir(environ) / "paces"
        shared.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError):
        return within
    return shared


def _build_sleep(stopping: Event) -> Callable[[float], None]:
    def sleep(seconds: float) -> None:
        if stopping.wait(seconds):
            raise SourceDown("Footnote is stopping. Start it again to resume.")

    return sleep
