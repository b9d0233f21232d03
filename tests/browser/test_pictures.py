"""The pictures of the README show the bot as it is; `make pictures` draws them again."""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from discord_playground.server import Playground
from playground.tests.browser.actions import answer, box, run
from playground.tests.browser.conftest import PATIENCE_MS, ROOT, Sit
from tests.browser.test_footnote import QUESTION, running_footnote

if TYPE_CHECKING:
    from playwright.async_api import Locator, ViewportSize

pw = pytest.importorskip("playwright.async_api", reason="Playwright is not installed")
expect = pw.expect
pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.nightly]

SIZE: ViewportSize = {"width": 1040, "height": 2800}  # the page beside its lists; all of a message
PICTURES = ROOT / "docs" / "images"
DRAW = "FOOTNOTE_DRAW_PICTURES"
"""The folder in which `make pictures` has them drawn, instead of comparing what they say."""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def playground(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Playground]:
    """Run a playground with Footnote in it, over the library of the demo."""
    paper = ROOT / "docs" / "paper" / "reading-whole-papers.pdf"
    data = tmp_path_factory.mktemp("data")
    async with running_footnote(data, ["starter"], ["pdf", str(paper)]) as running:
        yield running


async def test_answer(sit: Sit) -> None:
    """An answer with its sources and buttons."""
    page = await sit()
    await page.set_viewport_size(SIZE)
    await run(page, "ask", QUESTION)
    await expect(page.get_by_role("button", name="Evidence")).to_be_visible(timeout=PATIENCE_MS)
    await _draw_or_compare("answer", answer(page))


async def test_comparison(sit: Sit) -> None:
    """Two papers side by side."""
    page = await sit()
    await page.set_viewport_size(SIZE)
    await box(page).click()
    await page.keyboard.type("/compare ")
    for option, title in (("paper1", "UniAP"), ("paper2", "MultiMAE")):
        await page.keyboard.type(title)
        first = page.get_by_role("listbox", name=option).get_by_role("option").first
        await expect(first).to_contain_text(title, timeout=PATIENCE_MS)
        await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    picture = answer(page).get_by_role("img").first
    await expect(picture).to_be_visible(timeout=PATIENCE_MS)
    await _draw_or_compare("comparison", answer(page))


async def test_evidence(sit: Sit) -> None:
    """The page of a whole paper around the words that an answer rests on."""
    page = await sit()
    await page.set_viewport_size(SIZE)
    await run(page, "ask", "How much memory may the process that reads a PDF use?")
    await page.get_by_role("button", name="Evidence").last.click(timeout=PATIENCE_MS)
    shown = page.locator(".message.ephemeral").last
    await expect(shown.get_by_role("img").first).to_be_visible(timeout=PATIENCE_MS)
    await _draw_or_compare("evidence", shown)


async def test_digest(sit: Sit) -> None:
    """An issue of a digest."""
    page = await sit()
    await page.set_viewport_size(SIZE)
    await run(page, "digest subscribe")
    form = page.get_by_role("dialog")
    await form.get_by_role("textbox").first.fill("vision transformers", timeout=PATIENCE_MS)
    await form.get_by_role("button", name="Submit").click()
    await expect(page.locator(".message.ephemeral").last).to_contain_text(
        "Subscribed", timeout=PATIENCE_MS
    )
    await run(page, "digest now")
    post = page.locator(".message", has=page.get_by_role("button", name="Why these?")).last
    await expect(post).to_contain_text("Papers for", timeout=PATIENCE_MS)
    await _draw_or_compare("digest", post)


async def _draw_or_compare(name: str, message: Locator) -> None:
    """Draw a message and keep its text, or compare its text with that of the drawn picture."""
    page = message.page
    await page.mouse.move(0, 0)
    said = _normalize(await message.inner_text())
    if folder := os.environ.get(DRAW):
        await message.screenshot(path=Path(folder) / f"{name}.png")
        (Path(folder) / f"{name}.txt").write_text(said, encoding="utf-8")
        return
    drawn = (PICTURES / f"{name}.txt").read_text(encoding="utf-8")
    assert said == drawn, "the picture is out of date: make pictures"


def _normalize(said: str) -> str:
    """Return text without what differs between two runs: times and days."""
    said = re.sub(r"\d+\.\d s\b", "0.0 s", said)
    said = re.sub(r"\b\d{1,2}:\d{2}\b", "00:00", said)
    said = re.sub(r"\b[A-Z][a-z]+day, ", "", said)
    said = re.sub(r"\b\d{1,2} [A-Z][a-z]+ 20\d\d\b|\b[A-Z][a-z]+ \d{1,2}, 20\d\d\b", "a day", said)
    return said.strip() + "\n"
