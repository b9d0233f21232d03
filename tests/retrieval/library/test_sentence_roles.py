"""What sentences do is stored when papers are indexed, and read back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from retrieval.library.catalog.catalog import Catalog, open_catalog
from retrieval.library.library import open_library
from retrieval.library.sentence_roles import roles_of, store_roles
from retrieval.paper import Paper
from retrieval.provenance import Provenance
from retrieval.text.sentence_roles import Role
from tests.fakes.embedder import FakeEmbedder
from tests.servers.postgresql import database_url

NOW = datetime(2026, 1, 1, tzinfo=UTC)
URL = database_url("roles")
PAPER = Paper(
    "2401.00001",
    "Sparse parsing",
    "Parsers are widely used in translation. However, existing parsers are slow. "
    "We propose a sparse parser. Experiments show that it outperforms the baseline by 3 points.",
)
ROLES = [Role.BACKGROUND, Role.BACKGROUND, Role.METHOD, Role.RESULT]


@pytest.fixture(params=["sqlite", "postgresql"] if URL else ["sqlite"])
def catalog(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Catalog]:
    """Open a catalog with one paper, in a file and in PostgreSQL where there is one."""
    with open_catalog(tmp_path / "catalogue.db" if request.param == "sqlite" else URL) as opened:
        opened.upsert([PAPER], NOW, Provenance.SERVICE)
        yield opened
        opened.remove([PAPER.paper_id], NOW)


def read(catalog: Catalog, paper: Paper = PAPER) -> list[Role]:
    """Return the roles of a paper's sentences."""
    return [sentence.role for sentence in roles_of(catalog, [paper])[paper.paper_id]]


def test_roles_are_stored_and_read(catalog: Catalog) -> None:
    """With the place of each sentence; storing again replaces."""
    store_roles(catalog, [PAPER])
    store_roles(catalog, [PAPER])

    found = roles_of(catalog, [PAPER])[PAPER.paper_id]
    assert [sentence.role for sentence in found] == ROLES
    assert all(PAPER.abstract[s.span.start : s.span.end] == s.span.text for s in found)
    assert catalog.get_roles([PAPER.paper_id, "unknown"])[PAPER.paper_id][1] == "0023"


def test_missing_roles_are_found_when_asked_for(catalog: Catalog) -> None:
    """A library indexed by an earlier version has none."""
    assert catalog.get_roles([PAPER.paper_id]) == {}
    assert read(catalog) == ROLES
    assert roles_of(catalog, []) == {}


def test_stale_roles_are_not_used(catalog: Catalog) -> None:
    """Those of an earlier abstract, or by an earlier classifier."""
    store_roles(catalog, [PAPER])
    fingerprint, _ = catalog.get_roles([PAPER.paper_id])[PAPER.paper_id]
    catalog.save_roles({PAPER.paper_id: (fingerprint, "4444")})
    assert read(catalog) == [Role.OTHER] * 4

    changed = replace(PAPER, abstract=PAPER.abstract.replace("slow", "costly"))
    assert read(catalog, changed) == ROLES
    catalog.save_roles({PAPER.paper_id: (fingerprint + 1, "4444")})
    assert read(catalog) == ROLES


def test_roles_go_with_their_paper(catalog: Catalog) -> None:
    """A removed paper has none, and none are stored for a paper removed meanwhile."""
    store_roles(catalog, [PAPER])
    catalog.remove([PAPER.paper_id], NOW)
    assert catalog.get_roles([PAPER.paper_id]) == {}

    store_roles(catalog, [PAPER])
    assert catalog.get_roles([PAPER.paper_id]) == {}


def test_indexing_stores_roles(tmp_path: Path) -> None:
    """Of the abstract as it is read, at once and by a rebuild."""
    with open_library(tmp_path, FakeEmbedder()) as library:
        library.catalog.upsert([PAPER], NOW, Provenance.SERVICE)
        library.indexing.drain()
        assert library.catalog.get_roles([PAPER.paper_id])[PAPER.paper_id][1] == "0023"

        library.catalog.save_roles({PAPER.paper_id: (0, "4444")})
        library.indexing.rebuild(NOW)
        assert library.catalog.get_roles([PAPER.paper_id])[PAPER.paper_id][1] == "0023"
