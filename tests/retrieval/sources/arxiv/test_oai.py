"""arXiv's OAI-PMH: the whole record, what changed, what was deleted, and going on after a stop."""

from __future__ import annotations

import pytest

from retrieval.errors import SourceError
from retrieval.sources.arxiv import oai, oai_answer
from retrieval.sources.http.answer import Fetch
from retrieval.sources.records import Checkpoint, Record
from tests.retrieval.sources.arxiv.conftest import asking
from tests.retrieval.sources.arxiv.harvested import sort
from tests.servers.sources_server import ArxivWorld, Faults, SourcesServer

Arxiv = tuple[Fetch, SourcesServer]


def test_the_whole_record_is_harvested(arxiv: Arxiv, world: ArxivWorld):
    """Every paper once, in the order of its changes, and what was deleted as withdrawn."""
    got = sort(oai.harvest(arxiv[0]))

    assert got.ids == [paper.paper_id for paper in world.changes if not paper.deleted]
    assert sorted(got.withdrawn) == sorted(world.deleted())
    assert got.rejected == ()


@pytest.mark.parametrize("set_", ["cs", "cs.CL", "cs:cs:CL", "hep-th", "physics:hep-th", "physics"])
def test_a_set_is_harvested(arxiv: Arxiv, world: ArxivWorld, set_: str):
    """By its own name, or that of a category or archive."""
    wanted = {"cs": ("cs.CL", "cs.LG", "cs.CV"), "cs.CL": ("cs.CL",), "cs:cs:CL": ("cs.CL",)}

    got = sort(oai.harvest(arxiv[0], set_=set_))

    assert sorted(got.ids) == sorted(world.ids(*wanted.get(set_, ("hep-th",))))


def test_a_paper_is_read_in_full(arxiv: Arxiv, world: ArxivWorld):
    """As the API tells of it, but for the version."""
    made = next(p for p in world.alive if p.version > 1 and p.doi and "withdrawn" in p.comment)

    [got] = [
        each
        for each in oai.harvest(arxiv[0])
        if isinstance(each, Record) and each.paper.paper_id == made.paper_id
    ]

    assert (got.paper.title, got.paper.abstract) == (made.title, made.abstract)
    assert (got.paper.authors, got.paper.categories) == (made.authors, made.categories)
    assert (got.paper.published, got.paper.updated) == (
        made.published.date(),
        made.updated.date(),
    )
    assert got.paper.doi == made.doi
    assert got.paper.withdrawn


@pytest.mark.parametrize("set_", ["no set", "cs:cs:CL&x", "../x", "cs:", ":"])
def test_what_is_no_set_is_refused(arxiv: Arxiv, set_: str):
    """Before anybody is asked."""
    with pytest.raises(SourceError, match="is not an arXiv set"):
        list(oai.harvest(arxiv[0], set_=set_))

    assert arxiv[1].requests == []


@pytest.mark.parametrize("seed", range(8))
def test_faults_leave_nothing_out(world: ArxivWorld, seed: int):
    """A third of the answers is spoiled, in every way that heals."""
    with asking(world, Faults(seed, 1 / 3)) as (fetch, server):
        got = sort(oai.harvest(fetch))

    assert got.ids == [paper.paper_id for paper in world.changes if not paper.deleted]
    assert sorted(got.withdrawn) == sorted(world.deleted())
    assert server.counts()


# Going on


def test_a_harvest_goes_on_from_any_checkpoint(world: ArxivWorld):
    """By its token, with what comes after it."""
    with asking(world, page=150) as (fetch, server):
        whole = list(oai.harvest(fetch))
        places = [n for n, each in enumerate(whole) if isinstance(each, Checkpoint)]
        for done, place in enumerate(places[:-1], 1):
            server.requests.clear()
            rest = sort(oai.harvest(fetch, resume=whole[place].value))

            assert rest.ids == sort(whole[place:]).ids
            assert len(server.requests) == len(places) - done


def test_an_expired_token_goes_on_from_the_last_day(world: ArxivWorld):
    """Rather than from the start; what came of that day comes again."""
    with asking(world) as (fetch, server):
        whole = list(oai.harvest(fetch))
        places = [n for n, each in enumerate(whole) if isinstance(each, Checkpoint)]
        middle = places[len(places) // 2]
        server.expire_tokens()
        server.requests.clear()
        rest = sort(oai.harvest(fetch, resume=whole[middle].value))

    done, missing = set(sort(whole[:middle]).ids), set(sort(whole[middle:]).ids)
    days = {p.changed for p in world.changes if p.paper_id in done & set(rest.ids)}
    assert missing <= set(rest.ids)
    assert len(days) == 1
    assert len(server.requests) < len(places) * 2 / 3


def test_a_harvest_that_ended_takes_what_changed_since(world: ArxivWorld):
    """From the day on which it began, by arXiv's clock."""
    with asking(world) as (fetch, server):
        ended = sort(oai.harvest(fetch, set_="cs")).checkpoints[-1]
        server.requests.clear()
        again = sort(oai.harvest(fetch, set_="cs", resume=ended.value))

    assert again.ids == []
    assert server.requests[0].query["from"] == world.now.date().isoformat()


# The other formats


@pytest.mark.parametrize(
    ("record", "problem"),
    [
        (b"<record/>", "A record has no header."),
        (b"<record><header/></record>", "A record is not an arXiv paper."),
        (
            b"<record><header><identifier>oai:x:1</identifier></header></record>",
            "oai:x:1 is not an arXiv paper.",
        ),
        (
            b"<record><header><identifier>oai:arXiv.org:2611.00001</identifier></header></record>",
            "The record of 2611.00001 is empty.",
        ),
        (
            b"<record><header><identifier>oai:arXiv.org:2611.00001</identifier></header>"
            b"<metadata><arXiv><id>2611.00001</id></arXiv></metadata></record>",
            "arXiv has no title for 2611.00001.",
        ),
        (
            b"<record><header><identifier>oai:arXiv.org:2611.00001</identifier></header>"
            b"<metadata><marc/></metadata></record>",
            "2611.00001 has the unknown format 'marc'.",
        ),
    ],
)
def test_a_bad_record_says_what_is_wrong(record: bytes, problem: str):
    """And does not cost the others."""
    data = b"<OAI-PMH><ListRecords>" + record + b"</ListRecords></OAI-PMH>"

    [item] = oai_answer.read(data).items

    assert (item.paper, item.problem) == (None, problem)
