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

_YEARS = 10
_MOST = 12


def stock(t: Translations, stock: LibraryStats, growth: Iterable[str] = ()) -> OutgoingMessage:
    """Show the counts; `growth` are lines about how the library grows."""
    lines = [f"**{t('library-stock', count=stock.papers)}**"]
    if stock.papers:
        lines.append(t("library-stock-abstracts", count=stock.abstracts))
    waiting = "library-stock-waiting" if stock.waiting else "library-stock-indexed"
    lines.append(subtext(t(waiting, count=stock.waiting)))
    lines += map(subtext, growth)
    years = [(str(year), count) for year, count in stock.years[:_YEARS]]
    if earlier := sum(count for _, count in stock.years[_YEARS:]):
        years.append((t("library-stock-earlier"), earlier))
    if stock.undated and stock.papers:
        years.append((t("library-stock-undated"), stock.undated))
    pieces: list[Piece] = [text("\n".join(lines))]
    for key, counts in (
        ("library-stock-years", years),
        ("library-stock-categories", stock.categories[:_MOST]),
        ("library-stock-sources", stock.sources[:_MOST]),
    ):
        if counts:
            pieces += [separator(), text(f"**{t(key)}**\n{_counts(t, counts)}")]
    return message("paper", pieces)


def _counts(t: Translations, counts: Sequence[tuple[str, int]]) -> str:
    return " · ".join(
        t("library-stock-count", name=escape_markdown(name, 60), count=count)
        for name, count in counts
    )


Standings = Mapping[str, FeedState]


def standings(services: Services) -> Standings:
    """Return how each inflow stands, by name; blocks."""
    try:
        return load_feed_states(services.stores.notes)
    except StorageError:
        return {}  # the status says that nothing can be kept


def growth(t: Translations, names: Sequence[str], standings: Standings) -> Iterator[str]:
    """Yield lines that say when the library last grew, and what fails; nothing without inflows."""
    stand = {name: standings.get(name, FeedState()) for name in names}
    grown = [each for each in stand.values() if each.grown is not None]
    if grown:
        last = max(each.grown for each in grown if each.grown is not None)
        added = sum(each.added for each in grown)
        yield t("library-grown", when=_ago(last), count=added)
    elif stand:
        yield t("library-grown-never")
    for name, each in stand.items():
        if each.failures:
            yield " ".join(filter(None, _failure(t, name, each)))


def _failure(t: Translations, name: str, standing: FeedState) -> Iterator[str]:
    shown, due = escape_markdown(name, 100), _ago(standing.due)
    if standing.grown is None:
        yield t("library-growth-failing-always", name=shown, due=due)
    else:
        yield t("library-growth-failing", name=shown, when=_ago(standing.grown), due=due)
    yield escape_markdown(standing.problem, 200)
    yield t("library-growth-incident", incident=escape_markdown(standing.incident, 60))


def _ago(moment: datetime | None) -> str:
    """Return a moment as Discord words it, in the reader's language and time zone."""
    return "…" if moment is None else f"<t:{int(moment.timestamp())}:R>"
