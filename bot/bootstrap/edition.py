"""Say what answers: which Footnote, over which library."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed

from bot.receipts.receipt import BuildInfo
from retrieval.library.library import Library


def edition(library: Library, model: str) -> BuildInfo:
    """Return this Footnote's version, the embedder, the count of papers, and the usual model."""
    try:
        version = installed("footnote")
    except PackageNotFoundError:  # run from a checkout that is not installed
        version = ""
    return BuildInfo(version, library.embedder.embedder_id, library.catalogue.count(), model)
