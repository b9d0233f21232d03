"""Use everything there is as somebody who may not: each is refused, and nothing comes of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import fields
from functools import partial
from typing import Any

import discord
import pytest
from discord import ui

from bot.community.server_settings import ServerSettings
from bot.community.shelf import Owner, Shelved
from bot.discord_bot.access import anyone, rule_of
from bot.discord_bot.admin.settings import Setting
from bot.discord_bot.ask.buttons import AnswerButton
from bot.discord_bot.controls import Control, Feature, Field, modal
from bot.discord_bot.custom_ids import kind_of
from bot.discord_bot.digest.buttons import OnIssue
from bot.discord_bot.digest.controls import OnDigest
from bot.discord_bot.digest.forms import Again
from bot.discord_bot.library.listing import TurnList
from bot.discord_bot.library.removing import Keep, Remove
from bot.discord_bot.locales import Translations
from bot.discord_bot.papers.buttons import CompareWith, OnPaper
from bot.discord_bot.papers.chosen import OnChosen, Pick
from bot.discord_bot.papers.explain import ExplainOne
from bot.discord_bot.papers.search import TurnPage
from bot.discord_bot.shelves.forgetting import Confirm
from bot.discord_bot.shelves.shelves import TurnShelf
from playground.people.doing import Doing
from playground.person import Person
from playground.reading import buttons_of, text_of
from playground.transcript import Exchange
from tests.cli.samples import LASO
from tests.discord_bot.conftest import House, eventually
from tests.discord_bot.digest.pieces import entry_of, kept
from tests.discord_bot.following import Message, answered, is_ephemeral
from tests.discord_bot.registry import (
    commands_of,
    completed_of,
    controls_of,
    forms_of,
    menus_of,
    options_of,
)
from tests.discord_bot.rendering.issues import issue

QUESTION = "How well does LaSO do?"
SUBSCRIPTION, ISSUE = "sub1", "issue42"
SAYS_NO = (
    "errors-channel", "errors-role", "administration-not-yours", "digest-not-yours",
)  # fmt: skip
FOR_EVERYONE = {"help", "forget-me", "fn:f:yes", "fn:f:no"}
"""What no rule of a server keeps anybody from: help, and to have oneself forgotten."""

GROUPS = {"token": "t1", "subscription": SUBSCRIPTION, "plan": "1.0900.daily0.UTC"}
"""What the ids of forms name."""

LAST = {"fn:d:removed:sub1", "fn:f:yes"}
"""What takes away what the others are used on."""

Begin = Callable[[], Awaitable[Doing]]


class Open(Control, template=r"fn:zz:open:(?P<form>.+)", rule=anyone):
    """Opens a form by its id."""

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Open it."""
        field = Field("question", "Question", required=False)
        await interaction.response.send_modal(modal("Form", self.match["form"], [field]))


@pytest.fixture
def further_parts() -> tuple[Feature, ...]:
    """Add what opens any form."""
    return (Feature(controls=(Open,)),)


def ids_for(house: House, turn_id: str) -> dict[type[Control], dict[str, str]]:
    """Return what the ids of every control name: what is there, so that much could happen."""
    key, number = {"key": LASO.paper_id}, {"number": "1", "page": "1"}
    chosen = house.community.remembered.remember(
        "chosen", {"papers": [LASO.paper_id, "2308.09953"]}, house.services.now()
    )
    query = house.community.remembered.remember("search", {"text": "LaSO"}, house.services.now())
    listing = house.community.remembered.remember("listing", {}, house.services.now())
    form = {"form": f"fn:m:digest:words:{SUBSCRIPTION}", "texts": {}}
    again = house.community.remembered.remember("form", form, house.services.now())
    return {
        AnswerButton: {"token": turn_id},
        TurnPage: {"token": query, **number},
        Pick: {"token": "k", **number},
        OnPaper: key,
        CompareWith: key,
        OnChosen: {"token": chosen},
        ExplainOne: key,
        TurnList: {"token": listing, **number},
        Remove: key,
        Keep: {},
        TurnShelf: number,
        Confirm: {},
        OnDigest: {"token": SUBSCRIPTION},
        OnIssue: {"token": ISSUE, **number},
        Again: {"token": again},
        Setting: {},
        Open: {"form": "fn:m:cutoff"},
    }


async def answer_in(house: House, person: Person, channel: str) -> tuple[Message, str]:
    """Have a question answered in a channel; return the message and the turn's id."""
    done = await person.run(channel, "ask", question=QUESTION)
    message = await done.message_when(lambda m: buttons_of(m))
    turn = await house.kept_turn(message)
    return message, turn.turn_id


def issue_in(house: House, channel: str) -> None:
    """Have a digest posted in a channel."""
    kept(house, SUBSCRIPTION, channel_id=int(channel))
    house.memory.issues[ISSUE] = entry_of(house, issue(3, subscription_id=SUBSCRIPTION))


def settle(house: House, **settings: Any) -> None:
    """Have a server settle something."""
    guild = int(house.playground.world.guild_named("Reading group").id)
    house.memory.settings[guild] = ServerSettings(**settings)


