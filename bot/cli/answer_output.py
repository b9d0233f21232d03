"""Print answers, refusals and summaries with their footnotes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from bot.answering.answer import (
    Answer,
    Citation,
    DraftDiscarded,
    ReadingPapers,
    Summary,
    select_shown,
)
from bot.answering.locations import (
    TextRead,
    describe_formulas,
    find_locations,
    find_passage,
    locate,
    name_caption,
    name_read,
)
from bot.cli.paper_output import print_hits
from bot.cli.terminal import (
    format_byline,
    format_count,
    format_link,
    format_paper,
    format_title,
    print_labeled,
    print_text,
    safe_text,
    text_width,
)
from bot.grounding.sentence import Sentence
from retrieval.paper import Evidence, Paper
from retrieval.passage import SECTION_SEPARATOR


async def print_stream(
    console: Console,
    items: AsyncIterator[Sentence | DraftDiscarded | ReadingPapers | Answer],
    *,
    live: bool = True,
) -> Answer:
    """Print each sentence as it arrives; return the whole answer, which arrives last.

    If the streamed sentences are not the answer, because the model broke off for example, the
    answer is printed below them. Without `live`, as for quotes, which come at once, and for items,
    which stand under titles, the answer is printed at its end, with its lead and headings.
    """
    paragraph = ParagraphPrinter(console)
    shown: list[Sentence] = []
    answer: Answer | None = None
    try:
        async for item in items:
            match item:
                case Answer():
                    answer = item
                case ReadingPapers(as_items=True):
                    live = False
                case Sentence() if live:
                    paragraph.add(item)
                    shown.append(item)
                case DraftDiscarded():
                    paragraph.end()
                    _print_restart(console, shown)
                    shown = []
    finally:
        paragraph.end()
    if answer is None:
        raise LookupError("a stream ends with the whole answer")
    if shown and tuple(shown) == answer.shown_sentences:
        print_footnotes(console, answer)
    else:
        _print_restart(console, shown)
        print_answer(console, answer)
    return answer


def _print_restart(console: Console, shown: Sequence[Sentence]) -> None:
    """Print that the answer follows, if discarded sentences were shown."""
    if shown:
        console.print()
        print_text(console, "That draft was discarded. This is the answer instead:", "yellow")
        console.print()


UNVERIFIED = "[unverified]"
ACCOUNTS = "Texts written for Footnote; the authors’ abstracts are behind the links."
_READ: Mapping[TextRead, str] = {"paper": "whole paper", "abstract": "abstract only"}
_NO_PAPERS: Mapping[int, Paper] = {}


class ParagraphPrinter:
    """Wraps sentences into lines as they arrive, without ever redrawing one."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._width = text_width(console)
        self._column = 0

    def add(self, sentence: Sentence, papers: Mapping[int, Paper] = _NO_PAPERS) -> None:
        """Print a sentence with its citations after the previous ones."""
        words = [word for word in _format_text(sentence).split(" ") if word.plain] or [Text()]
        words[-1].append_text(_format_end(sentence, papers))
        for word in words:
            room = self._column and self._column + 1 + cell_len(word.plain) <= self._width
            if self._column:
                self._console.print(" " if room else "\n", end="", soft_wrap=True)
            self._column = (self._column + 1 if room else 0) + cell_len(word.plain)
            self._console.print(word, end="", soft_wrap=True)
        self._console.file.flush()

    def end(self) -> bool:
        """End the last line; return whether there was one."""
        begun = self._column > 0
        if begun:
            self._console.print()
        self._column = 0
        return begun


def format_sentence(sentence: Sentence, papers: Mapping[int, Paper] = _NO_PAPERS) -> Text:
    """Return the sentence with its citations, or struck through if it is unsupported.

    `papers` are those of the numbers, where they are known.
    """
    return _format_text(sentence).append_text(_format_end(sentence, papers))


def _format_text(sentence: Sentence) -> Text:
    if sentence.supported:
        return safe_text(sentence.text)
    return safe_text(f"~~{sentence.text}~~", "dim strike")


