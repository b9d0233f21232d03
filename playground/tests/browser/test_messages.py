"""Messages: send, edit, delete, reply, react, files, threads, and who hears of it."""

from __future__ import annotations

import pytest

from discord_playground.server import Playground
from playground.tests.browser.actions import box, fill, open_menu, say
from playground.tests.browser.conftest import Sit

pw = pytest.importorskip("playwright.async_api", reason="Playwright is not installed")
expect = pw.expect
pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.nightly]


async def test_send(sit: Sit) -> None:
    """Enter sends, Shift+Enter makes a new line, and the box is empty and has the focus."""
    page = await sit()
    await box(page).fill("one")
    await box(page).press("Shift+Enter")
    await page.keyboard.type("two")
    await page.keyboard.press("Enter")

    await expect(page.locator(".message .content")).to_have_text("one\ntwo")
    await expect(box(page)).to_have_value("")
    await expect(box(page)).to_be_focused()


async def test_two_people(sit: Sit) -> None:
    """What one person writes another sees, with typing shown until it comes."""
    mara, jonas = await sit("mara"), await sit("jonas")
    await box(mara).fill("Guten Tag @Jonas")
    await expect(jonas.locator("#typing")).to_contain_text("Mara is typing")
    await box(mara).press("Enter")

    message = jonas.locator(".message.for-me")
    await expect(message.locator(".mention.mine")).to_have_text("@Jonas")
    await expect(jonas.locator("#typing")).to_be_empty()


async def test_edit_own(sit: Sit) -> None:
    """Arrow up in an empty box edits one's last message; it is marked as edited."""
    page = await sit()
    await say(page, "helo")
    await box(page).press("ArrowUp")
    editor = page.get_by_role("textbox", name="Edit message")
    await expect(editor).to_be_focused()
    await editor.fill("hello")
    await editor.press("Enter")

    await expect(page.locator(".message .content")).to_have_text("hello (edited)")
    await expect(box(page)).to_be_focused()


async def test_delete(sit: Sit) -> None:
    """Delete asks first; the other person's page loses the message too."""
    mara, jonas = await sit("mara"), await sit("jonas")
    message = await say(mara, "never mind")
    await expect(jonas.locator(".message")).to_have_count(1)
    await (await open_menu(message)).get_by_role("menuitem", name="Delete message").click()
    await mara.get_by_role("dialog").get_by_role("button", name="Delete").click()

    await expect(mara.locator(".message")).to_have_count(0)
    await expect(jonas.locator(".message")).to_have_count(0)


async def test_reply_and_jump(sit: Sit, playground: Playground, channel: str) -> None:
    """A reply quotes its message and leads there, even when it has to be fetched first."""
    mara = await playground.person("mara")
    first = await mara.say(channel, "the first of many")
    fill(playground, channel, 70)
    await mara.say(channel, "an answer", reply_to=first)
    page = await sit()
    await expect(page.locator(".message").last).to_contain_text("an answer")
    await expect(page.locator(f"[data-id='{first['id']}']")).to_have_count(0)
    await page.get_by_role("button", name="Reply to Mara: the first of many").click()

    target = page.locator(f"#message-{first['id']}")
    await expect(target).to_be_in_viewport()
    await expect(target).to_be_focused()


async def test_react(sit: Sit) -> None:
    """A reaction is counted for everyone, and pressing it again takes it back."""
    mara, jonas = await sit("mara"), await sit("jonas")
    message = await say(mara, "good news")
    await (await open_menu(message)).get_by_role("menuitemcheckbox", name="React with 🎉").click()
    await jonas.get_by_role("button", name="🎉, 1 reaction").click()
    await expect(mara.get_by_role("button", name="🎉, 2 reactions")).to_be_visible()
    mine = mara.locator(".reaction")
    await expect(mine).to_have_attribute("aria-pressed", "true")
    await mine.click()

    await expect(mine).to_have_attribute("aria-pressed", "false")
    await expect(jonas.get_by_role("button", name="🎉, 1 reaction")).to_be_visible()


async def test_files(sit: Sit) -> None:
    """A picture is shown and opens large, another file is a download; a file can be taken out."""
    page = await sit()
    svg = b"<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'><rect width='40' height='20'/></svg>"  # noqa: E501
    await page.locator("input[type=file]").set_input_files(
        [
            {"name": "plot.svg", "mimeType": "image/svg+xml", "buffer": svg},
            {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"hello"},
            {"name": "wrong.txt", "mimeType": "text/plain", "buffer": b"no"},
        ]
    )
    await page.get_by_role("button", name="Remove wrong.txt").click()
    await box(page).press("Enter")
    await expect(page.get_by_role("link", name="Download notes.txt, 5 bytes")).to_be_visible()
    await expect(page.get_by_text("wrong.txt")).to_have_count(0)
    await page.get_by_role("button", name="plot.svg (press to enlarge)").click()
    large = page.get_by_role("dialog").get_by_role("img", name="plot.svg")
    await expect(large).to_be_visible()
    await page.keyboard.press("Escape")

    await expect(page.get_by_role("dialog")).to_have_count(0)
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Download notes.txt, 5 bytes").click()
    assert (await download.value).suggested_filename == "notes.txt"


async def test_thread(sit: Sit) -> None:
    """A thread opens from a message, is listed below its channel, and counts its messages."""
    mara, jonas = await sit("mara"), await sit("jonas")
    message = await say(mara, "let us go deeper")
    await (await open_menu(message)).get_by_role("menuitem", name="Create thread").click()
    await mara.get_by_role("textbox", name="Name of the thread").fill("Depths")
    await mara.keyboard.press("Enter")
    await expect(mara.get_by_role("heading", level=1)).to_contain_text("Depths")
    await say(mara, "inside")
    chip = jonas.locator(".thread-chip")
    await expect(chip).to_contain_text("1 message")
    await expect(jonas.get_by_role("link", name="Thread Depths, unread")).to_be_visible()
    await chip.click()

    await expect(jonas.locator(".message").last).to_contain_text("inside")
    await expect(jonas.locator(".starter")).to_contain_text("let us go deeper")
    await expect(jonas.get_by_role("link", name="Thread Depths")).to_have_attribute(
        "aria-current", "page"
    )


async def test_mention_completion(sit: Sit) -> None:
    """@ offers members and roles; what is picked is sent as a mention."""
    page = await sit()
    await box(page).click()
    await page.keyboard.type("hello @jo")
    await expect(page.get_by_role("listbox", name="Members")).to_be_visible()
    await page.keyboard.press("Tab")
    await expect(box(page)).to_have_value("hello @Jonas ")
    await page.keyboard.type("and @rea")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")

    await expect(page.locator(".message .mention")).to_have_text(["@Jonas", "@Readers"])


async def test_refused(sit: Sit, playground: Playground) -> None:
    """A refusal is shown, and the text is in the box again."""
    page = await sit()
    playground.faults.fail("POST /channels/*/messages", 403, code=50013, message="Missing")
    await box(page).fill("please")
    await box(page).press("Enter")

    await expect(page.locator(".toast")).to_contain_text("Missing")
    await expect(box(page)).to_have_value("please")
