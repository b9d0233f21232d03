"""What people do at the page, in one step each."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from discord_playground.world.draft import Draft

if TYPE_CHECKING:
    from playwright.async_api import Locator, Page

    from discord_playground.server import Playground


def box(page: Page) -> Locator:
    """Return the message box."""
    return page.locator("#box")


async def say(page: Page, text: str) -> Locator:
    """Write a message, send it, and return it in the list."""
    await box(page).fill(text)
    await box(page).press("Enter")
    message = page.locator(".message", has_text=text.split("\n")[0]).last
    await message.wait_for()
    return message


async def run(page: Page, command: str, *options: str) -> None:
    """Use a slash command, its options typed one after the other."""
    await box(page).click()
    await page.keyboard.type(f"/{command} ")
    await page.locator("form.command").wait_for()
    for at, text in enumerate(options):
        if at:
            await page.keyboard.press("Tab")
        await page.keyboard.type(text)
    await page.keyboard.press("Enter")
    await page.locator("form.command").wait_for(state="detached")


def answer(page: Page) -> Locator:
    """Return the newest message of the bot."""
    return page.locator(".message", has=page.locator(".badge")).last


@asynccontextmanager
async def watch_frames(page: Page, script: str) -> AsyncIterator[list[Any]]:
    """Look within the page, at each of its frames, for what may soon be gone.

    `script` is a function; what it first returns that is true is in the list after the block.
    """
    found: list[Any] = []
    looking = asyncio.create_task(page.wait_for_function(script))
    await asyncio.sleep(0)
    yield found
    found.append(await (await looking).json_value())


def menu(page: Page) -> Locator:
    """Return the open menu of a message."""
    return page.get_by_role("menu", name="Message")


async def open_menu(message: Locator) -> Locator:
    """Open the menu of a message with the mouse, and return it."""
    await message.hover()
    await message.get_by_role("button", name="More about this message").click()
    return menu(message.page)


def fill(playground: Playground, channel: str, count: int) -> None:
    """Let Mara have written many messages, past the limits of rate."""
    world = playground.world
    place = world.state.channel(channel)
    for number in range(count):
        world.messages.create(world.person("mara"), place, Draft(content=f"line {number}"))
