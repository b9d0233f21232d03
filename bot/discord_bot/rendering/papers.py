"""Show papers: search hits, one paper's card, a selection, a summary, lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

import discord
from discord import ui

from bot.answering.answer import Summary
from bot.answering.locations import locate, name_read
from bot.discord_bot import custom_ids, limits
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering.bylines import (
    authors,
    bold_title,
    byline,
    categories,
    describe_read,
    identifier,
    link_citation,
    link_title,
    mark_upload,
    withdrawal,
)
from bot.discord_bot.rendering.bylines import title as paper_title
from bot.discord_bot.rendering.comparison import aspect_name
from bot.discord_bot.rendering.escape import escape_markdown, paper_address, plain_text
from bot.discord_bot.rendering.menus import (
    MAX_SELECTED,
    Page,
    paper_buttons,
    paper_menu,
    paper_options,
)
from bot.discord_bot.rendering.message import (
    Component,
    OutgoingMessage,
    button,
    button_rows,
    join_lines,
    join_parts,
    link_button,
    menu,
    message,
    option,
    separator,
    subtext,
    text,
)
from bot.discord_bot.rendering.text import (
    SAFE_TOTAL,
    build_footer,
    clip_markdown,
    paper_entry,
    shrink_to_fit,
    strike_through,
)
from bot.grounding.sentence import Sentence
from retrieval.paper import Paper
from retrieval.provenance import Provenance
from retrieval.search.query import Filters
from retrieval.search.results import Hit

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
    head = join_lines(
        f"**{t('rendering-hits', query=escape_markdown(query, 200))}**",
        subtext(describe_filters(t, filters)),
        t("rendering-only-meaning") if hits and only_meaning else "",
    )
    if not hits:
        advice = "rendering-nothing-found-filtered" if filters else "rendering-nothing-found"
        advice = "rendering-empty-library" if is_library_empty else advice
        return message("paper", [text(head), text(t(advice))])
    shown = _hit_entries(t, hits, token, page.number, page.first + 1)
    turn = button_rows(page.buttons(t, "s", "page", token))
    return message("paper", [text(head), *shown, *turn])


def _hit_entries(
    t: Translations, hits: Sequence[Hit], token: str, page: int, first: int
) -> list[Component]:
    """Return hits, numbered from `first`, and the menu to go on with some of them."""
    pick, papers = custom_ids.build_id("s", "pick", token, page), [hit.paper for hit in hits]
    return [
        *_number_entries(t, papers, first, snippets=[hit.snippet for hit in hits]),
        *paper_menu(t, papers, pick, first),
    ]


def related_papers(t: Translations, paper: Paper, hits: Sequence[Hit]) -> OutgoingMessage:
    """Show the papers nearest to one, with the same menu as a search, and no search's token."""
    head = text(f"{subtext(t('rendering-related'))}\n{bold_title(paper)}")
    shown = _hit_entries(t, hits, "r", 1, 1) if hits else [text(t("rendering-nothing-related"))]
    return message("paper", [head, *shown])


def comparison_menu(
    t: Translations, paper: Paper, hits: Sequence[Hit], key: str
) -> OutgoingMessage:
    """Show a menu of the papers to compare one with."""
    named = f"**{link_title(paper)}**{mark_upload(t, paper)}"
    head = text(f"{subtext(t('papers-compare-with'))}\n{named}")
    options = paper_options(t, ((hit.paper, paper_title(hit.paper)) for hit in hits))
    if not options:
        return message("paper", [head, text(t("papers-nothing-to-compare"))])
    label, most = t("papers-choose-to-compare"), MAX_SELECTED - 1
    return message("comparison", [head, menu(f"fn:w:{key}", label, options, max_values=most)])


def card(
    t: Translations, paper: Paper, *, key: str, origin: Provenance | None = None
) -> OutgoingMessage:
    """Show all that is known of a paper, how it came in, and what can be done with it."""
    about = join_parts(_format_date(t, paper), categories(paper, limit=6), identifier(paper))
    head = join_lines(
        f"### {link_title(paper, 700)}",
        withdrawal(t, paper),
        authors(t, paper.authors, max_names=8),
        subtext(about),
        subtext(t("rendering-origin", origin=origin)) if origin else "",
    )
    abstract = escape_markdown(paper.abstract, SAFE_TOTAL - limits.count_units(head) - 100)
    shown = [text(head), separator(), text(abstract or subtext(t("rendering-no-abstract")))]
    buttons = paper_buttons(t, key, _CARD_ACTIONS, first=discord.ButtonStyle.primary)
    if url := paper_address(paper):
        buttons.append(link_button(t("rendering-button-paper"), url))
    return message("paper", [*shown, *button_rows(buttons)])


def _format_date(t: Translations, paper: Paper) -> str:
    """Return the day of publication, or only the year or month if no more is known."""
    dated = paper.published or paper.updated
    exact = paper.published_on in ("", str(paper.published))
    return t("rendering-published", day=dated) if dated and exact else paper.published_on


