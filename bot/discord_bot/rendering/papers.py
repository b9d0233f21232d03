"""Show papers: search hits, one paper's card, a selection, a summary, lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import discord
from discord import ui

from bot.answering.answer import Summary
from bot.discord_bot import custom_ids, limits
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering.bylines import (
    authors,
    bold_title,
    byline,
    categories,
    identifier,
    link_title,
    provenance,
    withdrawal,
)
from bot.discord_bot.rendering.escape import escape_markdown, paper_address, plain_text
from bot.discord_bot.rendering.menus import (
    MAX_SELECTED,
    Page,
    paper_buttons,
    paper_menu,
    style_menu,
)
from bot.discord_bot.rendering.message import (
    Component,
    OutgoingMessage,
    button,
    button_rows,
    join_parts,
    link_button,
    message,
    separator,
    subtext,
    text,
)
from bot.discord_bot.rendering.text import (
    SAFE_TOTAL,
    Shrinkable,
    build_entry,
    build_footer,
    clip_markdown,
    shrink_to_fit,
    strike_through,
)
from bot.grounding.sentence import Sentence
from retrieval.paper import Paper
from retrieval.provenance import Provenance
from retrieval.search.query import Filters
from retrieval.search.results import Hit

_PAPERS_PER_PAGE = 10  # on a page; more would not be read on a phone
_MAX_LISTED = 25
_MAX_SEPARATE = 15  # with more, a list is one text, so that its buttons have room beside it
_MAX_LIST_UNITS = 3_300
_CARD_ACTIONS = ("summarize", "related", "compare", "shelf", "bibtex")


def search_results(
    t: Translations,
    query: str,
    hits: Sequence[Hit],
    *,
    token: str,
    page: Page,
    filters: Filters,
    only_meaning: bool = False,
    is_library_empty: bool = False,
) -> OutgoingMessage:
    """Show a page of a search, with a menu to go on with some of them.

    `only_meaning`: no paper has any word of the query.
    """
    head = f"**{t('rendering-hits', query=escape_markdown(query, 200))}**"
    if filters:
        head += "\n" + subtext(describe_filters(t, filters))
    if hits and only_meaning:
        head += "\n" + t("rendering-only-meaning")
    components: list[Component] = [text(head)]
    if not hits:
        advice = "rendering-nothing-found-filtered" if filters else "rendering-nothing-found"
        advice = "rendering-empty-library" if is_library_empty else advice
        return message("paper", [*components, text(t(advice))])
    shown = hits[:_PAPERS_PER_PAGE]
    components += _hit_entries(t, shown, token, page.number, page.first + 1)
    return message("paper", [*components, *button_rows(page.buttons(t, "s", "page", token))])


def _hit_entries(
    t: Translations, hits: Sequence[Hit], token: str, page: int, first: int
) -> list[Component]:
    """Return hits, numbered from `first`, and the menu to go on with some of them."""
    pick = custom_ids.build_id("s", "pick", token, page)
    return [
        *_number_entries(t, [_Entry(hit.paper, hit.snippet) for hit in hits], first),
        *paper_menu(t, [hit.paper for hit in hits], pick, first),
    ]


def related_papers(
    t: Translations, paper: Paper, hits: Sequence[Hit], *, token: str
) -> OutgoingMessage:
    """Show the papers nearest to one, with the same menu as a search."""
    components: list[Component] = [text(f"{subtext(t('rendering-related'))}\n{bold_title(paper)}")]
    if not hits:
        return message("paper", [*components, text(t("rendering-nothing-related"))])
    components += _hit_entries(t, hits[:_PAPERS_PER_PAGE], token, 1, 1)
    return message("paper", components)


def card(
    t: Translations, paper: Paper, *, key: str, origin: Provenance | None = None
) -> OutgoingMessage:
    """Show all that is known of a paper, how it came in, and what can be done with it."""
    by = authors(t, paper.authors, max_names=8)
    about = join_parts(
        _format_date(t, paper),
        categories(paper, limit=6),
        identifier(paper),
    )
    lines = [f"### {link_title(paper, 700)}", withdrawal(t, paper), by]
    lines += [subtext(about)] if about else []
    lines += [subtext(provenance(t, origin))] if origin else []
    head = "\n".join(filter(None, lines))
    abstract = escape_markdown(paper.abstract, SAFE_TOTAL - limits.count_units(head) - 100)
    components: list[Component] = [
        text(head),
        separator(),
        text(abstract or subtext(t("rendering-no-abstract"))),
    ]
    components += button_rows(
        paper_buttons(t, key, _CARD_ACTIONS, first=discord.ButtonStyle.primary)
    )
    if url := paper_address(paper):
        components += button_rows([link_button(t("rendering-button-paper"), url)])
    return message("paper", components)


def _format_date(t: Translations, paper: Paper) -> str:
    """Return the day of publication, or only the year or month if no more is known."""
    dated = paper.published or paper.updated
    exact = paper.published_on in ("", str(paper.published))
    return t("rendering-published", day=dated) if dated and exact else paper.published_on


def selection(t: Translations, papers: Sequence[Paper], token: str) -> OutgoingMessage:
    """Show the papers that were chosen, and what can be done with them."""
    components: list[Component] = [text(f"**{t('rendering-chosen', count=len(papers))}**")]
    components += _number_entries(t, [_Entry(paper) for paper in papers[:_MAX_LISTED]], 1)

    def on(action: str, label: str, **more: Any) -> ui.Button[Any]:
        return button(t(label), custom_ids.build_id("c", action, token), **more)

    compare = on("compare", "rendering-button-compare", style=discord.ButtonStyle.primary)
    related = on("related", "rendering-button-related")
    buttons = [
        *([compare] if 2 <= len(papers) <= MAX_SELECTED else []),
        on("summarize", "rendering-button-summarize"),
        *([related] if len(papers) == 1 else []),
        on("shelf", "rendering-button-shelf"),
        on("bibtex", "rendering-button-bibtex"),
    ]
    return message("paper", [*components, *button_rows(buttons)])


def paper_list(
    t: Translations,
    title: str,
    papers: Sequence[Paper],
    *,
    footer: str = "",
    buttons: Sequence[ui.Button[Any]] = (),
    first: int = 1,
    pick: str = "",
    notes: Sequence[str] = (),
    is_filtered: bool = False,
) -> OutgoingMessage:
    """Show a list of papers; `title` and `footer` are the caller's own words.

    `first` is the number of the first one; `pick` the id of a menu to go on with some of them;
    `notes` are said of the papers, in their order. `is_filtered`: if there are none, for the
    filters' sake.
    """
    shown = papers[:_MAX_LISTED]
    below = [
        t("rendering-more-papers", count=len(papers) - len(shown)) if papers[_MAX_LISTED:] else "",
        clip_markdown(footer, 900),
    ]
    head = f"**{clip_markdown(title, 300) or '…'}**"
    foot = "\n".join(subtext(line) for line in below if line)
    components: list[Component] = [text(head)]
    if shown:
        room = min(
            _MAX_LIST_UNITS, SAFE_TOTAL - limits.count_units(head) - limits.count_units(foot)
        )
        said = [*notes, *[""] * len(shown)]
        entries = [_Entry(paper, note=note) for paper, note in zip(shown, said, strict=False)]
        components += _number_entries(t, entries, first, room, apart=len(shown) <= _MAX_SEPARATE)
    else:
        components.append(
            text(t("rendering-refused-filtered" if is_filtered else "rendering-empty-library"))
        )
    if foot:
        components.append(text(foot))
    if pick:
        components += paper_menu(t, shown, pick, first)
    return message("paper", [*components, *button_rows(buttons)])


def describe_filters(t: Translations, filters: Filters) -> str:
    """Return in words what a search is restricted to."""
    start, end = str(filters.year_from or ""), str(filters.year_to or "")
    parts = []
    if start and end:
        parts.append(t("rendering-years", first=start, last=end))
    elif start:
        parts.append(t("rendering-years-from", year=start))
    elif end:
        parts.append(t("rendering-years-to", year=end))
    for field in ("categories", "authors", "sources"):
        if names := ", ".join(getattr(filters, field)):
            parts.append(t("rendering-filter", field=field, names=names))
    return t("rendering-filters", filters=escape_markdown(" · ".join(parts), 300))


@dataclass(frozen=True, slots=True)
class _Entry:
    """A paper of a list, with a text from its abstract and a note in our own words."""

    paper: Paper
    snippet: str = ""
    note: str = ""


def _number_entries(
    t: Translations,
    entries: Sequence[_Entry],
    first: int,
    room: int = _MAX_LIST_UNITS,
    *,
    apart: bool = True,
) -> list[Component]:
    """Return entries with numbers, a component each or all in one.

    A thin line is above each where they have texts.
    """

    def line(number: int, shown: _Entry) -> Shrinkable:
        before = f"{number}. "
        about = byline(t, shown.paper, clip_markdown(shown.note, 100))

        def head(room: int) -> str:
            return bold_title(shown.paper, min(room, 400), before)

        return build_entry(head, subtext(about) if about else "", shown.snippet)

    lines = shrink_to_fit([line(n, e) for n, e in enumerate(entries, first)], room - len(entries))
    if not apart:
        return [text("\n".join(lines))]
    if not any(entry.snippet for entry in entries):
        return [text(line) for line in lines]
    return [part for line in lines for part in (separator(), text(line))]


def summary(
    t: Translations, summary: Summary, *, key: str, styles: Sequence[str]
) -> OutgoingMessage:
    """Show a summary, with a menu of the other styles."""
    about = byline(t, summary.paper)
    head = f"### {link_title(summary.paper, 700)}" + (f"\n{subtext(about)}" if about else "")
    footer = build_footer(t, summary)
    kept = [sentence for sentence in summary.shown_sentences if plain_text(sentence.text)]
    room = SAFE_TOTAL - limits.count_units(head) - limits.count_units(footer) - 100
    sentences = shrink_to_fit(
        [partial(_format_sentence, t, sentence) for sentence in kept], room - 3 * len(kept)
    )
    points = summary.style == "key-points"
    body = "\n".join(f"- {s}" for s in sentences) if points else " ".join(sentences)
    shown = body or t("rendering-nothing-supported")
    components: list[Component] = [
        text(head),
        text(shown),
        text(footer),
        style_menu(t, summary, key, styles),
    ]
    actions = paper_buttons(t, key, ("card", "related", "compare", "shelf", "bibtex"))
    return message("paper", [*components, *button_rows(actions)])


def _format_sentence(t: Translations, sentence: Sentence, room: int) -> str:
    if not sentence.supported:
        return strike_through(t, sentence.text, room)
    return escape_markdown(sentence.text, room)
