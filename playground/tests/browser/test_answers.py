"""What an application answers: streamed, ephemeral, with buttons, menus, pictures and forms."""

from __future__ import annotations

import pytest

from playground.tests.browser.actions import answer, box, run, watch_frames
from playground.tests.browser.conftest import Sit

pw = pytest.importorskip("playwright.async_api", reason="Playwright is not installed")
expect = pw.expect
pytestmark = pytest.mark.asyncio(loop_scope="session")

_SAYS = (
    """() => [...document.querySelectorAll("%s")].some((one) => one.textContent.includes("%s"))"""
)


async def test_stream(sit: Sit) -> None:
    """An answer appears as thinking, grows in place, and ends with its buttons."""
    page = await sit()
    async with watch_frames(page, _SAYS % (".message", "Footnote is thinking…")):
        await run(page, "ask", "why")
    await expect(answer(page)).to_contain_text("Sentence 1")
    node = await answer(page).element_handle()
    await expect(answer(page).get_by_role("button", name="Evidence")).to_be_visible()

    assert node is not None
    assert await node.evaluate("node => node.isConnected"), "the message was rebuilt"
    await expect(page.locator(".message")).to_have_count(1)


async def test_ephemeral(sit: Sit) -> None:
    """Evidence is for the one who pressed; it says so and can be dismissed."""
    mara, jonas = await sit("mara"), await sit("jonas")
    await run(mara, "ask", "why")
    await answer(mara).get_by_role("button", name="Evidence").click()
    evidence = mara.locator(".message.ephemeral")
    await expect(evidence.locator("blockquote")).to_contain_text("rare species")
    await expect(evidence).to_contain_text("Only you can see this")
    await expect(jonas.locator(".message")).to_have_count(1)
    await evidence.get_by_role("button", name="Dismiss message").click()

    await expect(mara.locator(".message")).to_have_count(1)


async def test_components(sit: Sit) -> None:
    """Pictures have their descriptions, files are downloads, and headings are headings."""
    page = await sit()
    await run(page, "gallery")
    await expect(page.get_by_role("heading", name="A section")).to_be_visible()
    await expect(page.get_by_role("img", name="A gradient")).to_be_visible()
    large = page.get_by_role("img", name="Red grows to the right")
    await expect(large).to_be_visible()
    assert await large.evaluate("image => image.complete && image.naturalWidth") == 640
    await expect(page.get_by_role("link", name="Download table.csv, 8 bytes")).to_be_visible()
    await expect(page.locator(".c-container.accent")).to_have_css("border-left-color", VIOLET)


VIOLET = "rgb(139, 92, 246)"


async def test_select_one(sit: Sit) -> None:
    """A menu opens a list that arrows, letters and Enter work; what was chosen is shown."""
    page = await sit()
    await run(page, "gallery")
    menu = page.get_by_role("combobox", name="Choose a fruit")
    await menu.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("listbox", name="Choose a fruit")).to_be_focused()
    await page.keyboard.type("ch")
    await page.keyboard.press("Enter")
    await expect(answer(page)).to_contain_text("Chosen: Cherry")

    await expect(menu).to_contain_text("Cherry")
    await expect(page.get_by_role("listbox")).to_have_count(0)


async def test_select_several(sit: Sit) -> None:
    """A menu of several takes no fewer and no more than it allows."""
    page = await sit()
    await run(page, "gallery")
    await page.get_by_role("combobox", name="Choose two or three").click()
    listbox = page.get_by_role("listbox", name="Choose two or three")
    done = page.get_by_role("button", name="Done")
    await listbox.get_by_role("option", name="Fig").click()
    await expect(done).to_have_attribute("aria-disabled", "true")
    await listbox.get_by_role("option", name="Date").click()
    await listbox.get_by_role("option", name="Grape").click()
    await expect(listbox.get_by_role("option", name="Apple")).to_have_attribute(
        "aria-disabled", "true"
    )
    await done.click()

    await expect(answer(page)).to_contain_text("Chosen: Date, Fig, Grape")


async def test_form(sit: Sit) -> None:
    """A form is checked field by field, by keyboard alone, and its answer arrives."""
    page = await sit()
    await run(page, "ask", "why")
    button = page.get_by_role("button", name="Form", exact=True)
    await button.click()
    form = page.get_by_role("dialog", name="A form")
    name = form.get_by_role("textbox", name="Name")
    await expect(name).to_be_focused()
    await page.keyboard.type("ab")
    await form.get_by_role("button", name="Submit").click()
    await expect(name).to_have_accessible_description("As you want it At least 3 characters.")
    await expect(name).to_be_focused()
    await name.fill("Mara")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await page.keyboard.press("End")
    await page.keyboard.press("Enter")
    await expect(form.get_by_role("combobox")).to_contain_text("Grape")
    await form.get_by_role("button", name="Submit").click()

    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(answer(page)).to_contain_text("Thank you, Mara: Grape.")
    await expect(button).to_be_focused()


async def test_embed(sit: Sit) -> None:
    """An embed has its title as a link, its fields as terms, and its colour."""
    page = await sit()
    await run(page, "embed")
    embed = page.locator(".embed")
    await expect(embed.get_by_role("link", name="UniAP")).to_be_visible()
    await expect(embed.locator("dt")).to_have_text(["Year", "Cited", "About"])
    await expect(embed).to_have_css("border-left-color", "rgb(34, 197, 94)")


async def test_mention_the_bot(sit: Sit) -> None:
    """The bot is seen typing, and its reply quotes the question."""
    page = await sit()
    await box(page).fill("@Footnote what is new?")
    async with watch_frames(page, _SAYS % ("#typing", "Footnote is typing…")):
        await box(page).press("Enter")
    await expect(answer(page)).to_contain_text("You said:")

    await expect(answer(page).locator(".reply-text")).to_contain_text("what is new?")


async def test_no_markup(sit: Sit) -> None:
    """What an application says is text: no element comes out of it, and no script runs."""
    page = await sit()
    await run(page, "say", "<img src=x onerror=document.title='broken'>")
    await expect(answer(page).locator(".content")).to_have_text(
        "<img src=x onerror=document.title='broken'>"
    )

    assert "broken" not in await page.title()
