"""Wire the check of sentences where no library is open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

from bot.assistant.support.checking import CheckSupport
from bot.settings import Settings
from bot.wiring.application import make_embedder, open_check
from retrieval.embedding.remembering import RememberingEmbedder


@contextmanager
def open_judge(settings: Settings) -> Iterator[CheckSupport]:
    """Give the check of a text against papers; the data folder is left alone."""
    with (
        closing(make_embedder(settings)) as embedder,
        open_check(settings, RememberingEmbedder(embedder)) as check,
    ):
        yield check
