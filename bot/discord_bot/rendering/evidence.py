"""Show what an answer rests on: its sources, and the exact words of their texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.answering.answer import Answer, Citation
from bot.answering.locations import (
    describe_formulas,
    find_passage,
    locate,
    name_caption,
    name_read,
)
from bot.discord_bot import limits
from bot.discord_bot.limits import count_units
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering.blocks import Block, build_parts, list_pictures, split_pages
from bot.discord_bot.rendering.bylines import (
    authors,
    categories,
    describe_location,
    describe_read,
    identifier,
    link_title,
    short_byline,
    year,
)
from bot.discord_bot.rendering.escape import (
    escape_label,
    escape_markdown,
    paper_address,
    plain_text,
    quote,
    text_address,
)
from bot.discord_bot.rendering.message import (
    Component,
    FileAttachment,
    OutgoingMessage,
    join_lines,
    join_parts,
    message,
    separator,
    subtext,
    text,
)
from bot.discord_bot.rendering.text import (
    Shrinkable,
    describe_accounts,
    paper_entry,
    shrink_to_fit,
)
from bot.grounding.premise import find_nearest
from bot.grounding.sentence import Sentence
from retrieval.paper import Evidence, Paper
from retrieval.passage import SECTION_SEPARATOR

_MAX_TEXT_UNITS = 3_600
_CONTEXT_CHARS = 90  # characters of the abstract shown on each side of a short span
_SHORT_SPAN_CHARS = 100  # a span shorter than this is shown with the words around it
_MAX_SPAN_UNITS = 1_500
_MAX_PIECES = 12  # in one message, with a line between each two
_MAX_SENTENCE_UNITS = 800
_MAX_TITLE_UNITS = 160
_MAX_HEADING_UNITS = 60


def source_lines(
    t: Translations, cited: Sequence[Citation], papers: Sequence[Paper], room: int
) -> list[str]:
    """Return a line of small print for each source: number, title, first author, year.

    Also what was read of it, if one of `papers`, all of the answer's, was read whole.
    """

    def line(citation: Citation) -> Shrinkable:
        read = describe_read(t, citation.paper, papers)
        about, head = short_byline(t, citation.paper, read), subtext(f"[{citation.number}] ")
        after = f" · {about}" if about else ""

        def render(given: int) -> str:
            left = given - count_units(head) - count_units(after)
            if left < 30 and not citation.paper.is_upload:
                return head + link_title(citation.paper, given - count_units(head))
            return head + link_title(citation.paper, min(left, 260)) + after

        return render

    return shrink_to_fit([line(citation) for citation in cited], room - len(cited))


def sources(t: Translations, answer: Answer) -> OutgoingMessage:
    """Show the sources of an answer in full."""

    def read(paper: Paper) -> str:
        return describe_read(t, paper, answer.papers)

    def about(paper: Paper) -> str:
        return join_lines(
            authors(t, paper.authors),
            t("rendering-uploaded") if paper.is_upload else "",
            subtext(join_parts(year(paper), categories(paper), identifier(paper), read(paper))),
        )

    cited = answer.citations[: (limits.COMPONENTS - 10) // 2]
    entries = [paper_entry(c.paper, f"[{c.number}] ", about(c.paper)) for c in cited]
    shown = _with_separators([[entry] for entry in shrink_to_fit(entries, _MAX_TEXT_UNITS)])
    title = text(f"**{t('rendering-sources')}**")
    return message("answer", [title, *(shown or [text(t("rendering-no-sources"))])])


def list_evidence(answer: Answer) -> list[Evidence]:
    """Return the spans that `evidence` shows, in order."""
    cited = {citation.number: citation for citation in answer.citations}
    shown = (sentence for sentence in answer.sentences if sentence.supported)
    return [span for sentence in shown for _, _, span in _find_spans(sentence, cited)]


def evidence(
    t: Translations, answer: Answer, pictures: Mapping[Evidence, FileAttachment]
) -> list[OutgoingMessage]:
    """Show the words that support each sentence, over several messages.

    In a picture as printed, where there is one, else as a quote, with its formulas if it has any.
    """
    key = "rendering-evidence-hint" if answer.mode == "model" else "rendering-evidence-quotes"
    printed = any(not span.formulas for span in pictures)
    hint = t("rendering-evidence-printed") if printed else t(key, read=name_read(answer.papers))
    accounts = describe_accounts(t, [citation.paper for citation in answer.citations])
    head = join_lines(f"**{t('rendering-evidence')}**", subtext(hint), subtext(accounts))
    blocks = list(_sentence_blocks(t, answer, dict(pictures))) or [[t("rendering-no-evidence")]]
    pages = split_pages([[head], *blocks], _MAX_PIECES)
    return [message("answer", _with_separators(page), list_pictures(page)) for page in pages]


def describe_attribution(t: Translations, sentence: Sentence) -> str:
    """Return that Footnote found or corrected a sentence's citations; empty if it did not."""
    match sentence.attribution:
        case "written":
            return ""
        case "found":
            return t("rendering-citation-found")
        case "corrected":
            numbers = ", ".join(rf"\[{number}\]" for number in sentence.written_citations or ())
            return t("rendering-citation-corrected", numbers=numbers)


