"""The line to the gateway: lost, resumed, reopened, refused; and one tab as two people."""

from __future__ import annotations

import pytest

from discord_playground.server import Playground
from playground.tests.browser.actions import box, say
from playground.tests.browser.conftest import Sit

pw = pytest.importorskip("playwright.async_api", reason="Playwright is not installed")
expect = pw.expect
pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.nightly]


def cut(playground: Playground, code: int, *, forget: bool = False) -> None:
    """Close the lines of all people."""
    for connection in list(playground.gateway.connections):
        session = connection.session
        if session and not session.user.bot:
            if forget:
                playground.hub.end(session)
            connection.close(code)


@pytest.mark.parametrize("forget", [False, True], ids=["resumed", "reopened"])
async def test_lost(sit: Sit, playground: Playground, channel: str, forget: bool) -> None:
    """What happened while the line was down is there once it is back; the draft is kept."""
    page = await sit()
    jonas = await playground.person("jonas")
    await say(page, "before")
    await box(page).fill("a draft")
    cut(playground, 4000, forget=forget)
    if forget:
        jonas = await playground.person("jonas")
    await jonas.say(channel, "meanwhile")
    await expect(page.locator(".message", has_text="meanwhile")).to_be_visible()
    await expect(page.locator("#connection")).to_be_empty()

    await expect(page.locator(".message")).to_have_count(2)
    await expect(box(page)).to_have_value("a draft")


async def test_switch(sit: Sit, channel: str) -> None:
    """One tab can be two people, each with a draft and what only they see."""
    page = await sit("mara")
    await say(page, "I am Mara")
    await box(page).fill("Mara's draft")
    await page.get_by_role("radio", name="Jonas").check()
    await expect(box(page)).to_have_value("")
    await say(page, "I am Jonas")
    authors = page.locator(".message .author")
    await expect(authors).to_have_text(["Mara", "Jonas"])
    await page.get_by_role("radio", name="Mara").check()

    await expect(box(page)).to_have_value("Mara's draft")
    assert channel in page.url
