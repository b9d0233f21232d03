"""The JSON services over real HTTP: a stand-in on loopback that fails now and then."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from retrieval.sources import hugging_face, openalex
from retrieval.sources.http.answer import Fetch
from retrieval.sources.http.client import Bounds, Client
from retrieval.sources.http.hosts import PAUSE_SECONDS
from retrieval.sources.records import Record, Rejected
from retrieval.sources.resolve import fetch_by_reference
from tests.fakes.clock import FakeTime
from tests.servers.sources_server import ArxivWorld, SourcesServer
from tests.servers.sources_server.faults import OF_ANY_ANSWER, Faults

DAILY = "https://huggingface.co/api/daily_papers"
WORKS = "https://api.openalex.org/works"
SCHOLAR = "https://api.semanticscholar.org/graph/v1/paper"
PAGES = 4


def given(server: SourcesServer, url: str, value: object, **query: str) -> None:
    """Answer with JSON, in UTF-8 as it is."""
    server.give(url, json.dumps(value, ensure_ascii=False).encode(), query=query)


def entries(page: int) -> list[dict[str, Any]]:
    """Return a hundred papers, whose titles are not ASCII."""
    return [
        {"id": f"2401.{n:05}", "paperId": str(n), "title": f"Naïve {n} — Schrödinger", "upvotes": n}
        for n in range(100 * page, 100 * page + 100)
    ]


def filled(server: SourcesServer) -> None:
    """Give the stand-in four pages of each kind."""
    given(server, DAILY, [])
    given(server, WORKS, {"results": []})
    for page in range(PAGES):
        found = entries(page)
        given(server, DAILY, [{"paper": entry} for entry in found], p=str(page))
        works = [{**entry, "id": f"https://openalex.org/W{entry['paperId']}"} for entry in found]
        given(server, WORKS, {"results": works}, page=str(page + 1))


@pytest.fixture
def fetch_from() -> Iterator[Callable[[SourcesServer], Fetch]]:
    """Open clients whose time passes at once."""
    time, opened = FakeTime(), []

    def fetch(server: SourcesServer) -> Fetch:
        context = Client(
            mirror=server.address,
            pauses=dict.fromkeys(PAUSE_SECONDS, 0.0),
            bounds=Bounds(connect=2, read=5, total=20, tries=8, first_wait=1, max_wait=60),
            clock=time.clock,
            sleep=time.sleep,
            random=lambda: 0.0,
        )
        opened.append(context)
        return context.__enter__()

    yield fetch
    for context in opened:
        context.__exit__(None, None, None)


ASK: dict[str, Callable[[Fetch], Iterator[Record | Rejected]]] = {
    "hugging face": lambda fetch: hugging_face.fetch_daily(fetch),
    "openalex": lambda fetch: openalex.search(fetch, "naïve", 400),
}


@pytest.mark.parametrize("service", ASK)
@pytest.mark.parametrize("seed", [None, 1, 2, 3])
def test_faults_leave_nothing_out(
    fetch_from: Callable[[SourcesServer], Fetch], service: str, seed: int | None
) -> None:
    """With a third of the answers spoiled, the same papers come, each once and unharmed."""
    faults = None if seed is None else Faults(seed, 0.33, OF_ANY_ANSWER)
    with SourcesServer(faults=faults) as server:
        filled(server)
        results = list(ASK[service](fetch_from(server)))

        titles = [result.paper.title for result in results if isinstance(result, Record)]
        assert titles == [f"Naïve {n} — Schrödinger" for n in range(100 * PAGES)]
        assert seed is None or server.counts()


def test_by_reference(fetch_from: Callable[[SourcesServer], Fetch]) -> None:
    """Papers of all services at once, with the key and words that each expects."""
    world = ArxivWorld(papers=5)
    known = world.alive[0].paper_id
    with SourcesServer(world) as server:
        work = {"id": "https://openalex.org/W1", "doi": "https://doi.org/10.1000/a", "title": "A"}
        given(server, WORKS, {"results": [work]}, filter="doi:10.1000/a|10.1000/b")
        scholar = [{"title": "Other", "abstract": "Of A."}, None, {"title": "Seven"}]
        given(server, f"{SCHOLAR}/batch", scholar)
        given(
            server,
            f"https://huggingface.co/api/papers/{known}",
            {"title": "x", "id": known, "upvotes": 5},
        )
        asked = [f"https://arxiv.org/abs/{known}v1", "10.1000/a", "10.1000/b", "CorpusId:7"]
        results = list(fetch_by_reference(fetch_from(server), asked))

        assert [type(result) for result in results] == [Record, Record, Rejected, Record]
        papers = [result.paper for result in results if isinstance(result, Record)]
        assert (papers[0].paper_id, papers[0].extra["upvotes"]) == (known, 5)
        assert (papers[1].paper_id, papers[1].abstract) == ("10.1000/a", "Of A.")
        (batch,) = [request for request in server.requests if request.path.endswith("/batch")]
        assert batch.method == "POST"
        assert json.loads(batch.body) == {"ids": ["DOI:10.1000/a", "DOI:10.1000/b", "CorpusId:7"]}
