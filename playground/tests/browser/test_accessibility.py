"""For everyone: names for what can be worked, contrast, a visible focus, the keyboard alone."""

from __future__ import annotations

from typing import Any

import pytest

from playground.tests.browser.actions import box, run, say, watch_frames
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


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
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


async def test_tab_order(sit: Sit) -> None:
    """Tab goes through the page as it is read, and the focus can be seen at every stop."""
    page = await sit()
    await say(page, "one")
    await say(page, "two")
    seen: list[str] = []
    for _ in range(60):
        await page.keyboard.press("Tab")
        name, shown = await page.evaluate(
            """() => {
                const one = document.activeElement;
                const ring = [one, one.closest(".person, .composer-frame, .field-box")].some(
                    (el) => el && (getComputedStyle(el).outlineStyle !== "none"
                        || getComputedStyle(el).boxShadow !== "none"));
                if (one === document.body) return ["BODY", true];
                return [one.ariaLabel || one.textContent.trim() || one.value, ring];
            }"""
        )
        if name.startswith("Skip") and seen and seen[0].startswith("Skip"):
            break
        if name.startswith("Skip"):
            seen.clear()
        assert shown, f"{name} has the focus, and one cannot see it"
        seen.append(name)
    places = [
        next(i for i, name in enumerate(seen) if name.startswith(part))
        for part in ("Skip", "Direct", "Reading", "papers", "user-mara", "Mara, ", "Attach", "Mess")
    ]
    assert places == sorted(places), seen
    stops = [name for name in seen if name.startswith("Mara, ")]
    assert len(stops) == 1, "the messages are one stop of the Tab key"


async def test_skip(sit: Sit) -> None:
    """The first stop leads to the message box, without losing the channel."""
    page = await sit()
    title = await page.title()
    await page.evaluate("document.activeElement.blur()")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")

    await expect(box(page)).to_be_focused()
    assert await page.title() == title


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


async def test_drawer(sit: Sit) -> None:
    """On a phone the drawer takes the focus, keeps it, and gives it back."""
    page = await sit(size="phone")
    button = page.get_by_role("button", name="Servers, channels and people")
    await button.focus()
    await page.keyboard.press("Enter")
    for _ in range(15):
        await page.keyboard.press("Tab")
        inside = await page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('.side')"
        )
        assert inside or await page.evaluate("document.activeElement.className") == "skip"
    await page.keyboard.press("Escape")
    await expect(button).to_be_focused()
    await button.click()
    await page.get_by_role("link", name="general", exact=True).click()

    await expect(page.get_by_role("heading", level=1)).to_have_text("#general")
    await expect(page.get_by_role("radio", name="Jonas")).to_be_hidden()


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


async def test_motion(sit: Sit) -> None:
    """Who wants no motion gets none."""
    page = await sit()
    moving = """() => { const dot = document.querySelector(".dots i");
        return dot && getComputedStyle(dot).animationName; }"""
    async with watch_frames(page, moving) as found:
        await run(page, "ask", "why")

    assert found == ["none"]
