"""Put texts and pictures into the messages that have room for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from bot.discord_bot import limits
from bot.discord_bot.limits import count_units
from bot.discord_bot.rendering.message import Component, FileAttachment, text
from bot.discord_bot.rendering.text import SAFE_TOTAL

Block = Sequence[str | FileAttachment]
"""Texts, a line or more each, and pictures: what is not parted."""

_MAX_PICTURES = 6  # in one message; each takes a component, and so does what is below it


def split_pages(blocks: Iterable[Block], most: int = limits.COMPONENTS) -> list[list[Block]]:
    """Return blocks in the messages that have room for them, up to `most` in each."""
    pages: list[list[Block]] = [[]]
    for block in blocks:
        longer = [*pages[-1], block]
        texts = [part for each in longer for part in each if isinstance(part, str)]
        units = sum(count_units(part) + 1 for part in texts) - 1
        full = units > SAFE_TOTAL or len(longer) > most
        if pages[-1] and (full or len(list_pictures(longer)) > _MAX_PICTURES):
            pages.append([block])
        else:
            pages[-1] = longer
    return pages


def build_parts(block: Block) -> list[Component]:
    """Return a block's pictures and texts; those texts that follow each other are one."""
    parts: list[Component] = []
    for kind, run in groupby(block, key=type):
        if kind is str:
            parts.append(text("\n".join(map(str, run))))
        else:
            parts += [picture.picture() for picture in list_pictures([list(run)])]
    return parts


def list_pictures(blocks: Iterable[Block]) -> list[FileAttachment]:
    """Return the pictures of blocks."""
    return [part for block in blocks for part in block if isinstance(part, FileAttachment)]
