"""Refer to papers: by a key in a custom id, and by what a text or a message mentions.

A key is the paper's id where that is short and plain, else `~` and a token for stored state: the
id, and the language that somebody asked to read in. Functions that look papers up block.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

import discord

from bot.discord_bot import custom_ids
from bot.discord_bot.custom_ids import MAX_KEY_CHARS
from bot.discord_bot.services import Services
from retrieval.errors import PaperNotFound
from retrieval.paper import Paper, normalize_title
from retrieval.sources.extract_ids import find_mentions
from retrieval.text import patterns as re

if TYPE_CHECKING:
    from bot.storage.component_state import ComponentState
    from retrieval.library.catalog.catalog import Catalog

_KIND = "paper"
_STORED_PREFIX = "~"
_PLAIN = re.compile(rf"[!-}}]{{1,{MAX_KEY_CHARS}}}")  # visible ASCII, without the mark

MAX_REFERENCES = 25
"""How many papers of one text are looked up."""

_OWN_ID = re.compile(r"t-[0-9a-f]{16}")
_OWN_IDS = re.compile(r"(?<![\w-])t-[0-9a-f]{16}(?![\w-])")
_MARKUP = re.compile(r"^[#>\-*\s]+|[*_`~|\\]+")
_MIN_TITLE_CHARS = 8
_MAX_TITLE_LINES = 12
_MAX_COMPLETIONS = 5


@dataclass(frozen=True, slots=True)
class PaperKey:
    """What a key refers to; `language` is empty unless somebody asked for one."""

    paper_id: str
    language: str = ""


def to_key(paper_id: str, remembered: ComponentState, now: datetime, *, language: str = "") -> str:
    """Return the key of a paper, at most `MAX_KEY_CHARS` characters."""
    if not language and _PLAIN.fullmatch(paper_id):
        return paper_id
    meant = {"paper_id": paper_id} | ({"language": language} if language else {})
    return _STORED_PREFIX + remembered.save(_KIND, meant, now)


def parse_key(key: str, remembered: ComponentState) -> PaperKey:
    """Return what a key refers to; if nothing is stored for it, the key is the id."""
    found = (
        remembered.load(_KIND, key.removeprefix(_STORED_PREFIX))
        if key.startswith(_STORED_PREFIX)
        else None
    )
    if found is None:
        return PaperKey(key)
    return PaperKey(str(found["paper_id"]), str(found.get("language", "")))


def to_paper_id(key: str, remembered: ComponentState) -> str:
    """Return the id of the paper that a key refers to."""
    return parse_key(key, remembered).paper_id


def find_paper(reference: str, papers: Catalog, remembered: ComponentState) -> Paper:
    """Return the paper of a key, or of what a person typed in its place: id, link, DOI, title.

    Raises PaperNotFound.
    """
    return papers.find(to_paper_id(reference.strip(), remembered))


def find_papers(
    references: Sequence[str], papers: Catalog, remembered: ComponentState
) -> list[Paper]:
    """Return the papers of keys that are still in the library, in their order."""
    ids = [to_paper_id(reference, remembered) for reference in references]
    found = papers.get_many(ids).values()
    return list({paper.paper_id: paper for paper in found}.values())


@dataclass(frozen=True, slots=True)
class MentionedPapers:
    """The papers that were named and are in the library, and the references that are not.

    `truncated`: more were named than are looked up. `uploaded` are the references to papers that
    only a member's upload gave: the id is no more than a claim, and a service may have the genuine
    paper.
    """

    papers: tuple[Paper, ...] = ()
    unknown: tuple[str, ...] = ()
    truncated: bool = False
    uploaded: tuple[str, ...] = ()

    @property
    def to_fetch(self) -> tuple[str, ...]:
        """The references to ask the services for."""
        return self.unknown + self.uploaded


def find_references(text: str, limit: int = MAX_REFERENCES) -> tuple[str, ...]:
    """Return the ids, DOIs and our own ids that `text` holds or links to, in their order."""
    ours = ((found.start(), found[0]) for found in _OWN_IDS.finditer(text))
    others = ((start, str(reference)) for start, reference in find_mentions(text))
    found = dict.fromkeys(reference for _, reference in sorted((*ours, *others)))
    return tuple(islice(found, limit))


def find_in_text(text: str, papers: Catalog) -> MentionedPapers:
    """Look up what a text refers to by link, id or DOI."""
    known: dict[str, Paper] = {}
    unknown: list[str] = []
    uploaded: list[str] = []
    references = find_references(text, MAX_REFERENCES + 1)
    for reference in references[:MAX_REFERENCES]:
        try:
            paper = papers.find(reference)
        except PaperNotFound:
            unknown.append(reference)
        else:
            known[paper.paper_id] = paper
            if paper.is_upload and not _OWN_ID.fullmatch(reference):
                uploaded.append(reference)
    cut = len(references) > MAX_REFERENCES
    return MentionedPapers(tuple(known.values()), tuple(unknown), cut, tuple(uploaded))


def find_in_message(message: discord.Message, services: Services) -> MentionedPapers:
    """Look up what a message names; of one of our own answers, the papers that it cites."""
    papers, community = services.application.catalog, services.stores
    if turn := community.turns.find_by_answer(message.id):
        cited = [citation.paper.paper_id for citation in turn.answer.citations]
        nearest = [hit.paper.paper_id for hit in turn.answer.nearest]
        if present := papers.get_many(cited or nearest):
            return MentionedPapers(tuple(present.values()))
    ours = [to_paper_id(key, community.component_state) for key in _our_keys(message)]
    found = {paper.paper_id: paper for paper in papers.get_many(ours[:MAX_REFERENCES]).values()}
    texts = list(_find_texts(message))
    referred = find_in_text("\n".join(texts), papers)
    found |= {paper.paper_id: paper for paper in referred.papers}
    if not found:
        found = {paper.paper_id: paper for paper in _find_by_title(texts, papers)}
    return replace(referred, papers=tuple(found.values()))


def _find_by_title(texts: Iterable[str], papers: Catalog) -> Iterator[Paper]:
    """Yield the papers that a whole line names by title."""
    lines = (line for text in texts for line in text.splitlines())
    for line in islice(lines, _MAX_TITLE_LINES):
        wanted = _MARKUP.sub("", line)
        title = normalize_title(wanted)
        if len(title) < _MIN_TITLE_CHARS:
            continue
        for paper_id, completed in papers.suggest_titles(wanted, _MAX_COMPLETIONS):
            if normalize_title(completed) == title:
                yield from papers.get_many([paper_id]).values()


def _our_keys(message: discord.Message) -> Iterator[str]:
    """Yield the keys of papers in the buttons of a message of this bot."""
    if message.application_id is None and not message.author.bot:
        return
    for component in walk_components(message.components):
        found = custom_ids.PAPER.fullmatch(getattr(component, "custom_id", None) or "")
        if found:
            yield found["key"]


def _find_texts(message: discord.Message) -> Iterator[str]:
    """Yield all text of a message where a paper may be named, links and previews included."""
    yield message.content
    for snapshot in message.message_snapshots:  # a forwarded message
        yield snapshot.content
    for embed in message.embeds:
        yield from (text for text in (embed.url, embed.title, embed.description) if text)
    for component in walk_components(message.components):
        yield from (
            text
            for text in (getattr(component, "content", None), getattr(component, "url", None))
            if isinstance(text, str)
        )


def walk_components(components: Iterable[Any]) -> Iterator[Any]:
    """Yield components and all that is in them."""
    for component in components:
        yield component
        yield from walk_components(getattr(component, "children", None) or ())
        if accessory := getattr(component, "accessory", None):
            yield from walk_components([accessory])
