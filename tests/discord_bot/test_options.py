"""Complete titles: ranked, in time, and for the newest keystroke."""

from __future__ import annotations

import asyncio
import random
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.discord_bot.options import TitleCompletion
from bot.discord_bot.services import Services
from retrieval.errors import CatalogueError
from retrieval.library.catalog.catalog import open_catalog
from retrieval.paper import Paper
from retrieval.provenance import Provenance
from tests.fakes.discord_bot import FakeLibrary, fake_application
from tests.fakes.memory import memory_community
from tests.waiting import eventually

NOW = datetime(2026, 1, 2, tzinfo=UTC)


def _services(catalog: Any, folder: Path) -> Services:
    application = fake_application(folder)
    application.catalog = catalog
    return Services(
        application, memory_community(), lambda: NOW, time.monotonic, lambda: "t", lambda: "i"
    )


def _typing(services: Services, person: int = 7) -> Any:
    client = SimpleNamespace(services=services)
    typing = SimpleNamespace(user=SimpleNamespace(id=person), guild_id=1, client=client)
    return cast(Any, typing)


class SlowLibrary(FakeLibrary):
    """Notes what is looked up, and takes its time."""

    def __init__(self) -> None:
        super().__init__()
        self.looked_up: list[str] = []
        self.go_on = threading.Event()

    def suggest_titles(self, text: str, limit: int) -> Sequence[tuple[str, str]]:
        self.looked_up.append(text)
        self.go_on.wait(60)
        return [("2401.00001", f"Found by {text}")]


async def test_only_the_newest_of_waiting_keystrokes_is_looked_up(tmp_path: Path) -> None:
    """What was typed meanwhile is skipped, so that the last one does not wait for all."""
    library = SlowLibrary()
    services = _services(library, tmp_path)
    complete = TitleCompletion(services)
    others = [asyncio.create_task(complete(_typing(services, n), f"other {n}")) for n in range(3)]
    await eventually(lambda: len(library.looked_up) == 3)
    typed = [asyncio.create_task(complete(_typing(services), "few-shot"[:n])) for n in range(1, 9)]
    await asyncio.sleep(0)  # each waits for its turn now
    library.go_on.set()
    answers = await asyncio.gather(*typed)
    await asyncio.gather(*others)

    assert [bool(a) for a in answers] == [False] * 7 + [True]
    assert answers[-1][0].name == "Found by few-shot"
    assert sorted(library.looked_up) == ["few-shot", "other 0", "other 1", "other 2"]


async def test_choices_fit_what_discord_takes(tmp_path: Path) -> None:
    """Names and values have at most 100 characters, whatever the titles and ids are."""
    library = FakeLibrary()
    library.papers = [
        Paper("10.1/" + "x" * 300, "A title " * 50, ""),
        Paper("id with spaces\n", "\u202eA title turned round", ""),
        Paper("~tilde", "A title", ""),
    ]
    services = _services(library, tmp_path)
    choices = await TitleCompletion(services)(_typing(services), "title")

    assert len(choices) == 3
    assert all(1 <= len(c.name) <= 100 and 1 <= len(c.value) <= 100 for c in choices)
    assert "\u202e" not in "".join(c.name for c in choices)
    assert [c.value.startswith("~") for c in choices] == [True, True, True]


async def test_a_library_that_fails_gives_no_choices(tmp_path: Path) -> None:
    """The command itself says what is wrong."""

    class Broken(FakeLibrary):
        def suggest_titles(self, text: str, limit: int) -> Sequence[tuple[str, str]]:
            raise CatalogueError("no disk")

    services = _services(Broken(), tmp_path)
    assert await TitleCompletion(services)(_typing(services), "x") == []


@pytest.mark.parametrize("typed", ["deep", "graph neural", "x", "learning for", "title 74999"])
async def test_75_000_titles_are_completed(large: Services, typed: str) -> None:
    """Though others type too; those that begin so come first."""
    complete = TitleCompletion(large)
    await complete.warm()
    mine = asyncio.create_task(complete(_typing(large), typed))
    others = [asyncio.create_task(complete(_typing(large, n), "neural")) for n in range(100, 104)]
    choices = await mine
    await asyncio.gather(*others)

    assert len(choices) <= 25
    if typed in ("deep", "graph neural"):
        assert choices[0].name.lower().startswith(typed)


_WORDS = (
    "deep graph neural learning attention transformer few-shot contrastive causal sparse robust "
    "diffusion for with of on and a the retrieval speech vision language models theory"
).split()


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Services:
    """Return a library of 75,000 papers."""
    folder = tmp_path_factory.mktemp("large")
    chance = random.Random(3)
    catalog = open_catalog(folder / "catalogue.sqlite")
    papers = [
        Paper(
            f"{24 + n // 100_000:02}{1 + n // 8_000:02}.{n:05}",
            " ".join(chance.choices(_WORDS, k=9)).capitalize() + f": title {n}",
            "",
        )
        for n in range(75_000)
    ]
    catalog.upsert(papers, NOW, Provenance.SERVICE, by_id_only=True)
    return _services(catalog, folder)
