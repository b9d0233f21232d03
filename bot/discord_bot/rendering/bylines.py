"""Name papers and their authors the same way everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.answering.locations import Location, name_read
from bot.discord_bot import limits
from bot.discord_bot.custom_ids import MAX_KEY_CHARS
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering.escape import (
    escape_label,
    escape_markdown,
    link_paper,
    paper_address,
    plain_text,
    text_address,
)
from bot.discord_bot.rendering.message import join_parts
from retrieval.paper import WITHDRAWN_REASON, Paper, arxiv_id

_MAX_NAME_UNITS = 60


def title(paper: Paper) -> str:
    """Return the title without markup, or the id if it has none."""
    return plain_text(paper.title) or plain_text(paper.paper_id) or "…"


def link_title(paper: Paper, limit: int = 300) -> str:
    """Return the title as a link to the paper's own address."""
    return link_paper(title(paper), paper, limit)


def bold_title(paper: Paper, limit: int = 300, before: str = "") -> str:
    """Return the title as `link_title` does, bold, with our own text before it, in `limit` units.

    Bold sets titles apart from what is said of a paper, also where there is no address to link to.
    """
    room = limit - limits.count_units(before) - len("****")
    return f"**{before}{link_title(paper, room)}**"


def mark_upload(t: Translations, paper: Paper) -> str:
    """Return in brackets that a member uploaded a paper, for titles without authors; else ""."""
    return f" ({t('rendering-uploaded')})" if paper.is_upload else ""


def plain_byline(t: Translations, paper: Paper, *more: str) -> str:
    """Return the first authors' family names, the year and what else is given, without markup.

    First, if a member uploaded the paper.
    """
    names = [limits.cut(_family_name(name), 60) for name in map(plain_text, paper.authors) if name]
    if len(names) > 2:
        by = t("rendering-and-others", first=names[0])
    elif len(names) == 2:
        by = t("rendering-two-authors", first=names[0], second=names[1])
    else:
        by = "".join(names)
    return join_parts(t("rendering-uploaded") if paper.is_upload else "", by, year(paper), *more)


def short_byline(t: Translations, paper: Paper, *more: str) -> str:
    """Return what `plain_byline` does as Markdown, with more of our own Markdown."""
    return join_parts(escape_markdown(plain_byline(t, paper)), *more)


def authors(t: Translations, names: Sequence[str], max_names: int = 3) -> str:
    """Return the first names in full, and how many more there are."""
    known = [escape_markdown(name, _MAX_NAME_UNITS) for name in names if plain_text(name)]
    if len(known) <= max_names + 1:
        return ", ".join(known)
    return t("rendering-and-more", names=", ".join(known[:max_names]), more=len(known) - max_names)


def year(paper: Paper) -> str:
    """Return the year of publication, empty where it is not known."""
    return str(paper.year) if paper.year else ""


def byline(t: Translations, paper: Paper, *more: str) -> str:
    """Return `short_byline` with the categories; first, if the paper is withdrawn."""
    mark = t("rendering-withdrawn") if paper.withdrawn else ""
    return join_parts(mark, short_byline(t, paper, categories(paper), *more))


def withdrawal(t: Translations, paper: Paper) -> str:
    """Return that a paper is withdrawn, and why where that is known; empty where it is not."""
    if not paper.withdrawn:
        return ""
    reason = escape_markdown(str(paper.extra.get(WITHDRAWN_REASON) or ""), 300)
    return t("rendering-withdrawn-because", reason=reason) if reason else t("rendering-withdrawn")


def categories(paper: Paper, limit: int = 3) -> str:
    """Return the first categories."""
    return ", ".join(escape_markdown(category, 40) for category in paper.categories[:limit])


def identifier(paper: Paper) -> str:
    """Return how the paper is known elsewhere: its arXiv id or DOI."""
    if known := arxiv_id(paper.paper_id):
        return f"arXiv {escape_markdown(known)}"
    return f"DOI {escape_markdown(paper.doi, 100)}" if paper.doi else ""


def link_citation(
    t: Translations, number: int | None, paper: Paper | None, location: Location | None = None
) -> str:
    """Return `[1, p. 4]`, as a link to the page or the paper where their address is known.

    Without a number, as below the title of the only paper, or without a location, only the other.
    """
    where = "" if location is None else describe_location(t, location)
    label = ", ".join(filter(None, ["" if number is None else str(number), where]))
    url = ""
    if paper is not None:
        url = paper_address(paper) if location is None else text_address(paper, location.page_index)
    return f"[[{label}]]({url})" if url else f"[{label}]"


def describe_location(t: Translations, location: Location) -> str:
    """Return pages or sections in the reader's language, as a link's label."""
    return t("rendering-location", by=location.kind, names=escape_label(", ".join(location.names)))


def describe_read(t: Translations, paper: Paper, beside: Iterable[Paper]) -> str:
    """Return what was read of a paper, if of one `beside` it more than the abstract was."""
    tells = name_read(beside) == "paper"
    return t("rendering-read", read=name_read([paper])) if tells else ""


def direct_key(paper: Paper) -> str:
    """Return the paper's id if it fits into a button's id, else nothing."""
    fits = limits.count_units(paper.paper_id) <= MAX_KEY_CHARS
    return paper.paper_id if fits and plain_text(paper.paper_id) == paper.paper_id else ""


def _family_name(name: str) -> str:
    """Return the family name: what precedes a comma, or the last word."""
    before, comma, _ = name.partition(",")
    return before.strip() if comma and before.strip() else name.split()[-1]
