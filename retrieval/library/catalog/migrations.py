"""Change the rows of older catalogs; `retrieval.db.migrate` adds what their tables lack."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa

from retrieval.db.schema import Step

_EMPTY: Final[Mapping[str, Mapping[str, Any]]] = {
    "abstract": {"abstract": ""},
    "authors": {"authors": [], "folded_authors": ""},
    "date": {"published": None, "updated": None, "dated": None, "year": None},
    "categories": {"categories": [], "folded_categories": ""},
    "link": {"url": ""},
}

_papers = sa.table(
    "papers",
    sa.column("paper_id", sa.Text),
    sa.column("uploaded", sa.JSON),
    sa.column("provenance", sa.Text),
    sa.column("source", sa.Text),
    sa.column("place", sa.Text),
    sa.column("abstract", sa.Text),
    sa.column("authors", sa.JSON),
    sa.column("folded_authors", sa.Text),
    sa.column("published", sa.Date),
    sa.column("updated", sa.Date),
    sa.column("dated", sa.Date),
    sa.column("year", sa.Integer),
    sa.column("categories", sa.JSON),
    sa.column("folded_categories", sa.Text),
    sa.column("url", sa.Text),
)
_queue = sa.table(
    "index_queue",
    sa.column("paper_id", sa.Text),
    sa.column("action", sa.Text),
    sa.column("revision", sa.BigInteger),
)
_texts = sa.table("full_texts", sa.column("source", sa.Text), sa.column("sha256", sa.Text))
_files = sa.table("paper_files", sa.column("sha256", sa.Text))
_state = sa.table("state", sa.column("key", sa.Text), sa.column("value", sa.Text))


def _record_last_arrival(connection: sa.Connection) -> None:
    """Store the highest number of a paper, so that numbers of removed papers are not reused."""
    connection.execute(
        sa.text(
            "INSERT INTO state (key, value) "
            "SELECT 'last_arrival', CAST(coalesce(max(number), 0) AS TEXT) FROM papers"
        )
    )


def _drop_index_of_dates(connection: sa.Connection) -> None:
    """Drop the index over dates, which one over dates and numbers replaces."""
    connection.execute(sa.text("DROP INDEX IF EXISTS ix_papers_dated"))


def _mark_starter_papers(connection: sa.Connection) -> None:
    """Tell the records of the starter library from an operator's imports, by their source."""
    connection.execute(
        sa.text(
            "UPDATE papers SET provenance = 'starter' "
            "WHERE source = 'starter' AND provenance IN ('operator', 'unknown')"
        )
    )


def _hide_uploads(connection: sa.Connection) -> None:
    """Show earlier uploads, whose places are unknown, to the operator only.

    Links of uploads are removed, since they may lead anywhere; ids and DOIs still give links.
    """
    if "uploaded" not in {each["name"] for each in sa.inspect(connection).get_columns("papers")}:
        return
    members = sa.update(_papers).where(_papers.c.provenance == "member")
    connection.execute(members.values(place="unknown", url="", source="upload"))
    _clean_other_records(connection)
    connection.execute(sa.text("ALTER TABLE papers DROP COLUMN uploaded"))


def _clean_other_records(connection: sa.Connection) -> None:
    """Empty the fields of other records that only an upload gave, and queue these records.

    Only uploads keep the source "upload".
    """
    columns = (_papers.c.paper_id, _papers.c.uploaded, _papers.c.source)
    filled = sa.cast(_papers.c.uploaded, sa.Text) != "[]"
    misnamed = sa.and_(_papers.c.source == "upload", _papers.c.provenance != "member")
    rows = connection.execute(sa.select(*columns).where(sa.or_(filled, misnamed))).all()
    if not rows:
        return
    known = connection.scalar(sa.select(_state.c.value).where(_state.c.key == "library_version"))
    version = int(json.loads(known or "0")) + 1
    for paper_id, names, source in rows:
        values = {column: empty for name in names for column, empty in _EMPTY[name].items()}
        values["source"] = "" if source == "upload" else source
        its = _papers.c.paper_id == paper_id
        connection.execute(sa.update(_papers).where(its).values(**values))
        connection.execute(sa.delete(_queue).where(_queue.c.paper_id == paper_id))
        connection.execute(
            sa.insert(_queue).values(paper_id=paper_id, action="index", revision=version)
        )
    connection.execute(sa.delete(_state).where(_state.c.key == "library_version"))
    connection.execute(sa.insert(_state).values(key="library_version", value=json.dumps(version)))


def _drop_sentence_roles(connection: sa.Connection) -> None:
    """Drop the table of what each sentence of an abstract does, which nothing reads."""
    connection.execute(sa.text("DROP TABLE IF EXISTS sentence_roles"))


def _drop_fetched_pdfs(connection: sa.Connection) -> None:
    """Remove the PDFs that arXiv gave, as their pages may not be shown; their text stays."""
    fetched = sa.update(_texts).where(_texts.c.source == "arxiv-pdf")
    connection.execute(fetched.values(sha256=""))
    used = sa.select(_texts.c.sha256)
    connection.execute(sa.delete(_files).where(_files.c.sha256.not_in(used)))


REVISIONS: Final[Mapping[str, Step | None]] = {
    "0001": None,
    "0002": None,
    "0003": _record_last_arrival,
    "0004": _drop_index_of_dates,
    "0005": None,
    "0006": None,
    "0007": _mark_starter_papers,
    "0008": _hide_uploads,
    "0009": _drop_sentence_roles,
    "0010": None,
    "0011": None,
    "0012": _drop_fetched_pdfs,
}
