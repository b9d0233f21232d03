"""Read Markdown as Discord's client does, to judge what the bot's texts become.

The rules are those of Discord's own help pages and of its client's parser as published: escapes
first, then links, mentions and emoji, then styles; blocks begin at the start of a line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_BLOCK = re.compile(
    r"(?P<heading>\#{1,3}[ ]+)|(?P<small>-\#[ ]+)|(?P<quote>>>>[ ]|>[ ])"
    r"|(?P<item>[ ]*(?:[-*+]|\d+[.)])[ ]+)"
)
_RULES = (
    ("escape", re.compile(r"\\([^0-9A-Za-z\s])")),
    ("code_block", re.compile(r"```(.+?)```", re.DOTALL)),
    ("code", re.compile(r"(`+)(.*?[^`])\1(?!`)", re.DOTALL)),
    (
        "link",
        re.compile(
            r"\[((?:\[[^\]]*\]|[^\[\]]|\](?=[^\[]*\]))*)\]"
            r"\(\s*<?((?:[^\s\\]|\\.)*?)>?(?:\s+['\"].*?['\"])?\s*\)",
            re.DOTALL,
        ),
    ),
    ("angled", re.compile(r"<((?:https?|steam|discord|mailto|tel):[^ >]+)>", re.IGNORECASE)),
    ("url", re.compile(r"((?:https?|steam|discord)://[^\s<]+[^<.,:;\"'\]\s])", re.IGNORECASE)),
    ("invite", re.compile(r"(?:discord\.gg|discord(?:app)?\.com/invite)/\S+", re.IGNORECASE)),
    ("mention", re.compile(r"@everyone|@here|<@[!&]?\d+>|<\#\d+>|<id:\w+>", re.IGNORECASE)),
    ("command", re.compile(r"</[^:>]+:\d+>")),
    ("time", re.compile(r"<t:-?\d+(?::\w)?>")),
    ("emoji", re.compile(r"<a?:\w+:\d+>|:[^\s:]+?(?:::skin-tone-\d)?:")),
    ("strong", re.compile(r"\*\*((?:\\.|[^\\])+?)\*\*(?!\*)", re.DOTALL)),
    ("underline", re.compile(r"__((?:\\.|[^\\])+?)__(?!_)", re.DOTALL)),
    ("emphasis", re.compile(r"\b_((?:__|\\.|[^\\_])+?)_\b", re.DOTALL)),
    ("emphasis", re.compile(r"\*(?=\S)((?:\*\*|\\.|[^\\*])+?)\*(?!\*)", re.DOTALL)),
    ("strike", re.compile(r"~~((?:\\.|[^\\])+?)~~(?!_)", re.DOTALL)),
    ("spoiler", re.compile(r"\|\|(.+?)\|\|", re.DOTALL)),
)  # fmt: skip
_NESTED = {"strong", "underline", "emphasis", "strike", "spoiler"}


@dataclass(slots=True)
class Read:
    """What a reader sees, which structures there are, and where links lead."""

    text: str = ""
    kinds: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def read(source: str) -> Read:
    """Return a text as Discord shows it."""
    found = Read()
    _blocks(source, found)
    return found


def _blocks(source: str, found: Read) -> None:
    position = 0
    for part in re.split(r"(```.+?```)", source, flags=re.DOTALL):
        if part.startswith("```") and len(part) > 6:
            found.kinds.append("code_block")
            found.text += part
        else:
            for number, line in enumerate(part.split("\n")):
                found.text += "\n" if number else ""
                # Not at the start of a line, where the line follows a code block.
                _line(line, found, start=bool(number) or position == 0)
        position += len(part)


def _line(line: str, found: Read, *, start: bool) -> None:
    while start and (block := _BLOCK.match(line)):
        found.kinds.append(str(block.lastgroup))
        line = line[block.end() :]
    _inline(line, found)


def _inline(text: str, found: Read) -> None:
    at = 0
    while at < len(text):
        for kind, rule in _RULES:
            match = rule.match(text, at)
            if match is None:
                continue
            at = match.end()
            if kind == "escape":
                found.text += match.group(1)
                break
            found.kinds.append(kind)
            if kind == "link":
                found.links.append(match.group(2))
                _inline(match.group(1), found)
            elif kind in {"url", "angled", "invite"}:
                found.links.append(match.group())
                found.text += match.group()
            elif kind in _NESTED:
                _inline(next(group for group in match.groups() if group is not None), found)
            else:
                found.text += match.group()
            break
        else:
            found.text += text[at]
            at += 1
