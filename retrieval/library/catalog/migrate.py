"""Say how the catalogue's tables are made, and how errors name them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from retrieval.db import Schema
from retrieval.errors import CatalogueError, DataDirectoryError
from retrieval.library.catalog.migrations import REVISIONS

VERSION_TABLE: Final = "catalogue_version"

SCHEMA: Final = Schema(
    noun="catalogue",
    contents="its papers",
    start_again="move it away, run `footnote reindex`, and ingest the papers again",
    failed=CatalogueError,
    unusable=DataDirectoryError,
    migrations=Path(__file__).with_name("migrations"),
    revisions=REVISIONS,
    version_table=VERSION_TABLE,
    writer_lock=0x466F6F74,  # "Foot"
)