def _format_end(sentence: Sentence, papers: Mapping[int, Paper]) -> Text:
    """Return what stands behind a sentence, on the same line as its last word."""
    if not sentence.supported:
        return Text(f" {UNVERIFIED}", "bold yellow")
    marks = safe_text(format_marks(sentence, papers), "bold green")
    return Text(" ").append_text(marks) if marks else marks


def format_marks(sentence: Sentence, papers: Mapping[int, Paper]) -> str:
    """Return the citations of a sentence with their locations, a blank before each."""
    locations = find_locations(sentence, papers)
    wheres = {number: f", {location.text}" for number, location in locations.items()}
    return "".join(f" [{number}{wheres.get(number, '')}]" for number in sentence.citations)


def print_answer(console: Console, answer: Answer) -> None:
    """Print a whole answer or refusal."""
    if not answer.answered:
        print_refusal(console, answer)
        return
    if answer.lead is not None:
        print_text(console, answer.lead.text, "bold")
        if answer.sentences:
            console.print()
    if answer.is_itemized:
        _print_items(console, answer)
    else:
        print_paragraph(console, answer.shown_sentences, answer.numbered_papers)
    print_footnotes(console, answer)


def _print_items(console: Console, answer: Answer) -> None:
    """Print each item below its paper's title, prose above them, and headings above groups."""
    headings = {heading.before: heading.text for heading in answer.headings}
    papers = answer.numbered_papers
    prose = ParagraphPrinter(console)
    for place, sentence in enumerate(answer.sentences):
        if place in headings:
            console.print()
            print_text(console, headings[place], "bold yellow")
        if sentence not in answer.shown_sentences:
            continue
        if sentence.is_prose:
            prose.add(sentence, papers)
            continue
        if prose.end():
            console.print()
        paper = next((papers[n] for n in sentence.citations if n in papers), None)
        title = Text() if paper is None else format_title(paper)
        print_labeled(console, "•", [title, format_sentence(sentence, papers)])
    prose.end()


def print_paragraph(
    console: Console, sentences: Iterable[Sentence], papers: Mapping[int, Paper] = _NO_PAPERS
) -> None:
    """Print sentences as one paragraph."""
    lines = ParagraphPrinter(console)
    for sentence in sentences:
        lines.add(sentence, papers)
    lines.end()


def print_footnotes(console: Console, answer: Answer) -> None:
    """Print unsupported sentences, sources and any notice below an answer."""
    print_unsupported(console, answer)
    shown = {sentence.text for sentence in answer.sentences if sentence.supported}
    for citation in answer.citations:
        console.print()
        print_citation(console, citation, shown, answer.papers)
    if answer.sentences:
        print_accounts(console, [citation.paper for citation in answer.citations])
    print_notice(console, answer.notice)


def print_refusal(console: Console, answer: Answer) -> None:
    """Print that no abstract answers, or which detail none states, and the nearest papers."""
    lead = answer.lead.text if answer.lead else answer.refusal_text
    print_text(console, answer.missing.text if answer.missing else lead, "bold yellow")
    if answer.lead is not None and answer.lead.key == "empty-library":
        print_text(console, "For the papers that come with Footnote: footnote ingest starter")
    if answer.missing:
        console.print()
        location = locate([answer.missing.span]) if answer.missing.span else None
        where = f" [{location.text}]" if location else ""
        stated = safe_text(f"“{answer.missing.stated}”{where}" if answer.missing.stated else "")
        print_labeled(console, "Closest:", [*format_paper(answer.missing.closest), stated])
    if answer.nearest:
        console.print()
        print_text(console, "Nearest in the library:")
        console.print()
        print_hits(console, answer.nearest[:3])
    print_notice(console, answer.notice)


def print_summary(console: Console, summary: Summary) -> None:
    """Print a summary below its paper's title."""
    paper = summary.paper
    read = describe_read(paper, [paper])
    lines = (format_title(paper), format_byline(paper, read), format_link(paper))
    for line in filter(None, lines):
        print_text(console, line)
    console.print()
    if summary.section:
        print_text(console, summary.section, "bold yellow")
    if summary.headings:
        _print_parts(console, summary)
    elif summary.style == "key-points":
        for sentence in summary.shown_sentences:
            print_labeled(console, "•", [format_sentence(sentence)])
    else:
        print_paragraph(console, summary.shown_sentences)
    print_unsupported(console, summary)
    if summary.mode == "model" and summary.citation.evidence:
        console.print()
        quotes = format_quotes(summary.citation.evidence, paper)
        print_labeled(console, "[1]", [quotes])
    print_accounts(console, [summary.paper])
    if summary.is_section_cut:
        print_notice(console, "The section is too long for the model, which read only part of it.")
    print_notice(console, summary.notice)


