"""The two forms of a digest: what it is about, and when and where it comes.

A form's id says what it is for, and has a hash of what stood in each field: what nobody has touched
is not written over what somebody else has settled meanwhile. A form that could not be taken is kept
with all that was typed, and comes back filled in.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord import ui

from bot.digest.schedule import Schedule
from bot.digest.subscriptions import Interests
from bot.discord_bot import limits
from bot.discord_bot.controls import Control, Field, Menu, build_modal
from bot.discord_bot.delivery.respond import personal_translations
from bot.discord_bot.digest.parse import CADENCES, FIELDS, Plan
from bot.discord_bot.digest.permissions import POSTABLE, tenders_only
from bot.discord_bot.errors import UserError
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering import notices
from bot.discord_bot.rendering.message import OutgoingMessage, button
from bot.discord_bot.services import Services, services_of

WORDS_FORM = re.compile(
    r"fn:m:digest:words:(?:(?P<subscription>[0-9A-Za-z]{1,12})(?P<stood>(?:\.[0-9a-f]{8}){5})?"
    r"|new\.(?P<plan>\S{1,80}))"
)
WHEN_FORM = re.compile(
    r"fn:m:digest:when:(?P<subscription>[0-9A-Za-z]{1,12}|-)(?P<stood>(?:\.[0-9a-f]{8}){5})?"
)
AGAIN = re.compile(r"fn:d:again:(?P<token>[0-9A-Za-z]{1,20})")

WHEN_FIELDS = ("time", "zone", "cadence", "weekday", "channel")
"""The fields of the form of time and place, in the order of `when_texts`."""

NEW = "-"
"""In the place of a subscription's id, where there is none yet."""

_KIND = "form"
_LONG = {"topics": 2_000, "authors": 2_000}
_SHORT = 1_000


def for_subscription(subscription_id: str, texts: Mapping[str, str]) -> str:
    """Return what a form is for that shows `texts` of a subscription, to be changed."""
    return "".join([subscription_id, *(f".{_hash(text)}" for text in texts.values())])


def touched(texts: Mapping[str, str], fields: Sequence[str], stood: str | None) -> set[str]:
    """Return which fields differ from what stood in them as the form was opened.

    All do where that is not known, as with a form of an older version.
    """
    hashes = (stood or "").split(".")[1:] or [""] * len(fields)
    pairs = zip(fields, hashes, strict=True)
    return {name for name, was in pairs if _hash(texts.get(name, "")) != was}


def for_plan(plan: Plan) -> str:
    """Return what a form of words is for, where it makes a subscription of a plan."""
    return f"new.{plan.written()}"


def words_form(t: Translations, what_for: str, texts: Mapping[str, str]) -> ui.Modal:
    """Return the form of topics, categories, words and authors; `texts` stand in it."""
    fields = [
        Field(
            name,
            t(f"digest-form-{name}"),
            value=texts.get(name, ""),
            placeholder=t(f"digest-form-{name}-hint"),
            long=name in _LONG,
            required=False,
            max_chars=_LONG.get(name, _SHORT),
        )
        for name in FIELDS
    ]
    return build_modal(t("digest-form-words"), f"fn:m:digest:words:{what_for}", fields)


