"""Papers by what people refer to, whichever service knows them."""

from __future__ import annotations

from typing import Any

import pytest

from retrieval.errors import SourceDown, SourceError
from retrieval.sources.records import Record, Rejected
from retrieval.sources.resolve import fetch_by_reference
from tests.fakes.fetch import Asked, FakeFetch

ARXIV = "https://export.arxiv.org/api/query"
FACE = "https://huggingface.co/api/papers/"
OPEN = "https://api.openalex.org/works"
SCHOLAR = "https://api.semanticscholar.org/graph/v1/paper/batch"


GATES, HEP = "2410.11842", "hep-th/9901001"
ENTRY = """<entry><id>http://arxiv.org/abs/{0}v2</id><title>On {0}</title>
<summary>The abstract of {0}.</summary><published>2024-10-15T00:00:00Z</published>
<updated>2024-10-16T00:00:00Z</updated><author><name>Ada Cole</name></author>
<category term="cs.CL"/></entry>"""


def atom(*known: str) -> Any:
    """Return a function that answers as arXiv's API, which knows some papers."""

    def answer(request: Asked) -> bytes:
        found = [i for i in request.params["id_list"].split(",") if i in known]
        entries = "".join(ENTRY.format(i) for i in found)
        return (
            '<feed xmlns="http://www.w3.org/2005/Atom">'
            '<totalResults xmlns="http://a9.com/-/spec/opensearch/1.1/">'
            f"{len(found)}</totalResults>"
            '<startIndex xmlns="http://a9.com/-/spec/opensearch/1.1/">0</startIndex>'
            f"{entries}</feed>"
        ).encode()

    return answer


def works(*found: dict[str, Any]) -> dict[str, Any]:
    """Return OpenAlex's answer."""
    return {"results": list(found)}


def work(doi: str, *words: str, number: int = 1) -> dict[str, Any]:
    """Return a work of OpenAlex's, with an abstract of these words."""
    inverted = {word: [place] for place, word in enumerate(words)} or None
    return {
        "id": f"https://openalex.org/W{number}",
        "doi": f"https://doi.org/{doi}" if doi else None,
        "title": f"The work {doi or number}",
        "abstract_inverted_index": inverted,
    }


def scholar(**known: dict[str, Any]) -> Any:
    """Return a function that answers as Semantic Scholar, which knows some papers by their ids."""

    def answer(request: Asked) -> object:
        ids = request.json["ids"]  # type: ignore[index]
        found = [known.get(i.replace(":", "_").replace("/", "_").replace(".", "_")) for i in ids]
        return found if any(found) else (400, {"error": "No valid paper ids given"})

    return answer


NOBODY = {OPEN: works(), SCHOLAR: scholar(), FACE: (404, {"error": "not found"}), ARXIV: atom()}


def ask(answers: dict[str, Any], *asked: str) -> tuple[list[Any], FakeFetch]:
    """Return what references give, and the fetch that was asked."""
    fetch = FakeFetch({**NOBODY, **answers})
    return list(fetch_by_reference(fetch, asked)), fetch


def papers(results: list[Any]) -> list[Any]:
    """Return the papers of the records."""
    return [result.paper for result in results if isinstance(result, Record)]


def reason(result: object) -> str:
    """Return why there is no paper."""
    assert isinstance(result, Rejected)
    return result.reason


def test_arxiv_ids_come_from_arxiv_with_their_votes() -> None:
    """The paper is arXiv's, Hugging Face adds what its readers made of it; nobody else is asked."""
    votes = {"id": GATES, "title": "On it", "upvotes": 7, "ai_summary": "Short."}
    results, fetch = ask(
        {ARXIV: atom(GATES, HEP), FACE + GATES: votes}, f"https://arxiv.org/abs/{GATES}v1", HEP
    )

    first, second = papers(results)
    assert (first.paper_id, first.abstract) == (GATES, f"The abstract of {GATES}.")
    assert first.source == "arxiv"
    assert (first.extra["upvotes"], first.extra["ai_summary"]) == (7, "Short.")
    assert first.extra["version"] == 2
    assert (second.paper_id, "upvotes" in second.extra) == (HEP, False)
    assert fetch.hosts() == ["export.arxiv.org", "huggingface.co", "huggingface.co"]


def test_each_once_and_in_order() -> None:
    """Lines are places in what was asked; a second mention gives nothing more."""
    results, _ = ask(
        {ARXIV: atom(GATES), OPEN: works(work("10.1000/a", "A."))},
        "10.1000/a",
        "nothing",
        f"{GATES} and 10.1000/a",
        f"arxiv.org/abs/{GATES}",
    )

    assert [(type(result), result.line) for result in results] == [
        (Record, 1),
        (Rejected, 2),
        (Record, 3),
    ]
    assert "“nothing” is not an arXiv id, a DOI" in reason(results[1])


def test_one_dead_service_does_not_lose_the_others() -> None:
    """What another service has still comes; the rest say which one was down."""
    down = SourceDown("OpenAlex does not answer. Try again later.")
    results, _ = ask({ARXIV: atom(GATES), OPEN: down}, GATES, "10.1000/a", "W1234567")

    assert [paper.paper_id for paper in papers(results)] == [GATES]
    assert reason(results[1]) == (
        "10.1000/a gave no paper. Semantic Scholar does not know it. "
        "OpenAlex does not answer. Try again later."
    )
    assert reason(results[2]) == (
        "W1234567 gave no paper. OpenAlex does not answer. Try again later."
    )


def test_none_can_be_asked() -> None:
    """Where every service fails, that is an error: down, if all are."""
    down = dict.fromkeys((ARXIV, OPEN, SCHOLAR), SourceDown("It does not answer."))
    with pytest.raises(SourceDown, match=r"^It does not answer\.$"):
        ask(down, GATES, "10.1000/a")
    with pytest.raises(SourceError, match="refused the request") as caught:
        ask({**down, OPEN: (403, {})}, "10.1000/a")
    assert not isinstance(caught.value, SourceDown)


def test_nothing_to_ask_for() -> None:
    """What refers to nothing is said, and nobody is asked."""
    results, fetch = ask({}, "", "https://evil.example/abs/2410.11842", "x" * 500)

    assert [result.line for result in results] == [1, 2, 3]
    assert len(reason(results[2])) < 300
    assert fetch.asked == []
    assert ask({})[0] == []
