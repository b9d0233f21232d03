"""Settings that are read again while the bot runs."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.answering.budgets import Budgets
from bot.answering.guard import RateLimited, RateLimits
from bot.bootstrap.guard import Moderator, configure_limits
from bot.bootstrap.in_force import InForce
from bot.bootstrap.rereading import Reread, differing
from bot.settings import LIVE, Settings, SettingsError, load_settings, variables
from tests.discord_bot.conftest import new_bot
from tests.fakes.discord_bot import Ticking, fake_application
from tests.fakes.memory import Memory, memory_community
from tests.waiting import eventually

BEFORE = Settings(data_dir=Path("library"), openai_api_key=SecretStr("sk-before"), model="small")


class Told:
    """Notes what is told, and what was taken."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.taken: list[Settings] = []

    def say(self, *lines: str) -> None:
        self.said += [line for line in lines if line]


def _reread(read: Any, told: Told) -> tuple[Reread, InForce]:
    in_force = InForce(BEFORE)
    return Reread(in_force, read, [told.taken.append], told.say), in_force


async def test_what_is_safe_is_taken_and_the_rest_is_named() -> None:
    """What needs a restart stays as it is, and is told again next time."""
    changed = {"rate_user": 5, "grow": ("hf-daily",), "model": "large"}
    then = BEFORE.model_copy(update={**changed, "openai_api_key": SecretStr("sk-after")})
    told = Told()
    reread, in_force = _reread(lambda: then, told)
    await reread()
    await reread()

    assert told.said == [
        "Settings read again: FOOTNOTE_GROW is hf-daily, FOOTNOTE_RATE_USER is 5.",
        "At the next start only: OPENAI_API_KEY, FOOTNOTE_MODEL.",
        "Settings read again: nothing to take.",
        "At the next start only: OPENAI_API_KEY, FOOTNOTE_MODEL.",
    ]
    assert in_force.settings == BEFORE.model_copy(update={"rate_user": 5, "grow": ("hf-daily",)})
    assert told.taken == [in_force.settings] * 2


async def test_of_a_wrong_file_nothing_is_taken(tmp_path: Path) -> None:
    """Though most of it is right; each fault is told, but no value that may hold a secret."""
    file = tmp_path / ".env"
    file.write_text(
        "FOOTNOTE_RATE_USER=5\nFOOTNOTE_LOG_LEVEL=loud\n"
        "FOOTNOTE_RATE_USERS=5\nOPENAI_BASE_URL=ftp://me:pa55word@model.example\n"
    )
    told = Told()
    reread, in_force = _reread(lambda: load_settings({}, file), told)
    await reread()

    said = "\n".join(told.said)
    assert in_force.settings is BEFORE
    assert told.taken == []
    assert "nothing is taken" in told.said[0]
    for name in ("FOOTNOTE_LOG_LEVEL", "FOOTNOTE_RATE_USERS", "OPENAI_BASE_URL"):
        assert name in said
    assert "pa55word" not in said


async def test_an_unreadable_file_is_a_wrong_one(tmp_path: Path) -> None:
    """Such as one that is no text."""
    file = tmp_path / ".env"
    file.write_bytes(b"\xff\xfe\x00FOOTNOTE")
    told = Told()
    reread, in_force = _reread(lambda: load_settings({}, file), told)
    await reread()

    assert in_force.settings is BEFORE
    assert told.taken == []


def test_no_secret_and_nothing_opened_at_the_start_is_taken() -> None:
    """Keys, addresses and folders are held by what was opened with them."""
    fields = Settings.model_fields
    for name in LIVE:
        assert fields[name].repr
        assert "SecretStr" not in str(fields[name].annotation)
    assert not LIVE & {"data_dir", "chroma", "embedder", "model", "http", "log_to", "mirror"}


OTHER: dict[str, Any] = {
    "unsupported": "strike",
    "receipt_days": 3,
    "log_level": "DEBUG",
    "log_format": "text",
    "questions_at_once": 2,
    "grow": ("hf-daily",),
    "grow_every": 2.0,
    "rate_user": 3,
    "rate_channel": 4,
    "rate_server": 5,
    "rate_add": 2,
    "library_servers": ("1001",),
    "answer_once": False,
    "moderation": "omni",
    "daily_tokens": 6,
    "daily_tokens_server": 7,
    "daily_tokens_user": 8,
    "daily_dollars": 1.0,
    "daily_dollars_server": 2.0,
    "daily_dollars_user": 3.0,
    "show_cost": True,
    "stop_grace": 1.0,
}
"""A value for each field that is taken, other than its default."""


@pytest.mark.parametrize("name", sorted(LIVE))
def test_each_that_is_taken_is_told(name: str) -> None:
    """By its variable, with its value."""
    then = BEFORE.model_copy(update={name: OTHER[name]})

    kept, difference = differing(BEFORE, then)

    (variable,) = [v for v, field in variables().items() if field == name]
    assert kept == then
    assert set(difference.taken) == {variable}
    assert difference.left == ()


async def acquire(rates: RateLimits) -> str | None:
    """Take a place; return whose bucket is full."""
    try:
        await rates.acquire(1, 2, 3)
    except RateLimited as error:
        return error.scope
    return None


async def test_limits_hold_at_once(tmp_path: Path) -> None:
    """Rates, budgets and questions at once, of services that are in use."""
    application, community = fake_application(tmp_path), memory_community(Memory())
    services = new_bot(application, community, Ticking(None)).services  # type: ignore[arg-type]
    take = partial(configure_limits, services)
    take(BEFORE)
    assert await acquire(services.guard.rates) is None

    take(BEFORE)  # the same again: who asked how much is not forgotten
    take(BEFORE.model_copy(update=OTHER))
    asked = [await acquire(services.guard.rates) for _ in range(4)]

    assert asked == [None, None, None, "user"]
    budgets = services.guard.budgets
    assert isinstance(budgets, Budgets)
    assert (budgets.all.tokens, budgets.server.tokens, budgets.user.tokens) == (6, 7, 8)
    assert (budgets.all.dollars, budgets.server.dollars, budgets.user.dollars) == (1.0, 2.0, 3.0)
    async with services.queue.slot(1), services.queue.slot(2):
        third = asyncio.create_task(services.queue.slot(3).__aenter__())
        await eventually(lambda: services.queue.length == 1)
    await third


async def test_the_same_rates_forget_nobody() -> None:
    """So that reading settings again does not let anybody ask more."""
    rates = RateLimits(user=1)
    first = await acquire(rates)
    rates.configure(user=1)
    second = await acquire(rates)
    rates.configure(user=2)
    third = await acquire(rates)

    assert (first, second, third) == (None, "user", None)


async def test_moderation_comes_and_goes() -> None:
    """By the model that the settings name; none flags nothing."""
    moderator = Moderator(BEFORE)
    try:
        assert await moderator("anything") == ()
        moderator.take(BEFORE.model_copy(update={"moderation": "omni"}))
        assert moderator.model == "omni"
        moderator.take(BEFORE)
        assert await moderator("anything") == ()
    finally:
        await moderator.aclose()


async def test_wrong_settings_are_no_end(tmp_path: Path) -> None:
    """Whatever reading them raises of its own kind."""

    def read() -> Settings:
        raise SettingsError(("FOOTNOTE_A is no setting.",))

    told = Told()
    reread, in_force = _reread(read, told)
    await reread()

    assert told.said[1:] == ["FOOTNOTE_A is no setting."]
    assert in_force.settings is BEFORE