def when_form(t: Translations, what_for: str, texts: Mapping[str, str]) -> ui.Modal:
    """Return the form of time, time zone, cadence, weekday and channel; `texts` stand in it."""
    cadences: ui.Select[Any] = ui.Select(
        custom_id="cadence",
        options=[
            _option(t(f"digest-cadence-{each}"), each, texts.get("cadence", CADENCES[0]))
            for each in CADENCES
        ],
    )
    weekdays: ui.Select[Any] = ui.Select(
        custom_id="weekday",
        options=[
            _option(t(f"digest-weekday-{day}"), str(day), texts.get("weekday", "0"))
            for day in range(7)
        ],
    )
    channel = texts.get("channel", "")
    channels: ui.ChannelSelect[Any] = ui.ChannelSelect(
        custom_id="channel",
        channel_types=POSTABLE,
        default_values=[
            discord.SelectDefaultValue(id=int(channel), type=discord.SelectDefaultValueType.channel)
        ]
        if channel.isdecimal()
        else [],
    )
    fields: list[Field | Menu] = [
        Field("time", t("digest-form-time"), texts.get("time", ""), "9:30", max_chars=20),
        Field(
            "zone", t("digest-form-zone"), texts.get("zone", ""),
            t("digest-form-zone-hint"), max_chars=60,
        ),
        Menu(t("digest-form-cadence"), cadences),
        Menu(t("digest-form-weekday"), weekdays),
        Menu(t("digest-form-channel"), channels),
    ]  # fmt: skip
    return build_modal(t("digest-form-when"), f"fn:m:digest:when:{what_for}", fields)


def words_texts(interests: Interests) -> Mapping[str, str]:
    """Return what is settled as the form of words has it."""
    joined = {
        name: ("\n" if name in _LONG else ", ").join(getattr(interests, name)) for name in FIELDS
    }
    return {name: limits.start(text, _LONG.get(name, _SHORT)) for name, text in joined.items()}


def when_texts(channel_id: int | None, schedule: Schedule) -> Mapping[str, str]:
    """Return what is settled as the form of time and place has it; None for a lost channel."""
    return {
        "time": f"{schedule.at:%H:%M}",
        "zone": schedule.zone,
        "cadence": schedule.cadence,
        "weekday": str(schedule.weekday),
        "channel": str(channel_id or ""),
    }


async def given_back(
    services: Services,
    t: Translations,
    what: str,
    todo: str,
    form: str,
    texts: Mapping[str, str],
) -> OutgoingMessage:
    """Say what is wrong, with a button that opens the form again, filled in as it was.

    `form` is the id of the form; `what` and `todo` are Markdown of ours.
    """
    kept = {"form": form, "texts": dict(texts)}
    remembered = services.stores.remembered
    token = await asyncio.to_thread(remembered.save, _KIND, kept, services.now())
    again = button(
        t("digest-button-again"), f"fn:d:again:{token}", style=discord.ButtonStyle.primary
    )
    return notices.notice(t, what, todo, kind="error", buttons=[again])


async def go_on(services: Services, t: Translations, what: str, plan: Plan) -> OutgoingMessage:
    """Show what was settled of a new digest, with a button to say what it is about."""
    kept = {"form": f"fn:m:digest:words:{for_plan(plan)}", "texts": {}}
    remembered = services.stores.remembered
    token = await asyncio.to_thread(remembered.save, _KIND, kept, services.now())
    label = t("digest-button-go-on")
    further = button(label, f"fn:d:again:{token}", style=discord.ButtonStyle.primary)
    return notices.notice(t, what, t("digest-go-on"), buttons=[further])


class Again(Control, template=AGAIN, rule=tenders_only):
    """Opens a form again, with what was typed into it."""

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Open it."""
        services, t = services_of(interaction), personal_translations(interaction)
        remembered = services.stores.remembered
        kept = await asyncio.to_thread(remembered.load, _KIND, self.match["token"])
        form = str((kept or {}).get("form", ""))
        texts = {str(k): str(v) for k, v in dict((kept or {}).get("texts", {})).items()}
        if WORDS_FORM.fullmatch(form):
            made = words_form(t, form.removeprefix("fn:m:digest:words:"), texts)
        elif WHEN_FORM.fullmatch(form):
            made = when_form(t, form.removeprefix("fn:m:digest:when:"), texts)
        else:
            raise UserError(t("digest-form-gone"), t("digest-form-gone-todo"))
        await interaction.response.send_modal(made)


def _hash(text: str) -> str:
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "replace")).hexdigest()[:8]


def _option(label: str, value: str, chosen: str) -> discord.SelectOption:
    label = limits.cut(label, limits.OPTION_LABEL)
    return discord.SelectOption(label=label, value=value, default=value == chosen)
