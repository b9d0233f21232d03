"""Open the way to the services that papers come from, as the settings say."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event

from bot.settings import Settings, default_cache_dir
from retrieval.errors import SourceDown
from retrieval.sources.http.port import Fetch
from retrieval.sources.records import Record, Rejected
from retrieval.sources.services import PaperServices


@dataclass(frozen=True, slots=True)
class Fetches:
    """What asks the services for a bot: `hasty` for people who wait, `patient` for harvests."""

    hasty: Fetch
    patient: Fetch
    stopping: Event

    def by_reference(self, references: Sequence[str]) -> Iterator[Record | Rejected]:
        """Yield the papers of arXiv ids, DOIs and links, and why others cannot be had."""
        return PaperServices(self.hasty).by_reference(references)

    def stop(self) -> None:
        """Let go whoever waits for a service: they get a SourceDown."""
        self.stopping.set()


@contextmanager
def open_fetches(settings: Settings, environ: Mapping[str, str]) -> Iterator[Fetches]:
    """Give what asks the services for a bot, at one pace, while the context is open."""
    stopping = Event()
    with (
        open_fetch(settings, environ, hasty=True, stopping=stopping) as hasty,
        open_fetch(settings, environ, stopping=stopping) as patient,
    ):
        yield Fetches(hasty, patient, stopping)


@contextmanager
def open_fetch(
    settings: Settings,
    environ: Mapping[str, str],
    *,
    hasty: bool = False,
    stopping: Event | None = None,
) -> Iterator[Fetch]:
    """Give what asks the services while the context is open.

    `hasty` gives up after some twenty seconds where a harvest goes on for minutes. Once
    `stopping` is set, whoever waits for a turn is let go with a SourceDown.
    """
    from retrieval.sources.http.client import Additions, Bounds, open_client
    from retrieval.sources.http.hosts import PAUSES

    additions = {}
    if key := settings.semantic_scholar_api_key:
        headers = {"x-api-key": key.get_secret_value()}
        additions["api.semanticscholar.org"] = Additions(headers=headers)
    if "@" in settings.contact and "://" not in settings.contact:
        # https://docs.openalex.org/how-to-use-the-api/rate-limits-and-authentication
        additions["api.openalex.org"] = Additions(params={"mailto": settings.contact})
    pauses = dict(PAUSES)
    bounds = Bounds(read=15, total=30, tries=3, longest_wait=20) if hasty else Bounds()
    if settings.mirror and settings.mirror_pause is not None:
        pauses = dict.fromkeys(PAUSES, settings.mirror_pause)
        bounds = replace(bounds, first_wait=min(bounds.first_wait, settings.mirror_pause))
    with open_client(
        paces=_paces(settings, environ),
        answers=settings.data_dir / "cache" / "answers",
        contact=settings.contact,
        mirror=settings.mirror,
        pauses=pauses,
        additions=additions,
        bounds=bounds,
        sleep=_sleep(stopping) if stopping else time.sleep,
    ) as fetch:
        yield fetch


def _paces(settings: Settings, environ: Mapping[str, str]) -> Path:
    """Return the folder through which everything of this user keeps one pace.

    What a mirror is asked costs the services nothing; where there is no home, the pace is that of
    this library.
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


def _sleep(stopping: Event) -> Callable[[float], None]:
    def sleep(seconds: float) -> None:
        if stopping.wait(seconds):
            raise SourceDown("Footnote is being stopped. Start it again, and it goes on.")

    return sleep
