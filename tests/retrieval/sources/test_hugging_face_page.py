"""Reading of saved Hugging Face Papers pages."""

from __future__ import annotations

import html
import json

import pytest

from retrieval.errors import SourceError
from retrieval.sources import hugging_face_page
from retrieval.sources.records import Record, Rejected
from tests.fuzzing import quick
from tests.shared_data import shared_path

ABSTRACT = "We study gates that open for few tokens and show that they cost little. " * 4

ARTICLES = f"""<!doctype html><html><body><h3>Papers</h3>
<article><a href="/papers/2401.00001"><img></a><h3><a href="/papers/2401.00001">Sparse
 &amp; <b>small</b> gates</a></h3><a href="/x">12</a><p>{ABSTRACT}</p></article>
<article><h3><a href="https://huggingface.co/papers/2401.00002v3#c">Wide gates</a></h3></article>
<article><h3><a href="/papers/2401.00003"> </a></h3><p>No title</p></article>
</body>"""


def _text(*pairs: tuple[str, str]) -> str:
    header = [
        "new",
        "Get trending papers in your email inbox!",
        "Subscribe",
        "byAK and all",
        "Mar 12",
    ]
    return "\n\n".join([*header, *(line for pair in pairs for line in pair)])


def _titles(results: list[Record | Rejected]) -> list[str]:
    return [result.paper.title for result in results if isinstance(result, Record)]


def test_text() -> None:
    """Title and abstract lines are paired past the page's own lines."""
    results = list(
        hugging_face_page.read(_text(("Sparse gates", ABSTRACT), ("Wide:gates", ABSTRACT)))
    )

    assert _titles(results) == ["Sparse gates", "Wide:gates"]
    assert results[0].line == 11
    assert isinstance(results[0], Record)
    assert results[0].paper.abstract == ABSTRACT.strip()
    assert results[0].paper.source == "huggingface-page"


def test_articles() -> None:
    """Articles of a page give their titles, abstracts and arXiv ids."""
    results = list(hugging_face_page.read(ARTICLES))

    assert _titles(results) == ["Sparse & small gates", "Wide gates"]
    papers = [result.paper for result in results if isinstance(result, Record)]
    assert [paper.paper_id for paper in papers] == ["2401.00001", "2401.00002"]
    assert papers[0].abstract == ABSTRACT.strip()
    assert isinstance(results[2], Rejected)


@pytest.mark.parametrize("key", ["dailyPapers", "papers"])
@pytest.mark.parametrize("wrapped", [True, False])
def test_embedded(key: str, wrapped: bool) -> None:
    """The page's embedded JSON is preferred, for it says more."""
    paper = {
        "id": "2401.00001",
        "title": "Sparse\n gates",
        "summary": ABSTRACT,
        "publishedAt": "2024-01-05T00:00:00.000Z",
        "authors": [{"name": "Ada Cole"}, {"name": "Bo Day"}],
        "upvotes": 7,
    }
    props = json.dumps({key: [{"paper": paper} if wrapped else paper, None, {"paper": 3}]})
    markup = f'<div class="SVELTE_HYDRATER" data-props="{html.escape(props)}"></div>{ARTICLES}'
    (record,) = hugging_face_page.read(markup)

    assert isinstance(record, Record)
    assert (record.paper.paper_id, record.paper.title) == ("2401.00001", "Sparse gates")
    assert record.paper.authors == ("Ada Cole", "Bo Day")
    assert str(record.paper.published) == "2024-01-05"
    assert record.paper.extra["upvotes"] == 7


@pytest.mark.parametrize("text", ["", "new\n\nMar 12", "<html><p>Nothing</p>", "<![bad[ ]>", "<"])
def test_no_paper(text: str) -> None:
    """A page without papers is an error that says what to save."""
    with pytest.raises(SourceError, match="shows no papers"):
        list(hugging_face_page.read(text))


@pytest.mark.parametrize("piece", ["<a\n", "<a/", "<a b='", "<!--", "</", "<?"])
def test_broken_markup_takes_linear_time(piece: str) -> None:
    """Tags that never end, of which a page may hold many, are read as they come."""
    with quick(1), pytest.raises(SourceError):
        list(hugging_face_page.read(piece * 100_000))


def test_seed() -> None:
    """All papers of the page that the project was created from come out, in order."""
    (path,) = shared_path("seed").glob("*.txt")
    text = path.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip()][5:]
    results = list(hugging_face_page.read(text))

    assert len(results) == 67
    assert _titles(results) == lines[::2]
    assert [r.paper.abstract for r in results if isinstance(r, Record)] == lines[1::2]
