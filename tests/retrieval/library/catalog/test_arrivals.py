"""What came into the library since."""

from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.library.catalog.catalog import Catalog, open_catalog
from retrieval.library.catalog.read import Arrivals
from retrieval.paper import Paper
from retrieval.provenance import Provenance

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def paper(number: int, **fields: object) -> Paper:
    """Return a paper of its own arXiv id."""
    return Paper(f"2400.{number:05}", f"The paper of number {number}", "A.", **fields)  # type: ignore[arg-type]


def ids(*numbers: int) -> list[str]:
    """Return the ids of `paper`s."""
    return [paper(number).paper_id for number in numbers]


def test_a_removed_papers_number_is_not_given_again(catalog: Catalog) -> None:
    """What comes after the newest was removed is new to who had seen that one."""
    catalog.upsert([paper(1), paper(2)], NOW, Provenance.SERVICE)
    seen = catalog.last_arrival()
    catalog.remove(ids(2))

    assert catalog.list_arrivals(0, 10) == Arrivals(ids(1), seen)
    catalog.upsert([paper(3)], NOW, Provenance.SERVICE)
    assert catalog.list_arrivals(seen, 10) == Arrivals(ids(3), seen + 1)


def test_the_number_outlives_the_process(tmp_path: Path) -> None:
    """Numbers go on where they stopped when the library is opened again, even an empty one."""
    with open_catalog(tmp_path / "catalogue.db") as catalog:
        catalog.upsert([paper(1), paper(2)], NOW, Provenance.SERVICE)
        catalog.remove(ids(1, 2))
    with open_catalog(tmp_path / "catalogue.db") as catalog:
        catalog.upsert([paper(3)], NOW, Provenance.SERVICE)

        assert catalog.list_arrivals(2, 10) == Arrivals(ids(3), 3)


def test_withdrawn_papers_are_no_arrivals(catalog: Catalog) -> None:
    """They are passed over, and do not take the place of others."""
    catalog.upsert([paper(n) for n in range(1, 9)], NOW, Provenance.SERVICE)
    gone = [paper(n, extra={"withdrawn": True}) for n in (4, 6, 7, 8)]
    catalog.upsert(gone, NOW, Provenance.SERVICE)

    assert catalog.list_arrivals(1, 3) == Arrivals(ids(2, 3, 5), 8)
    assert catalog.list_arrivals(5, 3) == Arrivals([], 8)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.integers(1, 6)), max_size=12), st.integers(1, 3))
def test_nothing_is_missed(tmp_path_factory: object, steps: list[tuple[bool, int]], n: int) -> None:
    """Whatever comes and goes, who asks after each step is given every paper that came since."""
    folder = tmp_path_factory.mktemp("catalogue")  # type: ignore[attr-defined]
    present: set[str] = set()
    with open_catalog(folder / "catalogue.db") as catalog:
        seen = 0
        for adding, number in steps:
            if adding:
                catalog.upsert([paper(number)], NOW, Provenance.SERVICE)
                expected = ids(number) if paper(number).paper_id not in present else []
                present.update(ids(number))
            else:
                catalog.remove(ids(number))
                expected = []
                present.difference_update(ids(number))
            new = catalog.list_arrivals(seen, n)

            assert new.ids == expected
            assert new.up_to == catalog.last_arrival() >= seen
            seen = new.up_to
