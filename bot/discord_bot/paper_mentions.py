"""Find the papers that a text or a message names: by link, id or DOI, by title, by our own marks.

The functions that look papers up block.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

import discord

from bot.discord_bot import custom_ids
from bot.discord_bot.paper_refs import id_of
from bot.discord_bot.services import Services
from retrieval.errors import PaperNotFound
from retrieval.paper import Paper, normalised_title
from retrieval.provenance import UPLOAD
from retrieval.sources.extract_ids import mentions

if TYPE_CHECKING:
    from retrieval.library.catalog import Catalog

MOST = 25
"""How many papers of one text are looked up."""

_HASH = re.compile(r"(?<![\w-])t-[0-9a-f]{16}(?![\w-])")
_MARKUP = re.compile(r"^[#>\-*\s]+|[*_`~|\\]+")
_SHORTEST_TITLE = 8
_TITLE_LINES = 12
_COMPLETED = 5


@dataclass(frozen=True, slots=True)
class Named:
    """The papers that were named and are in the library, and the references that are not.

    `cut`: more were named than are looked up. `uploaded` are the references to papers that only a
    member's upload gave: the id is no more than a claim, and a service may have the genuine paper.
    """

    papers: tuple[Paper, ...] = ()
    unknown: tuple[str, ...] = ()
    cut: bool = False
    uploaded: tuple[str, ...] = ()

    @property
    def to_fetch(self) -> tuple[str, ...]:
        """The references to ask the services for."""
        return self.unknown + self.uploaded


def references_in(text: str, most: int = MOST) -> tuple[str, ...]:
    """Return the ids, DOIs and our own ids that `text` holds or links to, in their order."""
    ours = ((found.start(), found[0]) for found in _HASH.finditer(text))
    others = ((start, str(reference)) for start, reference in mentions(text))
    found = dict.fromkeys(reference for _, reference in sorted((*ours, *others)))
    return tuple(islice(found, most))


def named_in_text(text: str, papers: Catalog) -> Named:
    """Look up what a text refers to by link, id or DOI."""
    known: dict[str, Paper] = {}
    unknown: list[str] = []
    uploaded: list[str] = []
    references = references_in(text, MOST + 1)
    for reference in references[:MOST]:
        try:
            paper = papers.find(reference)
        except PaperNotFound:
            unknown.append(reference)
        else:
            known[paper.paper_id] = paper
            if paper.source == UPLOAD and not _HASH.fullmatch(reference):
                uploaded.append(reference)
    cut = len(references) > MOST
    return Named(tuple(known.values()), tuple(unknown), cut, tuple(uploaded))


def named_in(message: discord.Message, services: Services) -> Named:
    """Look up what a message names; of one of our own answers, the papers that it cites."""
    papers, community = services.application.catalogue, services.stores
    if turn := community.turns.find_by_answer(message.id):
        cited = [citation.paper.paper_id for citation in turn.answer.citations]
        nearest = [hit.paper.paper_id for hit in turn.answer.nearest]
        if present := papers.get_many(cited or nearest):
            return Named(tuple(present.values()))
    ours = [id_of(key, community.remembered) for key in _our_keys(message)]
    found = {paper.paper_id: paper for paper in papers.get_many(ours[:MOST]).values()}
    texts = list(_texts(message))
    referred = named_in_text("\n".join(texts), papers)
    found |= {paper.paper_id: paper for paper in referred.papers}
    if not found:
        found = {paper.paper_id: paper for paper in _titled(texts, papers)}
    return replace(referred, papers=tuple(found.values()))


def _titled(texts: Iterable[str], papers: Catalog) -> Iterator[Paper]:
    """Yield the papers that a whole line names by title."""
    lines = (line for text in texts for line in text.splitlines())
    for line in islice(lines, _TITLE_LINES):
        wanted = _MARKUP.sub("", line)
        title = normalised_title(wanted)
        if len(title) < _SHORTEST_TITLE:
            continue
        for paper_id, completed in papers.titles(wanted, _COMPLETED):
            if normalised_title(completed) == title:
                yield from papers.get_many([paper_id]).values()


def _our_keys(message: discord.Message) -> Iterator[str]:
    """Yield the keys of papers in the buttons of a message of this bot."""
    if message.application_id is None and not message.author.bot:
        return
    for component in _components(message.components):
        found = custom_ids.PAPER.fullmatch(getattr(component, "custom_id", None) or "")
        if found:
            yield found["key"]


def _texts(message: discord.Message) -> Iterator[str]:
    """Yield all text of a message where a paper may be named, links and previews included."""
    yield message.content
    for snapshot in message.message_snapshots:  # a forwarded message
        yield snapshot.content
    for embed in message.embeds:
        yield from (text for text in (embed.url, embed.title, embed.description) if text)
    for component in _components(message.components):
        yield from (
            text
            for text in (getattr(component, "content", None), getattr(component, "url", None))
            if isinstance(text, str)
        )


def _components(components: Iterable[Any]) -> Iterator[Any]:
    """Yield components and all that is in them."""
    for component in components:
        yield component
        yield from _components(getattr(component, "children", None) or ())
        if accessory := getattr(component, "accessory", None):
            yield from _components([accessory])
