"""Show what the library holds, and how it grows by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from bot.auto_ingest.state import FeedState, load_feed_states
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering.escape import escape_markdown
from bot.discord_bot.rendering.message import (
    OutgoingMessage,
    Piece,
    message,
    separator,
    subtext,
    text,
)
from bot.discord_bot.services import Services
from bot.errors import StorageError
from retrieval.library.stats import LibraryStats

_MAX_YEARS = 10
_MAX_ENTRIES = 12


def stats_message(
    t: Translations, stock: LibraryStats, growth: Iterable[str] = ()
) -> OutgoingMessage:
    """Show the counts; `describe_growth` are lines about how the library grows."""
    lines = [f"**{t('library-stock', count=stock.papers)}**"]
    if stock.papers:
        lines.append(t("library-stock-abstracts", count=stock.abstracts))
    waiting = "library-stock-waiting" if stock.waiting else "library-stock-indexed"
    lines.append(subtext(t(waiting, count=stock.waiting)))
    lines += map(subtext, growth)
    years = [(str(year), count) for year, count in stock.years[:_MAX_YEARS]]
    if earlier := sum(count for _, count in stock.years[_MAX_YEARS:]):
        years.append((t("library-stock-earlier"), earlier))
    if stock.undated and stock.papers:
        years.append((t("library-stock-undated"), stock.undated))
    pieces: list[Piece] = [text("\n".join(lines))]
    for key, counts in (
        ("library-stock-years", years),
        ("library-stock-categories", stock.categories[:_MAX_ENTRIES]),
        ("library-stock-sources", stock.sources[:_MAX_ENTRIES]),
    ):
        if counts:
            pieces += [separator(), text(f"**{t(key)}**\n{_format_counts(t, counts)}")]
    return message("paper", pieces)


def _format_counts(t: Translations, counts: Sequence[tuple[str, int]]) -> str:
    return " · ".join(
        t("library-stock-count", name=escape_markdown(name, 60), count=count)
        for name, count in counts
    )


FeedStates = Mapping[str, FeedState]


def find_feed_states(services: Services) -> FeedStates:
    """Return how each inflow stands, by name; blocks."""
    try:
        return load_feed_states(services.stores.notes)
    except StorageError:
        return {}  # the status says that nothing can be kept


def describe_growth(t: Translations, names: Sequence[str], standings: FeedStates) -> Iterator[str]:
    """Yield lines that say when the library last grew, and what fails; nothing without inflows."""
    stand = {name: standings.get(name, FeedState()) for name in names}
    grown = [each for each in stand.values() if each.grown is not None]
    if grown:
        last = max(each.grown for each in grown if each.grown is not None)
        added = sum(each.added for each in grown)
        yield t("library-grown", when=_relative_time(last), count=added)
    elif stand:
        yield t("library-grown-never")
    for name, each in stand.items():
        if each.failures:
            yield " ".join(filter(None, _describe_failure(t, name, each)))


def _describe_failure(t: Translations, name: str, standing: FeedState) -> Iterator[str]:
    shown, due = escape_markdown(name, 100), _relative_time(standing.due)
    if standing.grown is None:
        yield t("library-growth-failing-always", name=shown, due=due)
    else:
        yield t("library-growth-failing", name=shown, when=_relative_time(standing.grown), due=due)
    yield escape_markdown(standing.problem, 200)
    yield t("library-growth-incident", incident=escape_markdown(standing.incident, 60))


def _relative_time(moment: datetime | None) -> str:
    """Return a moment as Discord words it, in the reader's language and time zone."""
    return "…" if moment is None else f"<t:{int(moment.timestamp())}:R>"
