"""Use everything there is as somebody who may not: each is refused, and nothing comes of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

import discord
import pytest
from discord import ui

from bot.discord_bot.bot import FootnoteBot, Setup
from bot.discord_bot.controls import build_modal, control, text_field
from bot.discord_bot.custom_ids import find_kind
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.permissions import allow_anyone, find_rule
from bot.limits.guard import RateLimits
from bot.records.server_settings import ServerSettings
from bot.records.shelves import ShelfOwner
from discord_playground.message_contents import buttons_of, text_of
from discord_playground.people.invocation import Invocation
from discord_playground.person import Person
from discord_playground.transcript import Exchange
from retrieval.text import patterns as re
from tests.cli.samples import LASO
from tests.discord_bot.actions import Message, is_ephemeral, wait_for_answer
from tests.discord_bot.conftest import DiscordEnv
from tests.discord_bot.digest.samples import add_subscription, entry_of
from tests.discord_bot.registry import commands_of, completed_of, menus_of, options_of
from tests.discord_bot.rendering.issues import issue
from tests.waiting import eventually

QUESTION = "How well does LaSO do?"
SUBSCRIPTION, ISSUE = "sub1", "issue42"
SAYS_NO = (
    "errors-channel", "errors-role", "admin-not-yours", "digest-not-yours",
)  # fmt: skip
FOR_EVERYONE = {"help", "forget-me", "fn:f:yes", "fn:f:no"}
"""What no rule of a server keeps anybody from: help, and to have oneself forgotten."""

FORMS = ("follow_up_form", "aspects_form", "title_form", "interests_form", "schedule_form")

LAST = {"fn:d:removed:sub1", "fn:f:yes", "fn:a:deleted:turn1"}
"""What takes away what the others are used on."""

Begin = Callable[[], Awaitable[Invocation]]


@control(re.compile(r"fn:zz:open:(?P<form>.+)"), allow_anyone)
async def open_form(interaction: discord.Interaction[Any], match: re.Match) -> None:
    """Open a form by its id."""
    field = text_field("question", "Question", required=False)
    await interaction.response.send_modal(build_modal("Form", match["form"], [field]))


@pytest.fixture
def further_parts() -> tuple[Setup, ...]:
    """Add what opens any form."""

    async def setup(bot: FootnoteBot) -> None:
        bot.controls.append(open_form)

    return (setup,)


def ids_for(discord_env: DiscordEnv, turn_id: str = "t1") -> dict[str, list[str]]:
    """Return ids of every control, by its name: of what is there, so that much could happen."""
    key, state = LASO.paper_id, discord_env.community.component_state

    def save(kind: str, payload: dict[str, Any]) -> str:
        return state.save(kind, payload, discord_env.services.now())

    chosen = save("chosen", {"papers": [key, "2308.09953"]})
    untitled = save("untitled pdf", {"name": "a.pdf", "url": "https://cdn.discordapp.com/a.pdf"})
    ids = {
        "answer_button": [
            f"a:{action}:{turn_id}"
            for action in (
                "evidence", "sources", "again", "bibtex", "up", "down", "follow", "why", "more",
                "ask1", "delete", "deleted",
            )
        ],
        "post_button": ["post"],
        "turn_page": [f"s:page:{save('search', {'text': 'LaSO'})}:1"],
        "select_papers": ["s:pick:k:1"],
        "paper_button": [
            f"p:{action}:{key}"
            for action in ("card", "summarize", "related", "compare", "shelf", "bibtex", "style")
        ],
        "compare_with": [f"w:{key}"],
        "selection_button": [
            f"c:{action}:{chosen}"
            for action in (
                "summarize", "compare", "related", "shelf", "bibtex", "aspects", "evidence",
            )
        ],
        "explain_button": [f"x:{key}"],
        "add_button": [f"xa:{key}"],
        "list_page_button": [f"l:page:{save('listing', {})}:1"],
        "undo_button": [f"l:undo:{save('library undo', {'before': [], 'after': []})}"],
        "title_button": [f"l:title:{untitled}"],
        "shelf_page_button": ["k:page:mine:1", "k:page:server:1"],
        "forget_me_button": ["f:yes", "f:no"],
        "subscription_control": [
            f"d:{action}:{SUBSCRIPTION}"
            for action in (
                "panel", "words", "when", "preview", "pause", "resume", "remove", "removed",
                "papers", "sources", "empty", "language", "role",
            )
        ],
        "issue_button": [
            f"i:{action}:{ISSUE}:1" for action in ("why", "open", "rest", "up", "down", "more")
        ],
        "setting_control": [
            f"z:{setting}"
            for setting in (
                "channels", "roles", "digests", "links", "model", "language", "receipts",
                "mentions:on", "threads:off", "unsupported:drop",
            )
        ],
        "follow_up_form": [f"f:follow:{turn_id}"],
        "aspects_form": [f"m:aspects:{chosen}"],
        "title_form": [f"m:title:{untitled}"],
        "interests_form": [
            f"m:digest:words:{SUBSCRIPTION}", "m:digest:new:me:0900:UTC:daily:0",
        ],
        "schedule_form": [f"m:digest:when:{SUBSCRIPTION}"],
        "open_form": [],
    }  # fmt: skip
    patterns = {each.act.__name__: each.pattern for each in discord_env.bot.controls}
    assert set(ids) == set(patterns)
    found = {name: [f"fn:{each}" for each in those] for name, those in ids.items()}
    assert all(patterns[name].fullmatch(each) for name, those in found.items() for each in those)
    return found


async def answer_in(discord_env: DiscordEnv, person: Person, channel: str) -> tuple[Message, str]:
    """Have a question answered in a channel; return the message and the turn's id."""
    done = await person.run(channel, "ask", question=QUESTION)
    message = await done.message_when(lambda m: buttons_of(m))
    turn = await discord_env.kept_turn(message)
    return message, turn.turn_id


