"""Two accounts of one work make one paper."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.catalogue.merging import STARTER, merged
from retrieval.paper import Paper

OLD, NEW = date(2020, 1, 1), date(2021, 1, 1)

_days = st.none() | st.sampled_from([OLD, NEW, date(2022, 2, 2)])
_texts = st.sampled_from(["", "one", "two"])
_papers = st.builds(
    Paper,
    paper_id=st.sampled_from(["t-0123456789abcdef", "10.1000/a", "2001.00001", "own"]),
    title=_texts,
    abstract=_texts,
    authors=st.sampled_from([(), ("A. Lee",), ("B. Kim", "A. Lee")]),
    published=_days,
    updated=_days,
    categories=st.sampled_from([(), ("cs.CL",), ("cs.LG",)]),
    source=st.sampled_from(["", STARTER, "arxiv", "file"]),
    url=_texts,
    doi=st.sampled_from(["", "10.1000/a"]),
    extra=st.dictionaries(st.sampled_from("ab"), st.sampled_from([None, "", 0, 1, "x"])),
)


def paper(**fields: object) -> Paper:
    """Return a paper with `fields` over the least it needs."""
    return Paper(**{"paper_id": "10.1000/a", "title": "T", "abstract": "A", **fields})  # type: ignore[arg-type]


@given(_papers, _papers)
def test_merging_twice_changes_nothing(record: Paper, newcomer: Paper) -> None:
    """An account already merged brings nothing new."""
    once = merged(record, newcomer)

    assert merged(once, newcomer) == once


@given(_papers)
def test_merging_with_itself(record: Paper) -> None:
    """A paper merged with itself is itself, but that an unstated source cannot come about."""
    assert merged(record, record) == record or record.source == STARTER


@given(_papers, _papers)
def test_nothing_full_becomes_empty(record: Paper, newcomer: Paper) -> None:
    """An empty field never overwrites a full one."""
    result = merged(record, newcomer)

    for name in ("title", "abstract", "authors", "categories", "url"):
        assert bool(getattr(result, name)) == bool(getattr(record, name) or getattr(newcomer, name))


@given(_papers, _papers)
def test_dates_do_not_depend_on_order(one: Paper, other: Paper) -> None:
    """Either order gives the first publication and the last update of both."""
    a, b = merged(one, other), merged(other, one)

    assert (a.published, a.updated) == (b.published, b.updated)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"published": OLD}, {"published": NEW}, "new"),
        ({"published": NEW}, {"published": OLD}, "old"),
        ({"published": OLD}, {"published": OLD}, "new"),
        ({"published": OLD, "updated": NEW}, {"published": NEW}, "new"),
        ({"published": OLD}, {}, "new"),
        ({}, {"published": OLD}, "new"),
        ({"source": STARTER, "published": NEW}, {"source": "arxiv", "published": OLD}, "new"),
        ({"source": "arxiv", "published": OLD}, {"source": STARTER, "published": NEW}, "old"),
        ({"source": STARTER}, {"source": STARTER}, "new"),
        ({"source": STARTER}, {"source": ""}, "new"),
    ],
)
def test_whose_text_wins(old: dict[str, object], new: dict[str, object], expected: str) -> None:
    """The text of the account that is not older wins, and a starter's never does."""
    result = merged(paper(abstract="old", **old), paper(abstract="new", **new))

    assert result.abstract == expected


def test_older_account_fills_gaps() -> None:
    """An older account gives what the record lacks, and no more."""
    record = paper(published=NEW, url="", authors=())
    older = paper(published=OLD, url="https://a.example", authors=("A. Lee",), title="Other")

    result = merged(record, older)

    assert (result.title, result.url, result.authors) == (
        "T",
        "https://a.example",
        ("A. Lee",),
    )


def test_extra_is_merged_key_by_key() -> None:
    """The winner's keys overwrite, the other's stay, and empty values do not count."""
    record = paper(extra={"a": 1, "b": 1, "c": 1})

    result = merged(record, paper(extra={"a": 2, "b": "", "d": 0}))

    assert result.extra == {"a": 2, "b": 1, "c": 1, "d": 0}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("t-0123456789abcdef", "2001.00001", "2001.00001"),
        ("10.1000/a", "2001.00001", "2001.00001"),
        ("2001.00001", "10.1000/a", "2001.00001"),
        ("t-0123456789abcdef", "10.1000/a", "10.1000/a"),
        ("t-0123456789abcdef", "t-fedcba9876543210", "t-0123456789abcdef"),
    ],
)
def test_better_id_stays(first: str, second: str, expected: str) -> None:
    """An arXiv id is better than a DOI, a DOI than a hash, and the first is kept among equals."""
    assert merged(paper(paper_id=first), paper(paper_id=second)).paper_id == expected


def test_a_doi_that_was_the_id_is_kept() -> None:
    """The DOI that an arXiv id takes the place of becomes the paper's DOI."""
    assert merged(paper(paper_id="10.1000/a"), paper(paper_id="2001.00001")).doi == "10.1000/a"


def test_a_starter_does_not_make_a_record_newer() -> None:
    """Another source's dates stand, whichever account came first."""
    arxiv, starter = paper(source="arxiv", published=OLD), paper(source=STARTER, updated=NEW)

    for result in (merged(arxiv, starter), merged(starter, arxiv)):
        assert (result.published, result.updated) == (OLD, None)
