"""Drive the page in a real browser: a playground, a bot in it, and people at tabs of their own."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
import pytest_asyncio

from discord_playground.program import until_ready
from discord_playground.server import Playground

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page

CHROMIUM = Path("/usr/bin/chromium")
EXAMPLES = ("ask How can few-shot learning work across animal species?",)
ROOT = Path(__file__).parents[3]
PATIENCE_MS = 180_000
"""How long a page may take to show something; a first question loads the embedding model."""

SIZES = {"desktop": (1280, 800), "phone": (390, 844)}

Name = Literal["mara", "jonas"]
Sit = Callable[..., Awaitable["Page"]]


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Find Debian's Chromium."""
    if not CHROMIUM.exists():
        pytest.skip(f"there is no browser at {CHROMIUM}")
    return CHROMIUM


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium: Path) -> AsyncIterator[Browser]:
    """Run Debian's Chromium, without a window."""
    playwright = pytest.importorskip("playwright.async_api", reason="Playwright is not installed")
    playwright.expect.set_options(timeout=PATIENCE_MS)
    async with playwright.async_playwright() as running:
        started = await running.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        yield started
        await started.close()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def playground() -> AsyncIterator[Playground]:
    """Run a playground with the fixture bot in it, which has a minute to answer.

    For one file at a time: between files the event loop may stand still, and a bot that is left
    without a gateway for long tries again ever more seldom.
    """
    async with Playground(bot_name="Footnote", examples=EXAMPLES) as running:
        running.world.deadlines.answer = 60.0
        bot = await asyncio.create_subprocess_exec(
            sys.executable,
            Path(__file__).parent / "fixture_bot.py",
            env={
                **os.environ,
                "DISCORD_TOKEN": running.bot_token,
                "DISCORD_API": running.api,
                "DISCORD_GATEWAY": running.gateway_url,
            },
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            await asyncio.wait_for(until_ready(running), PATIENCE_MS / 1000)
            yield running
        finally:
            bot.terminate()
            await bot.wait()
        assert running.violations == []


@pytest.fixture
def channel(playground: Playground, request: pytest.FixtureRequest) -> Iterator[str]:
    """Open a new channel for one test, and give its id."""
    name = re.sub(r"\W+", "-", request.node.name.lower())[:60].strip("-")
    guild = playground.world.guild_named("Reading group")
    places = playground.world.places
    opened = places.add_channel(guild, name, topic="For one test")
    yield opened.id
    if opened.id in playground.world.state.channels:
        places.delete_channel(opened)


@pytest_asyncio.fixture(loop_scope="session")
async def sit(browser: Browser, playground: Playground, channel: str) -> AsyncIterator[Sit]:
    """Return a function that opens the page for somebody; no error may stand in its console."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    async def open_page(
        who: Name = "mara", *, size: str = "desktop", dark: bool = False, at: str | None = None
    ) -> Page:
        width, height = SIZES[size]
        context = await browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            locale="en-GB",
            has_touch=size == "phone",
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        await context.grant_permissions(["clipboard-read", "clipboard-write"])
        await context.add_init_script(f"sessionStorage.setItem('person', 'user-{who}')")
        page = await context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if _matters(said) else None)
        await page.goto(f"{playground.api}/#{at or channel}")
        await page.locator("#connection[data-state=ready]").wait_for(state="attached")
        await page.locator(".welcome, .message").first.wait_for()
        return page

    yield open_page
    for context in contexts:
        await context.close()
    assert errors == [], "the page's console has errors"


def _matters(said: ConsoleMessage) -> bool:
    """Say whether it is an error; what the server refuses is for the page to tell.

    So is that a test has taken the network away, which the browser tells in its own words if the
    page tries to connect meanwhile.
    """
    told = (
        said.text.startswith("Failed to load resource") or "ERR_INTERNET_DISCONNECTED" in said.text
    )
    return said.type == "error" and not told
