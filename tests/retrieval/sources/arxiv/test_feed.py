"""arXiv's daily feeds: what was announced, and how."""

from __future__ import annotations

import pytest

from retrieval.errors import SourceError
from retrieval.sources.arxiv import feed
from retrieval.sources.http.answer import Fetch
from retrieval.sources.records import Record
from tests.retrieval.sources.arxiv.conftest import asking
from tests.retrieval.sources.arxiv.harvested import sort
from tests.servers.sources_server import ArxivWorld, Faults, SourcesServer

Arxiv = tuple[Fetch, SourcesServer]

ITEM = """<rss xmlns:arxiv="http://arxiv.org/schemas/atom"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>x</title><item>
 <title>Cats {more}</title><guid>oai:arXiv.org:{id}</guid><dc:creator>{people}</dc:creator>
 <description>{said}</description><pubDate>{date}</pubDate></item></channel></rss>"""


def item(**fields: str) -> Record:
    """Return the paper of a feed with one item."""
    usual = {
        "more": "sleep",
        "id": "2611.00001v1",
        "people": "Ada Lovelace",
        "said": "arXiv:2611.00001v1 Announce Type: new Abstract: They do.",
        "date": "Tue, 24 Nov 2026 00:00:00 -0500",
    }
    [found] = feed.read(ITEM.format(**{**usual, **fields}).encode())
    assert isinstance(found, Record)
    return found


@pytest.mark.parametrize("seed", range(6))
def test_faults_leave_nothing_out(world: ArxivWorld, seed: int):
    """Though every other answer is spoiled."""
    with asking(world) as (fetch, _):
        expected = sort(feed.harvest(fetch, ["cs.CL"])).ids
    with asking(world, Faults(seed, 0.5)) as (fetch, _):
        assert sort(feed.harvest(fetch, ["cs.CL"])).ids == expected


@pytest.mark.parametrize(
    ("said", "announced", "published", "updated"),
    [
        ("arXiv:2611.00001v1 Announce Type: new \nAbstract: They do.", "new", True, False),
        ("arXiv:2611.00001v1 Announce Type: cross Abstract: They do.", "cross", True, False),
        ("arXiv:2611.00001v3 Announce Type: replace Abstract: They do.", "replace", False, True),
        ("They do.", None, True, False),
        ("Abstract: They do.", None, True, False),
    ],
)
def test_the_preamble_is_read_and_taken_off(
    said: str, announced: str | None, published: bool, updated: bool
):
    """The day is that of the announcement, and counts as what that was of."""
    paper = item(said=said).paper

    assert paper.abstract == "They do."
    assert paper.extra.get("announced") == announced
    assert (paper.published is not None, paper.updated is not None) == (published, updated)


@pytest.mark.parametrize(
    ("people", "names"),
    [
        ("Ada Lovelace, Kurt Gödel", ("Ada Lovelace", "Kurt Gödel")),
        ("Plato, Ada Lovelace", ("Plato", "Ada Lovelace")),
        ("Ada Lovelace (London, UK), Bo Ek (1, 2)", ("Ada Lovelace", "Bo Ek")),
        ("Sammy Davis, Jr., Bo Ek", ("Sammy Davis Jr.", "Bo Ek")),
        ("", ()),
    ],
)
def test_authors_are_told_apart(people: str, names: tuple[str, ...]):
    """In one text, by commas."""
    assert item(people=people).paper.authors == names


def test_an_error_that_comes_as_a_feed_is_told():
    """In arXiv's own words."""
    with asking(ArxivWorld(papers=0)) as (fetch, server):
        error = (
            b"<rss><channel><title>Feed error for query: cs.XX</title>"
            b"<description>Bad archive 'cs.XX'</description></channel></rss>"
        )
        server.give("https://rss.arxiv.org/rss/cs.XX", error, status=400)

        with pytest.raises(SourceError, match=r"Bad archive 'cs\.XX'"):
            list(feed.harvest(fetch, ["cs.XX"]))


@pytest.mark.parametrize("categories", [[], ["../x"], ["cs.CL?x"], ["cs.CL", "cs.CL+x"]])
def test_only_categories_are_asked_for(arxiv: Arxiv, categories: list[str]):
    """So that nothing else gets into the address."""
    with pytest.raises(SourceError, match="category"):
        list(feed.harvest(arxiv[0], categories))

    assert arxiv[1].requests == []
