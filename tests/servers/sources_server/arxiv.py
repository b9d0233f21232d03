"""Answer as arXiv's services do, from a world: its API and its feeds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from email.utils import format_datetime
from urllib.parse import quote, urlencode
from xml.sax.saxutils import escape

from tests.servers.sources_server.preprint import Preprint
from tests.servers.sources_server.search import CannotSearch
from tests.servers.sources_server.world import ArxivWorld

_HEAD = "<?xml version='1.0' encoding='UTF-8'?>\n"
_ATOM = (
    '<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" '
    'xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns="http://www.w3.org/2005/Atom">'
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service sends back."""

    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def api(world: ArxivWorld, query: Mapping[str, str], drop: Sequence[int] = ()) -> Answer:
    """Answer a search or a look-up by ids; `drop` are places of a page to leave out."""
    size, start = int(query.get("max_results", 10)), int(query.get("start", 0))
    if listed := query.get("id_list"):
        for wanted in listed.split(","):
            if not any(character.isdigit() for character in wanted):
                return _api_error(world, f"incorrect id format for {wanted}")
        known = {paper.paper_id: paper for paper in world.alive}
        bare = [wanted.partition("v")[0] for wanted in listed.split(",")]
        found = [known[wanted] for wanted in bare if wanted in known]
    else:
        try:
            found = list(world.found(query.get("search_query", "")))
        except (CannotSearch, ValueError) as error:
            return _api_error(world, str(error))
    page = [p for place, p in enumerate(found[start : start + size]) if place not in drop]
    return _atom(world, query, "".join(map(_entry, page)), len(found), start)


def _api_error(world: ArxivWorld, said: str) -> Answer:
    entry = (
        f"<entry><id>https://arxiv.org/api/errors#{quote(said)}</id><title>Error</title>"
        f"<summary>{escape(said)}</summary></entry>"
    )
    return Answer(_atom(world, {}, entry, 1, 0).body, 400)


def _atom(
    world: ArxivWorld, query: Mapping[str, str], entries: str, total: int, start: int
) -> Answer:
    body = (
        f"{_HEAD}{_ATOM}<id>https://arxiv.org/api/x</id>"
        f"<title>arXiv Query: {escape(urlencode(query))}</title>"
        f"<updated>{world.now:%Y-%m-%dT%H:%M:%SZ}</updated>"
        f"<opensearch:itemsPerPage>{query.get('max_results', 10)}</opensearch:itemsPerPage>"
        f"<opensearch:totalResults>{total}</opensearch:totalResults>"
        f"<opensearch:startIndex>{start}</opensearch:startIndex>{entries}</feed>"
    )
    return Answer(body.encode(), headers={"content-type": "application/atom+xml"})


def _entry(paper: Preprint) -> str:
    authors = "".join(f"<author><name>{escape(a)}</name></author>" for a in paper.authors)
    terms = "".join(f'<category term="{c}"/>' for c in paper.categories)
    named = f"<arxiv:doi>{paper.doi}</arxiv:doi>" if paper.doi else ""
    return (
        f"<entry><id>http://arxiv.org/abs/{paper.paper_id}v{paper.version}</id>"
        f"<title>{escape(paper.title)}</title><updated>{paper.updated:%Y-%m-%dT%H:%M:%SZ}</updated>"
        f"<summary>{escape(paper.abstract)}</summary>{terms}"
        f"<published>{paper.published:%Y-%m-%dT%H:%M:%SZ}</published>"
        f"<arxiv:comment>{escape(paper.comment)}</arxiv:comment>{named}"
        f'<arxiv:primary_category term="{paper.categories[0]}"/>{authors}</entry>'
    )


def feed(world: ArxivWorld, categories: Iterable[str]) -> Answer:
    """Answer with what was announced on the last day."""
    wanted = set(categories)
    items = "".join(
        _item(paper, announced, world)
        for paper in world.alive
        if wanted & set(paper.categories) and (announced := _announced(paper, world, wanted))
    )
    title = f"<title>{', '.join(sorted(wanted))} updates on arXiv.org</title>"
    body = (
        f'{_HEAD}<rss xmlns:arxiv="http://arxiv.org/schemas/atom" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0">'
        f"<channel>{title}<skipDays><day>Sunday</day></skipDays>{items}</channel></rss>"
    )
    return Answer(body.encode(), headers={"content-type": "application/rss+xml"})


def _announced(paper: Preprint, world: ArxivWorld, wanted: set[str]) -> str:
    here = "" if paper.categories[0] in wanted else "-cross"
    if paper.published.date() == world.last_day:
        return "cross" if here else "new"
    return f"replace{here}" if paper.updated.date() == world.last_day else ""


def _item(paper: Preprint, announced: str, world: ArxivWorld) -> str:
    full = f"{paper.paper_id}v{paper.version}"
    said = escape(f"arXiv:{full} Announce Type: {announced} \nAbstract: {paper.abstract}")
    shared = (
        f"<title>{escape(paper.title)}</title>"
        f"<arxiv:announce_type>{announced}</arxiv:announce_type>"
        "<dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights>"
        f"<dc:creator>{escape(', '.join(paper.authors))}</dc:creator>"
    )
    terms = "".join(f"<category>{c}</category>" for c in paper.categories)
    day = format_datetime(world.now.replace(hour=0))
    return (
        f'<item><guid isPermaLink="false">oai:arXiv.org:{full}</guid>{shared}'
        f"<link>https://arxiv.org/abs/{paper.paper_id}</link>"
        f"<description>{said}</description>{terms}<pubDate>{day}</pubDate></item>"
    )
