"""Taking papers into the record."""

from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.library.catalog.catalog import Catalog, open_catalog
from retrieval.library.catalog.upsert import UpsertCounts
from retrieval.paper import Paper, identify, title_hash
from retrieval.provenance import Provenance
from tests.fuzzing import quick

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TITLE = "A Title of Five Words"


def paper(paper_id: str = "", title: str = TITLE, abstract: str = "A.", **fields: object) -> Paper:
    """Return a paper of that id, by default its title's."""
    return Paper(paper_id or title_hash(title), title, abstract, **fields)  # type: ignore[arg-type]


def queued(catalog: Catalog) -> dict[str, str]:
    """Return what waits to be indexed or removed."""
    return {entry.paper_id: entry.action for entry in catalog.list_pending(100)}


def settle(catalog: Catalog) -> None:
    """Empty the queue."""
    catalog.ack(catalog.list_pending(100))


def test_a_paper_comes_back_as_it_went_in(catalog: Catalog) -> None:
    """Every field is kept exactly, LaTeX, line ends and all scripts."""
    read = paper(
        "2001.00001",
        "On $\\mathcal{O}(n)$  Sorting\n of 日本語 & 😀",
        " \\emph{We} sort.\r\n",
        authors=("José Garc\\'ia", "李雷"),
        published=date(2020, 1, 2),
        updated=date(2021, 3, 4),
        categories=("cs.DS",),
        source="arxiv",
        url="https://arxiv.org/abs/2001.00001v2",
        doi="10.1000/A",
        extra={"comment": "12 pages", "votes": 3, "score": 1.5, "tags": ["a", None, True]},
    )

    assert catalog.upsert([read], NOW, Provenance.SERVICE) == UpsertCounts(added=1)
    assert catalog.get("2001.00001") == read


def test_what_no_database_holds_is_replaced(catalog: Catalog) -> None:
    """NUL is dropped, lone surrogates are replaced, and extra becomes JSON; all stay unchanged."""
    extra = {"n": float("nan"), "t": (1, "\0b"), "d": date(2020, 1, 1), "e": {1: "\ud83d\ude00"}}
    read = paper("own", "T\0itle \ud800", authors=("A\0",), extra=extra)

    catalog.upsert([read], NOW, Provenance.SERVICE)

    found = catalog.get("own")
    assert found is not None
    assert (found.title, found.authors) == ("Title \ufffd", ("A",))
    assert found.extra == {"n": None, "t": [1, "b"], "d": "2020-01-01", "e": {"1": "😀"}}
    assert catalog.upsert([read], NOW, Provenance.SERVICE) == UpsertCounts(unchanged=1)


def test_one_account_joins_two_records(catalog: Catalog) -> None:
    """An account with both ids shows that two records are one work."""
    catalog.upsert([paper("2001.00001", "The preprint's own title")], NOW, Provenance.SERVICE)
    catalog.upsert(
        [paper("10.1000/a", "The journal's other title", url="u")], NOW, Provenance.SERVICE
    )
    settle(catalog)

    joined = paper("2001.00001", "The preprint's own title", doi="10.1000/a")
    counts = catalog.upsert([joined], NOW, Provenance.SERVICE)

    found = catalog.get("10.1000/a")
    assert counts == UpsertCounts(updated=1)
    assert found is not None
    assert (found.paper_id, found.url) == ("2001.00001", "u")
    assert catalog.find("The journal's other title") == found
    assert queued(catalog) == {"10.1000/a": "remove"}
    assert catalog.upsert([joined], NOW, Provenance.SERVICE) == UpsertCounts(unchanged=1)


def test_trusted_ids_are_not_merged(catalog: Catalog) -> None:
    """With trusted ids, papers of one title or DOI stay as many as there are ids."""
    batch = [paper("1", doi="10.1000/a"), paper("2", doi="10.1000/a"), paper("10.1000/a")]

    assert catalog.upsert(batch, NOW, Provenance.SERVICE, by_id_only=True) == UpsertCounts(added=3)
    assert catalog.upsert(batch, NOW, Provenance.SERVICE, by_id_only=True) == UpsertCounts(
        unchanged=3
    )
    assert catalog.ids() == {"1", "2", "10.1000/a"}
    assert catalog.upsert([paper("2001.00001")], NOW, Provenance.SERVICE) == UpsertCounts(added=1)


