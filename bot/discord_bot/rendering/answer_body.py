"""Lay out the lead and the sentences of an answer: as prose, or as a list under papers' titles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date

from bot.answering.answer import Answer
from bot.answering.lead import Lead
from bot.answering.locations import find_locations
from bot.answering.paper_names import name_paper
from bot.discord_bot import limits
from bot.discord_bot.limits import count_units
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering.bylines import (
    bold_title,
    describe_read,
    link_citation,
    link_title,
    mark_upload,
    short_byline,
    title,
)
from bot.discord_bot.rendering.comparison import aspect_name
from bot.discord_bot.rendering.escape import escape_markdown, link_paper, plain_text
from bot.discord_bot.rendering.message import join_parts, subtext
from bot.discord_bot.rendering.text import strike_through
from bot.grounding.sentence import Sentence
from bot.questions.kinds import LISTING_KINDS
from retrieval.paper import Paper

MAX_BODY_UNITS = 3_300
"""Units of sentences in one message; the rest is for what is around them."""

_MAX_HEADING_UNITS = 150
_MAX_TITLE_UNITS = 400
_MAX_LEAD_TITLE_UNITS = 500
_MAX_VALUE_UNITS = 900
_MAX_SHORT_TITLE_CHARS = 45

_Papers = Mapping[int, Paper]


def split_body(t: Translations, answer: Answer) -> list[str]:
    """Return lead, headings and sentences as texts of at most `MAX_BODY_UNITS`.

    They are cut between sentences; only a sentence that is longer alone is cut itself.
    """
    bodies: list[str] = []
    for separator, piece in _build_pieces(t, answer):
        if bodies and count_units(bodies[-1] + separator + piece) <= MAX_BODY_UNITS:
            bodies[-1] += separator + piece
        else:
            bodies.append(piece)
    return bodies


def format_lead(t: Translations, lead: Lead, papers: Iterable[Paper]) -> str:
    """Return the line above an answer, its subject in bold.

    `papers` are those the answer cites: the title becomes a link to the one that has it.
    """
    named = _find_named(lead, papers)
    title = escape_markdown(lead.title, _MAX_LEAD_TITLE_UNITS)
    if named:
        title = link_title(named[0], _MAX_LEAD_TITLE_UNITS) + mark_upload(t, named[0])
    value = escape_markdown(lead.value, _MAX_VALUE_UNITS)
    if lead.key in {"published", "newest", "oldest"}:
        with suppress(ValueError):  # only the year or month is known
            value = t("rendering-published", day=date.fromisoformat(lead.value))
    shown = f"**{title}**" if title else ""
    return t(
        "rendering-lead",
        key=lead.key,
        count=lead.count,
        title=shown,
        value=value,
        read=lead.read,
    ).strip()


def find_titled(answer: Answer) -> frozenset[int]:
    """Return the numbers of the papers whose titles stand above their sentences."""
    if answer.kind == "comparison" or not answer.is_itemized:
        return frozenset()
    shown = [s for s in visible_sentences(answer.shown_sentences) if not s.is_prose]
    known = {citation.number for citation in answer.citations}
    return frozenset(n for s in shown if (n := _find_only_citation(s)) in known and n is not None)


def visible_sentences(sentences: Iterable[Sentence]) -> list[Sentence]:
    """Return the sentences that have something to read."""
    return [sentence for sentence in sentences if plain_text(sentence.text)]


def format_sentence(
    t: Translations, sentence: Sentence, papers: _Papers, *, is_titled: bool = False
) -> str:
    """Return a sentence with its marks; struck through, and citing nothing, if unsupported.

    Where it `is_titled`, below its paper's title, the marks have no numbers.
    """
    if not sentence.supported:
        return strike_through(t, sentence.text)
    locations = find_locations(sentence, papers)
    marks = "".join(
        link_citation(t, None if is_titled else number, papers.get(number), locations.get(number))
        for number in sentence.citations
        if number in locations or not is_titled
    )
    shown = escape_markdown(sentence.text)
    return f"{shown} {marks}" if marks else shown


def _build_pieces(t: Translations, answer: Answer) -> Iterator[tuple[str, str]]:
    """Yield texts that stay in one message, each after what separates it from the one before."""
    papers = answer.numbered_papers
    if answer.lead is not None:
        yield "", format_lead(t, answer.lead, papers.values())
        if not answer.sentences:
            named = _find_named(answer.lead, papers.values())
            for paper in papers.values():
                if paper not in named:
                    name = bold_title(paper, _MAX_TITLE_UNITS)
                    yield "\n", f"- {join_parts(name, short_byline(t, paper))}"
    headings = {heading.before: heading.text for heading in answer.headings}
    heading, before, is_first, after_prose = "", None, True, False
    for index, sentence in enumerate(answer.sentences):
        # A heading waits for a sentence that is shown: the first of its part may be left out.
        heading = headings.get(index, heading)
        if not (plain_text(sentence.text) and (sentence.supported or answer.strike)):
            continue
        is_item = answer.is_itemized and not sentence.is_prose
        number = _find_only_citation(sentence) if is_item else None
        number = number if number in papers else None
        starts_item = is_item and (number is None or number != before or bool(heading))
        prefix = _format_heading(t, answer, heading)
        if starts_item:
            prefix += _format_item_start(t, answer, number, papers)
        separator = " "
        turns = not is_first and is_item == after_prose  # from prose to items, or back
        if heading or turns or (starts_item and answer.kind != "comparison"):
            separator = "\n\n"
        elif starts_item or is_first:
            separator = "\n"
        titled = number is not None and answer.kind != "comparison"
        for part in _split_sentence(t, sentence, papers, prefix, is_titled=titled):
            yield separator, prefix + part
            prefix, separator = "", " "
        heading, before, is_first, after_prose = "", number, False, not is_item


def _find_named(lead: Lead, papers: Iterable[Paper]) -> Sequence[Paper]:
    """Return the papers with the title that the lead names; none if it names none."""
    wanted = plain_text(lead.title)
    return [paper for paper in papers if wanted and plain_text(paper.title) == wanted]


def _find_only_citation(sentence: Sentence) -> int | None:
    """Return the number that a supported sentence cites, None if it cites none or several."""
    numbers = set(sentence.citations)
    return numbers.pop() if sentence.supported and len(numbers) == 1 else None


def _format_heading(t: Translations, answer: Answer, heading: str) -> str:
    name = escape_markdown(aspect_name(t, heading), _MAX_HEADING_UNITS) if heading else ""
    if not name:
        return ""
    # Above bold titles, a heading of Discord's own stands out.
    return f"### {name}\n" if answer.kind in LISTING_KINDS else f"**{name}**\n"


def _format_item_start(t: Translations, answer: Answer, number: int | None, papers: _Papers) -> str:
    """Return what precedes the first sentence of an item: the bullet, and whose words they are."""
    if number is None:
        return "- "
    paper = papers[number]
    if answer.kind == "comparison":
        short = limits.cut(plain_text(name_paper(paper)) or title(paper), _MAX_SHORT_TITLE_CHARS)
        return f"- **{link_paper(short, paper)}:** "
    read = describe_read(t, paper, papers.values())
    about = join_parts(f"[{number}]", short_byline(t, paper, read))
    return f"{bold_title(paper, _MAX_TITLE_UNITS)}\n{subtext(about)}\n- "


def _split_sentence(
    t: Translations, sentence: Sentence, papers: _Papers, prefix: str, *, is_titled: bool
) -> list[str]:
    """Return a sentence, in parts where it is longer than the rest of a message."""
    whole = format_sentence(t, sentence, papers, is_titled=is_titled)
    if count_units(prefix) + count_units(whole) <= MAX_BODY_UNITS:
        return [whole]
    parts = limits.split_text(sentence.text, MAX_BODY_UNITS // 3)  # escaped it may be twice as long
    pieces = [replace(sentence, text=part, citations=()) for part in parts]
    pieces[-1] = replace(pieces[-1], citations=sentence.citations)
    return [format_sentence(t, piece, papers, is_titled=is_titled) for piece in pieces]
