"""Pack numbered excerpts, best first, and a conversation into a budget of tokens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from prompts.fencing import fence, neutralize
from prompts.tokens import TokenCounter
from retrieval.paper import Paper
from retrieval.text.sentences import Span

_GAP = "\n\n"
_CONVERSATION_SHARE = 4  # at most a quarter: the excerpts are what an answer is made of


Split = Callable[[str], Sequence[Span]]
"""Finds the sentences of a text."""


@dataclass(frozen=True, slots=True)
class Packed:
    """What fits: the fenced excerpts, the conversation oldest first, and what they cost.

    `numbers` are the excerpts that are in, `cut` those of them that end early.
    """

    excerpts: str = ""
    conversation: str = ""
    numbers: tuple[int, ...] = ()
    cut: tuple[int, ...] = ()
    tokens: int = 0


def pack(
    excerpts: Sequence[tuple[int, Paper]],
    budget: int,
    counter: TokenCounter,
    *,
    marker: str,
    split: Split,
    turns: Sequence[tuple[str, str]] = (),
    reserve: int = 0,
) -> Packed:
    """Fit `excerpts`, best first, and `turns`, newest first, into `budget - reserve` tokens.

    `reserve` is the room for the answer and for the rest of the prompt. Excerpts are in whole or
    left out, as results stand at an abstract's end; only the first, if it is too long, ends at a
    sentence's end. It is in wherever one sentence of it fits, so the conversation gets what that
    leaves, at most a quarter.
    """
    room = budget - reserve
    sheets = [_neutralize_excerpt(number, paper, marker, split) for number, paper in excerpts]
    conversation = _format_conversation(
        turns, _conversation_room(sheets, room, counter), counter, marker
    )
    room -= counter.count(conversation)

    chosen: list[tuple[_FencedExcerpt, int]] = []
    left = room
    for sheet in sheets:
        gap = counter.count(_GAP) if chosen else 0
        sentences = _count_fitting(sheet, left - gap, counter)
        if sentences == len(sheet.ends) or (sentences and not chosen):
            left -= counter.count(sheet.first_sentences(sentences)) + gap
            chosen.append((sheet, sentences))
    while counter.count(_join(chosen)) > room and chosen:
        chosen.pop()  # tokens across a seam may cost more than the sum of the parts
    text = _join(chosen)
    return Packed(
        text,
        conversation,
        tuple(sheet.number for sheet, _ in chosen),
        tuple(sheet.number for sheet, sentences in chosen if sentences < len(sheet.ends)),
        counter.count(text) + counter.count(conversation),
    )


@dataclass(frozen=True, slots=True)
class _FencedExcerpt:
    """A neutralized excerpt, and where its sentences end; a lone 0 where it has no abstract."""

    number: int
    title: str
    body: str
    ends: tuple[int, ...]
    marker: str

    def first_sentences(self, sentences: int) -> str:
        """Return the fenced excerpt with its first sentences."""
        return fence(self.number, self.title, self.body[: self.ends[sentences - 1]], self.marker)


def _neutralize_excerpt(number: int, paper: Paper, marker: str, split: Split) -> _FencedExcerpt:
    title = neutralize(paper.title, marker)
    body = neutralize(paper.abstract, marker)
    inner = (span.end for span in split(body)[:-1])
    return _FencedExcerpt(number, title, body, (*inner, len(body)), marker)


def _join(chosen: Sequence[tuple[_FencedExcerpt, int]]) -> str:
    return _GAP.join(sheet.first_sentences(sentences) for sheet, sentences in chosen)


def _conversation_room(sheets: Sequence[_FencedExcerpt], room: int, counter: TokenCounter) -> int:
    """Return the tokens that a conversation may take without pushing the first excerpt out."""
    if not sheets:
        return room
    least = counter.count(sheets[0].first_sentences(1))
    return min(room - least if least <= room else room, room // _CONVERSATION_SHARE)


def _count_fitting(sheet: _FencedExcerpt, room: int, counter: TokenCounter) -> int:
    """Return how many of the sheet's first sentences fit into `room`."""
    if counter.count(sheet.first_sentences(len(sheet.ends))) <= room:
        return len(sheet.ends)
    low, high = 0, len(sheet.ends) - 1  # `low` sentences fit, more than `high` do not
    while low < high:
        middle = (low + high + 1) // 2
        if counter.count(sheet.first_sentences(middle)) <= room:
            low = middle
        else:
            high = middle - 1
    return low


def _format_conversation(
    turns: Sequence[tuple[str, str]], room: int, counter: TokenCounter, marker: str
) -> str:
    """Return the newest turns that fit, oldest first; a turn too long keeps only its question."""
    lines: list[str] = []
    for asked, answered in reversed(turns):
        question = f"Earlier question: {neutralize(asked, marker)}\n"
        answer = f"Earlier answer: {neutralize(answered, marker)}\n"
        for candidate in (question + answer, question):
            if counter.count("".join((candidate, *lines))) <= room:
                lines.insert(0, candidate)
                break
        else:
            break
    return "".join(lines)
