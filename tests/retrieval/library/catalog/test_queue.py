"""What is still to be indexed, and the small values beside it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from retrieval.library.catalog import Catalog, QueueEntry
from retrieval.paper import Paper
from retrieval.provenance import Provenance

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def paper(paper_id: str, abstract: str = "A.") -> Paper:
    """Return a paper of that id."""
    return Paper(paper_id, f"The title of {paper_id}", abstract)


def test_longest_waiting_first(catalogue: Catalog) -> None:
    """Entries come in the order of the changes, as many as asked for."""
    catalogue.upsert([paper("b")], NOW, Provenance.SERVICE)
    catalogue.upsert([paper("a")], NOW, Provenance.SERVICE)

    assert catalogue.pending(1) == [QueueEntry("b", "index", 1)]
    assert catalogue.pending(9) == [QueueEntry("b", "index", 1), QueueEntry("a", "index", 2)]
    assert catalogue.pending_count() == 2


def test_settled_entries_are_gone(catalogue: Catalog) -> None:
    """What was done is taken off, and settling it again does no harm."""
    catalogue.upsert([paper("a"), paper("b")], NOW, Provenance.SERVICE)
    entries = catalogue.pending(1)

    catalogue.ack(entries)
    catalogue.ack(entries)
    catalogue.ack([])

    assert [entry.paper_id for entry in catalogue.pending(9)] == ["b"]


def test_a_paper_changed_meanwhile_stays(catalogue: Catalog) -> None:
    """An entry read before a change does not settle the change."""
    catalogue.upsert([paper("a")], NOW, Provenance.SERVICE)
    entries = catalogue.pending(9)
    catalogue.upsert([paper("a", "B.")], NOW, Provenance.SERVICE)

    catalogue.ack(entries)

    assert catalogue.pending(9) == [QueueEntry("a", "index", 2)]


def test_added_removed_and_added_while_being_indexed(catalogue: Catalog) -> None:
    """No old entry settles a newer one of the same paper, though it had left the queue."""
    catalogue.upsert([paper("a")], NOW, Provenance.SERVICE)
    first = catalogue.pending(9)
    catalogue.ack(first)
    catalogue.remove(["a"], NOW)
    catalogue.ack(catalogue.pending(9))
    catalogue.upsert([paper("a")], NOW, Provenance.SERVICE)

    catalogue.ack(first)

    assert [entry.action for entry in catalogue.pending(9)] == ["index"]


def test_enqueue_all(catalogue: Catalog) -> None:
    """Every paper is queued anew, and removals stay."""
    catalogue.upsert([paper("a"), paper("b"), paper("c")], NOW, Provenance.SERVICE)
    catalogue.ack(catalogue.pending(1))
    catalogue.remove(["c"], NOW)

    assert catalogue.enqueue_all(NOW) == 2
    assert {(entry.paper_id, entry.action) for entry in catalogue.pending(9)} == {
        ("a", "index"),
        ("b", "index"),
        ("c", "remove"),
    }


def test_state(catalogue: Catalog) -> None:
    """A value is kept under its key, the last one written."""
    assert catalogue.get_state("embedder") is None

    catalogue.set_state("embedder", '"a"')
    catalogue.set_state("embedder", '"b"')

    assert catalogue.get_state("embedder") == '"b"'


def test_revision(catalogue: Catalog) -> None:
    """The revision grows with every change, and with nothing else."""
    versions = [catalogue.revision()]
    for change in (
        lambda: catalogue.upsert([paper("a")], NOW, Provenance.SERVICE),
        lambda: catalogue.upsert([paper("a")], NOW, Provenance.SERVICE),
        lambda: catalogue.set_state("a", "1"),
        lambda: catalogue.upsert([paper("a", "Another.")], NOW, Provenance.SERVICE),
        lambda: catalogue.withdraw([("a", "")], NOW),
        lambda: catalogue.withdraw([("a", "")], NOW),
        lambda: catalogue.remove(["a"], NOW),
        lambda: catalogue.remove(["a"], NOW),
    ):
        change()
        versions.append(catalogue.revision())

    assert versions == [0, 1, 1, 1, 2, 3, 3, 4, 4]
    assert catalogue.get_state("library_version") == "4"


def test_many_threads(catalogue: Catalog) -> None:
    """Threads that write and read at once neither fail nor lose, or double, a paper."""

    def work(number: int) -> None:
        catalogue.upsert(
            [paper(str(number)), paper("shared", str(number))], NOW, Provenance.SERVICE
        )
        catalogue.ack(catalogue.pending(1))
        catalogue.titles("the", 5)
        catalogue.get_many(["shared", str(number)])

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(work, range(40)))

    assert catalogue.ids() == {"shared", *map(str, range(40))}
