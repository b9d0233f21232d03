"""The tables that one package keeps, and database faults raised as that package's own errors."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

NAMING_CONVENTION: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
"""How indexes and constraints of all tables are named, so that migrations can address them."""

Step = Callable[[Connection], None]
"""Changes the rows of an older version, in the transaction of a migration."""


@dataclass(frozen=True, slots=True)
class Schema:
    """The tables of one package; several may share a database.

    `noun` ("catalog") and `contents` ("its papers") are for messages, as is `start_again`, what
    to do where a damaged file cannot be restored. `failed` is raised where the database fails,
    `unusable` where its file, folder or disk does.

    `revisions` are all versions of the tables there were, the newest last, each with the step that
    changes what older ones hold; `version_table` says which a database has, and has a name of its
    own for each package. `writer_lock` is the key of PostgreSQL's advisory lock that writers of
    these tables hold.
    """

    noun: str
    contents: str
    start_again: str
    failed: type[Exception]
    unusable: type[Exception]
    writer_lock: int
    revisions: Mapping[str, Step | None] = field(default_factory=dict)
    version_table: str = ""

    @property
    def newest_revision(self) -> str:
        """The version of the tables that the code reads and writes."""
        return list(self.revisions)[-1]


_UNUSABLE = {
    sqlite3.SQLITE_FULL: "{name} cannot grow: the disk is full. Free some space, or move the data "
    "directory (FOOTNOTE_DATA_DIR); what was saved before is safe.",
    sqlite3.SQLITE_READONLY: "{name} cannot be written: it or its folder is read-only. Change its "
    "permissions, or choose another data directory with FOOTNOTE_DATA_DIR.",
    sqlite3.SQLITE_CANTOPEN: "{name} cannot be opened: it is not a file, or you may not access it "
    "or its folder. Change that, or choose another data directory with FOOTNOTE_DATA_DIR.",
    sqlite3.SQLITE_PERM: "{name} may not be used by you. Change its permissions, or choose another "
    "data directory with FOOTNOTE_DATA_DIR.",
    sqlite3.SQLITE_IOERR: "{name} cannot be read or written: the disk reports an error ({cause}). "
    "Check the disk, or choose another data directory with FOOTNOTE_DATA_DIR.",
}
_FAILED = {
    sqlite3.SQLITE_BUSY: "{name} is locked: another program has been writing to it for long. Close "
    "that program, or wait, and try again.",
    sqlite3.SQLITE_LOCKED: "{name} is locked: another program has been writing to it for long. "
    "Close that program, or wait, and try again.",
    sqlite3.SQLITE_NOTADB: "{name} is not a {noun}: the file is no SQLite database. Put a "
    "backup back with `footnote restore FILE --replace`, or {start_again}.",
    sqlite3.SQLITE_CORRUPT: "{name} is damaged. Put a backup back with `footnote restore "
    "FILE --replace`, or save what can be read with `sqlite3 FILE .recover`, or {start_again}.",
}

# https://www.postgresql.org/docs/current/errcodes-appendix.html: connections, rights, resources,
# what an operator does, and tables that are not there. Others may quote the values of a row.
_ABOUT_THE_SERVER = ("08", "28", "3D", "42", "53", "55", "57", "58")


@contextmanager
def translate_errors(name: str, schema: Schema) -> Iterator[None]:
    """Raise SQLAlchemy's and the driver's errors as those of `schema`."""
    try:
        yield
    except DBAPIError as error:
        raise _translate(error.orig, name, schema) from error
    except sqlite3.Error as error:  # raised by what runs on a bare connection
        raise _translate(error, name, schema) from error
    except SQLAlchemyError as error:
        raise schema.failed(
            f"{name} cannot be read or written: {_first_line(error)}. This is a bug in "
            "Footnote; please report it."
        ) from error


def _translate(cause: BaseException | None, name: str, schema: Schema) -> Exception:
    text = _first_line(cause)
    if not isinstance(cause, sqlite3.Error):
        state = getattr(cause, "sqlstate", None)
        if state is not None and not state.startswith(_ABOUT_THE_SERVER):
            text = f"{type(cause).__name__}, {state}"  # its words may quote the row
        return schema.failed(
            f"The database {name} failed: {text}. Check that the server runs "
            "and that FOOTNOTE_DATABASE_URL is correct."
        )
    # Extended codes hold the plain one in their low byte: https://sqlite.org/rescode.html
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    if code in _UNUSABLE:
        return schema.unusable(_UNUSABLE[code].format(name=name, cause=text))
    if code in _FAILED:
        message = _FAILED[code].format(name=name, noun=schema.noun, start_again=schema.start_again)
        return schema.failed(message)
    return schema.failed(
        f"{name} cannot be read or written: {text}. If it is no {schema.noun} of Footnote's, "
        "choose another data directory with FOOTNOTE_DATA_DIR."
    )


def _first_line(error: BaseException | None) -> str:
    return (str(error).strip().splitlines() or ["no reason was given"])[0].rstrip(".")
