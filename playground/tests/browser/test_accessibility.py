"""For everyone: names for what can be worked, contrast, a visible focus, the keyboard alone."""

from __future__ import annotations

from typing import Any

import pytest

from playground.tests.browser.actions import box, run
from playground.tests.browser.conftest import Sit

pw = pytest.importorskip("playwright.async_api", reason="Playwright is not installed")
expect = pw.expect
pytestmark = pytest.mark.asyncio(loop_scope="session")

WORKED = {
    "button", "checkbox", "combobox", "dialog", "link", "listbox", "menu", "menuitem",
    "menuitemcheckbox", "navigation", "option", "radio", "region", "textbox", "image",
}  # fmt: skip

# WCAG 2.2, 1.4.3: 4.5 to 1, or 3 to 1 for large text
CONTRAST = """() => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const pixel = (...colours) => {
        canvas.fillStyle = "#fff";
        canvas.fillRect(0, 0, 1, 1);
        for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
        return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const light = (rgb) => {
        const [r, g, b] = rgb.map((v) => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
        return .2126 * r + .7152 * g + .0722 * b;
    };
    const poor = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const text = walker.currentNode.data.trim(), element = walker.currentNode.parentElement;
        if (!text || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
        if (element.closest(".unseen, .skip, noscript, [aria-disabled=true]")) continue;
        const path = [];
        for (let one = element; one; one = one.parentElement) path.unshift(one);
        const backs = path.map((one) => getComputedStyle(one).backgroundColor);
        const style = getComputedStyle(element);
        const [a, b] = [light(pixel(...backs)), light(pixel(...backs, style.color))].sort();
        const size = parseFloat(style.fontSize);
        const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
        const ratio = (b + .05) / (a + .05);
        if (ratio < (large ? 3 : 4.5)) poor.push(`${ratio.toFixed(2)} "${text.slice(0, 40)}" ${element.className}`);
    }
    return poor;
}"""  # noqa: E501


async def nameless(page: Any) -> list[str]:
    """Return what has a role that needs a name, and none."""
    session = await page.context.new_cdp_session(page)
    tree = await session.send("Accessibility.getFullAXTree")
    await session.detach()

    def value(node: dict[str, Any], key: str) -> str:
        return str(node.get(key, {}).get("value", ""))

    return [
        f"{value(node, 'role')} {node.get('properties')}"
        for node in tree["nodes"]
        if not node.get("ignored")
        and value(node, "role").lower() in WORKED
        and not value(node, "name").strip()
    ]


@pytest.mark.parametrize(
    "dark", [False, pytest.param(True, marks=pytest.mark.nightly)], ids=["light", "dark"]
)
async def test_names_and_contrast(sit: Sit, dark: bool) -> None:
    """Whatever is open, everything has a name, and every text can be read."""
    page = await sit(dark=dark)

    async def check(what: str) -> None:
        assert await nameless(page) == [], what
        assert await page.evaluate(CONTRAST) == [], what

    await check("an empty channel")
    await box(page).fill("## h\n> q `c` ||s|| [a](https://b.c) @Footnote @Jonas\n-# s <t:0:R>")
    await box(page).press("Enter")
    await run(page, "gallery")
    await run(page, "embed")
    await run(page, "ask", "why")
    await page.get_by_role("button", name="Evidence").click()
    await expect(page.locator(".message.ephemeral")).to_be_visible()
    await check("messages")
    await box(page).fill("/")
    await expect(page.get_by_role("option").first).to_be_visible()
    await check("the list of commands")
    await box(page).fill("")
    await page.keyboard.type("/options ")
    await expect(page.get_by_role("option").first).to_be_visible()
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Send /options").click()
    await check("options that are missing")
    await page.get_by_role("button", name="Leave this command").click()
    await page.get_by_role("combobox", name="Choose people").click()
    await check("a menu of people")
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Form", exact=True).click()
    await page.get_by_role("button", name="Submit").click()
    await check("a form")
    await page.keyboard.press("Escape")
    await page.locator(".message article").first.focus()
    await page.keyboard.press("Shift+F10")
    await expect(page.get_by_role("menu")).to_be_visible()
    await check("the menu of a message")


async def test_keyboard_alone(sit: Sit) -> None:
    """A question, its evidence and another channel, without a mouse."""
    page = await sit()
    await page.keyboard.type("/ask")
    await page.keyboard.press("Enter")
    await page.keyboard.type("why")
    await page.keyboard.press("Enter")
    evidence = page.get_by_role("button", name="Evidence")
    await expect(evidence).to_be_visible()
    for _ in range(12):
        if await evidence.evaluate("button => button === document.activeElement"):
            break
        await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Enter")
    await expect(page.locator(".message.ephemeral")).to_be_visible()
    await expect(evidence).to_be_focused()
    await page.get_by_role("link", name="general", exact=True).focus()
    await page.keyboard.press("Enter")

    await expect(page.get_by_role("heading", level=1)).to_have_text("#general")
    await expect(box(page)).to_be_focused()


async def test_narrow(sit: Sit) -> None:
    """At 320 pixels, and with text at twice its size, nothing is cut off at the side."""
    page = await sit(size="phone")
    await run(page, "gallery")
    await run(page, "embed")
    await page.set_viewport_size({"width": 320, "height": 640})
    for zoom in ("100%", "200%"):
        await page.evaluate(f"document.documentElement.style.fontSize = '{zoom}'")
        wide = await page.evaluate(
            """() => [...document.querySelectorAll("#main *")].filter((one) => one.checkVisibility()
                && !one.closest(".unseen, .above, .select, .typing, .top-title")
                && one.getBoundingClientRect().right > innerWidth + 1)
                .map((one) => one.className)"""
        )
        assert wide == [], zoom
