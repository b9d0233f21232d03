"""Lay out the sentences of an answer: as prose, or as a list under the papers' titles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.answering.answer import Answer
from bot.answering.paper_names import name_paper
from bot.discord_bot import limits
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering.bylines import (
    bold_title,
    link_citation,
    short_authors,
    title,
    year,
)
from bot.discord_bot.rendering.comparison import aspect_name
from bot.discord_bot.rendering.escape import escape_markdown, link_paper, plain_text
from bot.discord_bot.rendering.lead import find_named, format_lead
from bot.discord_bot.rendering.message import join_parts, subtext
from bot.discord_bot.rendering.text import strike_through
from bot.grounding.sentence import Sentence
from bot.questions.kinds import LISTING_KINDS
from retrieval.paper import Paper

MAX_BODY_UNITS = 3_300
"""Units of sentences in one message; the rest is for what is around them."""

_MAX_HEADING_UNITS = 150
_MAX_TITLE_UNITS = 400
_MAX_SHORT_TITLE_CHARS = 45

_Papers = Mapping[int, Paper]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A text that stays in one message, and what separates it from the text before."""

    text: str
    separator: str


def split_body(t: Translations, answer: Answer) -> list[str]:
    """Return lead, headings and sentences as texts of at most `MAX_BODY_UNITS`.

    They are cut between sentences; only a sentence that is longer alone is cut itself.
    """
    bodies: list[str] = []
    for piece in _build_pieces(t, answer):
        longer = limits.count_units(piece.separator) + limits.count_units(piece.text)
        if bodies and limits.count_units(bodies[-1]) + longer <= MAX_BODY_UNITS:
            bodies[-1] += piece.separator + piece.text
        else:
            bodies.append(piece.text)
    return bodies


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


def format_sentence(t: Translations, sentence: Sentence, papers: _Papers) -> str:
    """Return a sentence with its marks; struck through, and citing nothing, if unsupported."""
    if not sentence.supported:
        return strike_through(t, sentence.text)
    marks = "".join(link_citation(number, papers.get(number)) for number in sentence.citations)
    return f"{escape_markdown(sentence.text)} {marks}" if marks else escape_markdown(sentence.text)


def _build_pieces(t: Translations, answer: Answer) -> Iterator[_Piece]:
    papers = {citation.number: citation.paper for citation in answer.citations}
    if answer.lead is not None:
        yield _Piece(format_lead(t, answer.lead, papers.values()), "")
        if not answer.sentences:
            named = find_named(answer.lead, papers.values())
            for paper in papers.values():
                if paper not in named:
                    name = bold_title(paper, _MAX_TITLE_UNITS)
                    shown = join_parts(name, short_authors(t, paper), year(paper))
                    yield _Piece(f"- {shown}", "\n")
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
        for part in _split_sentence(t, sentence, papers, prefix, is_marked=not titled):
            yield _Piece(prefix + part, separator)
            prefix, separator = "", " "
        heading, before, is_first, after_prose = "", number, False, not is_item


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
    about = join_parts(f"[{number}]", short_authors(t, paper), year(paper))
    return f"{bold_title(paper, _MAX_TITLE_UNITS)}\n{subtext(about)}\n- "


def _split_sentence(
    t: Translations, sentence: Sentence, papers: _Papers, prefix: str, *, is_marked: bool
) -> list[str]:
    """Return a sentence, in parts where it is longer than the rest of a message."""
    if is_marked or not sentence.supported:
        whole = format_sentence(t, sentence, papers)
    else:
        whole = escape_markdown(sentence.text)
    if limits.count_units(prefix) + limits.count_units(whole) <= MAX_BODY_UNITS:
        return [whole]
    parts = limits.split_text(sentence.text, MAX_BODY_UNITS // 3)  # escaped it may be twice as long
    if not sentence.supported:
        return [strike_through(t, part) for part in parts]
    marks = "".join(link_citation(n, papers.get(n)) for n in sentence.citations)
    return [*map(escape_markdown, parts), *([marks] if marks and is_marked else [])]
