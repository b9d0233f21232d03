"""Show what an answer rests on: its sources, and the exact words of their abstracts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.answering.answer import Answer, Citation
from bot.discord_bot import limits
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering.bylines import (
    authors,
    categories,
    first_author,
    identifier,
    titled,
    year,
)
from bot.discord_bot.rendering.escape import escape_markdown, plain
from bot.discord_bot.rendering.message import (
    OutgoingMessage,
    Piece,
    joined,
    message,
    rule,
    small,
    text,
)
from bot.discord_bot.rendering.text import SAFE_TOTAL, Fitting, entry, fitted
from bot.grounding.evidence_spans import evidence as nearest
from bot.grounding.sentence import Sentence
from retrieval.paper import Evidence, Paper

_ROOM = 3_600
_AROUND = 90  # characters of the abstract shown on each side of a short span
_SHORT = 100  # a span shorter than this is shown with the words around it
_LONGEST_SPAN = 1_500
_PIECES = 24
_SENTENCE = 800
_TITLE = 160


def source_lines(t: Translations, cited: Sequence[Citation], room: int) -> list[str]:
    """Return a line of small print for each source: number, title, first author, year."""

    def line(citation: Citation) -> Fitting:
        about = joined(first_author(t, citation.paper), year(citation.paper))
        after = f" · {about}" if about else ""

        def render(given: int) -> str:
            head = small(f"[{citation.number}] ")
            left = given - limits.units(head) - limits.units(after)
            if left < 30:
                return head + titled(citation.paper, given - limits.units(head))
            return head + titled(citation.paper, min(left, 260)) + after

        return render

    return fitted([line(citation) for citation in cited], room - len(cited))


def sources(t: Translations, answer: Answer) -> OutgoingMessage:
    """Show the sources of an answer in full."""
    pieces: list[Piece] = [text(f"**{t('look-sources')}**")]
    if not answer.citations:
        pieces.append(text(t("look-no-sources")))
        return message("answer", pieces)

    def about(paper: Paper) -> str:
        details = joined(year(paper), categories(paper), identifier(paper))
        by = authors(t, paper.authors)
        return "\n".join(filter(None, [by, small(details) if details else ""]))

    def line(citation: Citation) -> Fitting:
        head = f"**[{citation.number}]** "

        def titled_(room: int) -> str:
            return head + titled(citation.paper, room - limits.units(head))

        return entry(titled_, about(citation.paper))

    shown = fitted([line(c) for c in answer.citations], _ROOM)
    at_most = limits.COMPONENTS - 10
    pieces += [text(line) for line in shown[:at_most] if line]
    return message("answer", pieces)


def evidence(t: Translations, answer: Answer) -> list[OutgoingMessage]:
    """Show below each sentence the words of the abstract that bear it, over several messages."""
    blocks = list(_blocks(t, answer))
    if not blocks:
        blocks = [t("look-no-evidence")]
    head = f"**{t('look-evidence')}**\n{small(t('look-evidence-hint'))}"
    pages: list[list[str]] = [[head]]
    for block in blocks:
        length = sum(map(limits.units, pages[-1])) + limits.units(block)
        if length > SAFE_TOTAL or len(pages[-1]) >= _PIECES // 2:
            pages.append([])
        pages[-1].append(block)
    return [message("answer", _ruled(page)) for page in pages]


def _ruled(blocks: Sequence[str]) -> list[Piece]:
    pieces: list[Piece] = []
    for block in blocks:
        pieces += [rule(), text(block)] if pieces else [text(block)]
    return pieces


def _blocks(t: Translations, answer: Answer) -> Iterator[str]:
    """Yield a text for each supported sentence, several where its spans do not fit in one."""
    cited = {citation.number: citation.paper for citation in answer.citations}
    for sentence in answer.sentences:
        if not (sentence.supported and plain(sentence.text)):
            continue
        found = list(_spans(sentence, cited))
        quoted = all(span.text == sentence.text for _, _, span in found)  # it is its own evidence
        head = "" if quoted else f"**{escape_markdown(sentence.text, _SENTENCE)}**"
        block = head
        for number, paper, span in found:
            line = _borne(t, number, paper, span, t("look-verbatim") if quoted else "")
            if limits.units(block) + limits.units(line) + 1 > _ROOM:
                yield block
                block = head
            block = f"{block}\n{line}" if block else line
        if found:
            yield block


def _spans(sentence: Sentence, cited: Mapping[int, Paper]) -> Iterator[tuple[int, Paper, Evidence]]:
    """Yield the spans that decided; where the check gave none, what is nearest in each source."""
    for number in sentence.citations:
        paper = cited.get(number)
        if paper is None:
            continue
        spans = [s for s in sentence.evidence if s.paper_id == paper.paper_id]
        if not sentence.evidence:
            spans = list(nearest([sentence.text], paper))
        yield from ((number, paper, span) for span in spans)


def _borne(t: Translations, number: int, paper: Paper, span: Evidence, note: str) -> str:
    """Return a span as a quote, and below it whose words these are."""
    about = joined(first_author(t, paper), year(paper), note)
    source = f"[{number}] {titled(paper, _TITLE)}" + (f" · {about}" if about else "")
    return f"{_quoted(paper, span)}\n{small(source)}"


def _quoted(paper: Paper, span: Evidence) -> str:
    """Return a span as a block quote, bold within the words around it where it is short."""
    exact = escape_markdown(span.text, _LONGEST_SPAN)
    if len(span.text) >= _SHORT or paper.abstract[span.start : span.end] != span.text:
        return f"> {exact}"
    before = paper.abstract[: span.start].rstrip()
    after = paper.abstract[span.end :].lstrip()
    before = limits.cut_start(before, _AROUND) if before else ""
    after = limits.cut(after, _AROUND) if after else ""
    shown = [escape_markdown(before), f"**{exact}**" if exact else "", escape_markdown(after)]
    return "> " + " ".join(filter(None, shown))
