"""Say how the tables of what is kept are made, and how errors name them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from bot.errors import StorageError
from bot.storage.migrations import REVISIONS
from retrieval.db import Schema

SCHEMA: Final = Schema(
    noun="record of conversations",
    contents="its conversations",
    start_again="move it away; conversations, shelves and settings then start empty",
    failed=StorageError,
    unusable=StorageError,
    migrations=Path(__file__).with_name("migrations"),
    revisions=REVISIONS,
    version_table="community_version",
    writer_lock=0x4E6F7465,  # "Note"
)