def issue_in(discord_env: DiscordEnv, channel: str) -> None:
    """Have a digest posted in a channel."""
    add_subscription(discord_env, SUBSCRIPTION, channel_id=int(channel))
    discord_env.memory.issues[ISSUE] = entry_of(discord_env, issue(3, subscription_id=SUBSCRIPTION))


def settle(discord_env: DiscordEnv, **settings: Any) -> None:
    """Have a server settle something."""
    guild = int(discord_env.playground.world.guild_named("Reading group").id)
    discord_env.memory.settings[guild] = ServerSettings(**settings)


def role_named(discord_env: DiscordEnv, name: str) -> int:
    """Return the id of a role."""
    roles = discord_env.playground.world.guild_named("Reading group").roles.values()
    return int(next(role.id for role in roles if role.name == name))


def let_everybody_see(discord_env: DiscordEnv) -> None:
    """Let everybody use every command, as a server may say in Discord's own settings."""
    for command in discord_env.playground.world.commands.list_for_application(
        discord_env.playground.application.id, None
    ):
        command["default_member_permissions"] = None


async def controls_in(
    discord_env: DiscordEnv,
    person: Person,
    channel: str,
    ids: Sequence[str],
    *,
    menus: bool = False,
) -> list[tuple[Message, str]]:
    """Put buttons or menus with such ids into a channel, a message each; return both."""
    found = []
    discord_env.playground.limits.enabled = False
    where = discord_env.bot.get_partial_messageable(int(channel))
    for custom_id in ids:
        item: ui.Item[Any] = ui.Button(label="Use", custom_id=custom_id)
        if menus:
            option = discord.SelectOption(label="one", value=LASO.paper_id)
            item = ui.Select(custom_id=custom_id, options=[option])
        view = ui.LayoutView(timeout=None)
        view.add_item(ui.ActionRow(item))
        sent = await where.send(view=view)
        view.stop()
        message = await person.wait_for(partial(_is, str(sent.id)))
        found.append((message, custom_id))
    return found


def asked_since(discord_env: DiscordEnv, before: int) -> list[Exchange]:
    """Return what the bot has asked of Discord since, but for what it looks up."""
    since = discord_env.playground.transcript[before:]
    return [e for e in since if e.user in {"Footnote", None} and e.method != "GET"]


async def first_answer(discord_env: DiscordEnv, doing: Invocation) -> Exchange:
    """Return what the bot has answered an interaction with at first."""
    begin = f"/interactions/{doing.id}/"
    found: Exchange = await eventually(
        lambda: next(
            (e for e in discord_env.playground.transcript if e.path.startswith(begin)), None
        )
    )
    return found


def calls_of(discord_env: DiscordEnv) -> str:
    """Return all that was written and added."""
    application = discord_env.application
    uses = (application.ask, application.summarize, application.compare, application.issue_builder)
    return repr([*(use.calls for use in uses), application.ingested, application.read])


def state_of(discord_env: DiscordEnv) -> str:
    """Return all that is kept, and all that the application was asked."""
    kept = {**discord_env.memory.everything, "server_settings": None}
    kept["remembered"] = [row["token"] for row in kept["remembered"]]
    application = discord_env.application
    calls = (application.search.calls, application.related.calls, application.catalog.papers)
    return repr((kept, calls, calls_of(discord_env)))


