"""Mark papers that their source has withdrawn; what they said stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from retrieval.db import Database, storable_text
from retrieval.library.catalog import read, state
from retrieval.library.catalog.queue import enqueue
from retrieval.library.catalog.rows import to_column_time
from retrieval.library.catalog.tables import papers
from retrieval.paper import WITHDRAWN, WITHDRAWN_REASON, Paper


def withdraw(
    database: Database,
    connection: sa.Connection,
    withdrawals: Sequence[tuple[str, str]],
    now: datetime,
) -> int:
    """Mark the papers of (id, reason) each and queue them; return how many that changed.

    Unknown ids are passed over, and an empty reason leaves the one that is known.
    """
    known = read.get_many(connection, [paper_id for paper_id, _ in withdrawals])
    present: dict[str, Paper] = {paper.paper_id: paper for paper in known.values()}
    extras = {paper_id: dict(paper.extra) for paper_id, paper in present.items()}
    for asked, reason in withdrawals:
        if asked in known:
            extra = extras[known[asked].paper_id]
            extra[WITHDRAWN] = True
            if said := storable_text(reason).strip():
                extra[WITHDRAWN_REASON] = said
    changed = [i for i, extra in extras.items() if extra != present[i].extra]
    if changed:
        marked = (
            sa.update(papers)
            .where(papers.c.paper_id == sa.bindparam("marked"))
            .values(extra=sa.bindparam("extra"), changed_at=to_column_time(now))
        )
        connection.execute(marked, [{"marked": i, "extra": extras[i]} for i in changed])
        revision = state.next_version(database, connection)
        enqueue(database, connection, changed, "index", revision)
    return len(changed)
