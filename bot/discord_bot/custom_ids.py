"""The ids of buttons and menus: the action and its target. They stay valid across restarts.

An id has at most 100 characters (https://discord.com/developers/docs/components/reference).
"""

from __future__ import annotations

from typing import Literal

from retrieval.text import patterns as re

AnswerAction = Literal[
    "evidence", "sources", "again", "bibtex", "up", "down", "follow", "why", "more", "ask1", "ask2",
    "delete", "deleted",
]  # fmt: skip
PaperAction = Literal["card", "summarize", "related", "compare", "shelf", "bibtex", "style"]
SelectionAction = Literal[
    "summarize", "compare", "related", "shelf", "bibtex", "aspects", "evidence"
]
IssueAction = Literal["why", "open", "rest", "up", "down", "more"]
DigestAction = Literal[
    "panel", "words", "when", "preview", "pause", "resume", "remove", "removed",
    "papers", "sources", "empty", "language", "role",
]  # fmt: skip

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

LIBRARY_UNDO = re.compile(rf"fn:l:undo:{_ID_PART}")
SHELF_UNDO = re.compile(rf"fn:k:undo:(?P<whose>mine|server):{_ID_PART}")

POST = re.compile(r"fn:post(?::(?P<turn>[0-9A-Za-z]{1,20}))?")
"""The id of the button that posts a private message to the channel."""

_KINDS_WITH_ACTION = frozenset(
    "acdfipsz"
)  # of these, the third part says what is done; then come ids


def find_kind(custom_id: str) -> str:
    """Return what a button or form does, without its target, for counting."""
    parts = custom_id.split(":")
    return ":".join(parts[: 3 if parts[1:2] and parts[1] in _KINDS_WITH_ACTION else 2])


def build_answer_id(action: AnswerAction, turn_id: str) -> str:
    """Return the id of a button under an answer."""
    return f"fn:a:{action}:{turn_id}"


def build_post_id(turn_id: str = "") -> str:
    """Return the id of the button that posts a message, about the answer of a turn if given."""
    return f"fn:post:{turn_id}" if turn_id else "fn:post"


def build_paper_id(action: PaperAction, key: str) -> str:
    """Return the id of a button or menu on a paper; `key` is its id or a token for it."""
    return f"fn:p:{action}:{key}"


def build_selection_id(action: SelectionAction, token: str) -> str:
    """Return the id of a button on a set of papers."""
    return f"fn:c:{action}:{token}"


def build_undo_id(token: str) -> str:
    """Return the id of the button that undoes a change of the library."""
    return f"fn:l:undo:{token}"


def build_shelf_undo_id(whose: str, token: str) -> str:
    """Return the id of the button that undoes a change of one's own or the server's shelf."""
    return f"fn:k:undo:{whose}:{token}"


def build_hits_page_id(token: str, page: int) -> str:
    """Return the id of the button that turns to a page of a search."""
    return f"fn:s:page:{token}:{page}"


def build_hits_pick_id(token: str, page: int) -> str:
    """Return the id of the menu that picks papers on a page of a search."""
    return f"fn:s:pick:{token}:{page}"


def build_issue_id(action: IssueAction, issue_id: str, number: int = 0) -> str:
    """Return the id of a button on an issue, or on the paper of that number in it."""
    return f"fn:i:{action}:{issue_id}:{number}"


def build_digest_id(action: DigestAction, subscription_id: str) -> str:
    """Return the id of a button or menu that manages a subscription."""
    return f"fn:d:{action}:{subscription_id}"
