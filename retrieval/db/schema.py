"""Describe the tables that one package keeps: how they are made, and how errors name them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Schema:
    """The tables of one package; several may share a database.

    `noun` ("catalogue") and `contents` ("its papers") are for messages, as is `start_again`, what
    to do where a damaged file cannot be restored. `failed` is raised where the database fails,
    `unusable` where its file, folder or disk does.

    `migrations` is a folder of Alembic's revisions and `revisions` their order; `version_table`
    says how far a database is, and has a name of its own for each package. `writer_lock` is the
    key of PostgreSQL's advisory lock that writers of these tables hold.
    """

    noun: str
    contents: str
    start_again: str
    failed: type[Exception]
    unusable: type[Exception]
    migrations: Path
    revisions: tuple[str, ...]
    version_table: str
    writer_lock: int
