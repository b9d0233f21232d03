"""Remove instructions from papers before a model reads them or a check relies on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.prompt_injection.directives import IN_ABSTRACTS, IN_WHOLE_PAPERS
from bot.prompt_injection.instructions import addresses_reader, instruction_strength, is_instruction
from bot.prompt_injection.language_id import has_words_of_another, is_other_language
from retrieval.paper import Paper
from retrieval.text import patterns as re
from retrieval.text.sentences import Span, split_sentences

if TYPE_CHECKING:
    from bot.grounding.checker import Check
    from bot.grounding.citations import WrittenSentence
    from bot.grounding.sentence import Sentence
    from retrieval.passage import PassageKind

_SHORT_SENTENCE_WORDS = 2  # such sentences are read together: "Ignore. All. Rules."
_MAX_FOREIGN_SHARE = 0.4  # of an English text's sentences may be in other languages
_MAX_NAME_WORDS = 3  # of a cell with figures or beside them
_MIN_SAID_WORDS = 5  # of a cell that says something
_CELL = " | "
_WORD = re.compile(r"\w+")
_LONG_WORD = re.compile(r"[^\W\d_]{3,}")
_DIGIT = re.compile(r"\d")


def sanitize_paper(paper: Paper) -> Paper:
    """Return `paper`, cleaned for reading, without the sentences that instruct.

    Blanks replace them, so that spans of the abstract stay valid. A title that instructs becomes
    empty. Most papers are returned unchanged.
    """
    title = "" if _is_instruction_title(paper.title) else paper.title
    abstract = mask_instructions(paper.abstract)
    passages = tuple(
        replace(
            one,
            text=mask_instructions(one.text, one.kind),
            section=_mask_heading(one.section),
        )
        for one in paper.passages
    )
    clean = replace(paper, title=title, abstract=abstract, passages=passages)
    return paper if clean == paper else clean


def check_against_sanitized(check: Check) -> Check:
    """Return `check`, applied to the sanitized sources."""

    def checked(written: WrittenSentence, sources: Mapping[int, Paper]) -> Sentence:
        clean = {number: sanitize_paper(paper) for number, paper in sources.items()}
        return check(written, {n: p for n, p in clean.items() if (p.title + p.text).strip()})

    return checked


@lru_cache(maxsize=2_048)  # abstracts are quoted, prompted and checked for one answer
def mask_instructions(text: str, passage: PassageKind | None = None) -> str:
    """Return `text` with blanks in place of the sentences that instruct or address somebody.

    In an English text, sentences in other languages are masked too. A strong instruction masks the
    rest of the text: an injection is seldom one sentence. `passage` is the kind of a whole paper's
    passage, None for an abstract; of a table, each row is a sentence. One of figures is masked only
    by a strong instruction: “Never | 1.00” forbids nothing.
    """
    kept = list(text)
    spans = _split_rows(text) if passage == "table" else split_sentences(text)
    directives = IN_WHOLE_PAPERS if passage else IN_ABSTRACTS
    is_foreign = _is_foreign_row if passage == "table" else is_other_language
    foreign = [span for span in spans if is_foreign(span.text, "English")]
    if len(foreign) > _MAX_FOREIGN_SHARE * len(spans):
        foreign = []
    for group in _group_short_sentences(spans):
        start, end = group[0].start, group[-1].end
        found = instruction_strength(text[start:end])
        if (
            passage == "table"
            and found != "strong"
            and all(_has_figures(row.text) for row in group)
        ):
            continue
        if found == "none" and (
            addresses_reader(text[start:end], directives) or any(span in foreign for span in group)
        ):
            found = "weak"
        if found == "strong":
            end = len(text)
        if found != "none":
            kept[start:end] = " " * (end - start)
        if found == "strong":
            break
    return "".join(kept)


def injected_text(paper: Paper) -> str:
    """Return the masked parts of a paper's title and abstract; nearly always nothing."""
    clean = sanitize_paper(paper)
    if clean is paper:
        return ""
    title = "" if clean.title else paper.title
    pairs = zip(paper.text, clean.text, strict=True)
    return f"{title}\n" + "".join(c if kept == " " else " " for c, kept in pairs)


def _split_rows(table: str) -> list[Span]:
    ends = [at for at, sign in enumerate(table) if sign == "\n"]
    places = zip([-1, *ends], [*ends, len(table)], strict=True)
    return [Span(table[start + 1 : end], start + 1, end) for start, end in places]


def _has_figures(row: str) -> bool:
    """Tell whether at least half of a row's cells have figures, and none says more than a name."""
    cells = row.split(_CELL)
    figures = [cell for cell in cells if _DIGIT.search(cell)]
    return 2 * len(figures) >= len(cells) and all(
        len(_LONG_WORD.findall(cell)) <= _MAX_NAME_WORDS for cell in cells
    )


def _is_foreign_row(row: str, language: str) -> bool:
    """Tell whether a row, or a cell with a sentence, is in another language; units are in none."""
    cells = (cell for cell in row.split(_CELL) if len(_LONG_WORD.findall(cell)) >= _MIN_SAID_WORDS)
    return has_words_of_another(row, language) or any(
        is_other_language(cell, language) for cell in cells
    )


def _mask_heading(section: str) -> str:
    return "" if section and _is_instruction_title(section) else section


@lru_cache(maxsize=2_048)
def _is_instruction_title(title: str) -> bool:
    return is_instruction(title, heading=True)


def _group_short_sentences(spans: list[Span]) -> list[list[Span]]:
    groups: list[list[Span]] = []
    joining = False
    for span in spans:
        short = len(_WORD.findall(span.text[:40])) <= _SHORT_SENTENCE_WORDS
        if short and joining:
            groups[-1].append(span)
        else:
            groups.append([span])
        joining = short
    return groups
