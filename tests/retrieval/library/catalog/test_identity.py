"""Which papers are the same work."""

import pytest

from retrieval.library.catalog.identity import (
    Identity,
    is_same_work,
    may_share_author,
    to_canonical,
)
from retrieval.paper import Paper, title_hash

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


def test_canonical_id() -> None:
    """The best id that a paper brings becomes its own; the DOI that was it is kept."""
    read = paper("10.1000/a", doi="10.48550/arXiv.2001.00001")
    by_doi = paper(doi="10.1000/A")

    assert to_canonical(read, Identity.of(read)).paper_id == "2001.00001"
    assert to_canonical(by_doi, Identity.of(by_doi)).paper_id == "10.1000/a"
