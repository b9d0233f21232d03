"""Open the library and wire the use cases over it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime

from bot.answering.ask import Ask
from bot.answering.calibration import CalibrationService, confidence_and_cutoff
from bot.answering.compare import Compare
from bot.answering.generate import AbstractPrefetcher
from bot.answering.guard import Guard
from bot.answering.language_model import LanguageModel
from bot.answering.search import FindRelated, Search
from bot.answering.summarize import Summarize
from bot.application import Application, DigestServices
from bot.bootstrap.clock import utc_now
from bot.bootstrap.guard import build_budgets, open_terminal_guard
from bot.bootstrap.models import build_embedder, build_language_models, open_checker
from bot.bootstrap.services import open_fetch
from bot.bootstrap.state import open_state
from bot.digest.compose import Compose, IssueBuilder
from bot.llm.extractive.model import Extractive
from bot.prompt_injection.sanitize import check_against_sanitized, sanitize_paper
from bot.settings import Settings
from prompts.templates import CANNOT_ANSWER
from retrieval.errors import VectorStoreDown
from retrieval.library.library import Library, open_library
from retrieval.library.writer import LibraryWriter
from retrieval.search.embedding.cache import CachingEmbedder
from retrieval.search.topic_fit import TopicRanker
from retrieval.search.vector.chroma import ChromaAccess
from retrieval.sources.services import PaperServices

_SOON_DONE = 100  # papers: some four seconds of embedding


@contextmanager
def open_application(
    settings: Settings,
    *,
    rebuilding: bool = False,
    serve: Callable[[LanguageModel], LanguageModel] = lambda model: model,
    now: Callable[[], datetime] = utc_now,
) -> Iterator[Application]:
    """Open the library and wire the use cases over it.

    One process at a time holds the data directory, as embedded Chroma allows no other; nobody
    holds it if a database and a Chroma server keep everything. The
    model's connections belong to the event loop that used them, and end with it. A few papers that
    an earlier process left queued are indexed at once; a notice mentions many. `rebuilding`
    opens a library that another embedder made; `serve` may give each model that a server writes
    for another that stands for it. Raises what `open_library` raises.
    """
    embedder = build_embedder(settings)
    with ExitStack() as opened:
        opened.callback(embedder.close)
        library = opened.enter_context(
            open_library(
                settings.data_dir,
                embedder,
                database=settings.database,
                chroma=settings.chroma,
                collection=settings.chroma_collection,
                access=_access(settings),
                hybrid=settings.chroma_search == "hybrid",
                rebuilding=rebuilding,
                now=now,
            )
        )
        # While the indexes are rebuilt, there is no point in reporting what they lost.
        notices = () if rebuilding else (*library.notes, *_catch_up(library))
        of_sentences = CachingEmbedder(embedder)
        quoting = Extractive(of_sentences, library.lexical.rarity)
        check = opened.enter_context(open_checker(settings, of_sentences))
        checked = check_against_sanitized(check)
        ahead = AbstractPrefetcher(lambda paper: check.prefetch(sanitize_paper(paper)))
        models, model_notice = build_language_models(
            settings, quoting, library.directory.cache, serve
        )
        model = models[next(iter(models))]
        calibration = CalibrationService(library, settings.chroma_collection)
        confidence, cutoff = confidence_and_cutoff(calibration.stored, settings.cutoff)
        builder = IssueBuilder(
            library.catalog,
            _rank_among(library),
            model,
            quoting,
            check=checked,
            judge=settings.llm_judge,
            models=models,
            language=settings.language,
        )
        yield Application(
            settings,
            library,
            LibraryWriter(library.catalog, library.indexing, now),
            model,
            Ask(
                library.search,
                model,
                quoting,
                check=checked,
                abstain_phrase=CANNOT_ANSWER,
                confidence=confidence,
                cutoff=cutoff,
                language=settings.language,
                unsupported=settings.unsupported,
                judge=settings.llm_judge,
                prefetcher=ahead,
                models=models,
            ),
            Search(library.search),
            Summarize(
                library.catalog,
                model,
                quoting,
                check=checked,
                unsupported=settings.unsupported,
                judge=settings.llm_judge,
                models=models,
            ),
            Compare(
                library.catalog,
                model,
                quoting,
                check=checked,
                judge=settings.llm_judge,
                models=models,
            ),
            FindRelated(library.catalog, library.search),
            builder,
            check,
            lambda: _open_services(settings, library),
            lambda: _open_digests(settings, builder, now),
            lambda: open_terminal_guard(settings, now),
            now,
            notices,
            model_notice,
            tuple(models),
            cutoff,
        )


@contextmanager
def _open_services(settings: Settings, library: Library) -> Iterator[PaperServices]:
    with open_fetch(settings, os.environ) as fetch:
        yield PaperServices(fetch, library.catalog)


@contextmanager
def _open_digests(
    settings: Settings, builder: IssueBuilder, now: Callable[[], datetime]
) -> Iterator[DigestServices]:
    """Open the digests of all servers; raise `StorageError`."""
    with open_state(settings) as community:
        guard = Guard(budgets=build_budgets(community, settings, now))
        compose = Compose(
            builder, community.ledger, community.digest_votes, community.settings.get, guard
        )
        yield DigestServices(community.subscriptions, community.ledger, compose)


def _access(settings: Settings) -> ChromaAccess:
    token = settings.chroma_token.get_secret_value() if settings.chroma_token else ""
    return ChromaAccess(token, settings.chroma_tenant, settings.chroma_database)


def _rank_among(library: Library) -> TopicRanker:
    return TopicRanker(
        library.search, library.lexical, library.vectors, library.tokens, library.embedder
    )


def _catch_up(library: Library) -> tuple[str, ...]:
    """Index what was left queued, where that is soon done; else say that it waits."""
    waiting = library.catalog.pending_count()
    if not waiting:
        return ()
    if waiting <= _SOON_DONE:
        try:
            library.indexing.drain(wait=False)
        except VectorStoreDown as error:
            return (str(error),)  # what needs no vectors still works
        return ()
    return (
        f"{waiting:,} papers are recorded but not indexed yet, and search does not see them. "
        "Any `footnote ingest` indexes them, as does `footnote reindex`.",
    )
