"""Tell whether a text is one emoji of Unicode."""

from __future__ import annotations

import re

# The blocks in which Unicode has emoji. A few of their characters are none; which emoji Discord
# knows it does not publish (https://github.com/discord/discord-api-docs/issues/2782).
_BASE = (
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u2199\u21a9\u21aa\u231a\u231b\u2328\u23cf"
    "\u23e9-\u23f3\u23f8-\u23fa\u24c2\u25aa\u25ab\u25b6\u25c0\u25fb-\u25fe\u2600-\u27bf\u2934\u2935"
    "\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
    "[\ufe0f\U0001f3fb-\U0001f3ff]?"
)
_KEYCAP = "[0-9#*]\ufe0f?\u20e3"
_FLAG = "[\U0001f1e6-\U0001f1ff]{2}"
_REGION = "\U0001f3f4[\U000e0030-\U000e007a]+\U000e007f"
_EMOJI = re.compile(f"{_KEYCAP}|{_FLAG}|{_REGION}|{_BASE}(?:\u200d{_BASE})*")


def is_emoji(text: str) -> bool:
    """Say whether `text` is one emoji: a character, or several that are shown as one."""
    return _EMOJI.fullmatch(text) is not None
