"""Store the state of buttons and menus under tokens that fit custom ids, and notes."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.storage.documents import dump_document, load_document
from bot.storage.rows import Store
from bot.storage.tables import notes, remembered
from retrieval.db.database import storable_text

_TOKEN_CHARS = 20  # of 5 bits each, enough to rule out collisions


class ComponentState(Store):
    """The state behind buttons and menus, for as long as their messages exist."""

    def save(self, kind: str, payload: Mapping[str, Any], now: datetime) -> str:
        """Store a JSON object; return its token, at most 20 letters and digits.

        The same kind and object give the same token.
        """
        text = dump_document(dict(payload))
        digest = hashlib.sha256(f"{kind}\n{text}".encode()).digest()
        token = base64.b32encode(digest).decode().lower()[:_TOKEN_CHARS]
        row = {"kind": kind, "token": token, "remembered_at": now, "payload": text}
        self._replace(remembered, [row])
        return token

    def load(self, kind: str, token: str) -> Mapping[str, Any] | None:
        """Return the object of a token of a kind; None for an unknown one."""
        wanted = sa.select(remembered.c.payload).where(
            remembered.c.kind == kind, remembered.c.token == token
        )
        found = self._read(wanted)
        return load_document(found[0].payload, f"The state {token}") if found else None


class NoteStore(Store):
    """Small facts that the program stores about itself."""

    def read(self, name: str) -> str | None:
        """Return a note."""
        found = self._read(sa.select(notes.c.text).where(notes.c.name == name))
        return found[0].text if found else None

    def write(self, name: str, text: str) -> None:
        """Write a note."""
        row = {"name": name, "text": storable_text(text)}
        self._replace(notes, [row])
