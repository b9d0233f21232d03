"""Wire the embedder, and the check of sentences by it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

from bot.grounding.checker import ClaimChecker
from bot.grounding.nli import EntailmentModel as Entails
from bot.settings import Settings
from retrieval.search.embedding.cache import RememberingEmbedder
from retrieval.search.embedding.embedder import Embedder


@contextmanager
def open_judge(settings: Settings) -> Iterator[ClaimChecker]:
    """Give the check of a text against papers where no library is open."""
    with (
        closing(make_embedder(settings)) as embedder,
        open_check(settings, RememberingEmbedder(embedder)) as check,
    ):
        yield check


@contextmanager
def open_check(settings: Settings, embedder: Embedder) -> Iterator[ClaimChecker]:
    """Give the check of sentences, which is fitted to MiniLM's vectors whatever searches.

    `embedder` is the one of the settings: where that is MiniLM, what it remembers serves here too.
    """
    entails = _entailment(settings)
    if settings.embedder == "minilm":
        yield ClaimChecker(embedder, entails)
        return
    from retrieval.search.embedding.minilm import MiniLM

    with closing(MiniLM()) as minilm:
        yield ClaimChecker(RememberingEmbedder(minilm), entails)


def _entailment(settings: Settings) -> Entails | None:
    """Return the model of entailment, None where it is not wanted or not installed."""
    if not settings.nli:
        return None
    from bot.llm.nli import CrossEncoder

    return CrossEncoder() if CrossEncoder.installed() else None


def make_embedder(settings: Settings) -> Embedder:
    """Return the embedder that the settings name."""
    if settings.embedder == "minilm":
        from retrieval.search.embedding.minilm import MiniLM

        return MiniLM()
    if settings.embedder == "chroma-minilm":
        from retrieval.search.embedding.chroma_minilm import ChromaMiniLM

        return ChromaMiniLM()
    from retrieval.search.embedding.openai_compatible import OpenAICompatibleEmbedder

    key = settings.openai_api_key
    return OpenAICompatibleEmbedder(
        settings.embedder.removeprefix("openai:"),
        base_url=settings.openai_base_url,
        api_key=key.get_secret_value() if key else "",
    )
