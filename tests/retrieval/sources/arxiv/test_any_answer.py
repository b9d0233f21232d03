"""arXiv's answers, spoiled in every way: papers, or an error that says what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import SourceError
from retrieval.paper import Paper
from retrieval.sources.arxiv import api, feed
from retrieval.sources.arxiv.query import SearchProgress, build_search_query
from retrieval.sources.records import Record
from tests.fakes.fetch import FakeFetch
from tests.fuzzing import everywhere, fuzzed, odd_texts, quick, spoiled_bytes, spoiled_texts
from tests.servers.sources_server import ArxivWorld, arxiv

WORLD = ArxivWorld(papers=3, days=1, seed=4)
ATOM = arxiv.api(WORLD, {"search_query": "all:on", "max_results": "3"}).body
RSS = arxiv.feed(WORLD, ["cs.CL", "cs.LG", "cs.CV", "stat.ML", "hep-th", "math.AG"]).body


def _sound(paper: Paper) -> None:
    """Assert that every store takes a paper."""
    assert paper.paper_id
    assert paper.title
    "".join((paper.title, paper.abstract, *paper.authors, *paper.categories, paper.doi)).encode()
    paper.for_reading()


def _page(data: bytes) -> None:
    with quick(), suppress(SourceError):
        for entry in api.read_page(data).entries:
            if isinstance(entry, Paper):
                _sound(entry)


def _feed(data: bytes) -> None:
    with quick(), suppress(SourceError):
        for found in feed.read(data):
            if isinstance(found, Record):
                _sound(found.paper)


READERS = [pytest.param(_page, [ATOM], id="API"), pytest.param(_feed, [RSS], id="feeds")]


@pytest.mark.parametrize(("read", "samples"), READERS)
@fuzzed
@given(data=st.data())
def test_any_answer(
    read: Callable[[bytes], None], samples: list[bytes], data: st.DataObject
) -> None:
    """Papers that every store takes, or an error."""
    read(data.draw(spoiled_bytes(samples)))


@pytest.mark.parametrize(("read", "samples"), READERS)
def test_any_value(read: Callable[[bytes], None], samples: list[bytes]) -> None:
    """Each field holds what it should not."""
    for sample in samples:
        for spoiled in everywhere(sample.decode()):
            read(spoiled.encode())


@pytest.mark.parametrize(
    "ask",
    [
        lambda fetch: api.harvest(fetch, query="x", max_papers=50),
        lambda fetch: api.harvest(fetch, categories=["cs.CL"], since=date(2026, 1, 1)),
        lambda fetch: api.fetch_by_ids(fetch, ["2401.00001", "2401.00002"]),
        lambda fetch: feed.harvest(fetch, ["cs.CL"]),
    ],
)
@fuzzed
@given(data=st.sampled_from([ATOM, RSS]).flatmap(lambda each: spoiled_bytes([each])))
def test_any_harvest_ends(ask: Callable[[FakeFetch], object], data: bytes) -> None:
    """Whoever gets the same spoiled answer again and again gives up."""
    fetch = FakeFetch({"https://": data})
    with quick(10), suppress(SourceError):
        list(ask(fetch))  # type: ignore[call-overload]
    assert len(fetch.asked) < 300


@fuzzed
@given(odd_texts | spoiled_texts(['ti:"sparse gates" OR au:lovelace ANDNOT abs:x-ray cat:cs.CL']))
def test_any_search(query: str) -> None:
    """Whatever is typed becomes one line of arXiv's syntax, its quotes and brackets in pairs."""
    with quick(), suppress(SourceError):
        found = build_search_query(["cs.CL"], query, None, date(2026, 1, 2))

        assert found.count('"') % 2 == 0
        assert found.count("(") == found.count(")")
        assert "\n" not in found


KEPT = [
    SearchProgress(
        ((date(2026, 1, 1), None), (None, date(2025, 1, 1))), 5, 10, 5, date(2026, 2, 1)
    ),
    SearchProgress((), asked=date(2026, 2, 1)),
]


@fuzzed
@given(
    spoiled_texts([each.to_json() for each in KEPT])
    | st.sampled_from(['{"windows":[[null,null]],"start":1e999,"total":0,"given":0,"asked":null}'])
    | st.sampled_from(['{"ended":"0001-01-01"}', "[" * 9000])
)
def test_any_checkpoint(text: str) -> None:
    """One that cannot be read begins anew."""
    with quick():
        progress = SearchProgress.from_json(text, None, date(2026, 3, 1))
        assert SearchProgress.from_json(progress.to_json(), None, None) == progress


def test_a_day_in_no_time_zone() -> None:
    """A paper whose day cannot be read has none, and comes in."""
    odd = b"<pubDate>Mon, 01 Jan 2024 00:00:00 +99999999999999"
    found = feed.read(re.sub(rb"<pubDate>[^<]+", odd, RSS))

    assert len(found) == len(feed.read(RSS))
    assert {record.paper.published for record in found if isinstance(record, Record)} == {None}
