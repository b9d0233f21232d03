"""Slash commands: found while typing, filled in by keyboard, checked before they are sent."""

from __future__ import annotations

import pytest

from discord_playground.server import Playground
from playground.tests.browser.actions import answer, box, open_menu, run, say
from playground.tests.browser.conftest import Sit

pw = pytest.importorskip("playwright.async_api", reason="Playwright is not installed")
expect = pw.expect
pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_list(sit: Sit) -> None:
    """A slash lists the commands, what follows filters them, arrows and Enter choose."""
    page = await sit()
    await box(page).press("/")
    commands = page.get_by_role("listbox", name="Commands")
    await expect(commands.get_by_role("option")).to_have_count(8)
    await page.keyboard.type("li")
    await expect(commands.get_by_role("option")).to_have_count(2)
    await expect(commands.get_by_role("option").first).to_contain_text("/library add link")
    await page.keyboard.press("ArrowDown")
    active = await box(page).get_attribute("aria-activedescendant")
    await expect(page.locator(f"#{active}")).to_contain_text("/library stats")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("form", name="/library stats")).to_be_visible()
    await page.keyboard.press("Enter")

    await expect(answer(page)).to_contain_text("67 papers")
    await expect(answer(page).locator(".above")).to_contain_text("Mara used /library stats")
    await expect(box(page)).to_be_focused()


async def test_options_by_keyboard(sit: Sit) -> None:
    """Autocomplete, choices and a number are filled in without the mouse."""
    page = await sit()
    await box(page).click()
    await page.keyboard.type("/options ap")
    fruits = page.get_by_role("listbox", name="fruit")
    await expect(fruits.get_by_role("option")).to_have_text(["Apple", "Apricot"])
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("combobox", name="size")).to_be_focused()
    await expect(page.get_by_role("listbox", name="size").get_by_role("option")).to_have_count(2)
    await page.keyboard.type("la")
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("textbox", name="count")).to_be_focused()
    await page.keyboard.type("3")
    await page.keyboard.press("Enter")

    await expect(answer(page)).to_contain_text("fruit-apricot | large | 3 | None")


async def test_optional_options(sit: Sit) -> None:
    """Optional options are added: truth, people, channels, roles and files."""
    page = await sit()
    await box(page).click()
    await page.keyboard.type("/options Fig")
    await page.get_by_role("combobox", name="size").fill("small")
    await page.get_by_role("textbox", name="count").fill("1")
    for name, typed in (("ripe", "tr"), ("person", "jon"), ("channel", "gen"), ("role", "rea")):
        await page.get_by_role("button", name=f"Add {name}:").click()
        await expect(page.get_by_role("combobox", name=name)).to_be_focused()
        await page.keyboard.type(typed)
        await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Add file:").click()
    await page.get_by_label("file", exact=True).set_input_files(
        {"name": "a.txt", "mimeType": "text/plain", "buffer": b"a"}
    )
    await page.get_by_role("button", name="Send /options").click()
    expected = "Fig | small | 1 | True | jonas | general | Readers | a.txt"
    await expect(answer(page)).to_contain_text(expected)


async def test_checked(sit: Sit) -> None:
    """What is missing or wrong is said at its field, which gets the focus; nothing is sent."""
    page = await sit()
    await box(page).click()
    await page.keyboard.type("/options ")
    await expect(page.get_by_role("option")).to_have_count(8)
    await page.keyboard.press("Escape")
    await page.get_by_role("textbox", name="count").fill("9")
    await page.get_by_role("combobox", name="size").fill("huge")
    await page.get_by_role("button", name="Send /options").click()
    fruit = page.get_by_role("combobox", name="fruit")
    await expect(fruit).to_be_focused()
    await expect(fruit).to_have_attribute("aria-invalid", "true")
    await expect(fruit).to_have_accessible_description("One of many This option is required.")
    await expect(page.get_by_role("textbox", name="count")).to_have_accessible_description(
        "How many At most 5."
    )
    await expect(page.get_by_text("Choose one of the list.")).to_be_visible()
    await expect(page.locator(".message")).to_have_count(0)


async def test_localised(sit: Sit) -> None:
    """Jonas reads German names; he may type either."""
    page = await sit("jonas")
    await box(page).press("/")
    await page.keyboard.type("fr")
    option = page.get_by_role("listbox", name="Commands").get_by_role("option")
    await expect(option).to_contain_text("/frage frage [hide]")
    await expect(option).to_contain_text("Stelle eine Frage")
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("textbox", name="frage")).to_be_focused()
    await page.keyboard.type("warum")
    await page.keyboard.press("Enter")

    await expect(answer(page)).to_contain_text("warum")


async def test_no_answer(sit: Sit, playground: Playground, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command that is not answered is reported to its user only, and can be dismissed."""
    mara, jonas = await sit("mara"), await sit("jonas")
    monkeypatch.setattr(playground.world.deadlines, "answer", 0.2)
    await run(mara, "silent")
    note = mara.locator(".message", has_text="The application did not respond")
    await expect(note).to_contain_text("Only you can see this")
    await note.get_by_role("button", name="Dismiss message").click()

    await expect(mara.locator(".message")).to_have_count(0)
    await expect(jonas.locator(".message")).to_have_count(0)


async def test_message_command(sit: Sit) -> None:
    """The menu of a message has the application's own commands, by mouse and by keyboard."""
    page = await sit()
    message = await say(page, "1706.03762")
    menu = await open_menu(message)
    await menu.get_by_role("group", name="Apps").get_by_role("menuitem").click()
    await expect(answer(page)).to_contain_text("It is about: 1706.03762")
    await page.locator(".message article").first.focus()
    await page.keyboard.press("Shift+F10")
    await page.keyboard.press("e")
    await expect(page.get_by_role("menuitem", name="Edit message")).to_be_focused()
    await page.keyboard.press("e")
    await page.keyboard.press("Enter")

    await expect(page.locator(".message.ephemeral")).to_have_count(2)


async def test_example(sit: Sit) -> None:
    """In an empty channel an example question is asked with one press, and the panel gives way."""
    page = await sit()
    example = page.get_by_role("button", name="How can few-shot learning work")
    await example.click()

    await expect(answer(page)).to_contain_text("How can few-shot learning work")
    await expect(example).to_have_count(0)


async def test_direct_messages(sit: Sit) -> None:
    """The bot can be written to directly; commands work there too."""
    page = await sit()
    await page.get_by_role("link", name="Direct messages").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Footnote")
    await run(page, "library stats")

    await expect(answer(page)).to_contain_text("67 papers")