def free_of_rules(discord_env: DiscordEnv) -> set[str]:
    """Return what everybody may use everywhere, by name or id."""
    free = {command.qualified_name: find_rule(command) for command in commands_of(discord_env.bot)}
    free |= {menu.name: find_rule(menu) for menu in menus_of(discord_env.bot)}
    rules = {each.act.__name__: each.rule for each in discord_env.bot.controls}
    for name, ids in ids_for(discord_env).items():
        free |= dict.fromkeys(ids, rules[name])
    return {name for name, rule in free.items() if rule is allow_anyone}


async def everything_in(
    discord_env: DiscordEnv, person: Person, channel: str, turn_id: str, *targets: Message
) -> list[tuple[str, Begin]]:
    """Lay out everything there is to use in a channel; return what begins to use it, by name."""
    uses = ids_for(discord_env, turn_id)
    forms = [f"fn:zz:open:{each}" for name in FORMS for each in uses.pop(name)]
    ids = [each for those in uses.values() for each in those]
    found: list[tuple[str, Begin]] = []
    for command in commands_of(discord_env.bot):
        name, options = command.qualified_name, options_of(command)
        found.append((name, partial(person.run, channel, name, **options)))
    for menu in menus_of(discord_env.bot):
        for target in targets:
            found.append((menu.name, partial(person.use_menu, channel, menu.name, target)))
    for message, custom_id in await controls_in(discord_env, person, channel, ids):
        found.append((custom_id, partial(person.press, message, custom_id)))
    for message, custom_id in await controls_in(discord_env, person, channel, ids, menus=True):
        found.append((custom_id, partial(person.choose, message, custom_id, [LASO.paper_id])))
    for opener in await controls_in(discord_env, person, channel, forms):
        opened = await (await person.press(*opener)).wait_for_response()
        assert opened.modal is not None
        texts = {"question": QUESTION}
        found.append((opened.modal["custom_id"], partial(person.submit, opened.modal, texts)))
    return found


@pytest.mark.parametrize("why_not", ["channel", "role"])
async def test_who_may_not_is_refused_everywhere(discord_env: DiscordEnv, why_not: str) -> None:
    """By every command, menu, button, select and form; all that comes of it is the refusal."""
    jonas = await discord_env.playground.person("jonas")
    papers, bots = jonas.channel("papers"), jonas.channel("bots")
    target, turn_id = await answer_in(discord_env, jonas, papers)
    issue_in(discord_env, bots if why_not == "channel" else papers)
    everything = await everything_in(discord_env, jonas, papers, turn_id, target)
    let_everybody_see(discord_env)
    settle(
        discord_env,
        channels=(int(bots),) if why_not == "channel" else (),
        roles=(role_named(discord_env, "Organisers"),) if why_not == "role" else (),
    )
    refusals, before = {Translations("de")(key) for key in SAYS_NO}, state_of(discord_env)

    assert free_of_rules(discord_env) == FOR_EVERYONE
    for name, begin in everything:
        if name in FOR_EVERYONE or name.startswith("fn:zz:"):
            continue
        done = len(discord_env.playground.transcript)
        doing = await begin()
        told = await wait_for_answer(doing)
        asked = asked_since(discord_env, done)
        assert (len(asked), doing.modal) == (1, None), (name, asked)
        assert is_ephemeral(told), name
        assert any(refusal in text_of(told) for refusal in refusals), (name, text_of(told))
    assert state_of(discord_env) == before


async def test_who_asks_too_fast_gets_nothing_made(discord_env: DiscordEnv) -> None:
    """Nothing is written, fetched, posted or opened, and nothing announced: a refusal is all."""
    mara = await discord_env.playground.person("mara")
    papers = mara.channel("papers")
    target, turn_id = await answer_in(discord_env, mara, papers)
    linked = await mara.say(papers, f"arXiv:{LASO.paper_id} https://arxiv.org/abs/2401.00001")
    issue_in(discord_env, papers)
    everything = await everything_in(discord_env, mara, papers, turn_id, target, linked)
    services, (person, where) = discord_env.services, (int(mara.id), int(papers))
    services.guard.rates = RateLimits(user=1)
    object.__setattr__(services, "adding", RateLimits(user=1))
    for rates in (services.guard.rates, services.adding):
        await rates.acquire(person, where, None)
    words, before = Translations("en-US"), calls_of(discord_env)
    refusals = [words("guard-rate", scope="user"), words("library-rate")]

    refused = set()
    for name, begin in sorted(everything, key=lambda each: each[0] in LAST):
        told = (await first_answer(discord_env, await (await begin()).wait_for_response())).body
        if any(refusal in text_of(told.get("data") or {}) for refusal in refusals):
            refused.add(find_kind(name))
    await eventually(lambda: not len(discord_env.services.in_flight))
    assert calls_of(discord_env) == before
    assert [e for e in discord_env.playground.transcript if e.route.endswith("/threads")] == []
    assert refused == {
        "ask", "summarize", "compare", "library add", "digest preview", "digest now",
        "Key points of this paper", "Add papers from this message", "fn:a:again", "fn:p:summarize",
        "fn:p:style", "fn:w", "fn:c:summarize", "fn:c:compare", "fn:x", "fn:xa", "fn:d:preview",
        "fn:f:follow", "fn:m", "fn:post",
    }  # fmt: skip


