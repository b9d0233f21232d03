"""Reading papers from the record."""

from datetime import UTC, date, datetime, timedelta

import pytest

from retrieval.library.catalog.catalog import Catalog
from retrieval.paper import Paper
from retrieval.provenance import Provenance
from retrieval.search.query import Filters

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)

PAPERS = [
    Paper(
        "2001.00001",
        "Graphs of words",
        "A.",
        ("José García", "Ann Lee"),
        published=date(2020, 1, 1),
        categories=("cs.CL", "stat.ML"),
        source="arxiv",
    ),
    Paper(
        "2101.00001",
        "A survey of graphs",
        "B.",
        ("Ann García", "Lee Kim"),
        published=date(2021, 1, 1),
        categories=("cs.LG",),
        source="arxiv",
    ),
    Paper(
        "10.1000/a",
        "Élan vital of cells",
        "C.",
        ("O'Brien, Mary",),
        updated=date(2019, 5, 5),
        categories=("q-bio", "csx.A_B"),
        source="file",
    ),
    Paper("own", "Zebra crossings at night", "D.", source="file"),
]


@pytest.fixture
def library(catalog: Catalog) -> Catalog:
    """Give a catalog of four papers."""
    catalog.upsert(PAPERS, NOW, Provenance.SERVICE)
    return catalog


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), "0123"),
        (Filters(year_from=2020), "01"),
        (Filters(year_to=2020), "02"),
        (Filters(year_from=2019, year_to=2019), "2"),
        (Filters(categories=("cs",)), "01"),
        (Filters(categories=("CS.cl",)), "0"),
        (Filters(categories=("cs.C",)), ""),
        (Filters(categories=("csx.A%B",)), ""),
        (Filters(categories=("csx.A_B", "stat")), "02"),
        (Filters(categories=(" ",)), "0123"),
        (Filters(sources=("file",)), "23"),
        (Filters(sources=("file", "arxiv"), year_from=2021), "1"),
        (Filters(authors=("garcia",)), "01"),
        (Filters(authors=("Ann Lee",)), "0"),
        (Filters(authors=("LEE ANN", "mary o'brien")), "02"),
        (Filters(authors=("le",)), ""),
        (Filters(authors=("Garcia Kim",)), ""),
        (Filters(authors=("",)), "0123"),
        (Filters(authors=("Ann Garcia",), categories=("stat",)), ""),
    ],
)
def test_filters(library: Catalog, filters: Filters, expected: str) -> None:
    """A page and the count hold the papers that meet every filter."""
    found = library.page(filters, sort="added")

    assert {p.paper_id for p in found} == {PAPERS[int(n)].paper_id for n in expected}
    assert library.count(filters) == len(expected)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [("published", "1023"), ("title", "1203"), ("added", "3210")],
)
def test_sorting(library: Catalog, sort: str, expected: str) -> None:
    """Newest first, unknown dates last; titles without regard to case and accents."""
    found = library.page(sort=sort)  # type: ignore[arg-type]

    assert found == [PAPERS[int(n)] for n in expected]


def test_get_many_by_former_ids(library: Catalog) -> None:
    """A former id is answered under the name asked for, beside the present one."""
    named = Paper("2001.00009", "Élan vital of cells", "", doi="10.1000/a")
    library.upsert([named], NOW, Provenance.SERVICE)

    found = library.get_many(["10.1000/a", "2001.00009", "10.1000/A"])

    assert list(found) == ["10.1000/a", "2001.00009", "10.1000/A"]
    assert {paper.paper_id for paper in found.values()} == {"2001.00009"}


def test_writing_while_iterating(library: Catalog) -> None:
    """Papers may be written, renamed and removed between two batches."""
    seen = []
    for number, batch in enumerate(library.iterate(1)):
        seen += [paper.paper_id for paper in batch]
        library.upsert(
            [Paper(f"new{number}", f"New paper {number}", "")] if number < 2 else [],
            NOW,
            Provenance.SERVICE,
        )
        library.remove(["2101.00001"])

    assert seen == ["2001.00001", "10.1000/a", "own", "new0", "new1"]


def test_remove(library: Catalog) -> None:
    """A removed paper is gone with all that led to it, and can be added again."""
    library.ack(library.list_pending(10))

    assert library.remove(["own", "nothing", "own", "2001.00001v2"]) == 2
    assert library.ids() == {"2101.00001", "10.1000/a"}
    assert {(e.paper_id, e.action) for e in library.list_pending(10)} == {
        ("own", "remove"),
        ("2001.00001", "remove"),
    }
    assert library.upsert([PAPERS[3]], NOW + timedelta(1), Provenance.SERVICE).added == 1
    assert ("own", "index") in {(e.paper_id, e.action) for e in library.list_pending(10)}
