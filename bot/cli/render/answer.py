"""Lay out answers, refusals and summaries: sentences with `[n]`, and the footnotes below."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from bot.answering.answer import REFUSAL, Answer, Citation, Summary
from bot.cli.render.page import byline, link, numbered, plain, show, titled, width
from bot.cli.render.papers import hits
from bot.grounding.sentence import Sentence
from retrieval.paper import Evidence

UNVERIFIED = "[unverified]"


class Paragraph:
    """Sets sentences into lines as they arrive, so that none is ever drawn twice."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._width = width(console)
        self._column = 0

    def add(self, sentence: Sentence) -> None:
        """Print a sentence with its marks, after those printed before."""
        for word in _words(marked(sentence)):
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


def marked(sentence: Sentence) -> Text:
    """Return the sentence with its citations; struck through where no abstract supports it."""
    if not sentence.supported:
        struck = plain(f"~~{sentence.text}~~", "dim strike")
        return struck.append(f" {UNVERIFIED}", "bold yellow")
    text = plain(sentence.text)
    for number in sentence.citations:
        text.append(f" [{number}]", "bold green")
    return text


def answer(console: Console, found: Answer) -> None:
    """Print a whole answer or refusal."""
    if not found.answered:
        refusal(console, found)
        return
    paragraph(console, found.shown)
    footnotes(console, found)


def paragraph(console: Console, sentences: Iterable[Sentence]) -> None:
    """Print sentences as one paragraph."""
    lines = Paragraph(console)
    for sentence in sentences:
        lines.add(sentence)
    lines.end()


def footnotes(console: Console, found: Answer) -> None:
    """Print what stands below an answer: what is unsupported, the sources, and any notice."""
    unsupported(console, found)
    shown = {sentence.text for sentence in found.sentences if sentence.supported}
    for source in found.citations:
        console.print()
        citation(console, source, shown)
    notice(console, found.notice)


def refusal(console: Console, found: Answer) -> None:
    """Print that nothing answers, or which detail no abstract states, and what is nearest."""
    show(console, plain(found.missing.text if found.missing else REFUSAL, "bold yellow"))
    if found.missing:
        console.print()
        closest = found.missing.closest
        numbered(console, "Closest:", [titled(closest), byline(closest), link(closest)])
    if found.nearest:
        console.print()
        show(console, plain("Nearest in the library:"))
        console.print()
        hits(console, found.nearest[:3])
    notice(console, found.notice)


def summary(console: Console, made: Summary) -> None:
    """Print a summary below its paper's title."""
    show(console, titled(made.paper))
    show(console, byline(made.paper))
    show(console, link(made.paper))
    console.print()
    if made.style == "key-points":
        for sentence in made.shown:
            numbered(console, "•", [marked(sentence)])
    else:
        paragraph(console, made.shown)
    unsupported(console, made)
    if made.mode == "model" and made.citation.evidence:
        console.print()
        numbered(console, "[1]", [quotes(made.citation.evidence)])
    notice(console, made.notice)


def citation(console: Console, source: Citation, shown: Container[str] = ()) -> None:
    """Print a footnote: title, year, link, and the words of the abstract not shown already."""
    unseen = [span for span in source.evidence if span.text not in shown]
    lines = [titled(source.paper), link(source.paper), quotes(unseen)]
    numbered(console, f"[{source.number}]", lines)


def quotes(evidence: Sequence[Evidence]) -> Text:
    """Return the spans in quotation marks."""
    if not evidence:
        return Text()
    return plain("“" + " … ".join(span.text for span in evidence) + "”", "italic")


def unsupported(console: Console, made: Answer | Summary) -> None:
    """Print why each struck sentence is not supported, or how many were left out or withheld."""
    withheld = sum(each.fate == "withheld" for each in made.discarded)
    if withheld:
        console.print()
        what = "1 sentence" if withheld == 1 else f"{withheld} sentences"
        them = "it" if withheld == 1 else "them"
        show(console, plain(f"{what} withheld, as no answer may hold {them}.", "dim"))
    failing = [s for s in made.sentences if not s.supported]
    if not failing:
        return
    console.print()
    if not made.strike:
        one = len(failing) == 1
        what = "1 sentence" if one else f"{len(failing)} sentences"
        why = "as no abstract says it" if one else "as no abstract says them"
        show(console, plain(f"{what} left out, {why}.", "dim"))
        return
    for sentence in failing:
        why = sentence.reason or "no abstract says this"
        start = sentence.text if len(sentence.text) <= 60 else sentence.text[:59].rstrip() + "…"
        numbered(console, UNVERIFIED, [plain(f"“{start}”: {why}", "yellow")])


def notice(console: Console, text: str) -> None:
    """Print what the reader must know of how the text was made."""
    if text:
        console.print()
        show(console, plain(text, "dim"))
