"""Markdown as Discord reads it: what is marked, what is not, and nothing is ever HTML."""

from __future__ import annotations

from typing import Any

import pytest
import pytest_asyncio

from discord_playground.server import Playground

pw = pytest.importorskip("playwright.async_api", reason="Playwright is not installed")
pytestmark = pytest.mark.asyncio(loop_scope="session")

RENDER = """async (text) => {
    const { markdown } = await import("/page/render/markdown.js");
    const holder = document.createElement("div");
    holder.append(markdown(text, {
        user: (id) => (id === "1" ? "Mara" : null), channel: (id) => (id === "2" ? "papers" : null),
        role: (id) => (id === "3" ? "Readers" : null), me: "1",
    }));
    for (const one of holder.querySelectorAll("*")) {
        const kept = one.tagName === "A" ? [["href", one.getAttribute("href")]] : [];
        for (const name of one.getAttributeNames()) one.removeAttribute(name);
        for (const [name, value] of kept) one.setAttribute(name, value);
    }
    return holder.innerHTML.replaceAll("<span>", "").replaceAll("</span>", "");
}"""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def page(browser: Any, playground: Playground) -> Any:
    """Open the page once: only its modules are used."""
    opened = await browser.new_page()
    await opened.goto(playground.api)
    return opened


CASES = {
    "**a *b* c**": "<strong>a <em>b</em> c</strong>",
    "_a_ __b__ ~~c~~ ||d||": "<em>a</em> <u>b</u> <s>c</s> d",
    r"\*no\* \_no\_ \`no\` \[no](x) \> 1\. \\": "*no* _no_ `no` [no](x) &gt; 1. \\",
    "```py\nprint(1)\n\n*x*\n```": "<pre><code>print(1)\n\n*x*</code></pre>",
    "# One\n## Two\n### Three\n#### Four": "<div>One</div><div>Two</div><div>Three</div>#### Four",
    "-# small **x**\nlarge": "<small>small <strong>x</strong></small>large",
    "> a\n> b\nc": "<blockquote>a\nb</blockquote>c",
    ">>> a\nb\n\nc": "<blockquote>a\nb\n\nc</blockquote>",
    "- a\n  - b\n- c\nd": "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>d",
    "[t](https://a.b/c_(d)) x": '<a href="https://a.b/c_(d)">t</a> x',
    "[t](javascript:alert(1)) [t](data:x) [t](/x)": "[t](javascript:alert(1)) [t](data:x) [t](/x)",
    "(see https://a.b/x_y_z).": '(see <a href="https://a.b/x_y_z">https://a.b/x_y_z</a>).',
    "<@1> <@!1> <@9> <@&3> <#9>": "@Mara @Mara @unknown user @Readers #unknown",
    "<t:0:D>": "<time>January 1, 1970</time>",
    "</ask:12> <:smile:5> <a:wave:6>": "/ask :smile: :wave:",
    "<b>x</b><img src=x onerror=alert(1)> &amp;": (
        "&lt;b&gt;x&lt;/b&gt;&lt;img src=x onerror=alert(1)&gt; &amp;amp;"
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.items())
async def test_markdown(page: Any, text: str, expected: str) -> None:
    """A text becomes these elements and no others."""
    assert await page.evaluate(RENDER, text) == expected


async def test_links_are_safe(page: Any) -> None:
    """A link opens elsewhere, and tells the other side nothing of this page."""
    link = await page.evaluate(
        """async () => {
            const { markdown } = await import("/page/render/markdown.js");
            const link = markdown("https://a.b").querySelector("a");
            return [link.rel, link.target];
        }"""
    )
    assert link == ["noopener noreferrer", "_blank"]


@pytest.mark.parametrize("text", ["*" * 4000, "[" * 4000, "`" * 4000, "**a_" * 1000, "> " * 2000])
async def test_quick(page: Any, text: str) -> None:
    """No text, however twisted, holds the page up."""
    took = await page.evaluate(
        "async ([render, text]) => { const start = performance.now();"
        " await (0, eval)(render)(text); return performance.now() - start; }",
        [RENDER, text],
    )
    assert took < 20_000  # what grows with the cube of the text takes minutes
