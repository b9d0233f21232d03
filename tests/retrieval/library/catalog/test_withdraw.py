"""Papers that their source has withdrawn."""

from dataclasses import replace
from datetime import UTC, date, datetime

from retrieval.library.catalog.catalog import Catalog
from retrieval.library.catalog.upsert import UpsertCounts
from retrieval.paper import Paper
from retrieval.provenance import Provenance

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
PAPER = Paper("2001.00001", "A title of some words", "What it says.", extra={"version": 2})


def queued(catalog: Catalog) -> list[str]:
    """Return what waits, and forget it."""
    entries = catalog.list_pending(100)
    catalog.ack(entries)
    return [entry.paper_id for entry in entries]


def test_marked_with_the_reason(catalog: Catalog) -> None:
    """The paper stays as it was, marked, and is queued; marking it again changes nothing."""
    catalog.upsert([PAPER], NOW, Provenance.SERVICE)
    queued(catalog)
    before = catalog.revision()

    assert catalog.withdraw([("2001.00001", " An error in \0Lemma 2. ")], NOW) == 1
    found = catalog.get("2001.00001")
    assert found is not None
    assert found.withdrawn
    assert found.abstract == "What it says."
    assert found.extra == {
        "version": 2,
        "withdrawn": True,
        "withdrawn_reason": "An error in Lemma 2.",
    }
    assert queued(catalog) == ["2001.00001"]
    assert catalog.revision() == before + 1

    assert catalog.withdraw([("2001.00001", "")], NOW) == 0
    assert catalog.get("2001.00001") == found
    assert queued(catalog) == []


def test_unknown_ids_are_passed_over(catalog: Catalog) -> None:
    """A source may withdraw what the library never had."""
    catalog.upsert([PAPER], NOW, Provenance.SERVICE)
    queued(catalog)

    assert catalog.withdraw([("2001.00009", "gone"), ("", "")], NOW) == 0
    assert catalog.withdraw([], NOW) == 0
    assert queued(catalog) == []


def test_by_a_former_id(catalog: Catalog) -> None:
    """An id that the paper has had leads to it; the last reason given stays."""
    catalog.upsert([Paper("10.1000/a", PAPER.title, "A.")], NOW, Provenance.SERVICE)
    catalog.upsert([PAPER], NOW, Provenance.SERVICE)

    assert catalog.withdraw([("10.1000/a", "one"), ("2001.00001", "two")], NOW) == 1
    found = catalog.get("2001.00001")
    assert found is not None
    assert found.extra["withdrawn_reason"] == "two"


def test_many_at_once(catalog: Catalog) -> None:
    """More than one statement's worth of ids are marked in one transaction."""
    many = [Paper(f"2001.{n:05}", f"The paper of number {n}", "A.") for n in range(1200)]
    catalog.upsert(many, NOW, Provenance.SERVICE)

    assert catalog.withdraw([(p.paper_id, "") for p in many[:1100]], NOW) == 1100
    assert sum(p.withdrawn for batch in catalog.iterate() for p in batch) == 1100


def test_a_later_version_takes_it_back(catalog: Catalog) -> None:
    """The same version announced again, or an older one, changes nothing; a later one stands."""
    catalog.upsert([PAPER], NOW, Provenance.SERVICE)
    catalog.withdraw([("2001.00001", "An error.")], NOW)
    queued(catalog)

    for version in (2, 1):
        again = replace(PAPER, extra={"version": version})
        assert catalog.upsert([again], NOW, Provenance.SERVICE) == UpsertCounts(unchanged=1)
    assert queued(catalog) == []

    third = replace(PAPER, abstract="Mended.", extra={"version": 3})
    assert catalog.upsert([third], NOW, Provenance.SERVICE) == UpsertCounts(updated=1)
    assert catalog.get("2001.00001") == third
    assert queued(catalog) == ["2001.00001"]


def test_an_older_version_comes_later(catalog: Catalog) -> None:
    """A harvest that brings an older version, dated or not, leaves the record and the queue."""
    second = replace(PAPER, updated=date(2021, 1, 1))
    catalog.upsert([second], NOW, Provenance.SERVICE)
    queued(catalog)
    first = replace(PAPER, abstract="Once.", updated=date(2022, 1, 1), extra={"version": 1})

    assert catalog.upsert([first], NOW, Provenance.SERVICE) == UpsertCounts(unchanged=1)
    assert catalog.get("2001.00001") == second
    assert queued(catalog) == []
