"""Fields of papers have bounds, and what was cut is told."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from retrieval import limits
from retrieval.library.catalog.catalog import open_catalog
from retrieval.library.ingest import ingest_records
from retrieval.limits import truncate_paper
from retrieval.paper import Paper, normalize_title
from retrieval.provenance import Provenance
from retrieval.sources.records import Record, Rejected
from retrieval.text.clean import clean_text
from tests.fuzzing import quick

NOW = datetime(2026, 3, 1, tzinfo=UTC)
HUGE = Paper(
    "10.1/" + "9" * 10_000,
    "gate " * 20_000,
    "Gates open. " * 20_000,
    ("Ada " * 1_000, *(f"Author {n}" for n in range(9_000))),
    categories=("cs.CL" * 1_000, *(f"c{n}" for n in range(9_000))),
    source="s" * 10_000,
    url="https://a.example/" + "x" * 10_000,
    doi="10.1/" + "9" * 10_000,
    extra={"note": "n" * 100_000, "list": ["x"] * 50_000, "k" * 999: 1}
    | {f"key {n}": n for n in range(9_000)},
)


class _Nothing:
    def drain(self, *_: object, **__: object) -> int:
        return 0


def test_every_field_is_bounded() -> None:
    """Texts are cut, with a mark; what makes no sense in part is dropped; each is named."""
    paper, cut = truncate_paper(HUGE)

    assert set(cut) == set(limits.BOUNDED_FIELDS)
    assert len(paper.title) <= limits.MAX_TITLE_CHARS
    assert paper.title.endswith("gate…")
    assert len(paper.abstract) <= limits.MAX_ABSTRACT_CHARS
    assert len(paper.authors) == limits.MAX_AUTHORS
    assert max(map(len, paper.authors)) <= limits.MAX_AUTHOR_CHARS
    assert len(paper.categories) == limits.MAX_CATEGORIES
    assert max(map(len, paper.categories)) <= limits.MAX_CATEGORY_CHARS
    assert len(paper.source) <= limits.MAX_SOURCE_CHARS
    assert paper.url == paper.doi == ""
    assert paper.paper_id.startswith("t-")
    assert len(paper.extra) <= limits.MAX_EXTRA_FIELDS
    assert len(paper.extra["note"]) <= limits.MAX_EXTRA_CHARS
    assert "list" not in paper.extra


def test_what_was_cut_is_reported(tmp_path: Path) -> None:
    """An ingest names the record and its fields, and keeps the bounded paper."""
    with open_catalog(tmp_path / "catalogue.db") as catalog:
        whole = Paper("1902.09811", "Sparse gates", "We open few.")
        long = Paper("1902.09812", "Wide gates", "We open many. " * 9_000)
        report = ingest_records(
            catalog,
            _Nothing(),
            [Record(whole, 1), Record(long, 2)],
            lambda: NOW,
            Provenance.SERVICE,
        )
        kept = catalog.get("1902.09812")

        assert [(record.line, record.cut) for record in report.cut] == [(2, ("abstract",))]
        assert kept is not None
        assert len(kept.abstract) <= limits.MAX_ABSTRACT_CHARS


def test_reasons_are_bounded(tmp_path: Path) -> None:
    """One may repeat a key of the file, however long."""
    with open_catalog(tmp_path / "catalogue.db") as catalog:
        rejected = [Rejected(1, "x" * 90_000)]
        report = ingest_records(catalog, _Nothing(), rejected, lambda: NOW, Provenance.SERVICE)

        assert len(report.rejected[0].reason) == limits.MAX_REASON_CHARS


def test_heaps_of_marks_take_linear_time() -> None:
    """Normalising them would take quadratic time; text has no more than a few on a letter."""
    with quick(1):
        text = clean_text("a" + "\u0301\u0323" * 50_000)
        normalize_title("a" + "\u0301\u0323" * 50_000)

    assert len(text) < 40
    assert clean_text("é\u0323 naïve \u0915\u094d\u0937") == "ẹ\u0301 naïve \u0915\u094d\u0937"
