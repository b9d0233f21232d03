"""Changing one tree into another in place: what is the same stays the same element."""

from __future__ import annotations

from typing import Any

import pytest
import pytest_asyncio
from hypothesis import given, settings
from hypothesis import strategies as st

from discord_playground.server import Playground

pw = pytest.importorskip("playwright.async_api", reason="Playwright is not installed")
pytestmark = pytest.mark.asyncio(loop_scope="session")

# [[key, alias, text], …] before and after → the text after, and which old place each new one had
CHANGE = """async ([before, after]) => {
    const { h, morphChildren } = await import("/page/dom.js");
    const build = (rows) => rows.map(([key, alias, text]) =>
        h(key === null ? "p" : "button", { "data-key": key, "data-alias": alias, text }));
    const parent = h("div", {}, build(before));
    document.body.append(parent);
    const old = [...parent.children];
    morphChildren(parent, build(after));
    const wanted = h("div", {}, build(after));
    const places = [...parent.children].map((one) => old.indexOf(one));
    parent.remove();
    return [parent.isEqualNode(wanted), places];
}"""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def page(browser: Any, playground: Playground) -> Any:
    """Open the page once: only its modules are used."""
    opened = await browser.new_page()
    await opened.goto(playground.api)
    return opened


@pytest.mark.parametrize(
    ("before", "after", "places"),
    [
        (["a", "b", "c"], ["a", "b", "c"], [0, 1, 2]),
        (["a", "b", "c"], ["c", "a"], [2, 0]),
        (["a", "c"], ["a", "b", "c"], [0, -1, 1]),
        ([], ["a"], [-1]),
        (["a"], [], []),
    ],
)
async def test_keys(page: Any, before: list[str], after: list[str], places: list[int]) -> None:
    """Children with keys are kept, wherever they go."""
    rows = [[[key, None, key] for key in keys] for keys in (before, after)]
    assert await page.evaluate(CHANGE, rows) == [True, places]


async def test_pages(page: Any) -> None:
    """Buttons that swap their ids when a page is turned are known by their labels."""
    before = [["p:0", "Back", "Back"], ["p:1", "Page 1", "Page 1"], ["p:2", "Next", "Next"]]
    after = [["p:1", "Back", "Back"], ["p:2", "Page 2", "Page 2"], ["p:3", "Next", "Next"]]
    same, places = await page.evaluate(CHANGE, [before, after])

    assert same
    assert (places[0], places[2]) == (0, 2)


async def test_relabelled(page: Any) -> None:
    """A button that gets another label is known by its id."""
    rows = [[["count", "Count 1", "Count 1"]], [["count", "Count 2", "Count 2"]]]
    assert await page.evaluate(CHANGE, rows) == [True, [0]]


ROWS = st.lists(
    st.tuples(
        st.one_of(st.none(), st.sampled_from("abcdef")),
        st.one_of(st.none(), st.sampled_from("xyz")),
        st.sampled_from("12"),
    ),
    max_size=7,
    unique_by=lambda row: row[0] or object(),
)


async def test_any_change(page: Any) -> None:
    """Whatever the two lists are, the children are the wanted ones afterwards."""
    cases: list[Any] = []

    @settings(max_examples=300, database=None)
    @given(ROWS, ROWS)
    def collect(before: Any, after: Any) -> None:
        cases.append([before, after])

    collect()
    results = await page.evaluate(
        "async ([change, cases]) => { const call = (0, eval)(change); const all = [];"
        " for (const one of cases) all.push((await call(one))[0]); return all; }",
        [CHANGE, cases],
    )
    assert [case for case, right in zip(cases, results, strict=True) if not right] == []
