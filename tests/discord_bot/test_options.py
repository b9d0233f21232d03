"""Complete titles."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from bot.discord_bot.options import complete_title
from bot.discord_bot.services import Services
from retrieval.errors import CatalogueError
from retrieval.paper import Paper
from tests.fakes.discord_bot import FakeLibrary, fake_application
from tests.temporary_stores import TemporaryStores

NOW = datetime(2026, 1, 2, tzinfo=UTC)


def _services(catalog: Any, folder: Path, kept: TemporaryStores) -> Services:
    application = fake_application(folder)
    application.catalog = catalog
    return Services(application, kept.stores, lambda: NOW, time.monotonic, lambda: "t", lambda: "i")


def _typing(services: Services, person: int = 7) -> Any:
    client = SimpleNamespace(services=services)
    typing = SimpleNamespace(user=SimpleNamespace(id=person), guild_id=1, client=client)
    return cast(Any, typing)


async def test_choices_fit_what_discord_takes(tmp_path: Path, kept: TemporaryStores) -> None:
    """Names and values have at most 100 characters, whatever the titles and ids are."""
    library = FakeLibrary()
    library.papers = [
        Paper("10.1/" + "x" * 300, "A title " * 50, ""),
        Paper("id with spaces\n", "\u202eA title turned round", ""),
        Paper("~tilde", "A title", ""),
    ]
    services = _services(library, tmp_path, kept)
    choices = await complete_title(_typing(services), "title")

    assert len(choices) == 3
    assert all(1 <= len(c.name) <= 100 and 1 <= len(c.value) <= 100 for c in choices)
    assert "\u202e" not in "".join(c.name for c in choices)
    assert [c.value.startswith("~") for c in choices] == [True, True, True]


async def test_a_library_that_fails_gives_no_choices(tmp_path: Path, kept: TemporaryStores) -> None:
    """The command itself says what is wrong."""

    class Broken(FakeLibrary):
        def suggest_titles(self, text: str, limit: int) -> Sequence[tuple[str, str]]:
            raise CatalogueError("no disk")

    services = _services(Broken(), tmp_path, kept)
    assert await complete_title(_typing(services), "x") == []
