"""The digest at the page: subscribe, have it posted, ask why, vote."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from discord_playground.server import Playground
from playground.tests.browser.actions import run
from playground.tests.browser.conftest import PATIENCE_MS, Sit
from tests.browser.test_footnote import running_footnote

pw = pytest.importorskip("playwright.async_api", reason="Playwright is not installed")
expect = pw.expect
pytestmark = pytest.mark.asyncio(loop_scope="session")

# Made up for this test: subject, what was done, what came of it, upvotes.
_PAPERS = (
    ("Retrieval That Knows When to Stop", "dense retrieval", "reads 40 % fewer passages", 31),
    (
        "Passage Graphs for Open Questions",
        "retrieval over graphs",
        "gains 3.2 points of recall",
        12,
    ),
    ("One Index for Forty Languages", "multilingual retrieval", "needs a third of the memory", 54),
    ("Late Interaction Without the Cost", "late interaction retrieval", "halves the latency", 7),
    ("Citing What Was Read", "grounded generation", "removes 61 % of unsupported claims", 88),
    ("Small Models as Judges of Evidence", "claim verification", "agrees with people on 87 %", 19),
    ("Long Contexts or Good Retrieval?", "retrieval and long contexts", "wins on 9 of 11 sets", 45),
    ("Folding Proteins on a Laptop", "protein folding", "runs in 20 minutes", 23),
    ("Tables as First-Class Passages", "table retrieval", "answers 71 % of questions", 3),
    ("Query Rewriting by Example", "query rewriting for retrieval", "costs 2 ms a query", 9),
)


def _library(folder: Path) -> Path:
    """Write papers of the last days as JSON lines."""
    today = datetime.now(UTC).date()
    lines = [
        {
            "paper_id": f"2611.{number:05}",
            "title": title,
            "abstract": f"We study {subject} for question answering. The method {result}. "
            "Code and data are released.",
            "authors": ["Mira Kovač", "Tomás Brandão", "Wen Li"][: 1 + number % 3],
            "published": (today - timedelta(days=number % 3)).isoformat(),
            "categories": ["cs.IR", "cs.CL"] if number % 2 else ["cs.CL"],
            "extra": {"upvotes": upvotes},
        }
        for number, (title, subject, result, upvotes) in enumerate(_PAPERS, 1)
    ]
    file = folder / "papers.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return file


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def playground(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Playground]:
    """Run a playground with Footnote in it, over a library of new papers."""
    data = tmp_path_factory.mktemp("data")
    async with running_footnote(data, ["file", str(_library(data))]) as running:
        yield running


async def test_subscribe_post_why_and_vote(sit: Sit) -> None:
    """From the command to a vote, all at the page, on a desk and on a phone."""
    page = await sit()
    await run(page, "digest subscribe")
    form = page.get_by_role("dialog")
    await form.get_by_role("textbox").first.fill(
        "retrieval for question answering", timeout=PATIENCE_MS
    )
    await form.get_by_role("textbox", name="Never papers").fill("protein")
    await form.get_by_role("button", name="Submit").click()
    panel = page.locator(".message.ephemeral").last
    await expect(panel).to_contain_text("Subscribed", timeout=PATIENCE_MS)
    await page.set_viewport_size({"width": 1280, "height": 1000})

    await run(page, "digest now")
    await expect(page.locator(".message.ephemeral").last).to_contain_text(
        "Posted in", timeout=PATIENCE_MS
    )
    post = page.locator(".message", has=page.get_by_role("button", name="Why these?")).last
    await expect(post).to_contain_text("Papers for")
    await expect(post).not_to_contain_text("Folding Proteins")
    await page.set_viewport_size({"width": 1280, "height": 1600})
    await post.scroll_into_view_if_needed()

    like = post.get_by_role("button").filter(has_text="👍").first
    await like.click()
    await expect(like).to_contain_text("1", timeout=PATIENCE_MS)
    await post.get_by_role("button", name="Why these?").click()
    why = page.locator(".message.ephemeral").last
    await expect(why).to_contain_text("Why these papers?", timeout=PATIENCE_MS)
    await expect(why).to_contain_text("matches “retrieval for question answering”")

    await page.set_viewport_size({"width": 390, "height": 1600})
    await post.scroll_into_view_if_needed()
    wide = await page.evaluate("(log => log.scrollWidth > log.clientWidth)(window.log)")
    assert not wide
