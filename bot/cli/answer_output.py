"""Print answers, refusals and summaries, with footnotes below, or write them as JSON."""

from __future__ import annotations

from collections.abc import AsyncIterator, Container, Iterable, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from bot.answering.answer import REFUSAL, Answer, Citation, DraftDiscarded, Summary
from bot.cli.json_output import (
    JSON,
    evidence_text,
    sentence_to_json,
    spans_to_json,
    timings_to_json,
    usage_to_json,
)
from bot.cli.paper_output import hit_to_json, print_hits
from bot.cli.terminal import (
    byline,
    link,
    plain,
    print_labeled,
    print_text,
    text_width,
    title_and_year,
)
from bot.grounding.sentence import Sentence
from retrieval.paper import Evidence

if TYPE_CHECKING:
    from bot.answerability.missing_detail import MissingDetail
    from bot.answering.answer import Summary
    from retrieval.paper import Evidence


async def show_stream(
    console: Console, items: AsyncIterator[Sentence | DraftDiscarded | Answer]
) -> Answer:
    """Print each sentence as it comes, and return the whole answer, which comes last.

    Where what was streamed does not stand (the model broke off, say), what stands is printed below.
    """
    lines = ParagraphPrinter(console)
    shown: list[Sentence] = []
    found: Answer | None = None
    try:
        async for item in items:
            match item:
                case Answer():
                    found = item
                case Sentence():
                    lines.add(item)
                    shown.append(item)
                case DraftDiscarded():
                    lines.end()
                    _begin_anew(console, shown)
                    shown = []
    finally:
        lines.end()
    if found is None:
        raise LookupError("a stream ends with the whole answer")
    if shown and tuple(shown) != found.shown:
        _begin_anew(console, shown)
        print_answer(console, found)
    elif shown:
        print_footnotes(console, found)
    else:
        print_answer(console, found)
    return found


def _begin_anew(console: Console, shown: Sequence[Sentence]) -> None:
    """Say that what was shown does not stand, where anything was."""
    if shown:
        console.print()
        print_text(console, plain("That did not hold; this is the answer instead:", "yellow"))
        console.print()


UNVERIFIED = "[unverified]"


class ParagraphPrinter:
    """Sets sentences into lines as they arrive, so that none is ever drawn twice."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._width = text_width(console)
        self._column = 0

    def add(self, sentence: Sentence) -> None:
        """Print a sentence with its marks, after those printed before."""
        for word in _words(mark_sentence(sentence)):
            room = self._column and self._column + 1 + cell_len(word.plain) <= self._width
            if self._column:
                self._console.print(" " if room else "\n", end="", soft_wrap=True)
            self._column = (self._column + 1 if room else 0) + cell_len(word.plain)
            self._console.print(word, end="", soft_wrap=True)
        self._console.file.flush()

    def end(self) -> None:
        """End the last line."""
        if self._column:
            self._console.print()
        self._column = 0


def _words(text: Text) -> list[Text]:
    """Return the words of a line, each with the marks that follow it."""
    words: list[Text] = []
    for word in text.split(" "):
        if words and word.plain.startswith("["):
            words[-1] = words[-1] + Text(" ") + word
        elif word.plain:
            words.append(word)
    return words


def mark_sentence(sentence: Sentence) -> Text:
    """Return the sentence with its citations; struck through where no abstract supports it."""
    if not sentence.supported:
        struck = plain(f"~~{sentence.text}~~", "dim strike")
        return struck.append(f" {UNVERIFIED}", "bold yellow")
    text = plain(sentence.text)
    for number in sentence.citations:
        text.append(f" [{number}]", "bold green")
    return text


def print_answer(console: Console, found: Answer) -> None:
    """Print a whole answer or refusal."""
    if not found.answered:
        print_refusal(console, found)
        return
    print_paragraph(console, found.shown)
    print_footnotes(console, found)


def print_paragraph(console: Console, sentences: Iterable[Sentence]) -> None:
    """Print sentences as one paragraph."""
    lines = ParagraphPrinter(console)
    for sentence in sentences:
        lines.add(sentence)
    lines.end()


def print_footnotes(console: Console, found: Answer) -> None:
    """Print what stands below an answer: what is unsupported, the sources, and any notice."""
    print_unsupported(console, found)
    shown = {sentence.text for sentence in found.sentences if sentence.supported}
    for source in found.citations:
        console.print()
        print_citation(console, source, shown)
    print_notice(console, found.notice)


def print_refusal(console: Console, found: Answer) -> None:
    """Print that nothing answers, or which detail no abstract states, and what is nearest."""
    print_text(console, plain(found.missing.text if found.missing else REFUSAL, "bold yellow"))
    if found.missing:
        console.print()
        closest = found.missing.closest
        print_labeled(
            console, "Closest:", [title_and_year(closest), byline(closest), link(closest)]
        )
    if found.nearest:
        console.print()
        print_text(console, plain("Nearest in the library:"))
        console.print()
        print_hits(console, found.nearest[:3])
    print_notice(console, found.notice)


def print_summary(console: Console, made: Summary) -> None:
    """Print a summary below its paper's title."""
    print_text(console, title_and_year(made.paper))
    print_text(console, byline(made.paper))
    print_text(console, link(made.paper))
    console.print()
    if made.style == "key-points":
        for sentence in made.shown:
            print_labeled(console, "•", [mark_sentence(sentence)])
    else:
        print_paragraph(console, made.shown)
    print_unsupported(console, made)
    if made.mode == "model" and made.citation.evidence:
        console.print()
        print_labeled(console, "[1]", [quote_spans(made.citation.evidence)])
    print_notice(console, made.notice)


