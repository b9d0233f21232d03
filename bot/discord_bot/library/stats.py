"""Show what the library holds, and the state of its feeds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from bot.auto_ingest.state import FeedState, load_feed_states
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering.escape import escape_markdown
from bot.discord_bot.rendering.message import (
    Component,
    OutgoingMessage,
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
    t: Translations,
    stock: LibraryStats,
    growth: Iterable[str] = (),
    *,
    uploads: int = 0,
    whole: int = 0,
    passages: int = 0,
) -> OutgoingMessage:
    """Show the counts, also of a place's uploads, and of whole papers and their passages.

    `growth` has lines about how the library grows.
    """
    lines = [f"**{t('library-stock', count=stock.papers + uploads)}**"]
    if stock.papers:
        lines.append(t("library-stock-abstracts", count=stock.abstracts))
    if uploads:
        lines.append(t("library-stock-uploads", count=uploads))
    if whole:
        lines.append(t("library-stock-whole", count=whole, passages=passages))
    waiting = "library-stock-waiting" if stock.waiting else "library-stock-indexed"
    lines.append(subtext(t(waiting, count=stock.waiting)))
    lines += map(subtext, growth)
    years = [(str(year), count) for year, count in stock.years[:_MAX_YEARS]]
    if earlier := sum(count for _, count in stock.years[_MAX_YEARS:]):
        years.append((t("library-stock-earlier"), earlier))
    if stock.undated and stock.papers:
        years.append((t("library-stock-undated"), stock.undated))
    components: list[Component] = [text("\n".join(lines))]
    for key, counts in (
        ("library-stock-years", years),
        ("library-stock-categories", stock.categories[:_MAX_ENTRIES]),
        ("library-stock-sources", stock.sources[:_MAX_ENTRIES]),
    ):
        if counts:
            shown = " · ".join(
                t("library-stock-count", name=escape_markdown(name, 60), count=count)
                for name, count in counts
            )
            components += [separator(), text(f"**{t(key)}**\n{shown}")]
    return message("paper", components)


FeedStates = Mapping[str, FeedState]


def find_feed_states(services: Services) -> FeedStates:
    """Return the state of each feed by name; blocks."""
    try:
        return load_feed_states(services.stores.notes)
    except StorageError:
        return {}  # the status says that nothing can be kept


def describe_growth(t: Translations, names: Sequence[str], states: FeedStates) -> Iterator[str]:
    """Yield lines about the last ingested papers and failing feeds."""
    feeds = {name: states.get(name, FeedState()) for name in names}
    grown = [each for each in feeds.values() if each.grown is not None]
    if grown:
        last = max(each.grown for each in grown if each.grown is not None)
        added = sum(each.added for each in grown)
        yield t("library-grown", when=_relative_time(last), count=added)
    elif feeds:
        yield t("library-grown-never")
    for name, each in feeds.items():
        if each.failures:
            yield " ".join(filter(None, _describe_failure(t, name, each)))


def _describe_failure(t: Translations, name: str, state: FeedState) -> Iterator[str]:
    shown, due = escape_markdown(name, 100), _relative_time(state.due)
    if state.grown is None:
        yield t("library-growth-failing-always", name=shown, due=due)
    else:
        yield t("library-growth-failing", name=shown, when=_relative_time(state.grown), due=due)
    yield escape_markdown(state.problem, 200)
    yield t("library-growth-incident", incident=escape_markdown(state.incident, 60))


def _relative_time(moment: datetime | None) -> str:
    """Return a relative timestamp, which Discord shows in the reader's language."""
    return "…" if moment is None else f"<t:{int(moment.timestamp())}:R>"
