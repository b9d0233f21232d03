"""Name a paper within the id of a button or a choice, however long its own id is.

A key is the paper's id where that is short and plain, else `~` and a token for what is
remembered: the id, and the language that somebody asked to read in. Every function here blocks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.discord_bot.custom_ids import LONGEST_KEY
from retrieval.paper import Paper

if TYPE_CHECKING:
    from bot.storage.component_state import ComponentState
    from retrieval.library.catalog import Catalog

_KIND = "paper"
_MARK = "~"
_PLAIN = re.compile(rf"[!-}}]{{1,{LONGEST_KEY}}}")  # visible ASCII, without the mark


@dataclass(frozen=True, slots=True)
class Meant:
    """What a key stands for; `language` is empty where nobody asked for one."""

    paper_id: str
    language: str = ""


def key_of(paper_id: str, remembered: ComponentState, now: datetime, *, language: str = "") -> str:
    """Return the key of a paper, at most `LONGEST_KEY` characters."""
    if not language and _PLAIN.fullmatch(paper_id):
        return paper_id
    meant = {"paper_id": paper_id} | ({"language": language} if language else {})
    return _MARK + remembered.save(_KIND, meant, now)


def meant_by(key: str, remembered: ComponentState) -> Meant:
    """Return what a key stands for; where nothing is remembered, the key as an id."""
    found = remembered.load(_KIND, key.removeprefix(_MARK)) if key.startswith(_MARK) else None
    if found is None:
        return Meant(key)
    return Meant(str(found["paper_id"]), str(found.get("language", "")))


def id_of(key: str, remembered: ComponentState) -> str:
    """Return the id of the paper that a key stands for."""
    return meant_by(key, remembered).paper_id


def paper_of(reference: str, papers: Catalog, remembered: ComponentState) -> Paper:
    """Return the paper of a key, or of what a person typed in its place: id, link, DOI, title.

    Raises PaperNotFound.
    """
    return papers.find(id_of(reference.strip(), remembered))


def papers_of(
    references: Sequence[str], papers: Catalog, remembered: ComponentState
) -> list[Paper]:
    """Return the papers of keys that are still in the library, in their order."""
    ids = [id_of(reference, remembered) for reference in references]
    found = papers.get_many(ids).values()
    return list({paper.paper_id: paper for paper in found}.values())
