"""Papers of OpenAlex's API."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from retrieval.sources import openalex
from retrieval.sources.openalex import openalex_id
from retrieval.sources.records import Record, Rejected
from tests.fakes.fetch import Asked, FakeFetch
from tests.retrieval.sources.recorded import recorded

API = "https://api.openalex.org/works"
WORK = {
    "id": "https://openalex.org/W2741809807",
    "doi": "https://doi.org/10.1000/Gates.1",
    "ids": {"openalex": "https://openalex.org/W2741809807", "pmid": None},
    "title": "Sparse gates",
    "publication_date": "2024-01-05",
    "authorships": [
        {"author": {"display_name": "Ada Cole"}},
        {"author": None, "raw_author_name": "Bo  Day"},
    ],
    "primary_location": {
        "landing_page_url": "https://doi.org/10.1000/gates.1",
        "pdf_url": "https://gates.example.org/1.pdf",
        "source": {"display_name": "Journal of Gates"},
    },
    "locations": [{"landing_page_url": "https://gates.example.org/1", "pdf_url": None}],
    "abstract_inverted_index": {"Few": [0], "gate.": [4], "open": [2], "tokens": [1], "a": [3]},
    "is_retracted": False,
    "cited_by_count": 9,
    "primary_topic": {"display_name": "Neural networks"},
    "open_access": {"oa_url": "https://oa.example.org"},
}


def papers(results: Any) -> list[Any]:
    """Return the papers of the records."""
    return [result.paper for result in results if isinstance(result, Record)]


def one(**fields: object) -> Any:
    """Return the paper of a work with other fields."""
    (paper,) = papers([openalex.parse_entry({**WORK, **fields}, 1)])
    return paper


def test_what_a_work_says() -> None:
    """The DOI is the id, the abstract is put in order, and what is known beside it is kept."""
    paper = one()

    assert (paper.paper_id, paper.doi, paper.url) == ("10.1000/gates.1", "10.1000/gates.1", "")
    assert (paper.title, paper.abstract) == ("Sparse gates", "Few tokens open a gate.")
    assert paper.authors == ("Ada Cole", "Bo Day")
    assert paper.published == date(2024, 1, 5)
    assert paper.source == "openalex"
    assert not paper.withdrawn
    assert paper.extra == {
        "openalex_id": "W2741809807",
        "citations": 9,
        "venue": "Journal of Gates",
        "topic": "Neural networks",
        "pdf": "https://gates.example.org/1.pdf",
    }


@pytest.mark.parametrize(
    "fields",
    [
        {"doi": "https://doi.org/10.48550/arxiv.2401.00001"},
        {"ids": {"arxiv": "https://arxiv.org/abs/2401.00001v3"}},
        {"primary_location": {"landing_page_url": "http://arxiv.org/abs/2401.00001"}},
        {"locations": [None, {"pdf_url": "https://arxiv.org/pdf/2401.00001"}]},
    ],
)
def test_arxiv_ids_wherever_they_are(fields: dict[str, object]) -> None:
    """A work that is on arXiv is known by its id there, and keeps the publisher's DOI."""
    paper = one(**fields)

    assert paper.paper_id == "2401.00001"
    assert paper.doi == ("" if "doi" in fields else "10.1000/gates.1")


def test_retracted_works_are_withdrawn() -> None:
    """What was retracted is marked, and why."""
    paper = one(is_retracted=True)

    assert paper.withdrawn
    assert "OpenAlex" in paper.extra["withdrawn_reason"]
    assert not one(is_retracted="true").withdrawn


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("W2741809807", "W2741809807"),
        ("w123", "W123"),
        ("https://openalex.org/W2741809807", "W2741809807"),
        ("https://openalex.org/works/w2741809807", "W2741809807"),
        ("A2741809807", None),
        ("W123/../x", None),
        ("", None),
    ],
)
def test_openalex_ids(text: str, known: str | None) -> None:
    """Works have ids of their own, bare or in a link."""
    assert openalex_id(text) == known


def test_search_goes_through_pages() -> None:
    """Until one is not full."""

    def answer(request: Asked) -> object:
        start = 100 * int(request.params["page"]) - 100
        works = [{"id": f"W{n}", "title": f"W {n}"} for n in range(start, min(start + 100, 230))]
        return {"meta": {}, "results": works}

    fetch = FakeFetch({API: answer})
    found = papers(openalex.search(fetch, "gates", 500))

    assert [paper.title for paper in found] == [f"W {n}" for n in range(230)]
    assert [request.params.get("page") for request in fetch.asked] == ["1", "2", "3"]


def test_by_ids() -> None:
    """Each DOI or id gives its work, or why not, in their order."""
    fetch = FakeFetch({API: {"results": [WORK, {"id": "https://openalex.org/W7", "title": "T"}]}})
    asked = ["10.1000/none", "10.1000/GATES.1", "W7", "W2741809807"]
    found = list(openalex.fetch_by_ids(fetch, asked))

    assert [result.line for result in found] == [1, 2, 3, 4]
    assert [type(result) for result in found] == [Rejected, Record, Record, Record]
    assert isinstance(found[0], Rejected)
    assert "does not know 10.1000/none" in found[0].reason
    assert [request.params["filter"] for request in fetch.asked] == [
        "doi:10.1000/none|10.1000/gates.1",
        "openalex:W7|W2741809807",
    ]
    assert list(openalex.fetch_by_ids(fetch, [])) == []


def test_a_doi_that_no_filter_can_hold() -> None:
    """A DOI with a comma is asked for by itself."""
    work = {**WORK, "doi": "https://doi.org/10.1000/a,b|c"}
    fetch = FakeFetch({API: (404, b"<html>"), f"{API}/doi:10.1000/a%2Cb%7Cc": work})
    found = list(openalex.fetch_by_ids(fetch, ["10.1000/a,b|c", "10.1000/d,e"]))

    assert [type(result) for result in found] == [Record, Rejected]
    assert len(fetch.asked) == 2


def test_a_real_answer() -> None:
    """The works of a real list have ids, dates and authors; neither tells its abstract."""
    (answer,) = recorded("openalex/works_list_real.json")
    found = papers([openalex.parse_entry(work, 1) for work in answer["results"]])

    assert found[0].paper_id == "10.1038/s41586-021-03534-y"
    assert found[0].published == date(2021, 5, 19)
    assert found[0].extra["citations"] == 768
    assert found[0].extra["venue"] == "Nature"
    assert [len(paper.authors) for paper in found] == [42, 3]
    assert [paper.abstract for paper in found] == ["", ""]
