"""Two accounts of one work make one paper."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.library.catalog.merge import (
    find_version,
    is_later_version,
    merge,
)
from retrieval.paper import Paper
from retrieval.provenance import STARTER

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
_versions = st.fixed_dictionaries(
    {},
    optional={
        "version": st.sampled_from([1, 2, 3, 0, True, "2"]),
        "withdrawn": st.sampled_from([True, False, "yes"]),
        "withdrawn_reason": st.sampled_from(["an error", "a lemma", ""]),
        "announced": st.sampled_from(["new", "cross", "replace", "replace-cross", 1]),
        "primary_category": st.sampled_from(["cs.CL", "cs.LG"]),
        "upvotes": st.integers(0, 3),
    },
)
_NOTICE = "This paper has been withdrawn by the author."
_arxiv = st.builds(
    replace,
    _papers,
    paper_id=st.sampled_from(["2001.00001", "2001.00001", "10.1000/a"]),
    abstract=st.sampled_from(["", "one", "two", _NOTICE]),
    categories=st.lists(st.sampled_from(["cs.CL", "cs.LG", "cs.IR"]), unique=True).map(tuple),
    extra=_versions,
)


def paper(**fields: object) -> Paper:
    """Return a paper with `fields` over the least it needs."""
    return Paper(**{"paper_id": "10.1000/a", "title": "T", "abstract": "A", **fields})  # type: ignore[arg-type]


@given(_papers, _papers)
def test_merging_twice_changes_nothing(record: Paper, newcomer: Paper) -> None:
    """An account already merged brings nothing new."""
    once = merge(record, newcomer)

    assert merge(once, newcomer) == once


@settings(max_examples=200)
@given(_arxiv, _arxiv)
def test_withdrawals_and_dates_do_not_depend_on_order(one: Paper, other: Paper) -> None:
    """Whichever account came first, the work is withdrawn or not, dated and versioned alike."""
    a, b = merge(one, other), merge(other, one)

    assert (a.published, a.updated, a.withdrawn) == (b.published, b.updated, b.withdrawn)
    if is_later_version(one, other) is not None:
        assert a.extra["version"] == b.extra["version"]


@settings(max_examples=200)
@given(_arxiv, _arxiv)
def test_older_versions_replace_nothing(record: Paper, newcomer: Paper) -> None:
    """An older version fills gaps and adds categories; what there was stays as it was."""
    record = replace(record, source="arxiv", extra={**record.extra, "version": 3})
    newcomer = replace(newcomer, source="arxiv", extra={**newcomer.extra, "version": 2})
    result = merge(record, newcomer)

    assert not record.title or result.title == record.title
    assert not record.authors or result.authors == record.authors
    assert result.abstract == record.abstract or record.abstract in ("", _NOTICE)
    assert set(record.categories) <= set(result.categories)
    assert not record.updated or result.updated == record.updated
    assert result.withdrawn == record.withdrawn
    assert find_version(result) == find_version(record)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"published": OLD}, {"published": NEW}, "new"),
        ({"published": NEW}, {"published": OLD}, "old"),
        ({"published": OLD}, {"published": OLD}, "new"),
        ({"published": OLD, "updated": NEW}, {"published": NEW}, "new"),
        ({"published": OLD}, {}, "new"),
        ({}, {"published": OLD}, "new"),
    ],
)
def test_whose_text_wins(old: dict[str, object], new: dict[str, object], expected: str) -> None:
    """The text of the account that is not older wins."""
    result = merge(paper(abstract="old", **old), paper(abstract="new", **new))

    assert result.abstract == expected


def test_a_starter_does_not_make_a_record_newer() -> None:
    """Another source's dates stand, whichever account came first."""
    arxiv = paper(source="arxiv", published=OLD, abstract="theirs")
    starter = paper(source=STARTER, updated=NEW, abstract="ours")

    for result in (
        merge(arxiv, starter, outranks=-1),
        merge(starter, arxiv, outranks=1),
    ):
        assert (result.published, result.updated) == (OLD, None)
        assert (result.abstract, result.source) == ("theirs", "arxiv")


def test_an_account_written_for_footnote_is_never_taken_for_the_authors() -> None:
    """A record whose source gives no abstract keeps Footnote's account, and says whose it is."""
    indexed = paper(source="openalex", abstract="", published=NEW)
    starter = paper(source=STARTER, abstract="ours", published=OLD)

    for result in (
        merge(indexed, starter, outranks=-1),
        merge(starter, indexed, outranks=1),
    ):
        assert (result.abstract, result.described_by_footnote) == ("ours", True)


def arxiv(version: int | None = None, abstract: str = "A.", **fields: object) -> Paper:
    """Return a version's account of a paper on arXiv."""
    extra = {} if version is None else {"version": version}
    given = {"source": "arxiv", "categories": ("cs.CL",), "extra": extra, **fields}
    return paper(paper_id="2001.00001", abstract=abstract, **given)


@pytest.mark.parametrize(
    ("newcomer", "expected"),
    [
        (arxiv(1, categories=("cs.AI",), extra={"announced": "cross"}), ("cs.CL", "cs.AI")),
        (arxiv(1, categories=("cs.AI", "cs.CL"), extra={"announced": "new"}), ("cs.AI", "cs.CL")),
        (arxiv(2, categories=("cs.LG", "cs.CL")), ("cs.LG", "cs.CL")),
        (arxiv(categories=("cs.LG",), published=OLD), ("cs.CL", "cs.LG")),
        (arxiv(2, categories=()), ("cs.CL",)),
        (
            arxiv(categories=("cs.AI",), extra={"announced": "cross", "primary_category": "cs.AI"}),
            ("cs.AI", "cs.CL"),
        ),
    ],
)
def test_cross_listings(newcomer: Paper, expected: tuple[str, ...]) -> None:
    """A cross-listing and an older account add categories; a newer full account has them all."""
    assert merge(arxiv(1, published=NEW), newcomer).categories == expected


def test_withdrawn_by_a_later_version() -> None:
    """A version that only says it is withdrawn marks the paper and leaves the abstract."""
    gone = {"version": 3, "withdrawn": True, "withdrawn_reason": "An error."}
    record, last = arxiv(2, "What it says."), arxiv(3, _NOTICE, extra=gone)

    for result in (merge(record, last), merge(last, record)):
        assert result.withdrawn
        assert result.abstract == "What it says."
        assert result.extra == gone


def test_a_higher_version_takes_a_withdrawal_back() -> None:
    """Only a later version that stands does; the same one and unknown ones do not."""
    record = arxiv(extra={"version": 2, "withdrawn": True, "withdrawn_reason": "An error."})

    for newcomer in (arxiv(2, published=NEW), arxiv(1), arxiv(published=NEW)):
        assert merge(record, newcomer).withdrawn
        assert merge(record, newcomer).extra["withdrawn_reason"] == "An error."
    back = merge(record, arxiv(3))
    assert not back.withdrawn
    assert back.extra == {"version": 3}
