"""Papers of Semantic Scholar's API."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from retrieval.errors import SourceError
from retrieval.sources import semantic_scholar
from retrieval.sources.records import Record, Rejected
from tests.fakes.fetch import FakeFetch
from tests.retrieval.sources.recorded import recorded

API = "https://api.semanticscholar.org/graph/v1/paper"
ENTRY = {
    "paperId": "0" * 40,
    "externalIds": {"ArXiv": "2401.00001", "DOI": "10.1000/Gates.1", "CorpusId": 123},
    "url": "https://www.semanticscholar.org/paper/" + "0" * 40,
    "title": "Sparse gates",
    "abstract": "Few tokens open a gate.",
    "authors": [{"authorId": "1", "name": "Ada Cole"}, {"authorId": None, "name": "Bo Day"}],
    "publicationDate": "2024-01-05",
    "year": 2024,
    "venue": "GateConf",
    "citationCount": 9,
    "openAccessPdf": {"url": "https://arxiv.org/pdf/2401.00001", "status": "GREEN"},
    "fieldsOfStudy": ["Computer Science"],
    "tldr": {"model": "m", "text": "Gates open."},
}


def papers(results: Any) -> list[Any]:
    """Return the papers of the records."""
    return [result.paper for result in results if isinstance(result, Record)]


def one(**fields: object) -> Any:
    """Return the paper of an entry with other fields."""
    (paper,) = papers([semantic_scholar.parse_entry({**ENTRY, **fields}, 1)])
    return paper


def test_what_an_entry_says() -> None:
    """The arXiv id is the id, the DOI is kept, and so is what others made of the paper."""
    paper = one()

    assert (paper.paper_id, paper.doi, paper.url) == ("2401.00001", "10.1000/gates.1", "")
    assert (paper.title, paper.abstract) == ("Sparse gates", "Few tokens open a gate.")
    assert paper.authors == ("Ada Cole", "Bo Day")
    assert paper.published == date(2024, 1, 5)
    assert paper.source == "semantic-scholar"
    assert paper.categories == ()
    assert paper.extra == {
        "citations": 9,
        "tldr": "Gates open.",
        "venue": "GateConf",
        "pdf": "https://arxiv.org/pdf/2401.00001",
        "fields": ["Computer Science"],
        "corpus_id": 123,
    }


def test_ids_in_their_order() -> None:
    """Without an arXiv id the DOI is the id; without both the page is the address."""
    by_doi = one(externalIds={"DOI": "10.1000/Gates.1"})
    bare = one(externalIds={"CorpusId": 123})
    arxiv_doi = one(externalIds={"DOI": "10.48550/arXiv.2401.00001"})

    assert (by_doi.paper_id, by_doi.doi, by_doi.url) == ("10.1000/gates.1", "10.1000/gates.1", "")
    assert bare.url == ENTRY["url"]
    assert (arxiv_doi.paper_id, arxiv_doi.doi) == ("2401.00001", "")


def test_by_ids() -> None:
    """Each id gives its paper, or why not, in their order, in one request for 500."""
    fetch = FakeFetch({f"{API}/batch": [ENTRY, None, {"paperId": "b", "title": None}]})
    found = list(
        semantic_scholar.fetch_by_ids(fetch, ["ARXIV:2401.00001", "DOI:10.1/x", "CorpusId:5"])
    )

    assert [result.line for result in found] == [1, 2, 3]
    assert [type(result) for result in found] == [Record, Rejected, Rejected]
    assert isinstance(found[1], Rejected)
    assert "does not know DOI:10.1/x" in found[1].reason
    assert fetch.asked[0].json == {"ids": ["ARXIV:2401.00001", "DOI:10.1/x", "CorpusId:5"]}

    many = FakeFetch({f"{API}/batch": lambda asked: [ENTRY] * len(asked.json["ids"])})
    results = list(semantic_scholar.fetch_by_ids(many, [f"CorpusId:{n}" for n in range(1100)]))
    assert [result.line for result in results] == list(range(1, 1101))
    assert len(many.asked) == 3


def test_none_of_the_ids_is_known() -> None:
    """The service refuses where it knows no id, which is no error; another refusal is."""
    unknown = FakeFetch({f"{API}/batch": (400, {"error": "No valid paper ids given"})})
    refused = FakeFetch({f"{API}/batch": (400, {"error": "Unrecognized or unsupported fields"})})

    (result,) = semantic_scholar.fetch_by_ids(unknown, ["CorpusId:5"])
    assert isinstance(result, Rejected)
    with pytest.raises(SourceError, match=r"refused the request \(400: Unrecognized"):
        list(semantic_scholar.fetch_by_ids(refused, ["CorpusId:5"]))
    assert list(semantic_scholar.fetch_by_ids(refused, [])) == []


@pytest.mark.parametrize(
    ("name", "records", "rejected"),
    [
        ("sotawhat_search_transformer.json", 5, 0),
        ("digest_batch_small.json", 0, 3),
        ("test_search_paper.vcr.yaml", 100, 0),
    ],
)
def test_real_answers(name: str, records: int, rejected: int) -> None:
    """Every real answer gives its papers, or says why not."""
    (answer,) = recorded(f"semantic_scholar/{name}")
    entries = answer["data"] if isinstance(answer, dict) else answer
    results = [semantic_scholar.parse_entry(entry, 1) for entry in entries]

    assert (len(papers(results)), len(results)) == (records, records + rejected)
