"""Keep small facts of the program about itself."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.tables import notes
from retrieval.db import Database, storable_text


class NoteStore:
    """Small facts that the program keeps about itself."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(self, name: str) -> str | None:
        """Return a note."""
        with self._database.reading() as connection:
            return connection.scalar(sa.select(notes.c.text).where(notes.c.name == name))

    def write(self, name: str, text: str) -> None:
        """Write a note."""
        row = {"name": name, "text": storable_text(text)}
        with self._database.writing() as connection:
            self._database.upsert(connection, notes, [row])
