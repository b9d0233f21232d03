"""Store the state of buttons and menus under tokens that fit custom ids, and notes."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.storage.documents import dump_document, load_document
from bot.storage.tables import notes, remembered
from retrieval.db.database import Database, storable_text

_TOKEN_CHARS = 20  # of 5 bits each, enough to rule out collisions


class ComponentState:
    """The state behind buttons and menus, for as long as their messages exist."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, kind: str, payload: Mapping[str, Any], now: datetime) -> str:
        """Store a JSON object; return its token, at most 20 letters and digits.

        The same kind and object give the same token.
        """
        text = dump_document(dict(payload))
        token = build_token(kind, text)
        row = {"kind": kind, "token": token, "remembered_at": now, "payload": text}
        with self._database.write_transaction() as connection:
            self._database.upsert(connection, remembered, [row])
        return token

    def load(self, kind: str, token: str) -> Mapping[str, Any] | None:
        """Return the object of a token of a kind; None for an unknown one."""
        wanted = sa.select(remembered.c.payload).where(
            remembered.c.kind == kind, remembered.c.token == token
        )
        with self._database.read_transaction() as connection:
            text = connection.scalar(wanted)
        return None if text is None else load_document(text, f"The state {token}")


class NoteStore:
    """Small facts that the program stores about itself."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(self, name: str) -> str | None:
        """Return a note."""
        with self._database.read_transaction() as connection:
            return connection.scalar(sa.select(notes.c.text).where(notes.c.name == name))

    def write(self, name: str, text: str) -> None:
        """Write a note."""
        row = {"name": name, "text": storable_text(text)}
        with self._database.write_transaction() as connection:
            self._database.upsert(connection, notes, [row])


def build_token(kind: str, text: str) -> str:
    """Return the token of an object's canonical JSON text."""
    digest = hashlib.sha256(f"{kind}\n{text}".encode()).digest()
    return base64.b32encode(digest).decode().lower()[:_TOKEN_CHARS]
