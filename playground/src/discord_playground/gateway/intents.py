"""Map events to intents, and hide what needs the message content intent."""

from __future__ import annotations

from discord_playground.wire import JSON

GUILDS, GUILD_MEMBERS, PRESENCES = 1 << 0, 1 << 1, 1 << 8
MESSAGE_CONTENT = 1 << 15
ALL = (1 << 22) - 1 | 1 << 24 | 1 << 25

_IN_GUILDS = {
    "MESSAGE_REACTION_": 1 << 10,
    "MESSAGE_": 1 << 9,
    "TYPING_": 1 << 11,
    "GUILD_MEMBER_": GUILD_MEMBERS,
    "WEBHOOKS_": 1 << 5,
    "GUILD_": GUILDS,
    "CHANNEL_": GUILDS,
    "THREAD_": GUILDS,
}
_IN_DIRECT_MESSAGES = {
    "MESSAGE_REACTION_": 1 << 13,
    "MESSAGE_": 1 << 12,
    "TYPING_": 1 << 14,
}
_HIDDEN: dict[str, object] = {"content": "", "embeds": [], "attachments": [], "components": []}


def find_intent(name: str, *, in_guild: bool) -> int:
    """Return the intent that an event needs; 0 if everyone gets it."""
    for prefix, intent in (_IN_GUILDS if in_guild else _IN_DIRECT_MESSAGES).items():
        if name.startswith(prefix):
            return intent
    return 0


def is_readable(message: JSON, bot_id: str) -> bool:
    """Return whether a bot may read a message without the intent: sent by, to or naming it."""
    return (
        message.get("channel_type") in {1, 3}
        or message["author"]["id"] == bot_id
        or any(user["id"] == bot_id for user in message.get("mentions", ()))
    )


def hide_content(message: JSON, bot_id: str) -> JSON:
    """Return a message, and the one it replies to, as a bot without the intent gets them."""
    shown = message if is_readable(message, bot_id) else {**message, **_HIDDEN}
    referenced = message.get("referenced_message")
    if referenced and not is_readable(referenced, bot_id):
        shown = {**shown, "referenced_message": {**referenced, **_HIDDEN}}
    return shown
