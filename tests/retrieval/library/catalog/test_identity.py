"""Which papers are the same work."""

import pytest

from retrieval.library.catalog.identity import (
    Identity,
    fold_name,
    is_same_work,
    may_share_author,
    to_canonical,
    to_key,
)
from retrieval.paper import Paper, normalize_title, title_hash

TITLE = "A Title of Five Words"


def paper(paper_id: str = "", title: str = TITLE, **fields: object) -> Paper:
    """Return a paper of that id, by default its title's."""
    return Paper(paper_id or title_hash(title), title, "", **fields)  # type: ignore[arg-type]


def alike(one: Paper, other: Paper, *, by_title: bool = True) -> bool:
    """Say whether two papers are taken to be one."""
    return is_same_work(Identity.of(one), Identity.of(other), by_title=by_title)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (paper(), paper(), True),
        (paper("2001.00001"), paper(), True),
        (paper("2001.00001"), paper("2001.00002"), False),
        (paper("2001.00001"), paper("10.1000/a"), True),
        (paper("10.1000/a"), paper("10.1000/b"), False),
        (paper("10.1000/a"), paper("10.48550/arXiv.2001.00001"), True),
        (paper("2001.00001", doi="10.1000/a"), paper("10.1000/b"), False),
        (paper(authors=("Ann Lee",)), paper(authors=("Bo Kim",)), False),
        (paper(authors=("Ann Lee",)), paper(authors=("Bo Kim", "Lee, Ann")), True),
        (paper(authors=("Ann Lee",)), paper(), True),
        (paper(title="Editorial"), paper(title="Editorial"), False),
        (paper(title="Deep learning"), paper(title="Deep learning"), False),
    ],
)
def test_same_title(one: Paper, other: Paper, expected: bool) -> None:
    """A title makes one work of two papers, unless ids, authors or its shortness speak against."""
    assert alike(one, other) is expected
    assert alike(other, one) is expected


def test_same_id_needs_no_author_in_common() -> None:
    """A shared id counts whatever the authors and titles."""
    one = paper("10.1000/a", "Editorial", authors=("Ann Lee",))
    other = paper("10.1000/a", "Preface", authors=("Bo Kim",))

    assert alike(one, other, by_title=False)


def test_one_doi_of_two_arxiv_ids() -> None:
    """Two arXiv ids are two works, though both name one DOI."""
    one, other = paper("2001.00001", doi="10.1000/a"), paper("2001.00002", doi="10.1000/a")

    assert not alike(one, other, by_title=False)


@pytest.mark.parametrize(
    ("some", "others", "expected"),
    [
        (["Jane A. Smith"], ["Smith JA"], True),
        (["José García"], ["Garcia, J."], True),
        (['M. M\\"uller'], ["Martha Müller"], True),
        (["Wang Wei"], ["Wei Wang"], True),
        (["Sammy Davis Jr."], ["S. Davis"], True),
        (["Ann Lee"], ["Ann Kim"], False),
        (["..."], ["Ann Kim"], True),
    ],
)
def test_share_author(some: list[str], others: list[str], expected: bool) -> None:
    """Family names are compared without accents, in whatever form they are written."""
    assert may_share_author(some, others) is expected


@pytest.mark.parametrize("name", ["Ann  Lee", "O'Brien", "José", 'M\\"uller', "", "Lee-Kim, A."])
def test_names_fold_as_titles_do(name: str) -> None:
    """The short way for plain names leads to the same words."""
    assert fold_name(name) == normalize_title(name)


@pytest.mark.parametrize(
    ("paper_id", "expected"),
    [
        ("1706.03762", "arxiv:1706.03762"),
        ("hep-th/9901001", "arxiv:hep-th/9901001"),
        ("10.48550/arXiv.1706.03762", "arxiv:1706.03762"),
        ("10.1000/ABC", "doi:10.1000/abc"),
        ("t-0123456789abcdef", "title:t-0123456789abcdef"),
        ("t-rex", "id:t-rex"),
        ("4983", "id:4983"),
    ],
)
def test_key_of_id(paper_id: str, expected: str) -> None:
    """Every kind of id has its kind of key."""
    assert to_key(paper_id) == expected


def test_canonical_id() -> None:
    """The best id that a paper brings becomes its own; the DOI that was it is kept."""
    read = paper("10.1000/a", doi="10.48550/arXiv.2001.00001")
    by_doi = paper(doi="10.1000/A")

    assert to_canonical(read, Identity.of(read)).paper_id == "2001.00001"
    assert to_canonical(by_doi, Identity.of(by_doi)).paper_id == "10.1000/a"


def test_generic_title_is_no_id() -> None:
    """Papers known by a generic title alone get ids that tell them apart."""
    one, other = paper(title="Editorial", url="a"), paper(title="Editorial", url="b")

    ids = {to_canonical(p, Identity.of(p)).paper_id for p in (one, other)}

    assert len(ids) == 2
    assert title_hash("Editorial") not in ids
