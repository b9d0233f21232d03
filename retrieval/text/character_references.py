"""Read the character references of HTML, such as `&amp;` and `&#38;`."""

from __future__ import annotations

import html
import re

_FIGURES = re.compile(r"&#0*([0-9]{1,8})[0-9]*")


def unescape(text: str) -> str:
    """Return `text` with its character references read, whatever figures they have.

    `html.unescape` raises an error for one of more than 4,300. Eight are past Unicode's last.
    """
    return html.unescape(_FIGURES.sub(r"&#\1", text))