async def test_everything_has_a_rate(discord_env: DiscordEnv) -> None:
    """Every command, menu, button, select and form there is: all that comes of it is a refusal."""
    mara = await discord_env.playground.person("mara")
    papers = mara.channel("papers")
    target, turn_id = await answer_in(discord_env, mara, papers)
    issue_in(discord_env, papers)
    everything = await everything_in(discord_env, mara, papers, turn_id, target)
    services = discord_env.services
    object.__setattr__(services, "command_rates", RateLimits(user=1))
    await services.command_rates.acquire(int(mara.id), int(papers), None)
    refusal, before = Translations("en-US")("errors-rate"), state_of(discord_env)
    commands = {each.qualified_name for each in commands_of(discord_env.bot)}
    menus = {each.name for each in menus_of(discord_env.bot)}

    assert len(commands) > 20
    assert menus
    assert {name for name, _ in everything} >= commands | menus
    for name, begin in everything:
        doing = await (await begin()).wait_for_response()
        told = (await first_answer(discord_env, doing)).body
        assert refusal in text_of(told.get("data") or {}), name
    assert state_of(discord_env) == before


async def test_who_may_not_has_nothing_completed(discord_env: DiscordEnv) -> None:
    """No title, and nothing else of the library or the server, shows as one types."""
    discord_env.change_settings(openai_api_key="key")  # so that there are models to choose
    await discord_env.restart()
    mara, jonas = (
        await discord_env.playground.person("mara"),
        await discord_env.playground.person("jonas"),
    )
    issue_in(discord_env, mara.channel("papers"))
    own, now = ShelfOwner("user", int(jonas.id)), discord_env.services.now()
    discord_env.community.shelves.add(own, [LASO.paper_id], int(jonas.id), now)
    settle(discord_env, channels=(int(mara.channel("bots")),))
    let_everybody_see(discord_env)

    completed = list(completed_of(discord_env.bot))
    assert len(completed) > 10
    for command, option in completed:
        typed = {**options_of(command), option: "e"}
        name = command.qualified_name
        found = await jonas.complete(jonas.channel("papers"), name, focused=option, **typed)
        assert found == [], (name, option)
        typed[option] = ""
        found = await mara.complete(mara.channel("bots"), name, focused=option, **typed)
        if name != "shelf remove" and option != "section":  # Mara's is empty; no paper is whole
            assert found, (name, option)


async def test_what_stands_elsewhere_cannot_be_used(discord_env: DiscordEnv) -> None:
    """An id that names an answer or digest of another channel, server or person is of no use."""
    mara, jonas = (
        await discord_env.playground.person("mara"),
        await discord_env.playground.person("jonas"),
    )
    _, direct = await answer_in(discord_env, jonas, jonas.dm())
    _, private = await answer_in(discord_env, mara, mara.channel("bots"))
    _, other = await answer_in(discord_env, mara, mara.channel("journal-club"))
    issue_in(discord_env, mara.channel("bots"))
    papers = jonas.channel("papers")
    turns = (direct, private, other)
    ids = [each for turn in turns for each in ids_for(discord_env, turn)["answer_button"]]
    ids += ids_for(discord_env)["issue_button"]
    forms = [f"fn:zz:open:fn:f:follow:{turn}" for turn in turns]
    laid = await controls_in(discord_env, jonas, papers, ids)
    begins: list[Begin] = [partial(jonas.press, *each) for each in laid]
    for opener in await controls_in(discord_env, jonas, papers, forms):
        opened = await (await jonas.press(*opener)).wait_for_response()
        begins.append(partial(jonas.submit, opened.modal, {"question": "And on COCO?"}))
    words, before = Translations("de"), state_of(discord_env)

    for begin in begins:
        told = await wait_for_answer(await begin())
        assert is_ephemeral(told)
        assert any(words(key) in text_of(told) for key in ("ask-forgotten", "digest-forgotten"))
    assert state_of(discord_env) == before


def _is(message_id: str, message: Message) -> bool:
    return bool(message["id"] == message_id)
