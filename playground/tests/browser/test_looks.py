"""How it looks: pictures of the page to be looked at, light and dark, wide and narrow."""

from __future__ import annotations

import pytest

from playground.tests.browser.actions import answer, box, open_menu, run
from playground.tests.browser.conftest import Shoot, Sit

pw = pytest.importorskip("playwright.async_api", reason="Playwright is not installed")
expect = pw.expect
pytestmark = pytest.mark.asyncio(loop_scope="session")

MARKDOWN = """# A heading
Text with **bold**, *italic*, ~~struck~~, `code`, ||a spoiler|| and [a link](https://arxiv.org).
> A quote of two lines,
> the second one
- one
  - inside one
- two
```py
print("code")
```
-# Small text at the end, <t:1700000000:R>"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", ["desktop", "phone"])
async def test_look(sit: Sit, shoot: Shoot, size: str, dark: bool) -> None:
    """Nothing is wider than the screen, whatever is shown."""
    page = await sit(size=size, dark=dark)
    variant = f"{size}-{'dark' if dark else 'light'}"

    async def keep(name: str) -> None:
        wide = await page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide, f"{name} is wider than the screen"
        log = await page.evaluate("(log => log.scrollWidth > log.clientWidth)(window.log)")
        assert not log, f"{name}: the messages are wider than their place"
        await shoot(page, f"{name}-{variant}")

    await keep("empty")
    await box(page).fill(MARKDOWN)
    await box(page).press("Enter")
    await expect(page.get_by_role("heading", name="A heading")).to_be_visible()
    await keep("markdown")
    await run(page, "ask", "How can few-shot learning work across animal species?")
    await expect(page.get_by_role("button", name="Evidence")).to_be_visible()
    await page.get_by_role("button", name="Evidence").click()
    await expect(page.locator(".message.ephemeral")).to_be_visible()
    await keep("answer")
    await run(page, "gallery")
    await expect(page.get_by_role("img", name="Red grows")).to_be_visible()
    await keep("components")
    await page.get_by_role("combobox", name="Choose two or three").click()
    await page.get_by_role("option", name="Fig").click()
    await keep("select")
    await page.keyboard.press("Escape")
    await run(page, "embed")
    await expect(page.locator(".embed")).to_be_visible()
    message = page.locator(".message").first
    await message.scroll_into_view_if_needed()
    await open_menu(message)
    await keep("menu")
    await page.keyboard.press("Escape")
    await box(page).fill("/")
    await expect(page.get_by_role("option")).to_have_count(8)
    await keep("commands")
    await box(page).fill("")
    await box(page).click()
    await page.keyboard.type("/options ap")
    await expect(page.get_by_role("listbox", name="fruit").get_by_role("option")).to_have_count(2)
    await keep("options")
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Send /options").click()
    await expect(page.locator(".field-error:visible").first).to_be_visible()
    await keep("missing")
    await page.get_by_role("button", name="Leave this command").click()
    await page.get_by_role("button", name="Form", exact=True).click()
    await page.get_by_role("button", name="Submit").click()
    await expect(page.locator("dialog .field-error").first).not_to_be_empty()
    await keep("form")
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Red grows to the right (press to enlarge)").click()
    await keep("enlarged")
    await page.keyboard.press("Escape")
    if size == "phone":
        await page.get_by_role("button", name="Servers, channels and people").click()
        await expect(page.get_by_role("radio", name="Jonas")).to_be_visible()
        await keep("drawer")
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("radio", name="Jonas")).to_be_hidden()
    await expect(answer(page)).to_be_attached()