def role_named(house: House, name: str) -> int:
    """Return the id of a role."""
    roles = house.playground.world.guild_named("Reading group").roles.values()
    return int(next(role.id for role in roles if role.name == name))


def let_everybody_see(house: House) -> None:
    """Let everybody use every command, as a server may say in Discord's own settings."""
    for command in house.playground.world.commands.visible(house.playground.application.id, None):
        command["default_member_permissions"] = None


async def controls_in(
    house: House, person: Person, channel: str, ids: Sequence[str], *, menus: bool = False
) -> list[tuple[Message, str]]:
    """Put buttons or menus with such ids into a channel, a message each; return both."""
    found = []
    house.playground.limits.enabled = False
    where = house.bot.get_partial_messageable(int(channel))
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


def asked_since(house: House, before: int) -> list[Exchange]:
    """Return what the bot has asked of Discord since, but for what it looks up."""
    since = house.playground.transcript[before:]
    return [e for e in since if e.user in {"Footnote", None} and e.method != "GET"]


async def first_answer(house: House, doing: Doing) -> Exchange:
    """Return what the bot has answered an interaction with at first."""
    begin = f"/interactions/{doing.id}/"
    found: Exchange = await eventually(
        lambda: next((e for e in house.playground.transcript if e.path.startswith(begin)), None)
    )
    return found


def calls_of(house: House) -> str:
    """Return all that was written and added."""
    application = house.application
    uses = (application.ask, application.summarize, application.compare, application.compose)
    return repr([*(use.calls for use in uses), application.ingested, application.read])


def state_of(house: House) -> str:
    """Return all that is kept, and all that the application was asked."""
    memory = {f.name: getattr(house.memory, f.name) for f in fields(house.memory)}
    kept = {name: value for name, value in memory.items() if name not in {"_lock", "settings"}}
    application = house.application
    calls = (application.search.calls, application.related.calls, application.catalogue.papers)
    return repr((kept, calls, calls_of(house)))


def ids_of(house: House, control: type[Control], turn_id: str) -> list[str]:
    """Return the ids of one kind of control."""
    uses = controls_of(house.bot, ids_for(house, turn_id))
    return [use.custom_id for use in uses if use.of is control]


def free_of_rules(house: House) -> set[str]:
    """Return what everybody may use everywhere, by name or id."""
    free = {command.qualified_name: rule_of(command) for command in commands_of(house.bot)}
    free |= {menu.name: rule_of(menu) for menu in menus_of(house.bot)}
    uses = [*controls_of(house.bot, ids_for(house, "t1")), *forms_of(house.bot, GROUPS)]
    free |= {use.custom_id: use.of.rule for use in uses}
    return {name for name, rule in free.items() if rule is anyone}


async def everything_in(
    house: House, person: Person, channel: str, turn_id: str, *targets: Message
) -> list[tuple[str, Begin]]:
    """Lay out everything there is to use in a channel; return what begins to use it, by name."""
    ids = [use.custom_id for use in controls_of(house.bot, ids_for(house, turn_id))]
    chosen = ids_for(house, turn_id)[OnChosen]
    uses = [
        *forms_of(house.bot, GROUPS | chosen),
        *forms_of(house.bot, {**GROUPS, "token": turn_id}),
    ]
    forms = list(dict.fromkeys(f"fn:zz:open:{use.custom_id}" for use in uses))
    found: list[tuple[str, Begin]] = []
    for command in commands_of(house.bot):
        name, options = command.qualified_name, options_of(command)
        found.append((name, partial(person.run, channel, name, **options)))
    for menu in menus_of(house.bot):
        for target in targets:
            found.append((menu.name, partial(person.use_menu, channel, menu.name, target)))
    for message, custom_id in await controls_in(house, person, channel, ids):
        found.append((custom_id, partial(person.press, message, custom_id)))
    for message, custom_id in await controls_in(house, person, channel, ids, menus=True):
        found.append((custom_id, partial(person.choose, message, custom_id, [LASO.paper_id])))
    for opener in await controls_in(house, person, channel, forms):
        opened = await (await person.press(*opener)).settled()
        assert opened.modal is not None
        texts = {"question": QUESTION}
        found.append((opened.modal["custom_id"], partial(person.submit, opened.modal, texts)))
    return found


@pytest.mark.parametrize("why_not", ["channel", "role"])
async def test_who_may_not_is_refused_everywhere(house: House, why_not: str) -> None:
    """By every command, menu, button, select and form; all that comes of it is the refusal."""
    jonas = await house.playground.person("jonas")
    papers, bots = jonas.channel("papers"), jonas.channel("bots")
    target, turn_id = await answer_in(house, jonas, papers)
    issue_in(house, bots if why_not == "channel" else papers)
    everything = await everything_in(house, jonas, papers, turn_id, target)
    let_everybody_see(house)
    settle(
        house,
        channels=(int(bots),) if why_not == "channel" else (),
        roles=(role_named(house, "Organisers"),) if why_not == "role" else (),
    )
    refusals, before = {Translations.of("de")(key) for key in SAYS_NO}, state_of(house)

    assert free_of_rules(house) == FOR_EVERYONE | {"fn:zz:open:fn:m:cutoff"}
    for name, begin in everything:
        if name in FOR_EVERYONE or name.startswith("fn:zz:"):
            continue
        done = len(house.playground.transcript)
        doing = await begin()
        told = await answered(doing)
        asked = asked_since(house, done)
        assert (len(asked), doing.modal) == (1, None), (name, asked)
        assert is_ephemeral(told), name
        assert any(refusal in text_of(told) for refusal in refusals), (name, text_of(told))
    assert state_of(house) == before


