"""The API of arXiv: all papers of a search, each once, whatever goes wrong on the way."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from retrieval.errors import SourceDown, SourceError
from retrieval.sources.arxiv import api
from retrieval.sources.http.answer import Fetch
from retrieval.sources.records import Checkpoint, Record, Rejected
from tests.retrieval.sources.arxiv.conftest import asking
from tests.retrieval.sources.arxiv.harvested import sort
from tests.servers.sources_server import ArxivWorld, Fault, Faults, SourcesServer

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 10)
Arxiv = tuple[Fetch, SourcesServer]


def test_a_search_yields_every_paper_once(arxiv: Arxiv, world: ArxivWorld):
    """The newest first."""
    got = sort(api.harvest(arxiv[0], categories=["cs.CL", "hep-th"], since=FIRST, until=LAST))

    assert got.ids == [p.paper_id for p in world.alive if {"cs.CL", "hep-th"} & {*p.categories}]
    assert got.rejected == ()


def test_a_paper_is_read_in_full(arxiv: Arxiv, world: ArxivWorld):
    """With what only arXiv says in `extra`, and only where it says it."""
    made = next(p for p in world.alive if p.version > 1 and p.doi and "withdrawn" in p.comment)

    [paper] = sort(api.fetch_by_ids(arxiv[0], [made.paper_id])).papers

    assert (paper.title, paper.abstract) == (made.title, made.abstract)
    assert (paper.authors, paper.categories) == (made.authors, made.categories)
    assert (paper.published, paper.updated) == (made.published.date(), made.updated.date())
    assert (paper.source, paper.doi) == ("arxiv", made.doi)
    assert paper.url == f"https://arxiv.org/abs/{made.paper_id}"
    assert paper.extra == {
        "version": made.version,
        "primary_category": made.categories[0],
        "comment": made.comment,
        "withdrawn": True,
    }


@pytest.mark.parametrize("most", [0, 1, 7, 200, 201, 10_000])
def test_no_more_than_wanted_are_yielded(arxiv: Arxiv, world: ArxivWorld, most: int):
    """Nor asked for."""
    got = sort(api.harvest(arxiv[0], categories=["cs.CL"], max_papers=most))

    assert len(got.ids) == min(most, len(world.ids("cs.CL")))
    asked = sum(int(request.query["max_results"]) for request in arxiv[1].requests)
    assert asked <= max(most, 0) or most > 201


@pytest.mark.parametrize("seed", range(3))
def test_faults_leave_nothing_out(world: ArxivWorld, seed: int):
    """Half of the answers are spoiled, in every way that heals; people are told of none."""
    with asking(world, Faults(100 + seed, 1 / 2)) as (fetch, server):
        got = sort(api.harvest(fetch, since=FIRST))

    assert sorted(got.ids) == sorted(world.ids())
    assert got.rejected == ()
    assert server.counts()


def test_a_page_that_is_never_given_is_told(world: ArxivWorld):
    """A few papers at a time; the others come."""
    with asking(world) as (fetch, server):
        harvest = api.harvest(fetch, categories=["cs.CL"])
        first = [each for each in itertools.islice(harvest, 201) if isinstance(each, Record)]
        server.fail(*[Fault.EMPTY] * 8)
        rest = sort(harvest)

    assert len(first) == 200
    assert rest.rejected == ("arXiv counts 25 more papers but returns none.",)
    assert len(first) + len(rest.ids) == len(world.ids("cs.CL")) - 25


def test_a_service_that_gives_nothing_more_is_down(world: ArxivWorld):
    """After several pages; the last checkpoint is from before."""
    with asking(world) as (fetch, server):
        harvest = api.harvest(fetch, categories=["cs.CL"])
        assert isinstance(list(itertools.islice(harvest, 201))[-1], Checkpoint)
        server.fail(*[Fault.EMPTY] * 99)
        with pytest.raises(SourceDown, match="more papers but returns none"):
            list(harvest)


def test_a_page_that_is_never_whole_is_an_error(world: ArxivWorld):
    """After some tries, with what was wrong."""
    with (
        asking(world, Faults(1, 1, (Fault.WEB_PAGE,))) as (fetch, server),
        pytest.raises(SourceError, match="sent a web page instead of papers"),
    ):
        list(api.harvest(fetch, categories=["cs.CL"]))

    assert len(server.requests) == 8


def test_more_than_can_be_paged_is_parted_by_days(
    world: ArxivWorld, monkeypatch: pytest.MonkeyPatch
):
    """No page begins beyond what arXiv gives reliably, and nothing is lost or yielded twice."""
    monkeypatch.setattr(api, "_MAX_PAGED_RESULTS", 1_000)
    with asking(world) as (fetch, server):
        got = sort(api.harvest(fetch, since=FIRST))

    assert sorted(got.ids) == sorted(world.ids())
    assert max(int(request.query["start"]) for request in server.requests) < 1_000
    assert len({request.query["search_query"] for request in server.requests}) == 3


# Going on


@dataclass
class Saved:
    """Has one checkpoint saved, of any harvest."""

    value: str

    def get_state(self, key: str) -> str:
        return self.value

    def set_state(self, key: str, value: str) -> None:
        """Save nothing."""


def test_a_harvest_goes_on_from_any_checkpoint(world: ArxivWorld):
    """With what comes after it, and no page that came before."""
    with asking(world) as (fetch, server):
        whole = list(api.harvest(fetch, since=FIRST))
        asked = len(server.requests)
        places = [n for n, each in enumerate(whole[:-1]) if isinstance(each, Checkpoint)]
        assert places
        for place in places:
            server.requests.clear()
            rest = sort(api.harvest(fetch, since=FIRST, checkpoints=Saved(whole[place].value)))

            assert rest.ids == sort(whole[place:]).ids
            assert len(server.requests) < asked


def test_a_harvest_that_ended_takes_what_is_new(world: ArxivWorld):
    """A week back, since papers are announced days after the day they count by."""
    with asking(world) as (fetch, server):
        ended = sort(api.harvest(fetch, categories=["cs.CL"], since=FIRST)).checkpoints[-1]
        again = sort(
            api.harvest(fetch, categories=["cs.CL"], since=FIRST, checkpoints=Saved(ended.value))
        )

    days = {paper.published for paper in again.papers}
    assert min(filter(None, days)) == world.now.date() - timedelta(days=7)
    assert "submittedDate:[202611040000 TO" in server.requests[-1].query["search_query"]


# By id


def test_ids_are_looked_up_in_their_order(arxiv: Arxiv, world: ArxivWorld):
    """In every form, whatever version they name; each that is none is told of, by its place."""
    one, two = world.alive[0].paper_id, world.alive[1].paper_id

    got = list(
        api.fetch_by_ids(
            arxiv[0],
            [two, f"https://arxiv.org/abs/{one}v1", "no id", "2611.99999", f"arXiv:{two}v7"],
        )
    )

    assert [each.paper.paper_id for each in got if isinstance(each, Record)] == [two, one, two]
    assert [each for each in got if isinstance(each, Rejected)] == [
        Rejected(3, "'no id' is not an arXiv id. Give one such as 2410.11842."),
        Rejected(4, "arXiv has no paper 2611.99999."),
    ]


def test_an_id_that_arxiv_cannot_read_does_not_cost_the_others(world: ArxivWorld):
    """It answers 400 to all of them."""
    wanted = [paper.paper_id for paper in world.alive[:8]]
    with asking(world) as (fetch, server):
        bad = wanted[3]
        error = b"""<feed xmlns="http://www.w3.org/2005/Atom"><totalResults>1</totalResults>
            <startIndex>0</startIndex><entry><id>https://arxiv.org/api/errors#x</id>
            <title>Error</title><summary>incorrect id format</summary></entry></feed>"""
        url = "https://export.arxiv.org/api/query"
        for size in (8, 4, 2, 1):
            for first in range(0, 8, size):
                ids = wanted[first : first + size]
                if bad in ids:
                    server.give(url, error, status=400, query={"id_list": ",".join(ids)})

        got = sort(api.fetch_by_ids(fetch, wanted))

    assert got.ids == [paper_id for paper_id in wanted if paper_id != bad]
    assert got.rejected == (f"arXiv has no paper {bad}.",)
