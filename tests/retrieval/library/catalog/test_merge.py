"""Two accounts of one work make one paper."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.library.catalog.merge import (
    find_version,
    is_later_version,
    is_withdrawal_notice,
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


@settings(max_examples=500)
@given(_arxiv, _arxiv)
def test_merging_versions_twice_changes_nothing(record: Paper, newcomer: Paper) -> None:
    """So it is with versions, withdrawals and cross-listings."""
    once = merge(record, newcomer)

    assert merge(once, newcomer) == once


@settings(max_examples=500)
@given(_arxiv, _arxiv)
def test_withdrawals_and_dates_do_not_depend_on_order(one: Paper, other: Paper) -> None:
    """Whichever account came first, the work is withdrawn or not, dated and versioned alike."""
    a, b = merge(one, other), merge(other, one)

    assert (a.published, a.updated, a.withdrawn) == (b.published, b.updated, b.withdrawn)
    if is_later_version(one, other) is not None:
        assert a.extra["version"] == b.extra["version"]


@settings(max_examples=500)
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


@given(_papers)
def test_merging_with_itself(record: Paper) -> None:
    """A paper merged with itself is itself."""
    assert merge(record, record) == record


@given(_papers, _papers)
def test_nothing_full_becomes_empty(record: Paper, newcomer: Paper) -> None:
    """An empty field never overwrites a full one."""
    result = merge(record, newcomer)

    for name in ("title", "abstract", "authors", "categories", "url"):
        assert bool(getattr(result, name)) == bool(getattr(record, name) or getattr(newcomer, name))


@given(_papers, _papers)
def test_dates_do_not_depend_on_order(one: Paper, other: Paper) -> None:
    """Either order gives the first publication and the last update of both."""
    a, b = merge(one, other), merge(other, one)

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
    ],
)
def test_whose_text_wins(old: dict[str, object], new: dict[str, object], expected: str) -> None:
    """The text of the account that is not older wins."""
    result = merge(paper(abstract="old", **old), paper(abstract="new", **new))

    assert result.abstract == expected


def test_older_account_fills_gaps() -> None:
    """An older account gives what the record lacks, and no more."""
    record = paper(published=NEW, url="", authors=())
    older = paper(published=OLD, url="https://a.example", authors=("A. Lee",), title="Other")

    result = merge(record, older)

    assert (result.title, result.url, result.authors) == (
        "T",
        "https://a.example",
        ("A. Lee",),
    )


def test_extra_is_merged_key_by_key() -> None:
    """The winner's keys overwrite, the other's stay, and empty values do not count."""
    record = paper(extra={"a": 1, "b": 1, "c": 1})

    result = merge(record, paper(extra={"a": 2, "b": "", "d": 0}))

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
    assert merge(paper(paper_id=first), paper(paper_id=second)).paper_id == expected


def test_a_doi_that_was_the_id_is_kept() -> None:
    """The DOI that an arXiv id takes the place of becomes the paper's DOI."""
    assert merge(paper(paper_id="10.1000/a"), paper(paper_id="2001.00001")).doi == "10.1000/a"


def test_a_starter_does_not_make_a_record_newer() -> None:
    """Another source's dates stand, whichever account came first."""
    arxiv = paper(source="arxiv", published=OLD, abstract="theirs")
    starter = paper(source=STARTER, updated=NEW, abstract="ours")

    for result in (merge(arxiv, starter, outranks=-1), merge(starter, arxiv, outranks=1)):
        assert (result.published, result.updated) == (OLD, None)
        assert (result.abstract, result.source) == ("theirs", "arxiv")


def test_an_account_written_for_footnote_is_never_taken_for_the_authors() -> None:
    """A record whose source gives no abstract keeps Footnote's account, and says whose it is."""
    indexed = paper(source="openalex", abstract="", published=NEW)
    starter = paper(source=STARTER, abstract="ours", published=OLD)

    for result in (merge(indexed, starter, outranks=-1), merge(starter, indexed, outranks=1)):
        assert (result.abstract, result.described_by_footnote) == ("ours", True)


