"""Papers that their source has withdrawn."""

from dataclasses import replace
from datetime import UTC, datetime

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
