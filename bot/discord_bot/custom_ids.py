"""The ids of buttons, menus and forms: what they are of, what they do, and to what.

They stay valid across restarts, and as long as their messages: a pattern never changes its meaning,
and what was removed is answered as a control of another version.
An id has at most 100 characters (https://discord.com/developers/docs/components/reference).
"""

from __future__ import annotations

from retrieval.text import patterns as re

MAX_KEY_CHARS = 80  # characters of a paper's key within an id
KEY_PART = r"(?P<key>(?s:.{1,80}))"
_ID_PART = r"(?P<token>[0-9A-Za-z]{1,20})"

ANSWER = re.compile(
    r"fn:a:(?P<action>evidence|sources|again|bibtex|up|down|follow|why|more|ask[12]|deleted?):"
    rf"{_ID_PART}"
)
PAPER = re.compile(
    rf"fn:p:(?P<action>card|summarize|related|compare|shelf|bibtex|style):{KEY_PART}"
)
SELECTION = re.compile(
    rf"fn:c:(?P<action>summarize|compare|related|shelf|bibtex|aspects|evidence):{_ID_PART}"
)
HITS_PAGE = re.compile(rf"fn:s:page:{_ID_PART}:(?P<page>\d{{1,3}})")
HITS_PICK = re.compile(rf"fn:s:pick:{_ID_PART}:(?P<page>\d{{1,3}})")
ISSUE = re.compile(rf"fn:i:(?P<action>why|open|rest|up|down|more):{_ID_PART}:(?P<number>\d{{1,3}})")
DIGEST = re.compile(
    r"fn:d:(?P<action>panel|words|when|preview|pause|resume|removed?|papers|sources|empty"
    r"|language|role):(?P<token>[0-9A-Za-z]{1,12})"
)
PAPER_TITLE = re.compile(rf"fn:l:title:{_ID_PART}")
TITLE_FORM = re.compile(rf"fn:m:title:{_ID_PART}")
LIBRARY_UNDO = re.compile(rf"fn:l:undo:{_ID_PART}")
POST = re.compile(r"fn:post(?::(?P<turn>[0-9A-Za-z]{1,20}))?")
"""The id of the button that posts a private message to the channel."""

_KINDS_WITH_ACTION = frozenset("acdfipsz")  # of these, the third part says what is done


def build_id(*parts: object) -> str:
    """Return an id of its parts, such as `fn:a:up:42`."""
    return ":".join(["fn", *map(str, parts)])


def find_kind(custom_id: str) -> str:
    """Return what a button or form does, without its target, for counting."""
    parts = custom_id.split(":")
    return ":".join(parts[: 3 if parts[1:2] and parts[1] in _KINDS_WITH_ACTION else 2])
