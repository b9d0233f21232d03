"""Take out of a paper what instructs, so that it is neither told to a model nor taken as said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.prompt_injection.instructions import addresses_reader, is_instruction, strength
from bot.prompt_injection.language_id import is_other_language
from retrieval.paper import Paper
from retrieval.text.sentences import Span, split_sentences

if TYPE_CHECKING:
    from bot.grounding.checker import Check
    from bot.grounding.citations import WrittenSentence
    from bot.grounding.sentence import Sentence

_FEW = 2  # words of a sentence that is read together with the next: "Ignore. All. Rules."
_FOREIGN = 0.4  # of an English text's sentences may be in other languages
_WORD = re.compile(r"\w+")


def sanitize_paper(paper: Paper) -> Paper:
    """Return `paper`, cleaned for reading, without the sentences that instruct.

    Blanks take their place, so that spans of the abstract keep theirs. A title that instructs is
    left empty. Most papers come back as they are.
    """
    title = "" if _commands(paper.title) else paper.title
    abstract = masked(paper.abstract)
    if title == paper.title and abstract == paper.abstract:
        return paper
    return replace(paper, title=title, abstract=abstract)


def check_against_sanitized(check: Check) -> Check:
    """Return `check`, which takes nothing for said that instructs."""

    def checked(written: WrittenSentence, sources: Mapping[int, Paper]) -> Sentence:
        told = {number: sanitize_paper(paper) for number, paper in sources.items()}
        return check(written, {n: p for n, p in told.items() if (p.title + p.abstract).strip()})

    return checked


@lru_cache(maxsize=2_048)  # of abstracts: the same are quoted, told and checked for one answer
def masked(text: str) -> str:
    """Return `text` with blanks in place of the sentences that instruct, or speak to somebody.

    So have sentences in another language than the rest of an English text: they are not for those
    who read the rest.
    One that surely does takes what follows with it: an injection seldom is one sentence.
    """
    kept = list(text)
    spans = split_sentences(text)
    alien = [is_other_language(span.text, "English") for span in spans]
    english = 0 < sum(alien) <= _FOREIGN * len(spans)
    for group in _groups(spans):
        start, end = group[0].start, group[-1].end
        found = strength(text[start:end])
        if found == "none" and (
            addresses_reader(text[start:end])
            or (english and any(is_other_language(span.text, "English") for span in group))
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
    """Return what of a paper's title and abstract is not quotable; nearly always nothing."""
    told = sanitize_paper(paper)
    if told is paper:
        return ""
    title = "" if told.title else paper.title
    pairs = zip(paper.abstract, told.abstract, strict=True)
    return f"{title}\n" + "".join(c if kept == " " else " " for c, kept in pairs)


@lru_cache(maxsize=2_048)
def _commands(title: str) -> bool:
    return is_instruction(title, heading=True)


def _groups(spans: list[Span]) -> list[list[Span]]:
    """Put very short sentences that follow one another together."""
    groups: list[list[Span]] = []
    joining = False
    for span in spans:
        short = len(_WORD.findall(span.text[:40])) <= _FEW
        if short and joining:
            groups[-1].append(span)
        else:
            groups.append([span])
        joining = short
    return groups
