"""Hold Discord's limits, count as Discord may count, and cut text to them.

Sources: `openapi` is Discord's published OpenAPI description, and `docs` its developer
documentation (docs.discord.com/developers).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

# A message: openapi MessageCreateRequest; docs, components reference, "Text Display" and flag
# IS_COMPONENTS_V2 (components 40, nested ones counted; 4,000 characters of all text together).
TEXT_TOTAL = 4_000
COMPONENTS = 40
NONCE = 25
# Components: openapi *ComponentForMessageRequest.
ROW_BUTTONS = 5
GALLERY_ITEMS = 10
BUTTON_LABEL = 80
BUTTON_URL = 512
SELECT_OPTIONS = 25
OPTION_LABEL = 100
OPTION_VALUE = 100
OPTION_DESCRIPTION = 100
PLACEHOLDER = 150
# Attachments: openapi MessageAttachmentRequest.
FILE_DESCRIPTION = 1_024
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

_JOINER = "\u200d"
_FLAG_LETTERS = "".join(map(chr, range(0x1F1E6, 0x1F200)))
_MAX_CLUSTER_CODE_POINTS = 64  # an emoji family has up to 11; 30 marks are kept on a letter
_MIN_SHARE_KEPT = 0.6  # a cut goes back to a space only where this much of the room stays used


def count_units(text: str) -> int:
    """Return the length of `text` in UTF-16 code units.

    Discord's API counts code points (github.com/discord/discord-api-docs/issues/1315), its
    clients code units; there are never fewer of these, so that what fits by them fits both.
    """
    return (
        len(text) if text.isascii() else len(text) + sum(character > "\uffff" for character in text)
    )


def cut(text: str, limit: int, end: str = ELLIPSIS) -> str:
    """Return `text`, or as much of its start as fits with `end` in `limit` units.

    The cut is after a word where there is one, and never inside what is read as one character.
    """
    if count_units(text) <= limit:
        return text
    if limit <= count_units(end):
        return take_start(end, limit)
    kept = take_start(text, limit - count_units(end))
    if not text[len(kept) : len(kept) + 1].isspace():
        at = max(kept.rfind(" "), kept.rfind("\n"))
        if at >= _MIN_SHARE_KEPT * len(kept):
            kept = kept[:at]
    return kept.rstrip() + end


def cut_start(text: str, limit: int, end: str = ELLIPSIS) -> str:
    """Return `text`, or as much of its end as fits in `limit` units behind `end`."""
    if count_units(text) <= limit:
        return text
    at = len(text)
    room = limit - count_units(end)
    while at and count_units(text[at - 1]) <= room:
        at -= 1
        room -= count_units(text[at])
    while at < len(text) and not _is_boundary(text, at):
        at += 1
    space = text.find(" ", at)
    if 0 <= space < at + (1 - _MIN_SHARE_KEPT) * (len(text) - at):
        at = space
    return end + text[at:].lstrip() if limit >= count_units(end) else take_start(end, limit)


def take_start(text: str, limit: int) -> str:
    """Return the longest start of `text` within `limit` units that ends between characters.

    What goes on as one character without end is cut anywhere.
    """
    if count_units(text) <= limit:
        return text
    at = 0
    room = limit
    for character in text:
        room -= count_units(character)
        if room < 0:
            break
        at += 1
    nearest = range(at, max(at - _MAX_CLUSTER_CODE_POINTS, -1), -1)
    return text[: next((place for place in nearest if _is_boundary(text, place)), at)]


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


def fit_texts(
    texts: Sequence[str], total: int = TEXT_TOTAL, shorten: Callable[[str, int], str] = cut
) -> list[str]:
    """Return the texts, the long ones shortened evenly so that all fit in `total` units."""
    rooms = share_room([count_units(text) for text in texts], total)
    return [shorten(text, room) for text, room in zip(texts, rooms, strict=True)]


def _is_boundary(text: str, at: int) -> bool:
    """Tell whether a reader sees a new character begin at `at`.

    The rules of Unicode Standard Annex 29 that real text needs: marks, joined emoji, skin tones,
    flags, jamo and line ends stay whole.
    """
    if not 0 < at < len(text):
        return True
    before, after = text[at - 1], text[at]
    if before == _JOINER or after == _JOINER or (before, after) == ("\r", "\n"):
        return False
    if unicodedata.category(after)[0] == "M" or "\U0001f3fb" <= after <= "\U0001f3ff":
        return False
    if "\U000e0020" <= after <= "\U000e007f" or "\u1160" <= after <= "\u11ff":
        return False
    if _is_flag_letter(before) and _is_flag_letter(after):
        return (at - len(text[:at].rstrip(_FLAG_LETTERS))) % 2 == 0
    return not "\ud800" <= before <= "\udbff"


def _is_flag_letter(character: str) -> bool:
    return character in _FLAG_LETTERS