def selection(t: Translations, papers: Sequence[Paper], token: str) -> OutgoingMessage:
    """Show the papers that were chosen, and what can be done with them."""
    head = text(f"**{t('rendering-chosen', count=len(papers))}**")

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
    shown = _number_entries(t, papers[:_MAX_LISTED], 1)
    return message("paper", [head, *shown, *button_rows(buttons)])


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
    listed, more = papers[:_MAX_LISTED], len(papers[_MAX_LISTED:])
    head = f"**{clip_markdown(title, 300) or '…'}**"
    foot = join_lines(
        subtext(t("rendering-more-papers", count=more) if more else ""),
        subtext(clip_markdown(footer, 900)),
    )
    shown: list[Component] = [text(head)]
    if listed:
        room = SAFE_TOTAL - limits.count_units(head) - limits.count_units(foot)
        shown += _number_entries(t, listed, first, min(room, _MAX_LIST_UNITS), notes=notes)
    else:
        why = "rendering-refused-filtered" if is_filtered else "rendering-empty-library"
        shown.append(text(t(why)))
    if foot:
        shown.append(text(foot))
    if pick:
        shown += paper_menu(t, listed, pick, first)
    return message("paper", [*shown, *button_rows(buttons)])


def describe_filters(t: Translations, filters: Filters, papers: Iterable[Paper] = ()) -> str:
    """Return in words what a search is restricted to; empty if it is not.

    Of `papers`, the one that it is restricted to is called by its title.
    """
    if not filters:
        return ""
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
    if filters.paper:
        titles = {paper.paper_id: paper.title for paper in papers}
        name = titles.get(filters.paper, filters.paper)
        parts.append(t("rendering-filter", field="paper", names=name))
    return t("rendering-filters", filters=escape_markdown(" · ".join(parts), 300))


def _number_entries(
    t: Translations,
    papers: Sequence[Paper],
    first: int,
    room: int = _MAX_LIST_UNITS,
    *,
    snippets: Sequence[str] = (),
    notes: Sequence[str] = (),
) -> list[Component]:
    """Return papers with numbers, a component each, or all in one if they are many.

    `snippets` are texts from their abstracts, a thin line above each; `notes` are our own words.
    """
    blank = [""] * len(papers)
    numbered = enumerate(zip(papers, notes or blank, snippets or blank, strict=False), first)
    entries = [
        paper_entry(paper, f"{number}. ", subtext(byline(t, paper, note)), snippet)
        for number, (paper, note, snippet) in numbered
    ]
    lines = shrink_to_fit(entries, room - len(entries))
    if len(lines) > _MAX_SEPARATE:
        return [text("\n".join(lines))]
    if not any(snippets):
        return [text(line) for line in lines]
    return [part for line in lines for part in (separator(), text(line))]


def summary(
    t: Translations, summary: Summary, *, key: str, styles: Sequence[str]
) -> OutgoingMessage:
    """Show a summary, with a menu of the other styles."""
    read = describe_read(t, summary.paper, [summary.paper])
    about = byline(t, summary.paper, read)
    section = f"**{escape_markdown(summary.section, 300)}**" if summary.section else ""
    head = join_lines(f"### {link_title(summary.paper, 700)}", subtext(about), section)
    footer = build_footer(t, summary)
    kept = [sentence for sentence in summary.shown_sentences if plain_text(sentence.text)]
    room = SAFE_TOTAL - limits.count_units(head) - limits.count_units(footer) - 100
    sentences = shrink_to_fit(
        [partial(_format_sentence, t, summary.paper, sentence) for sentence in kept],
        room - 3 * len(kept),
    )
    body = _join_sentences(t, summary, kept, sentences)
    nothing = t("rendering-nothing-supported", read=name_read([summary.paper]))
    shown = [head, body or nothing, footer]
    offered = [
        option(t("rendering-style", style=style), style, chosen=style == summary.style)
        for style in styles
    ]
    choose = menu(custom_ids.build_id("p", "style", key), t("rendering-choose-style"), offered)
    menus = [] if summary.section else [choose]
    actions = paper_buttons(t, key, ("card", "related", "compare", "shelf", "bibtex"))
    return message("paper", [*map(text, shown), *menus, *button_rows(actions)])


def _join_sentences(
    t: Translations, summary: Summary, kept: Sequence[Sentence], lines: Sequence[str]
) -> str:
    """Join the sentences that are shown: as points, a paragraph, or one under each heading."""
    if summary.headings:
        names = {heading.before: heading.text for heading in summary.headings}
        parts: dict[str, list[str]] = {}
        under = ""
        for place, sentence in enumerate(summary.sentences):
            under = names.get(place, under)
            if sentence in kept:
                parts.setdefault(under, []).append(lines[kept.index(sentence)])
        return "\n".join(
            f"**{aspect_name(t, name)}**\n{' '.join(said)}" for name, said in parts.items()
        )
    if summary.style == "key-points":
        return "\n".join(f"- {line}" for line in lines)
    return " ".join(lines)


def _format_sentence(t: Translations, paper: Paper, sentence: Sentence, room: int) -> str:
    """Return a sentence, and where the whole paper says it."""
    if not sentence.supported:
        return strike_through(t, sentence.text, room)
    location = locate(sentence.evidence)
    mark = "" if location is None else f" {link_citation(t, None, paper, location)}"
    return escape_markdown(sentence.text, room - limits.count_units(mark)) + mark
