"""What is still to be indexed, and the small values beside it."""

from datetime import UTC, datetime

from retrieval.library.catalog.catalog import Catalog
from retrieval.library.catalog.queue import QueueEntry
from retrieval.paper import Paper
from retrieval.provenance import Provenance

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def paper(paper_id: str, abstract: str = "A.") -> Paper:
    """Return a paper of that id."""
    return Paper(paper_id, f"The title of {paper_id}", abstract)


def test_a_paper_changed_meanwhile_stays(catalog: Catalog) -> None:
    """An entry read before a change does not settle the change."""
    catalog.upsert([paper("a")], NOW, Provenance.SERVICE)
    entries = catalog.list_pending(9)
    catalog.upsert([paper("a", "B.")], NOW, Provenance.SERVICE)

    catalog.ack(entries)

    assert catalog.list_pending(9) == [QueueEntry("a", "index", 2)]


def test_revision(catalog: Catalog) -> None:
    """The revision grows with every change, and with nothing else."""
    versions = [catalog.revision()]
    for change in (
        lambda: catalog.upsert([paper("a")], NOW, Provenance.SERVICE),
        lambda: catalog.upsert([paper("a")], NOW, Provenance.SERVICE),
        lambda: catalog.set_state("a", "1"),
        lambda: catalog.upsert([paper("a", "Another.")], NOW, Provenance.SERVICE),
        lambda: catalog.remove(["a"]),
        lambda: catalog.remove(["a"]),
    ):
        change()
        versions.append(catalog.revision())

    assert versions == [0, 1, 1, 1, 2, 3, 3]
    assert catalog.get_state("library_version") == "3"
