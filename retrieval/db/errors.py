"""Say in a package's own errors what went wrong in the database, and what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from retrieval.db.schema import Schema

_UNUSABLE = {
    sqlite3.SQLITE_FULL: "{name} cannot grow: the disk is full. Free some space, or move the data "
    "directory (FOOTNOTE_DATA_DIR); what was saved before is safe.",
    sqlite3.SQLITE_READONLY: "{name} cannot be written: it or its folder is read-only. Change its "
    "permissions, or choose another data directory with FOOTNOTE_DATA_DIR.",
    sqlite3.SQLITE_CANTOPEN: "{name} cannot be opened: it is no file, or it or its folder may not "
    "be used by you. Change that, or choose another data directory with FOOTNOTE_DATA_DIR.",
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
def translated(name: str, schema: Schema) -> Iterator[None]:
    """Raise SQLAlchemy's and the driver's errors as those of `schema`."""
    try:
        yield
    except DBAPIError as error:
        raise _translate(error.orig, name, schema) from error
    except sqlite3.Error as error:  # raised by what runs on a bare connection
        raise _translate(error, name, schema) from error
    except SQLAlchemyError as error:
        raise schema.failed(
            f"{name} cannot be read or written: {_first_line(error)}. This is a fault of "
            "Footnote's; please report it."
        ) from error


def _translate(cause: BaseException | None, name: str, schema: Schema) -> Exception:
    text = _first_line(cause)
    if not isinstance(cause, sqlite3.Error):
        state = getattr(cause, "sqlstate", None)
        if state is not None and not state.startswith(_ABOUT_THE_SERVER):
            text = f"{type(cause).__name__}, {state}"  # its words may quote the row
        return schema.failed(
            f"The database {name} did not do what was asked: {text}. Check that the server runs "
            "and that FOOTNOTE_DATABASE_URL is right."
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