def _with_separators(blocks: Sequence[Block]) -> Sequence[Component]:
    return [part for block in blocks for part in (separator(), *build_parts(block))][1:]


def _sentence_blocks(
    t: Translations, answer: Answer, pictures: dict[Evidence, FileAttachment]
) -> Iterator[Block]:
    """Yield a block for each supported sentence, several where its spans do not fit in one.

    Each picture is shown once; it is taken from `pictures`.
    """
    cited = {citation.number: citation for citation in answer.citations}
    for sentence in answer.sentences:
        if not (sentence.supported and plain_text(sentence.text)):
            continue
        found = list(_find_spans(sentence, cited))
        quoted = all(span.text == sentence.text for _, _, span in found)  # it is its own evidence
        head = "" if quoted else f"**{escape_markdown(sentence.text, _MAX_SENTENCE_UNITS)}**"
        block: list[str | FileAttachment] = [head] if head else []
        note = join_parts(
            t("rendering-verbatim") if quoted and answer.mode == "model" else "",
            describe_attribution(t, sentence),
        )
        for number, paper, span in found:
            picture = pictures.pop(span, None)
            part: list[str | FileAttachment] = [picture] if picture else []
            if picture is None or span.formulas:
                part.insert(0, _quote_span(paper, span, in_context=quoted))
            if picture is None and (latex := describe_formulas(span)):
                part.append(f"> {escape_markdown(latex, _MAX_SPAN_UNITS)}")
            part.append(_describe_source(t, number, paper, span, note))
            if (
                sum(count_units(one) + 1 for one in (*block, *part) if isinstance(one, str))
                > _MAX_TEXT_UNITS
            ):
                yield block
                block = [head] if head else []
            block += part
        if found:
            yield block


def _find_spans(
    sentence: Sentence, cited: Mapping[int, Citation]
) -> Iterator[tuple[int, Paper, Evidence]]:
    """Yield the spans that decided; where the check gave none, the nearest cited of each source."""
    for number in sentence.citations:
        if citation := cited.get(number):
            paper = citation.paper
            spans = [s for s in sentence.evidence if s.paper_id == paper.paper_id]
            if not sentence.evidence:
                texts = [span.text for span in citation.evidence]
                spans = [citation.evidence[at] for at in find_nearest(texts, sentence.text, 1)]
            yield from ((number, paper, span) for span in spans)


def _describe_source(t: Translations, number: int, paper: Paper, span: Evidence, note: str) -> str:
    """Return whose words are quoted above, and where they stand."""
    title = f"[{number}] {link_title(paper, _MAX_TITLE_UNITS)}"
    return subtext(join_parts(title, short_byline(t, paper, _link_location(t, paper, span), note)))


def _link_location(t: Translations, paper: Paper, span: Evidence) -> str:
    """Return the table, page and section of a span of a whole paper.

    It leads to the page, or to the text where this is elsewhere than the paper.
    """
    location, passage = locate([span]), find_passage(paper, span)
    if location is None:
        return ""
    kind = ""
    if passage is not None and passage.kind != "text":
        kind = escape_label(name_caption(passage)) or t("rendering-passage", kind=passage.kind)
    page = describe_location(t, location) if location.kind == "page" else ""
    heading = escape_label(span.section.rpartition(SECTION_SEPARATOR)[2], _MAX_HEADING_UNITS)
    label = ", ".join(filter(None, [kind, page, heading]))
    url = text_address(paper, location.page_index)
    return label if url == paper_address(paper) else f"[{label}]({url})"


def _quote_span(paper: Paper, span: Evidence, *, in_context: bool) -> str:
    """Return a span as a block quote, bold within the words around it; rows of a table as lines.

    Without these where it is long, unless they are all that the quote has to add: `in_context`.
    """
    passage = find_passage(paper, span)
    if passage is not None and passage.kind == "table":
        rows = span.text.splitlines()
        return "\n".join(quote(row, _MAX_SPAN_UNITS // len(rows)) for row in rows)
    whole = paper.abstract if passage is None else passage.text
    start = span.start if passage is None else whole.find(span.text)
    end = start + len(span.text)
    exact = escape_markdown(span.text, _MAX_SPAN_UNITS)
    is_long = len(span.text) >= _SHORT_SPAN_CHARS and not in_context
    if is_long or whole[start:end] != span.text:
        return f"> {exact}"
    before = limits.cut_start(whole[:start].rstrip(), _CONTEXT_CHARS)
    after = limits.cut(whole[end:].lstrip(), _CONTEXT_CHARS)
    shown = [escape_markdown(before), f"**{exact}**" if exact else "", escape_markdown(after)]
    return "> " + " ".join(filter(None, shown))