def print_citation(console: Console, source: Citation, shown: Container[str] = ()) -> None:
    """Print a footnote: title, year, link, and the words of the abstract not shown already."""
    unseen = [span for span in source.evidence if span.text not in shown]
    lines = [title_and_year(source.paper), link(source.paper), quote_spans(unseen)]
    print_labeled(console, f"[{source.number}]", lines)


def quote_spans(evidence: Sequence[Evidence]) -> Text:
    """Return the spans in quotation marks."""
    if not evidence:
        return Text()
    return plain("“" + " … ".join(span.text for span in evidence) + "”", "italic")


def print_unsupported(console: Console, made: Answer | Summary) -> None:
    """Print why each struck sentence is not supported, or how many were left out or withheld."""
    withheld = sum(each.fate == "withheld" for each in made.discarded)
    if withheld:
        console.print()
        what = "1 sentence" if withheld == 1 else f"{withheld} sentences"
        them = "it" if withheld == 1 else "them"
        print_text(console, plain(f"{what} withheld, as no answer may hold {them}.", "dim"))
    failing = [s for s in made.sentences if not s.supported]
    if not failing:
        return
    console.print()
    if not made.strike:
        one = len(failing) == 1
        what = "1 sentence" if one else f"{len(failing)} sentences"
        why = "as no abstract says it" if one else "as no abstract says them"
        print_text(console, plain(f"{what} left out, {why}.", "dim"))
        return
    for sentence in failing:
        why = sentence.reason or "no abstract says this"
        start = sentence.text if len(sentence.text) <= 60 else sentence.text[:59].rstrip() + "…"
        print_labeled(console, UNVERIFIED, [plain(f"“{start}”: {why}", "yellow")])


def print_notice(console: Console, text: str) -> None:
    """Print what the reader must know of how the text was made."""
    if text:
        console.print()
        print_text(console, plain(text, "dim"))


def answer_to_json(found: Answer) -> JSON:
    """Return an answer or a refusal."""
    return {
        "question": found.question,
        "answered": found.answered,
        "mode": found.mode,
        "model": found.model,
        "answer": found.text,
        "sentences": [sentence_to_json(s, strike=found.strike) for s in found.sentences],
        "withheld": sum(each.fate == "withheld" for each in found.discarded),
        "citations": [
            {
                "number": c.number,
                "paper_id": c.paper.paper_id,
                "title": c.paper.title,
                "url": c.paper.link,
                "evidence": evidence_text(c.evidence),
                "spans": spans_to_json(c.evidence),
            }
            for c in found.citations
        ],
        "nearest": [hit_to_json(hit) for hit in found.nearest],
        "refusal": found.refused,
        "missing": None if found.missing is None else _missing(found.missing),
        "notice": found.notice,
        "took_ms": timings_to_json(found.took),
        "usage": usage_to_json(found.usage),
    }


def summary_to_json(made: Summary) -> JSON:
    """Return a summary with the evidence of its sentences."""
    return {
        "paper_id": made.paper.paper_id,
        "title": made.paper.title,
        "url": made.paper.link,
        "style": made.style,
        "mode": made.mode,
        "model": made.model,
        "sentences": [sentence_to_json(s, strike=made.strike) for s in made.sentences],
        "withheld": sum(each.fate == "withheld" for each in made.discarded),
        "evidence": evidence_text(made.citation.evidence),
        "spans": spans_to_json(made.citation.evidence),
        "notice": made.notice,
        "took_ms": timings_to_json(made.took),
        "usage": usage_to_json(made.usage),
    }


def _missing(missing: MissingDetail) -> JSON:
    closest = missing.closest
    return {
        "what": missing.what,
        "closest": {
            "paper_id": closest.paper_id,
            "title": closest.title,
            "url": closest.link,
        },
    }
