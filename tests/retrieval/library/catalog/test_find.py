"""Finding the paper that somebody means."""

from datetime import UTC, datetime

import pytest

from retrieval.errors import PaperNotFound
from retrieval.library.catalog.catalog import Catalog
from retrieval.paper import Paper, title_hash
from retrieval.provenance import Provenance

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ATTENTION = Paper("1706.03762", "Attention Is All You Need", "A.", doi="10.1000/attention")
PAPERS = [
    ATTENTION,
    Paper("1810.04805", "BERT: Pre-training of Deep Transformers", "B."),
    Paper("2001.00001", "Attention over graphs", "C."),
    Paper("2001.00002", "Graphs and $\\alpha$-attention", "D."),
]


@pytest.fixture
def library(catalog: Catalog) -> Catalog:
    """Give a catalog of four papers, and one with a trusted id."""
    catalog.upsert(PAPERS, NOW, Provenance.SERVICE)
    catalog.upsert(
        [Paper("4983", "Own ids", "", doi="10.1000/OWN")], NOW, Provenance.SERVICE, by_id_only=True
    )
    return catalog


@pytest.mark.parametrize(
    "reference",
    [
        "1706.03762",
        " arXiv:1706.03762v5 ",
        "https://arxiv.org/abs/1706.03762",
        "https://arxiv.org/pdf/1706.03762v2.pdf",
        "https://huggingface.co/papers/1706.03762",
        "https://doi.org/10.48550/arXiv.1706.03762",
        "10.1000/ATTENTION",
        "https://doi.org/10.1000/attention",
        title_hash("Attention is all you need"),
        "attention is ALL you need!",
        "Attention is",
        "all you ne",
    ],
)
def test_finds(library: Catalog, reference: str) -> None:
    """Ids, links, DOIs, titles and unambiguous parts of titles lead to the paper."""
    assert library.find(reference) == ATTENTION


def test_an_upload_of_a_title_stands_in_nobodys_way(library: Catalog) -> None:
    """Whoever names the title gets the paper that did not come by an upload."""
    claims = [
        Paper(f"10.1000/{number}", "Attention is all you need", "Forged.", (f"Eve Moss{number}",))
        for number in range(300)
    ]
    assert library.upsert(claims, NOW, Provenance.MEMBER).added == len(claims)

    assert library.find("Attention is all you need") == ATTENTION
    assert library.find("10.1000/7").abstract == "Forged."
    library.remove([ATTENTION.paper_id])
    with pytest.raises(PaperNotFound, match="may be several papers"):
        library.find("Attention is all you need")


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("attention", r"“attention” may be several papers: .*\(1706.03762\), .*\(2001.00001\)"),
        ("Attention is what we need", r"No paper is called .*Nearest: “Attention Is All You Need"),
        ("tention is all", "Nearest: “Attention Is All"),
        ("2512.00001", "No paper “2512.00001” is in the library"),
        ("10.1000/none", "is in the library"),
        ("quantum chromodynamics", "is in the library"),
        ("!?", "is in the library"),
        ("  ", "No paper was named"),
        ("x" * 500, "xxx…”"),
    ],
)
def test_does_not_find(library: Catalog, reference: str, expected: str) -> None:
    """What is meant by nobody, or by several papers, is said so, with what is near."""
    with pytest.raises(PaperNotFound, match=expected):
        library.find(reference)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("atten", ["1706.03762", "2001.00001", "2001.00002"]),
        ("graphs", ["2001.00002", "2001.00001"]),
        ("gra att", ["2001.00001", "2001.00002"]),
        ("ttention", []),
        ("bert pre", ["1810.04805"]),
        ("", ["4983", "2001.00002", "2001.00001", "1810.04805", "1706.03762"]),
    ],
)
def test_completes_titles(library: Catalog, text: str, expected: list[str]) -> None:
    """Titles that begin so come first, then those whose words do, in any order."""
    assert [paper_id for paper_id, _ in library.suggest_titles(text, 25)] == expected
    assert library.suggest_titles(text, 1) == library.suggest_titles(text, 25)[:1]


def test_completion_is_readable_and_current(library: Catalog) -> None:
    """Titles are shown as people read them, and a change is seen at once."""
    assert library.suggest_titles("graphs and", 5) == [("2001.00002", "Graphs and α-attention")]

    library.remove(["2001.00002"])

    assert library.suggest_titles("graphs and", 5) == []
