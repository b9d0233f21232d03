"""What the README asks of people who invite the bot."""

from __future__ import annotations

import re
from pathlib import Path

from discord import Permissions

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
NEEDED = {
    "View Channels": "view_channel",
    "Send Messages": "send_messages",
    "Send Messages in Threads": "send_messages_in_threads",
    "Create Public Threads": "create_public_threads",
    "Attach Files": "attach_files",
    "Read Message History": "read_message_history",
}
"""By the names in Discord's portal; components need no Embed Links, as embeds would."""


def test_the_address_asks_for_what_is_needed() -> None:
    """And for nothing else; the list below it says the same."""
    (number,) = re.findall(r"&permissions=(\d+)", README)
    (listed,) = re.findall(r"That is: ([^.]+)\.", README)

    asked = Permissions(int(number))
    assert {name for name, allowed in asked if allowed} == {
        name for name, allowed in Permissions(**dict.fromkeys(NEEDED.values(), True)) if allowed
    }
    assert [" ".join(name.split()) for name in listed.split(",")] == list(NEEDED)
