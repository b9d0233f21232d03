"""Footnote itself at the page: ask, follow up, page, select, compare, Evidence, refuse."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio

from discord_playground.program import until_ready
from discord_playground.server import Playground
from playground.tests.browser.actions import answer, box, run
from playground.tests.browser.conftest import EXAMPLES, PATIENCE_MS, ROOT, Sit
from tests.waiting import PATIENCE_SECONDS

pw = pytest.importorskip("playwright.async_api", reason="Playwright is not installed")
expect = pw.expect
pytestmark = pytest.mark.asyncio(loop_scope="session")

QUESTION = "How can few-shot learning work across animal species?"


async def footnote(*arguments: str, environment: dict[str, str]) -> asyncio.subprocess.Process:
    """Start the command line of Footnote."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        cwd=ROOT,
        env=environment,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )


@asynccontextmanager
async def running_footnote(data: Path, *fill: Sequence[str]) -> AsyncIterator[Playground]:
    """Run a playground with Footnote in it, without a model, over what `ingest` gets of each."""
    async with Playground(bot_name="Footnote", examples=EXAMPLES) as running:
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("FOOTNOTE_", "OPENAI_"))
        } | {
            "FOOTNOTE_DATA_DIR": str(data),
            "DISCORD_TOKEN": running.bot_token,
            "FOOTNOTE_DISCORD_API": running.api,
        }
        for source in fill:
            filled = await footnote("ingest", *source, environment=environment)
            assert await filled.wait() == 0
        bot = await footnote("run", environment=environment)
        try:
            await asyncio.wait_for(until_ready(running), PATIENCE_SECONDS)
            yield running
        finally:
            bot.terminate()
            assert await asyncio.wait_for(bot.wait(), PATIENCE_SECONDS) == 0, (
                "the bot did not end cleanly"
            )
        assert running.violations == []


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def playground(
    starter_library: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Playground]:
    """Run a playground with Footnote in it, over its starter library."""
    data = shutil.copytree(starter_library, tmp_path_factory.mktemp("data") / "library")
    async with running_footnote(data) as running:
        yield running


async def test_ask_and_evidence(sit: Sit) -> None:
    """A question is answered with footnotes; Evidence shows the abstract's own words."""
    page = await sit()
    await page.get_by_role("button", name=QUESTION).click()
    await expect(answer(page)).to_contain_text("UniAP", timeout=PATIENCE_MS)
    evidence = page.get_by_role("button", name="Evidence")
    await expect(evidence).to_be_visible(timeout=PATIENCE_MS)
    await expect(answer(page)).to_contain_text("[1]")
    await evidence.click()
    shown = page.locator(".message.ephemeral")
    await expect(shown.locator("blockquote").first).to_be_visible()
    await expect(shown).to_contain_text("Only you can see this")


async def test_follow_up_by_reply(sit: Sit) -> None:
    """A reply to an answer asks on, in its context."""
    page = await sit()
    await run(page, "ask", QUESTION)
    await expect(page.get_by_role("button", name="Evidence")).to_be_visible(timeout=PATIENCE_MS)
    await page.locator(".message article").last.focus()
    await page.keyboard.press("r")
    await page.keyboard.type("Why did the authors build it?")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="Evidence")).to_have_count(2, timeout=PATIENCE_MS)

    await expect(answer(page)).to_contain_text("animals differ widely in pose")


async def test_thread(sit: Sit) -> None:
    """A mention is answered in a thread, where one asks on."""
    page = await sit()
    await box(page).fill("@Footnote What do masked autoencoders learn from several modalities?")
    await box(page).press("Enter")
    await page.locator(".thread-chip").click(timeout=PATIENCE_MS)
    await expect(page.get_by_role("button", name="Evidence")).to_be_visible(timeout=PATIENCE_MS)
    await box(page).fill("@Footnote And which tasks?")
    await box(page).press("Enter")
    await expect(page.get_by_role("button", name="Evidence")).to_have_count(2, timeout=PATIENCE_MS)


async def test_compare(sit: Sit) -> None:
    """Two papers, completed by title, are compared in text, in a picture, and in a table."""
    page = await sit()
    await box(page).click()
    await page.keyboard.type("/compare UniAP")
    papers = page.get_by_role("listbox", name="paper1").get_by_role("option")
    await expect(papers.first).to_contain_text("UniAP", timeout=PATIENCE_MS)
    await page.keyboard.press("Enter")
    await page.keyboard.type("MultiMAE")
    papers = page.get_by_role("listbox", name="paper2").get_by_role("option")
    await expect(papers.first).to_contain_text("MultiMAE", timeout=PATIENCE_MS)
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    picture = answer(page).get_by_role("img").first
    await expect(picture).to_be_visible(timeout=PATIENCE_MS)
    await expect(answer(page).get_by_role("link", name=re.compile(r"\.csv"))).to_be_visible()
    assert await picture.get_attribute("alt")


async def test_settings_are_for_managers(sit: Sit) -> None:
    """A manager sees the settings; a member is not even offered them, and reads German."""
    mara = await sit("mara")
    await run(mara, "settings")
    await expect(mara.locator(".message.ephemeral")).to_be_visible(timeout=PATIENCE_MS)
    jonas = await sit("jonas")
    await box(jonas).fill("/")
    options = jonas.get_by_role("listbox", name="Commands").get_by_role("option")
    await expect(options.first).to_be_visible()
    offered = " ".join(await options.all_inner_texts())

    assert "/frage" in offered
    assert "/einstellungen" not in offered


@pytest.mark.parametrize(
    "dark", [False, pytest.param(True, marks=pytest.mark.nightly)], ids=["light", "dark"]
)
async def test_on_a_phone(sit: Sit, dark: bool) -> None:
    """An answer and a comparison fit a phone."""
    page = await sit(size="phone", dark=dark)
    await run(page, "ask", QUESTION)
    await expect(page.get_by_role("button", name="Evidence")).to_be_visible(timeout=PATIENCE_MS)
    wide = await page.evaluate("(log => log.scrollWidth > log.clientWidth)(window.log)")

    assert not wide
