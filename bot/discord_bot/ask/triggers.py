"""Recognize messages that are for the bot, and what they ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import discord

from bot.discord_bot.ask.question import MAX_QUESTION_CHARS
from retrieval.text import patterns as re

Trigger = Literal["mention", "reply", "thread", "direct"]

_CONVERSATION = frozenset({discord.MessageType.default, discord.MessageType.reply})
_MARK = re.compile(r"<(@!?|@&|#)(\d{15,20})>")
_SOMEONE = "@someone"
_EMOJI = re.compile(r"<a?:(\w{2,32}):\d{15,20}>")


@dataclass(frozen=True, slots=True)
class Invocation:
    """A message for the bot: its question, empty where it has none, and how it came to be ours.

    `quoted` is what somebody else said, where the message is a reply to it, as far as the bot may
    read it; `quoted_message` is that message.
    """

    trigger: Trigger
    text: str
    quoted: str = ""
    quoted_message: discord.Message | None = None


def find_invocation(message: discord.Message, me: discord.ClientUser) -> Invocation | None:
    """Return what a message asks the bot; None where it is not for the bot.

    For it are: direct messages, mentions of it or of its own role, replies to its messages, and
    what is said in threads that it opened, unless to somebody else. Without the intent for it,
    Discord gives the text of direct messages and of mentions alone.
    """
    if message.author.bot or message.webhook_id is not None:
        return None
    if message.type not in _CONVERSATION:
        return None
    trigger = _find_trigger(message, me)
    if trigger is None:
        return None
    text = _to_question_text(message, me)
    if trigger in {"reply", "thread"} and not text:
        return None  # it may not be read, or it has no words
    answered = _find_answered(message)
    if answered is None or answered.author.id == me.id:
        return Invocation(trigger, text)
    quoted = _to_question_text(answered, me)
    return Invocation(trigger, text, quoted, answered if quoted else None)


def _to_question_text(message: discord.Message, me: discord.ClientUser) -> str:
    """Return a message's words: nobody's name for marks of people, and nothing for the bot's own.

    What a question says goes to a model, and is kept under who asked.
    """
    names = {str(user.id): _SOMEONE for user in message.mentions}
    names |= {str(role.id): f"@{role.name}" for role in message.role_mentions}
    names |= {str(c.id): f"#{getattr(c, 'name', '')}" for c in message.channel_mentions}
    names[str(me.id)] = ""
    if message.role_mentions and (own := _find_own_role(message)) is not None:
        names[str(own.id)] = ""
    text = _MARK.sub(lambda found: names.get(found[2], ""), message.content)
    text = _EMOJI.sub(r":\1:", text)
    return " ".join(text.split())[:MAX_QUESTION_CHARS]


def is_own_thread(channel: object, me: discord.abc.User | None) -> bool:
    """Say whether a channel is a thread of the bot, and so a single conversation."""
    return isinstance(channel, discord.Thread) and me is not None and channel.owner_id == me.id


def _find_trigger(message: discord.Message, me: discord.ClientUser) -> Trigger | None:
    if message.guild is None:  # it may also be a server's that the bot does not know yet
        return "direct" if isinstance(message.channel, discord.DMChannel) else None
    answered = _find_answered(message)
    replies = answered is not None and answered.author.id == me.id
    if any(user.id == me.id for user in message.mentions):
        # A reply mentions whom it answers, though its text does not.
        named = f"<@{me.id}>" in message.content or f"<@!{me.id}>" in message.content
        return "reply" if replies and not named else "mention"
    if message.role_mentions and _find_own_role(message) in message.role_mentions:
        return "mention"
    if message.mentions or message.mention_everyone:
        return None  # it is for somebody else
    if replies:
        return "reply"
    if is_own_thread(message.channel, me) and message.reference is None:
        return "thread"
    return None


def _find_answered(message: discord.Message) -> discord.Message | None:
    """Return the message that one replies to, as far as the bot may read it."""
    answered = message.reference.resolved if message.reference else None
    return answered if isinstance(answered, discord.Message) else None


def _find_own_role(message: discord.Message) -> discord.Role | None:
    return message.guild.self_role if message.guild else None