def arxiv(version: int | None = None, abstract: str = "A.", **fields: object) -> Paper:
    """Return a version's account of a paper on arXiv."""
    extra = {} if version is None else {"version": version}
    given = {"source": "arxiv", "categories": ("cs.CL",), "extra": extra, **fields}
    return paper(paper_id="2001.00001", abstract=abstract, **given)


def test_a_higher_version_wins_whatever_the_dates() -> None:
    """The text and the date of the last change are the higher version's, in either order."""
    first = arxiv(1, "one", published=OLD, updated=date(2022, 2, 2))
    second = arxiv(2, "two", published=OLD, updated=NEW)

    for result in (merge(first, second), merge(second, first)):
        assert (result.abstract, result.extra["version"]) == ("two", 2)
        assert (result.published, result.updated) == (OLD, NEW)


def test_an_unknown_version_goes_by_dates() -> None:
    """An account that says no version wins where it is not older, and the number stays."""
    second = arxiv(2, "two", published=OLD, updated=NEW)

    newer = merge(second, arxiv(None, "later", published=date(2022, 2, 2)))
    older = merge(second, arxiv(None, "earlier", published=OLD))
    assert (newer.abstract, newer.extra["version"]) == ("later", 2)
    assert (older.abstract, older.extra["version"]) == ("two", 2)


def test_of_one_day_the_one_that_names_its_version_wins() -> None:
    """So that accounts of Hugging Face's and arXiv's do not take turns."""
    named, unnamed = arxiv(1, "named", published=OLD), arxiv(None, "unnamed", published=OLD)

    for result in (merge(named, unnamed), merge(unnamed, named)):
        assert (result.abstract, result.extra["version"]) == ("named", 1)


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


def test_a_notice_is_better_than_nothing() -> None:
    """Where no account has a real abstract, the notice stays."""
    last = arxiv(3, _NOTICE, extra={"version": 3, "withdrawn": True})

    assert merge(arxiv(2, ""), last).abstract == _NOTICE
    assert merge(last, arxiv(2, "")).abstract == _NOTICE


def test_a_higher_version_takes_a_withdrawal_back() -> None:
    """Only a later version that stands does; the same one and unknown ones do not."""
    record = arxiv(extra={"version": 2, "withdrawn": True, "withdrawn_reason": "An error."})

    for newcomer in (arxiv(2, published=NEW), arxiv(1), arxiv(published=NEW)):
        assert merge(record, newcomer).withdrawn
        assert merge(record, newcomer).extra["withdrawn_reason"] == "An error."
    back = merge(record, arxiv(3))
    assert not back.withdrawn
    assert back.extra == {"version": 3}


def test_what_is_counted_is_the_newcomers() -> None:
    """Upvotes and the like change without a version: who looked last knows them."""
    record = arxiv(2, updated=NEW, extra={"version": 2, "upvotes": 3, "citations": 1})
    seen = paper(paper_id="2001.00001", published=OLD, extra={"upvotes": 0, "stars": 9})

    assert merge(record, seen).extra == {"version": 2, "upvotes": 0, "citations": 1, "stars": 9}


@pytest.mark.parametrize(
    ("abstract", "notice"),
    [
        ("This paper has been withdrawn by the author due to an error.", True),
        ("This submission was withdrawn. It overlaps with another.", True),
        ("The article has been temporarily withdrawn", True),
        ("[Withdrawn] We found a gap in Lemma 2.", True),
        ("Paper withdrawn", True),
        ("RETRACTED: gates", True),
        ("The drug was withdrawn from the market in 2004.", False),
        ("We study why papers are withdrawn.", False),
        ("This paper studies withdrawn drugs.", False),
        ("Retraction of the arm is modelled.", False),
        ("", False),
    ],
)
def test_notices(abstract: str, notice: bool) -> None:
    """A notice of withdrawal begins with one; a paper about withdrawals does not."""
    assert is_withdrawal_notice(abstract) is notice
