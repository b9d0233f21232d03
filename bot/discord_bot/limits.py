"""Hold Discord's limits, count as Discord may count, and cut text to them.

Sources: `openapi` is Discord's published OpenAPI description, and `docs` its developer
documentation (docs.discord.com/developers).
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

# A message: openapi MessageCreateRequest; docs, components reference, "Text Display" and flag
# IS_COMPONENTS_V2 (components 40, nested ones counted; 4,000 characters of all text together).
TEXT_TOTAL = 4_000
COMPONENTS = 40
NONCE = 25
# Components: openapi *ComponentForMessageRequest.
ROW_BUTTONS = 5
BUTTON_LABEL = 80
BUTTON_URL = 512
SELECT_OPTIONS = 25
OPTION_LABEL = 100
OPTION_VALUE = 100
OPTION_DESCRIPTION = 100
PLACEHOLDER = 150
# Attachments: openapi MessageAttachmentRequest, and "files" of MessageCreateRequest.
ATTACHMENTS = 10
MEDIA_DESCRIPTION = 1_024
# Modals: openapi ModalInteractionCallbackRequestData, LabelComponentForModalRequest,
# TextInputComponentForModalRequest.
MODAL_TITLE = 45
MODAL_LABEL = 45
TEXT_INPUT = 4_000
TEXT_INPUT_PLACEHOLDER = 100
# Commands: openapi ApplicationCommandCreateRequest; docs, "Application Commands".
COMMAND_DESCRIPTION = 100
CHOICES = 25
CHOICE_NAME = 100
# Channels: openapi CreateTextThreadWithMessageRequest.
THREAD_NAME = 100

ELLIPSIS = "…"

_CHARACTER = regex.compile(r"\X")  # what a reader takes for one
_MIN_SHARE_KEPT = 0.6  # a cut goes back to a space only where this much of the room stays used


def count_units(text: str) -> int:
    """Return the length of `text` in UTF-16 code units.

    Discord's API counts code points (github.com/discord/discord-api-docs/issues/1315), its
    clients code units; there are never fewer of these, so that what fits by them fits both.
    """
    return (
        len(text) if text.isascii() else len(text) + sum(character > "\uffff" for character in text)
    )


def cut(text: str, limit: int) -> str:
    """Return `text`, or as much of its start as fits with an ellipsis in `limit` units.

    The cut is after a word where there is one, and never inside what is read as one character.
    """
    if count_units(text) <= limit:
        return text
    if limit <= len(ELLIPSIS):
        return ELLIPSIS[: max(limit, 0)]
    kept = take_start(text, limit - len(ELLIPSIS))
    if not text[len(kept) : len(kept) + 1].isspace():
        at = max(kept.rfind(" "), kept.rfind("\n"))
        if at >= _MIN_SHARE_KEPT * len(kept):
            kept = kept[:at]
    return kept.rstrip() + ELLIPSIS


def cut_start(text: str, limit: int) -> str:
    """Return `text`, or as much of its end as fits in `limit` units behind an ellipsis."""
    if count_units(text) <= limit:
        return text
    kept = ""
    for character in reversed(_CHARACTER.findall(text)):
        if count_units(ELLIPSIS + character + kept) > limit:
            break
        kept = character + kept
    _, _, after = kept.partition(" ")
    if len(after) >= _MIN_SHARE_KEPT * len(kept):
        kept = after
    return ELLIPSIS + kept.lstrip()


def take_start(text: str, limit: int) -> str:
    """Return the longest start of `text` within `limit` units that ends between characters."""
    at = units = 0
    for character in _CHARACTER.finditer(text):
        units += count_units(character[0])
        if units > limit:
            break
        at = character.end()
    return text[:at]


def split_text(text: str, limit: int) -> list[str]:
    """Return `text` in parts of at most `limit` units, cut at spaces where possible."""
    found = []
    while count_units(text) > limit:
        part = take_start(text, limit) or text[:1]
        at = part.rfind(" ")
        if at >= _MIN_SHARE_KEPT * len(part):
            part = part[:at]
        found.append(part.rstrip())
        text = text[len(part) :].lstrip()
    return [*found, text] if text or not found else found


def share_room(wanted: Sequence[int], total: int) -> list[int]:
    """Return what each gets of `total`: the small ones all they want, the others evenly."""
    given = [0] * len(wanted)
    room = total
    by_size = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    for place, i in enumerate(by_size):
        given[i] = min(wanted[i], room // (len(by_size) - place))
        room -= given[i]
    return given


def fit_texts(texts: Sequence[str], total: int) -> list[str]:
    """Return the texts, the long ones shortened evenly so that all fit in `total` units."""
    rooms = share_room([count_units(text) for text in texts], total)
    return [cut(text, room) for text, room in zip(texts, rooms, strict=True)]
