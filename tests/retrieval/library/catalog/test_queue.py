"""What is still to be indexed, and the small values beside it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from retrieval.library.catalog.catalog import Catalog
from retrieval.library.catalog.queue import QueueEntry
from retrieval.paper import Paper
from retrieval.provenance import Provenance

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def paper(paper_id: str, abstract: str = "A.") -> Paper:
    """Return a paper of that id."""
    return Paper(paper_id, f"The title of {paper_id}", abstract)


def test_longest_waiting_first(catalog: Catalog) -> None:
    """Entries come in the order of the changes, as many as asked for."""
    catalog.upsert([paper("b")], NOW, Provenance.SERVICE)
    catalog.upsert([paper("a")], NOW, Provenance.SERVICE)

    assert catalog.list_pending(1) == [QueueEntry("b", "index", 1)]
    assert catalog.list_pending(9) == [QueueEntry("b", "index", 1), QueueEntry("a", "index", 2)]
    assert catalog.count_pending() == 2


def test_settled_entries_are_gone(catalog: Catalog) -> None:
    """What was done is taken off, and settling it again does no harm."""
    catalog.upsert([paper("a"), paper("b")], NOW, Provenance.SERVICE)
    entries = catalog.list_pending(1)

    catalog.ack(entries)
    catalog.ack(entries)
    catalog.ack([])

    assert [entry.paper_id for entry in catalog.list_pending(9)] == ["b"]


def test_a_paper_changed_meanwhile_stays(catalog: Catalog) -> None:
    """An entry read before a change does not settle the change."""
    catalog.upsert([paper("a")], NOW, Provenance.SERVICE)
    entries = catalog.list_pending(9)
    catalog.upsert([paper("a", "B.")], NOW, Provenance.SERVICE)

    catalog.ack(entries)

    assert catalog.list_pending(9) == [QueueEntry("a", "index", 2)]


def test_added_removed_and_added_while_being_indexed(catalog: Catalog) -> None:
    """No old entry settles a newer one of the same paper, though it had left the queue."""
    catalog.upsert([paper("a")], NOW, Provenance.SERVICE)
    first = catalog.list_pending(9)
    catalog.ack(first)
    catalog.remove(["a"], NOW)
    catalog.ack(catalog.list_pending(9))
    catalog.upsert([paper("a")], NOW, Provenance.SERVICE)

    catalog.ack(first)

    assert [entry.action for entry in catalog.list_pending(9)] == ["index"]


def test_enqueue_all(catalog: Catalog) -> None:
    """Every paper is queued anew, and removals stay."""
    catalog.upsert([paper("a"), paper("b"), paper("c")], NOW, Provenance.SERVICE)
    catalog.ack(catalog.list_pending(1))
    catalog.remove(["c"], NOW)

    assert catalog.enqueue_all(NOW) == 2
    assert {(entry.paper_id, entry.action) for entry in catalog.list_pending(9)} == {
        ("a", "index"),
        ("b", "index"),
        ("c", "remove"),
    }


def test_state(catalog: Catalog) -> None:
    """A value is kept under its key, the last one written."""
    assert catalog.get_state("embedder") is None

    catalog.set_state("embedder", '"a"')
    catalog.set_state("embedder", '"b"')

    assert catalog.get_state("embedder") == '"b"'


def test_revision(catalog: Catalog) -> None:
    """The revision grows with every change, and with nothing else."""
    versions = [catalog.revision()]
    for change in (
        lambda: catalog.upsert([paper("a")], NOW, Provenance.SERVICE),
        lambda: catalog.upsert([paper("a")], NOW, Provenance.SERVICE),
        lambda: catalog.set_state("a", "1"),
        lambda: catalog.upsert([paper("a", "Another.")], NOW, Provenance.SERVICE),
        lambda: catalog.withdraw([("a", "")], NOW),
        lambda: catalog.withdraw([("a", "")], NOW),
        lambda: catalog.remove(["a"], NOW),
        lambda: catalog.remove(["a"], NOW),
    ):
        change()
        versions.append(catalog.revision())

    assert versions == [0, 1, 1, 1, 2, 3, 3, 4, 4]
    assert catalog.get_state("library_version") == "4"


def test_many_threads(catalog: Catalog) -> None:
    """Threads that write and read at once neither fail nor lose, or double, a paper."""

    def work(number: int) -> None:
        catalog.upsert([paper(str(number)), paper("shared", str(number))], NOW, Provenance.SERVICE)
        catalog.ack(catalog.list_pending(1))
        catalog.suggest_titles("the", 5)
        catalog.get_many(["shared", str(number)])

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(work, range(40)))

    assert catalog.ids() == {"shared", *map(str, range(40))}
