"""Record where each upload came from, and remove what uploads filled in other records."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_EMPTY: dict[str, dict[str, Any]] = {
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
_state = sa.table("state", sa.column("key", sa.Text), sa.column("value", sa.Text))


def upgrade() -> None:
    """Add the column; where earlier uploads came from is unknown, so only the operator sees them.

    Links of uploads are removed, since they may lead anywhere; ids and DOIs still give links.
    """
    op.add_column("papers", sa.Column("place", sa.Text, nullable=False, server_default=""))
    connection = op.get_bind()
    members = sa.update(_papers).where(_papers.c.provenance == "member")
    connection.execute(members.values(place="unknown", url="", source="upload"))
    _clean_other_records(connection)
    op.drop_column("papers", "uploaded")
    placed = sa.text("place <> ''")
    op.create_index(
        "ix_papers_place", "papers", ["place"], sqlite_where=placed, postgresql_where=placed
    )


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