async def test_who_asks_too_fast_gets_nothing_made(house: House) -> None:
    """Nothing is written, fetched, posted or opened, and nothing announced: a refusal is all."""
    mara = await house.playground.person("mara")
    papers = mara.channel("papers")
    target, turn_id = await answer_in(house, mara, papers)
    linked = await mara.say(papers, f"arXiv:{LASO.paper_id} https://arxiv.org/abs/2401.00001")
    issue_in(house, papers)
    everything = await everything_in(house, mara, papers, turn_id, target, linked)
    services, (person, where) = house.services, (int(mara.id), int(papers))
    for rates in (services.rates, services.adding):
        rates.limit(user=1)
        await rates.take(person, where, None)
    words, before = Translations.of("en-US"), calls_of(house)
    refusals = [words(key) for key in ("asking-rate-user", "library-rate")]

    refused = set()
    for name, begin in sorted(everything, key=lambda each: each[0] in LAST):
        told = (await first_answer(house, await (await begin()).settled())).body
        if any(refusal in text_of(told.get("data") or {}) for refusal in refusals):
            refused.add(kind_of(name))
    await eventually(lambda: not len(house.services.at_hand))
    assert calls_of(house) == before
    assert [e for e in house.playground.transcript if e.route.endswith("/threads")] == []
    assert refused == {
        "ask", "summarize", "compare", "library add", "digest preview", "digest now",
        "Explain this paper", "Add papers from this message", "fn:a:again", "fn:p:summarize",
        "fn:p:style", "fn:w", "fn:c:summarize", "fn:c:compare", "fn:x", "fn:d:preview",
        "fn:f:follow", "fn:m",
    }  # fmt: skip


async def test_who_may_not_has_nothing_completed(house: House) -> None:
    """No title, and nothing else of the library or the server, shows as one types."""
    mara, jonas = await house.playground.person("mara"), await house.playground.person("jonas")
    issue_in(house, mara.channel("papers"))
    house.memory.shelves[Owner("user", int(jonas.id))] = [
        Shelved(LASO.paper_id, int(jonas.id), house.services.now())
    ]
    settle(house, channels=(int(mara.channel("bots")),))
    let_everybody_see(house)

    for command, option in completed_of(house.bot):
        typed = {**options_of(command), option: "e"}
        name = command.qualified_name
        found = await jonas.complete(jonas.channel("papers"), name, focused=option, **typed)
        assert found == [], (name, option)
        typed[option] = ""
        found = await mara.complete(mara.channel("bots"), name, focused=option, **typed)
        if name != "shelf remove":  # Mara's is empty
            assert found, (name, option)


async def test_what_stands_elsewhere_cannot_be_used(house: House) -> None:
    """An id that names an answer or digest of another channel, server or person is of no use."""
    mara, jonas = await house.playground.person("mara"), await house.playground.person("jonas")
    _, direct = await answer_in(house, jonas, jonas.dm())
    _, private = await answer_in(house, mara, mara.channel("bots"))
    _, other = await answer_in(house, mara, mara.channel("journal-club"))
    issue_in(house, mara.channel("bots"))
    papers = jonas.channel("papers")
    turns = (direct, private, other)
    ids = [each for turn in turns for each in ids_of(house, AnswerButton, turn)]
    ids += ids_of(house, OnIssue, direct)
    forms = [f"fn:zz:open:fn:f:follow:{turn}" for turn in turns]
    laid = await controls_in(house, jonas, papers, ids)
    begins: list[Begin] = [partial(jonas.press, *each) for each in laid]
    for opener in await controls_in(house, jonas, papers, forms):
        opened = await (await jonas.press(*opener)).settled()
        begins.append(partial(jonas.submit, opened.modal, {"question": "And on COCO?"}))
    words, before = Translations.of("de"), state_of(house)

    for begin in begins:
        told = await answered(await begin())
        assert is_ephemeral(told)
        assert any(words(key) in text_of(told) for key in ("asking-forgotten", "digest-forgotten"))
    assert state_of(house) == before


def test_no_control_goes_round_the_check(house: House) -> None:
    """Every button and select is begun by `Control` itself, which asks its rule."""
    for part in house.bot._parts:
        for control in part.controls:
            assert control.callback is Control.callback
            assert control.interaction_check is ui.DynamicItem.interaction_check


def _is(message_id: str, message: Message) -> bool:
    return bool(message["id"] == message_id)
