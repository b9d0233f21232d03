"""Show what an answer rests on: its sources, and the exact words of their abstracts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.answering.answer import Answer, Citation
from bot.discord_bot import limits
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering.bylines import (
    authors,
    bold_title,
    categories,
    identifier,
    link_title,
    short_authors,
    year,
)
from bot.discord_bot.rendering.escape import escape_markdown, plain_text
from bot.discord_bot.rendering.message import (
    Component,
    OutgoingMessage,
    join_parts,
    message,
    separator,
    subtext,
    text,
)
from bot.discord_bot.rendering.text import (
    SAFE_TOTAL,
    Shrinkable,
    build_entry,
    describe_accounts,
    shrink_to_fit,
)
from bot.grounding.evidence_spans import find_evidence as nearest
from bot.grounding.sentence import Sentence
from retrieval.paper import Evidence, Paper

_MAX_TEXT_UNITS = 3_600
_CONTEXT_CHARS = 90  # characters of the abstract shown on each side of a short span
_SHORT_SPAN_CHARS = 100  # a span shorter than this is shown with the words around it
_MAX_SPAN_UNITS = 1_500
_MAX_PIECES = 24
_MAX_SENTENCE_UNITS = 800
_MAX_TITLE_UNITS = 160


def source_lines(t: Translations, cited: Sequence[Citation], room: int) -> list[str]:
    """Return a line of small print for each source: number, title, first author, year."""

    def line(citation: Citation) -> Shrinkable:
        about = join_parts(short_authors(t, citation.paper), year(citation.paper))
        after = f" · {about}" if about else ""

        def render(given: int) -> str:
            head = subtext(f"[{citation.number}] ")
            left = given - limits.count_units(head) - limits.count_units(after)
            if left < 30 and not citation.paper.is_upload:
                return head + link_title(citation.paper, given - limits.count_units(head))
            return head + link_title(citation.paper, min(left, 260)) + after

        return render

    return shrink_to_fit([line(citation) for citation in cited], room - len(cited))


def sources(t: Translations, answer: Answer) -> OutgoingMessage:
    """Show the sources of an answer in full."""
    components: list[Component] = [text(f"**{t('rendering-sources')}**")]
    if not answer.citations:
        components.append(text(t("rendering-no-sources")))
        return message("answer", components)

    def about(paper: Paper) -> str:
        details = join_parts(year(paper), categories(paper), identifier(paper))
        by = authors(t, paper.authors)
        uploaded = t("rendering-uploaded") if paper.is_upload else ""
        return "\n".join(filter(None, [by, uploaded, subtext(details) if details else ""]))

    def line(citation: Citation) -> Shrinkable:
        number = f"[{citation.number}] "
        return build_entry(
            lambda room: bold_title(citation.paper, room, number), about(citation.paper)
        )

    shown = shrink_to_fit([line(c) for c in answer.citations], _MAX_TEXT_UNITS)
    at_most = limits.COMPONENTS - 10
    components += _with_separators([line for line in shown[: at_most // 2] if line])
    return message("answer", components)


def evidence(t: Translations, answer: Answer) -> list[OutgoingMessage]:
    """Show the words of the abstract that support each sentence, over several messages."""
    blocks = list(_sentence_blocks(t, answer))
    if not blocks:
        blocks = [t("rendering-no-evidence")]
    hint = t("rendering-evidence-hint" if answer.mode == "model" else "rendering-evidence-quotes")
    head = f"**{t('rendering-evidence')}**\n{subtext(hint)}"
    if accounts := describe_accounts(t, [citation.paper for citation in answer.citations]):
        head += f"\n{subtext(accounts)}"
    pages: list[list[str]] = [[head]]
    for block in blocks:
        length = sum(map(limits.count_units, pages[-1])) + limits.count_units(block)
        if length > SAFE_TOTAL or len(pages[-1]) >= _MAX_PIECES // 2:
            pages.append([])
        pages[-1].append(block)
    return [message("answer", _with_separators(page)) for page in pages]


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


def _with_separators(blocks: Sequence[str]) -> list[Component]:
    components: list[Component] = []
    for block in blocks:
        components += [separator(), text(block)] if components else [text(block)]
    return components


def _sentence_blocks(t: Translations, answer: Answer) -> Iterator[str]:
    """Yield a text for each supported sentence, several where its spans do not fit in one."""
    cited = {citation.number: citation.paper for citation in answer.citations}
    for sentence in answer.sentences:
        if not (sentence.supported and plain_text(sentence.text)):
            continue
        found = list(_find_spans(sentence, cited))
        quoted = all(span.text == sentence.text for _, _, span in found)  # it is its own evidence
        head = "" if quoted else f"**{escape_markdown(sentence.text, _MAX_SENTENCE_UNITS)}**"
        block = head
        note = join_parts(
            t("rendering-verbatim") if quoted and answer.mode == "model" else "",
            describe_attribution(t, sentence),
        )
        for number, paper, span in found:
            line = _format_span(t, number, paper, span, note, in_context=quoted)
            if limits.count_units(block) + limits.count_units(line) + 1 > _MAX_TEXT_UNITS:
                yield block
                block = head
            block = f"{block}\n{line}" if block else line
        if found:
            yield block


def _find_spans(
    sentence: Sentence, cited: Mapping[int, Paper]
) -> Iterator[tuple[int, Paper, Evidence]]:
    """Yield the spans that decided; where the check gave none, what is nearest in each source."""
    for number in sentence.citations:
        paper = cited.get(number)
        if paper is None:
            continue
        spans = [s for s in sentence.evidence if s.paper_id == paper.paper_id]
        if not sentence.evidence:
            spans = list(nearest([sentence.text], paper))
        yield from ((number, paper, span) for span in spans)


def _format_span(
    t: Translations, number: int, paper: Paper, span: Evidence, note: str, *, in_context: bool
) -> str:
    """Return a span as a quote, and below it whose words these are."""
    about = join_parts(short_authors(t, paper), year(paper), note)
    source = f"[{number}] {link_title(paper, _MAX_TITLE_UNITS)}" + (f" · {about}" if about else "")
    return f"{_quote_span(paper, span, in_context=in_context)}\n{subtext(source)}"


def _quote_span(paper: Paper, span: Evidence, *, in_context: bool) -> str:
    """Return a span as a block quote, bold within the words around it.

    Without these where it is long, unless they are all that the quote has to add: `in_context`.
    """
    exact = escape_markdown(span.text, _MAX_SPAN_UNITS)
    is_long = len(span.text) >= _SHORT_SPAN_CHARS and not in_context
    if is_long or paper.abstract[span.start : span.end] != span.text:
        return f"> {exact}"
    before = paper.abstract[: span.start].rstrip()
    after = paper.abstract[span.end :].lstrip()
    before = limits.cut_start(before, _CONTEXT_CHARS) if before else ""
    after = limits.cut(after, _CONTEXT_CHARS) if after else ""
    shown = [escape_markdown(before), f"**{exact}**" if exact else "", escape_markdown(after)]
    return "> " + " ".join(filter(None, shown))
