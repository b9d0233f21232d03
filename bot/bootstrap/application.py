"""Open the library and wire the use cases over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import lru_cache, partial

from bot.answering.ask import Ask
from bot.answering.assistant import Assistant
from bot.answering.calibration import CalibrationService, confidence_and_cutoff
from bot.answering.compare import Compare
from bot.answering.generate import AnswerGenerator
from bot.answering.language_model import LanguageModel
from bot.answering.model_size import is_small
from bot.answering.research_fields import build_field_finder
from bot.answering.search import FindRelated, Search
from bot.answering.summarize import Summarize
from bot.answering.table import TableWriter
from bot.application import Application, DigestServices
from bot.bootstrap.guard import build_budgets, open_terminal_guard
from bot.bootstrap.models import (
    build_checker,
    build_judge_finder,
    build_language_models,
    load_speeds,
)
from bot.bootstrap.services import open_fetch
from bot.bootstrap.state import open_state
from bot.digest.compose import Compose, IssueBuilder
from bot.grounding.attribution import attribute_citations
from bot.limits.guard import Guard
from bot.models.brief_writer import BriefWriter
from bot.models.planner import ModelPlanner
from bot.models.translation import TranslatingPlanner
from bot.models.writer import ModelWriter
from bot.prompt_injection.sanitize import check_against_sanitized
from bot.quotes.model import Extractive
from bot.quotes.planner import QuotePlanner
from bot.quotes.writer import QuoteWriter
from bot.settings import Settings
from retrieval.errors import DataDirectoryError, VectorStoreDown
from retrieval.library.catalog.catalog import Catalog
from retrieval.library.data_directory import open_copy
from retrieval.library.library import Library, open_library
from retrieval.library.writer import LibraryWriter
from retrieval.search.embedding.bge_small import BgeSmall
from retrieval.search.embedding.cache import CachingEmbedder
from retrieval.search.rerank.relevance import Relevance
from retrieval.search.search import SearchPapers
from retrieval.search.topic_fit import TopicRanker
from retrieval.search.vector.chroma import ChromaAccess
from retrieval.sources.services import PaperServices

_MAX_PLACES = 256  # whose use cases are kept; they hold no papers
_MAX_PASSAGES = 24  # of a whole paper, for a large model
_MAX_READ_ON = 120  # more, of the papers in question, where these leave it open
_MAX_CATCH_UP_PAPERS = 100  # about four seconds of embedding


@contextmanager
def open_application(
    settings: Settings,
    *,
    rebuilding: bool = False,
    beside: bool = False,
    wrap_model: Callable[[LanguageModel], LanguageModel] = lambda model: model,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Iterator[Application]:
    """Open the library and wire the use cases over it.

    One process at a time holds the data folder, since embedded Chroma allows only one; with a
    database and a Chroma server, there is no such limit. With `beside` the library is opened for
    reading if another process holds it, and read from a temporary copy if the folder is read-only
    or its disk full. The model's connections belong to the
    event loop that uses them. A few papers that are not indexed yet are indexed at once; a notice
    mentions many. `rebuilding` opens a library that another embedder made; `wrap_model` may wrap
    each remote model. Raises the errors of `open_library`.
    """
    embedder = BgeSmall()
    with ExitStack() as opened:
        opened.callback(embedder.close)
        open_it = partial(
            open_library,
            embedder=embedder,
            database=settings.database,
            chroma=settings.chroma,
            collection=settings.chroma_collection,
            access=ChromaAccess(
                settings.chroma_token.get_secret_value() if settings.chroma_token else "",
                settings.chroma_tenant,
                settings.chroma_database,
            ),
            rebuilding=rebuilding,
            beside=beside,
        )
        unwritable = ""
        try:
            library = opened.enter_context(open_it(settings.data_dir))
        except DataDirectoryError as error:
            if not beside:
                raise
            settings = _read_from_copy(opened, settings, error)
            library = opened.enter_context(open_it(settings.data_dir))
            unwritable = f"Footnote reads from a temporary copy, and keeps no receipts: {error}"
        # Rebuilding the indexes fixes what the notices report.
        notes = () if rebuilding else (*library.notes, *_catch_up(library))
        notices = (unwritable, *notes) if unwritable else notes
        rate = Relevance()
        caching = CachingEmbedder(embedder)
        check = build_checker(settings)
        quoting = Extractive(caching, rate, check.read_pair)
        checked = check_against_sanitized(attribute_citations(check))
        # Stricter, for what small models write.
        strict = check_against_sanitized(attribute_citations(check.at("strict")))
        is_small_model = partial(is_small, size=settings.model_size)
        speeds = load_speeds(settings, library.directory.cache)
        models, model_notice = build_language_models(settings, quoting, wrap_model, speeds)
        model = models[next(iter(models))]
        find_judge = build_judge_finder(settings, models, wrap_model)
        generate = AnswerGenerator(quoting, checked, find_judge=find_judge)
        calibration = CalibrationService(library, settings.chroma_collection)
        confidence, cutoff = confidence_and_cutoff(calibration.stored, settings.cutoff)
        writer = LibraryWriter(library.catalog, library.indexing, now)

        def build(catalog: Catalog, search: SearchPapers) -> Application:
            """Wire the use cases over the papers that one place sees."""
            find_field = build_field_finder(caching)
            write_table = TableWriter(
                quoting,
                checked,
                find_judge=find_judge,
                read_sections=search.read_sections,
                is_small=is_small_model,
            )
            compare = Compare(catalog, model, write_table, find_field=find_field, models=models)
            quotes = Assistant(
                QuotePlanner(catalog, search, confidence, check.read_pair),
                QuoteWriter(quoting, checked, rate, check.read_pair, compare),
            )

            def build_assistant(name: str, written_by: LanguageModel) -> Assistant:
                """Return who plans and writes answers with a model."""
                if written_by is quoting:
                    return quotes
                translating = TranslatingPlanner(quotes.planner, written_by)
                if is_small_model(name):
                    brief = BriefWriter(written_by, quotes.writer, quoting, checked, strict, rate)
                    return Assistant(translating, brief)
                speed = speeds.get(name)
                planner = ModelPlanner(
                    written_by,
                    quotes.planner,
                    catalog,
                    search,
                    now=now,
                    slow=translating,
                    confidence=confidence,
                    is_slow=lambda: speed is not None and speed.is_slow,
                )
                return Assistant(
                    planner,
                    ModelWriter(written_by, generate),
                    _MAX_PASSAGES,
                    lambda: 0 if speed and speed.is_slow else _MAX_READ_ON,
                )

            return Application(
                settings=settings,
                library=library,
                catalog=catalog,
                writer=writer,
                model=model,
                ask=Ask(
                    search,
                    {name: build_assistant(name, each) for name, each in models.items()},
                    quotes,
                    confidence=confidence,
                    cutoff=cutoff,
                    language=settings.language,
                    unsupported=settings.unsupported,
                ),
                search=Search(search, check.read_pair),
                summarize=Summarize(
                    catalog,
                    model,
                    quoting,
                    generate,
                    write_table,
                    unsupported=settings.unsupported,
                    find_field=find_field,
                    models=models,
                ),
                compare=compare,
                related=FindRelated(catalog, search),
                issue_builder=IssueBuilder(
                    catalog,
                    TopicRanker(
                        search, library.lexical, library.vectors, library.tokens, library.embedder
                    ),
                    model,
                    quoting,
                    check=checked,
                    find_judge=find_judge,
                    models=models,
                    language=settings.language,
                ),
                check=check,
                at=build_at,
                open_services=lambda: _open_services(settings, library.catalog),
                open_digests=lambda: _open_digests(
                    settings, lambda place: build_at(place).issue_builder, now
                ),
                open_guard=lambda: open_terminal_guard(settings, now),
                now=now,
                notices=notices,
                model_notice=model_notice,
                models=tuple(models),
            )

        @lru_cache(maxsize=_MAX_PLACES)
        def build_at(place: str) -> Application:
            catalog = library.catalog.at(place)
            return build(catalog, library.search.at(catalog, place))

        yield build(library.catalog, library.search)


def _read_from_copy(opened: ExitStack, settings: Settings, error: DataDirectoryError) -> Settings:
    """Return settings for a temporary copy of the data folder; raise `error` if none is made."""
    try:
        if not (settings.database or (settings.data_dir / "catalogue.db").is_file()):
            raise error
        copy = opened.enter_context(open_copy(settings.data_dir))
    except OSError:
        raise error from None
    return settings.model_copy(update={"data_dir": copy, "receipt_days": 0})


@contextmanager
def _open_services(settings: Settings, catalog: Catalog) -> Iterator[PaperServices]:
    with open_fetch(settings) as fetch:
        yield PaperServices(fetch, catalog)


@contextmanager
def _open_digests(
    settings: Settings, builder_at: Callable[[str], IssueBuilder], now: Callable[[], datetime]
) -> Iterator[DigestServices]:
    """Open the digests of all servers; raise `StorageError`."""
    with open_state(settings) as stores:
        guard = Guard(budgets=build_budgets(stores, settings, now))
        compose = Compose(
            builder_at, stores.ledger, stores.digest_votes, stores.settings.get, guard
        )
        yield DigestServices(stores.subscriptions, stores.ledger, compose)


def _catch_up(library: Library) -> tuple[str, ...]:
    """Index a few queued papers; return a notice if there are many, or if indexing fails."""
    waiting = library.catalog.count_pending()
    if not waiting:
        return ()
    if waiting <= _MAX_CATCH_UP_PAPERS:
        try:
            library.indexing.drain(wait=False, passages=False)
        except VectorStoreDown as error:
            return (str(error),)  # everything that needs no vectors still works
        return ()
    return (
        f"{waiting:,} papers are not indexed yet, so search does not find them. The next "
        "`footnote ingest` indexes them, or run `footnote reindex`.",
    )
