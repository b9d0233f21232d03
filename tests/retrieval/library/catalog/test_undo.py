"""Changes of the library are undone exactly, or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from retrieval.library.catalog.catalog import Catalog
from retrieval.library.catalog.undo import CatalogUndo
from retrieval.paper import Paper
from retrieval.provenance import Provenance

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
OLD = Paper(
    "2001.00001",
    "Graphs of words in long texts",
    "",
    ("José García", "Ann Lee"),
    published=date(2020, 1, 1),
    categories=("cs.CL",),
    source="arxiv",
)
NAMED = Paper("t-0123456789abcdef", "Whales that sing at night for long", "They sing.", ("Ada B",))
OTHER = Paper("2101.00001", "A survey of everything else there is", "B.", source="arxiv")
FILLED = replace(OLD, paper_id="10.1000/g", abstract="A member knows.", doi="10.1000/g")
BETTER = replace(NAMED, paper_id="2401.00009", abstract="They sing for hours.")


@pytest.fixture
def library(catalog: Catalog) -> Catalog:
    """Give a catalog with three papers."""
    catalog.upsert([OLD, NAMED, OTHER], NOW, Provenance.OPERATOR)
    return catalog


def _add(library: Catalog, papers: list[Paper], provenance: Provenance) -> CatalogUndo:
    before = library.take_rows((), papers)
    library.upsert(papers, NOW + timedelta(hours=1), provenance)
    ids = [str(row["paper_id"]) for row in before.values()]
    return _reread(CatalogUndo.between(before, library.take_rows(ids, papers)))


def _remove(library: Catalog, papers: list[Paper]) -> CatalogUndo:
    ids = [paper.paper_id for paper in papers]
    rows = library.take_rows(ids)
    library.remove(ids)
    return _reread(CatalogUndo.between(rows, {}))


def _reread(change: CatalogUndo) -> CatalogUndo:
    """Return a change as it is after it was stored as JSON."""
    before, after = json.loads(json.dumps([change.before, change.after]))
    return CatalogUndo(tuple(before), tuple((number, at) for number, at in after))


@pytest.mark.parametrize(
    ("change", "touched"),
    [
        (
            lambda it: _add(it, [Paper("2501.00001", "New here", "And short.")], Provenance.MEMBER),
            1,
        ),
        (lambda it: _add(it, [FILLED], Provenance.SERVICE), 1),
        (lambda it: _add(it, [BETTER, FILLED, OTHER], Provenance.SERVICE), 3),
        (lambda it: _add(it, [OTHER], Provenance.MEMBER), 0),
        (lambda it: _remove(it, [OLD, NAMED]), 2),
    ],
    ids=["new", "gaps filled", "new ids", "nothing new", "removed"],
)
def test_everything_is_as_it_was(
    library: Catalog, change: Callable[[Catalog], CatalogUndo], touched: int
) -> None:
    """Texts, ids, keys, provenance and order of arrival; what changed is indexed again."""
    ids = [OLD.paper_id, NAMED.paper_id, OTHER.paper_id]
    before, found = library.take_rows(ids), library.get_many(ids)
    undo = change(library)
    entries = library.list_pending(99)
    assert max(len(undo.before), len(undo.after)) == touched
    library.ack(entries)

    assert library.restore(undo)
    assert library.take_rows(library.ids()) == before
    assert library.get_many(ids) == found
    assert bool(library.list_pending(99)) == bool(touched)


def test_a_later_change_is_not_overwritten(library: Catalog) -> None:
    """Then nothing is restored, of any of the papers."""
    undo = _add(library, [BETTER, FILLED], Provenance.SERVICE)
    later = replace(BETTER, abstract="They sing for days, it turned out.", updated=date(2026, 1, 1))
    library.upsert([later], NOW + timedelta(hours=2), Provenance.SERVICE)
    rows = library.take_rows(library.ids())

    assert not library.restore(undo)
    assert library.take_rows(library.ids()) == rows


def test_a_removed_paper_that_came_back_stays(library: Catalog) -> None:
    """Its id is taken, so that there are never two of a paper."""
    undo = _remove(library, [OLD])
    library.upsert([OLD], NOW + timedelta(hours=2), Provenance.OPERATOR)

    assert not library.restore(undo)
    assert library.count() == 3