_WORKS = [
    (f"The work of number {n}", f"2001.0000{n}", f"10.1000/{n}", (f"Ann Lee{n}", f"Bo Kim{n}"))
    for n in range(3)
]


@st.composite
def accounts(draw: st.DrawFn, dated: bool | None = None) -> Paper:
    """Draw an account of one of three works, as some source would give it."""
    unknown = [] if dated else [None]
    days = [] if dated is False else [date(2020, 1, 1), date(2021, 1, 1)]
    title, arxiv, doi, authors = draw(st.sampled_from(_WORKS))
    known_arxiv, known_doi = draw(st.booleans()), draw(st.booleans())
    return Paper(
        identify(title, arxiv if known_arxiv else "", doi if known_doi else ""),
        draw(st.sampled_from([title, title.upper(), title + "."])),
        draw(st.sampled_from(["", "A.", "B."])),
        draw(st.sampled_from([(), authors, (*authors[:1], "Cy Xu")])),
        draw(st.sampled_from([*unknown, *days])),
        draw(st.sampled_from([None, *days])),
        source=draw(st.sampled_from(["arxiv", "file", "starter"])),
        doi=doi if known_doi else "",
        extra=draw(st.sampled_from([{}, {"a": 1}, {"a": 2, "b": ""}])),
    )


@settings(max_examples=20, deadline=None)
@given(st.booleans().flatmap(lambda dated: st.lists(accounts(dated), max_size=8)))
def test_the_same_batch_twice(batch: list[Paper]) -> None:
    """A batch given again changes nothing and queues nothing, and each work is one paper.

    The accounts are all dated or all undated: an undated one counts as new as any record, so of
    three accounts of one work, one undated and one partial, the order keeps mattering.
    """
    with (
        TemporaryDirectory() as folder,
        open_catalog(Path(folder) / "catalogue.db") as catalog,
    ):
        catalog.upsert(batch, NOW, Provenance.SERVICE)
        settle(catalog)
        before = [p for some in catalog.iterate() for p in some]

        assert catalog.upsert(batch, NOW, Provenance.SERVICE) == UpsertCounts(unchanged=len(batch))
        assert [p for some in catalog.iterate() for p in some] == before
        assert catalog.count_pending() == 0
        assert len(before) == len({p.title.strip(".").lower() for p in batch})


@settings(max_examples=15, deadline=None)
@given(accounts(), accounts(), st.booleans())
def test_order_of_two_sources(one: Paper, other: Paper, together: bool) -> None:
    """Two accounts of a work make one paper, of one id, in either order, in one call or two."""
    found = []
    for pair in ([one, other], [other, one]):
        with (
            TemporaryDirectory() as folder,
            open_catalog(Path(folder) / "catalogue.db") as catalog,
        ):
            for batch in [pair] if together else [[p] for p in pair]:
                catalog.upsert(batch, NOW, Provenance.SERVICE)
            found.append(catalog.ids())
            assert all(catalog.get(p.paper_id) for p in pair)

    assert found[0] == found[1]


def test_namesakes_take_bounded_time(catalog: Catalog) -> None:
    """A file of many works of one title, or of a few with very many authors, holds nobody up."""
    namesakes = [paper(authors=(f"Ada Lovelace{n}",)) for n in range(600)]
    crowds = [
        paper(title=f"{TITLE} more", authors=tuple(f"Bo Day{n}x{k}" for k in range(5_000)))
        for n in range(6)
    ]
    with quick(10):
        catalog.upsert(namesakes, NOW, Provenance.SERVICE)
        catalog.upsert(crowds, NOW, Provenance.SERVICE)

    assert catalog.count() == 606
