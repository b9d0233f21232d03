"""Say what was read of papers, and where in them the passages stand that an answer cites."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.grounding.sentence import Excerpt, Sentence
from retrieval.full_text.headings import CAPTION, split_number
from retrieval.paper import Evidence, Paper
from retrieval.passage import SECTION_SEPARATOR, Passage
from retrieval.text import patterns as re

_MAX_NAMED = 3
_MAX_NAME_CHARS = 24  # of a section without a number, or a page
_ARTICLES = ("A", "I")
_CAPITALS = re.compile(r"(?:[A-Z]{6,}|AND|OF|FOR|[ ,&-])+")  # “MATERIALS AND METHODS”, not “CSP”

TextRead = Literal["abstract", "paper"]
"""What was read of papers: their abstracts alone, or passages of the whole text of one as well."""

SilentText = Literal["abstract", "passages", "paper"]
"""What does not state something: of a paper that is not read as a whole, some passages."""

LocationKind = Literal["page", "section", "name"]


@dataclass(frozen=True, slots=True)
class Location:
    """Pages, the numbers of sections, or their names, as short as a citation has room for.

    `page_index` is the first page, from 0, where the text has pages.
    """

    kind: LocationKind
    names: tuple[str, ...]
    page_index: int | None = None

    @property
    def text(self) -> str:
        """The location in English: `p. 4, 6`, `§3.2` or `Methods, Results`."""
        before = {"page": "p. ", "section": "§", "name": ""}[self.kind]
        return before + ", ".join(self.names)


def name_read(papers: Iterable[Paper]) -> TextRead:
    """Return what was read of papers."""
    return "paper" if any(paper.whole for paper in papers) else "abstract"


def name_silent(paper: Paper) -> SilentText:
    """Return what was read of a paper that states nothing."""
    if not paper.whole:
        return "abstract"
    return "paper" if paper.whole.is_read else "passages"


def mark_unread(excerpt: Excerpt, read: Mapping[int, Collection[int]]) -> Excerpt:
    """Return an excerpt whose paper is read in part, if not all of its passages are in a prompt.

    `read` has the numbers of those that are, by the numbers of their excerpts.
    """
    paper = excerpt.paper
    passages = {passage.number for passage in paper.passages}
    if paper.whole is None or passages.issubset(read.get(excerpt.number, ())):
        return excerpt
    return replace(excerpt, paper=replace(paper, whole=replace(paper.whole, is_read=False)))


def find_locations(sentence: Sentence, papers: Mapping[int, Paper]) -> dict[int, Location]:
    """Return where in whole papers a sentence's evidence is, by the numbers that it cites.

    `papers` are those of the numbers; a sentence that cites only one needs none.
    """
    only = len(sentence.citations) == 1
    found = {
        number: locate(
            span
            for span in sentence.evidence
            if (only and number not in papers)
            or (number in papers and papers[number].paper_id == span.paper_id)
        )
        for number in sentence.citations
    }
    return {number: location for number, location in found.items() if location}


def locate(spans: Iterable[Evidence]) -> Location | None:
    """Return where spans of one paper stand; None if they are all of its abstract or title."""
    read = sorted(spans, key=lambda span: span.start)
    cited = [span for span in read if span.passage is not None]
    if paged := [span for span in cited if span.page]:
        pages = tuple(dict.fromkeys(span.page[:_MAX_NAME_CHARS] for span in paged))
        return Location("page", pages[:_MAX_NAMED], paged[0].page_index)
    named = [(span, *split_section(span.section)) for span in cited if span.section]
    if numbers := tuple(dict.fromkeys(number for _, number, _ in named if number)):
        return Location("section", numbers[:_MAX_NAMED])
    names = tuple(dict.fromkeys(name for _, _, name in named))
    return Location("name", names[:_MAX_NAMED]) if named else None


def split_section(section: str) -> tuple[str, str]:
    """Return the number of a section, empty if it has none, and else a short name of it.

    Of a section with a long name and no number, it is that of a section around it.
    """
    headings = section.split(SECTION_SEPARATOR)
    for heading in reversed(headings):
        if number := _find_number(heading):
            return number, ""
        if len(heading) <= _MAX_NAME_CHARS:
            return "", heading.capitalize() if _CAPITALS.fullmatch(heading) else heading
    return "", headings[-1][: _MAX_NAME_CHARS - 1].rstrip() + "…"


def _find_number(heading: str) -> str:
    """Return the number of a heading, which a mere letter is not: “A Study of Words”."""
    number = split_number(heading)[0]
    return "" if number in _ARTICLES else number.removeprefix("Appendix ")


def find_passage(paper: Paper, span: Evidence) -> Passage | None:
    """Return the passage of a paper that a span is from; None for one of the abstract."""
    return next((one for one in paper.passages if one.number == span.passage), None)


def describe_formulas(span: Evidence) -> str:
    """Return the LaTeX of the formulas in a span, one a line; MathML is for programs alone."""
    return "\n".join(one for one in span.formulas if not one.startswith("<"))


def name_caption(passage: Passage) -> str:
    """Return what a table or a caption is called in its paper ("Table 2"), empty if unknown."""
    found = CAPTION.match(passage.text) if passage.kind in ("caption", "table") else None
    return found.group().removesuffix(found["mark"] or "") if found else ""


def keep_cited(paper: Paper, evidence: Sequence[Evidence]) -> tuple[Passage, ...]:
    """Return the passages of a paper that evidence is from."""
    cited = {span.passage for span in evidence}
    return tuple(one for one in paper.passages if one.number in cited)
