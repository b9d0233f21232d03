"""Show what the library holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.discord_bot.locales import Translations
from bot.discord_bot.rendering.escape import escape_markdown
from bot.discord_bot.rendering.message import OutgoingMessage, Piece, message, rule, small, text
from retrieval.library.stats import LibraryStats

_YEARS = 10
_MOST = 12


def stock(t: Translations, stock: LibraryStats, growth: Iterable[str] = ()) -> OutgoingMessage:
    """Show the counts; `growth` are lines about how the library grows."""
    lines = [f"**{t('library-stock', count=stock.papers)}**"]
    if stock.papers:
        lines.append(t("library-stock-abstracts", count=stock.abstracts))
    waiting = "library-stock-waiting" if stock.waiting else "library-stock-indexed"
    lines.append(small(t(waiting, count=stock.waiting)))
    lines += map(small, growth)
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
            pieces += [rule(), text(f"**{t(key)}**\n{_counts(t, counts)}")]
    return message("paper", pieces)


def _counts(t: Translations, counts: Sequence[tuple[str, int]]) -> str:
    return " · ".join(
        t("library-stock-count", name=escape_markdown(name, 60), count=count)
        for name, count in counts
    )
