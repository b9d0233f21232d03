"""Papers of Hugging Face's API."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from retrieval.sources import hugging_face
from retrieval.sources.records import Record, Rejected
from tests.fakes.fetch import Asked, FakeFetch
from tests.retrieval.sources.recorded import recorded

DAILY = "https://huggingface.co/api/daily_papers"
SEARCH = "https://huggingface.co/api/papers/search"
ENTRY = {
    "paper": {
        "id": "2401.00001",
        "title": "Sparse\n gates",
        "summary": "Few tokens open a gate.",
        "publishedAt": "2024-01-05T00:00:00.000Z",
        "submittedOnDailyAt": "2024-01-08T00:00:00.000Z",
        "authors": [{"name": "Ada Cole", "hidden": False}, {"name": "Bo Day"}],
        "upvotes": 7,
        "githubRepo": "https://github.com/example/gates",
        "githubStars": 12,
        "projectPage": "https://gates.example.org",
        "ai_summary": "Gates open for few tokens.",
        "ai_keywords": ["gates", "tokens"],
        "organization": {"name": "gatelab", "fullname": "The Gate Lab"},
    },
    "title": "Sparse gates",
    "publishedAt": "2024-01-04T20:00:00.000Z",
    "numComments": 2,
    "thumbnail": "https://cdn.example.org/a.png",
}


def entry(number: int) -> dict[str, Any]:
    """Return the least that an entry has."""
    return {"paper": {"id": f"2401.{number:05}", "title": f"Paper {number}", "summary": "A."}}


def pages(total: int, size: int = 100) -> Any:
    """Return a function that answers with one page after another of `total` entries."""

    def answer(request: Asked) -> list[dict[str, Any]]:
        start = int(request.params["p"]) * size
        return [entry(n) for n in range(start, min(start + size, total))]

    return answer


def papers(results: Any) -> list[Any]:
    """Return the papers of the records."""
    return [result.paper for result in results if isinstance(result, Record)]


def test_what_an_entry_says() -> None:
    """Everything that the community added is kept beside the paper, under the page's names."""
    (paper,) = papers(hugging_face.fetch_daily(FakeFetch({DAILY: [ENTRY]})))

    assert (paper.paper_id, paper.title) == ("2401.00001", "Sparse gates")
    assert paper.abstract == "Few tokens open a gate."
    assert paper.authors == ("Ada Cole", "Bo Day")
    assert (paper.published, paper.updated) == (date(2024, 1, 5), None)
    assert paper.source == "hf-daily"
    assert paper.extra == {
        "upvotes": 7,
        "comments": 2,
        "stars": 12,
        "submitted_on": "2024-01-08",
        "code": "https://github.com/example/gates",
        "project_page": "https://gates.example.org",
        "keywords": ["gates", "tokens"],
        "ai_summary": "Gates open for few tokens.",
        "organisation": "The Gate Lab",
    }


@pytest.mark.parametrize(
    ("asked", "sent"),
    [
        ({}, {}),
        ({"day": date(2026, 11, 20)}, {"date": "2026-11-20"}),
        ({"week": "2026-W47"}, {"week": "2026-W47"}),
        ({"month": "2026-11"}, {"month": "2026-11"}),
    ],
)
def test_what_is_asked(asked: dict[str, Any], sent: dict[str, str]) -> None:
    """The period and the order are passed on, a page at a time."""
    fetch = FakeFetch({DAILY: []})

    assert list(hugging_face.fetch_daily(fetch, **asked)) == []
    assert fetch.asked == [Asked(DAILY, {**sent, "limit": "100", "p": "0"})]


def test_all_pages_are_read() -> None:
    """Page after page, until one brings nothing new; short pages are not the end."""
    fetch = FakeFetch({DAILY: pages(250, size=80)})
    found = list(hugging_face.fetch_daily(fetch))

    assert len(papers(found)) == 250
    assert [result.line for result in found] == list(range(1, 251))
    assert len(fetch.asked) == 5


def test_search() -> None:
    """What is found comes in the order of the answer."""
    fetch = FakeFetch({SEARCH: [entry(2), entry(1), None]})
    found = list(hugging_face.search(fetch, "gates & tokens", 3))

    assert [paper.paper_id for paper in papers(found)] == ["2401.00002", "2401.00001"]
    assert isinstance(found[2], Rejected)
    assert fetch.asked == [Asked(SEARCH, {"q": "gates & tokens", "limit": "3"})]
    assert papers(found)[0].source == "huggingface"


def test_by_id() -> None:
    """A paper of its own comes without the entry around it."""
    known = "https://huggingface.co/api/papers/2401.00001"
    fetch = FakeFetch({known: {**ENTRY["paper"], "numComments": 3}})  # type: ignore[dict-item]
    found = hugging_face.fetch_by_id(fetch, "https://arxiv.org/abs/2401.00001v2")

    assert isinstance(found, Record)
    assert found.paper.extra["upvotes"] == 7
    assert found.paper.extra["comments"] == 3


def test_unknown_ids() -> None:
    """What is not there, or cannot be, is said; what cannot be is not asked for."""
    fetch = FakeFetch({"https://huggingface.co/api/papers/": (404, {"error": "Paper not found"})})

    assert "no page for 2401.00009" in rejected(hugging_face.fetch_by_id(fetch, "2401.00009"))
    assert "not an arXiv id" in rejected(hugging_face.fetch_by_id(fetch, "../../api/whoami"))
    assert len(fetch.asked) == 1


def rejected(result: object) -> str:
    """Return why."""
    assert isinstance(result, Rejected)
    return result.reason


@pytest.mark.parametrize(
    ("name", "count", "voted"),
    [
        ("sotawhat_daily_papers.json", 30, 30),
        ("allnews_daily_papers.json", 5, 5),
        ("digest_small.json", 2, 2),
        ("veille_small.json", 2, 2),
    ],
)
def test_real_answers(name: str, count: int, voted: int) -> None:
    """Every real answer is read whole."""
    (answer,) = recorded(f"hf_daily_papers/{name}")
    found = papers(hugging_face.read(answer))

    assert len(found) == count
    assert all(paper.title and paper.abstract and paper.published for paper in found)
    assert all(paper.paper_id.startswith("26") for paper in found)
    assert sum("upvotes" in paper.extra for paper in found) == voted