def _print_parts(console: Console, summary: Summary) -> None:
    """Print the parts of a summary, each under its heading."""
    starts = [*(heading.before for heading in summary.headings), len(summary.sentences)]
    for heading, end in zip(summary.headings, starts[1:], strict=True):
        part = summary.sentences[heading.before : end]
        if shown := select_shown(part, strike=summary.strike):
            print_text(console, heading.text, "bold underline")
            print_paragraph(console, shown)


def print_citation(
    console: Console,
    citation: Citation,
    shown: Collection[str] = (),
    papers: Collection[Paper] = (),
) -> None:
    """Print a footnote: title, authors, link, and the quotes that the answer does not show.

    Also what was read, if one of `papers`, all that are cited, was read whole.
    """
    paper = citation.paper
    unseen = [span for span in citation.evidence if not any(span.text in text for text in shown)]
    lines = [
        format_title(paper),
        format_byline(paper, describe_read(paper, papers)),
        format_link(paper),
        format_quotes(unseen, paper),
    ]
    print_labeled(console, f"[{citation.number}]", lines)


def describe_read(paper: Paper, beside: Iterable[Paper]) -> str:
    """Return what was read of a paper, if of one `beside` it more than the abstract was."""
    return _READ[name_read([paper])] if name_read(beside) == "paper" else ""


def format_quotes(evidence: Sequence[Evidence], paper: Paper | None = None) -> Text:
    """Return the spans in quotation marks, those of a whole paper each with its location."""
    plain = " … ".join(span.text for span in evidence if span.passage is None)
    quotes = [f"“{plain}”"] if plain else []
    quotes += [
        f"“{span.text}” ({_describe_location(span, paper)})"
        + (f": {latex}" if (latex := describe_formulas(span)) else "")
        for span in evidence
        if span.passage is not None
    ]
    return safe_text(" ".join(quotes), "italic")


def _describe_location(span: Evidence, paper: Paper | None) -> str:
    """Return the table, page and section of a span, in as far as they are known."""
    passage = find_passage(paper, span) if paper else None
    location = locate([span])
    page = location.text if location and location.kind == "page" else ""
    section = span.section.rpartition(SECTION_SEPARATOR)[2]
    return ", ".join(filter(None, [name_caption(passage) if passage else "", page, section]))


def print_unsupported(console: Console, written: Answer | Summary) -> None:
    """Print why each struck sentence is unsupported, or how many were left out or withheld."""
    withheld = sum(each.fate == "withheld" for each in written.discarded)
    _print_count(console, withheld, "withheld, because no answer may contain")
    failing = [s for s in written.sentences if not s.supported]
    papers = written.papers if isinstance(written, Answer) else [written.paper]
    read = name_read(papers)
    if not written.strike:
        _print_count(console, len(failing), f"left out because no {read} supports")
    if not (failing and written.strike):
        return
    console.print()
    for sentence in failing:
        why = sentence.reason or f"no {read} says this"
        start = sentence.text if len(sentence.text) <= 60 else sentence.text[:59].rstrip() + "…"
        print_labeled(console, UNVERIFIED, [safe_text(f"“{start}”: {why}", "yellow")])


def _print_count(console: Console, count: int, why: str) -> None:
    if count:
        them = "it" if count == 1 else "them"
        print_notice(console, f"{format_count(count, 'sentence')} {why} {them}.")


def print_accounts(console: Console, papers: Iterable[Paper]) -> None:
    """Print whose words the texts are if some were written for Footnote."""
    if any(paper.described_by_footnote for paper in papers):
        print_notice(console, ACCOUNTS)


def print_notice(console: Console, text: str) -> None:
    """Print what the reader must know of how the text was written."""
    if text:
        console.print()
        print_text(console, text, "dim")
