"""The buttons below a post: votes, reasons, one paper's details."""

from __future__ import annotations

from bot.discord_bot.digest.publisher import DiscordPublisher
from bot.records.issues import Issue
from discord_playground.message_contents import buttons_of, text_of
from discord_playground.person import Person
from tests.discord_bot.actions import (
    Message,
    is_ephemeral,
    press,
    wait_for_answer,
    wait_for_change,
    wait_for_text,
)
from tests.discord_bot.conftest import DiscordEnv
from tests.discord_bot.digest.samples import add_subscription, entry_of, posts, user_of
from tests.discord_bot.rendering.issues import issue
from tests.fakes.discord_bot import sample_picks
from tests.waiting import eventually


async def _posted(
    discord_env: DiscordEnv, count: int = 3, made: Issue | None = None
) -> tuple[Person, Message]:
    """Post an issue as the scheduler does; return Mara and the post as she sees it."""
    subscription = add_subscription(discord_env)
    made = made or issue(count)
    posted = await DiscordPublisher(discord_env.services, discord_env.bot).post(subscription, made)
    discord_env.memory.issues["issue42"] = entry_of(
        discord_env, made, channel_id=subscription.channel_id, message_id=posted
    )
    mara = await discord_env.playground.person("mara")
    (post,) = await posts(mara, mara.channel("papers"))
    return mara, post


def _counts(message: Message) -> dict[str, str]:
    """Return the vote counts on the buttons, by id."""
    return {
        str(b["custom_id"]).removeprefix("fn:i:"): str(b.get("label") or "")
        for b in buttons_of(message)
        if str(b.get("custom_id")).startswith(("fn:i:up", "fn:i:down"))
    }


async def test_a_vote_is_counted_in_place(discord_env: DiscordEnv) -> None:
    """Votes can be changed and taken back; a restart loses none."""
    mara, post = await _posted(discord_env)
    paper = issue(3).picks[1].paper.paper_id
    await press(mara, post, "fn:i:up:issue42:2")
    await wait_for_change(mara, post, lambda m: _counts(m)["up:issue42:2"] == "1")
    (vote,) = discord_env.memory.rows("digest_votes")
    assert vote["paper_id"] == paper
    assert vote["user_id"] == user_of(discord_env, "mara")
    await discord_env.restart()
    await press(mara, post, "fn:i:down:issue42:2")
    turned = await wait_for_change(mara, post, lambda m: _counts(m)["down:issue42:2"] == "1")
    assert not _counts(turned)["up:issue42:2"]
    await press(mara, post, "fn:i:down:issue42:2")
    await wait_for_change(mara, post, lambda m: not _counts(m)["down:issue42:2"])

    assert discord_env.memory.rows("digest_votes") == []


async def test_why_shows_the_reasons_in_words(discord_env: DiscordEnv) -> None:
    """The person sees them, in their language."""
    _, post = await _posted(discord_env)
    jonas = await discord_env.playground.person("jonas")
    await jonas.history(jonas.channel("papers"))
    why = await wait_for_text(await press(jonas, post, "fn:i:why:"), "Warum diese Artikel?")

    assert is_ephemeral(why)
    assert "Ausgewählt aus 48 neuen Artikeln" in text_of(why)
    assert "passt zu „machine translation“ · *ausschlaggebend*" in text_of(why)


async def test_one_paper_is_opened_and_voted_on(discord_env: DiscordEnv) -> None:
    """Votes work there and change the post; ten papers leave no room for vote buttons in it."""
    mara, post = await _posted(discord_env, 10)
    opened = await wait_for_text(await press(mara, post, "fn:i:open:issue42:10"), "**10. ")
    assert is_ephemeral(opened)
    assert {b["label"] for b in buttons_of(opened) if b.get("label")} == {
        "Summarize", "Related", "Keep", "Details", "Compare", "BibTeX",
    }  # fmt: skip
    await press(mara, opened, "fn:i:up:issue42:10")
    await wait_for_change(mara, opened, lambda m: _counts(m)["up:issue42:10"] == "1")
    await eventually(lambda: discord_env.edits())

    assert len(discord_env.memory.rows("digest_votes")) == 1


async def test_paper_buttons_work(discord_env: DiscordEnv) -> None:
    """A paper's menu does what the buttons elsewhere do."""
    subscription = add_subscription(discord_env)
    made = issue(1, picks=sample_picks())
    discord_env.memory.issues["issue42"] = entry_of(discord_env, made)
    await DiscordPublisher(discord_env.services, discord_env.bot).post(subscription, made)
    mara = await discord_env.playground.person("mara")
    (post,) = await posts(mara, mara.channel("papers"))
    menu = "More on paper 1…"
    kept_one = await wait_for_answer(await mara.choose(post, menu, "Keep"))
    related = await wait_for_answer(await mara.choose(post, menu, "Related"))
    why = await wait_for_answer(await mara.choose(post, menu, "Why this paper?"))
    compare = await wait_for_answer(await mara.choose(post, menu, "Compare"))

    assert "Added to your shelf" in text_of(kept_one)
    assert "Related to" in text_of(related)
    assert "Why these papers?" in text_of(why)
    assert "Compare with" in text_of(compare)
    assert is_ephemeral(kept_one)


async def test_an_issue_that_is_gone_says_so(discord_env: DiscordEnv) -> None:
    """After unsubscribing, neither votes nor reasons remain."""
    mara, post = await _posted(discord_env)
    discord_env.memory.issues.clear()
    for begins in ("fn:i:why:", "fn:i:up:"):
        gone = await wait_for_text(await press(mara, post, begins), "no longer stored")
        assert is_ephemeral(gone)

    assert discord_env.memory.rows("digest_votes") == []
