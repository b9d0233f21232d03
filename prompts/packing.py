"""Pack numbered excerpts, best first, and a conversation into a budget of tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prompts.fencing import fence, neutralize
from prompts.tokens import CountTokens
from retrieval.paper import Paper
from retrieval.text.sentences import split_sentences

_GAP = "\n\n"
_CONVERSATION_SHARE = 4  # at most a quarter: the excerpts are what an answer is made of


@dataclass(frozen=True, slots=True)
class Packed:
    """What fits: the fenced excerpts, their numbers, and the conversation oldest first."""

    excerpts: str = ""
    numbers: tuple[int, ...] = ()
    conversation: str = ""


def pack(
    excerpts: Sequence[tuple[int, Paper]],
    turns: Sequence[tuple[str, str]],
    room: int,
    count: CountTokens,
    marker: str,
    for_passages: int | None = None,
) -> Packed:
    """Fit `excerpts`, best first, and `turns`, newest first, into `room` tokens.

    Abstracts are in whole or left out, as results stand at an abstract's end; only the first, if it
    is too long, ends at a sentence's end. What room is then left, but at most `for_passages`, is
    filled with passages, those of the first papers first.
    """
    share = room // _CONVERSATION_SHARE if excerpts else room
    conversation = _format_conversation(turns, share, count, marker)
    left = room - count(conversation)
    chosen: dict[int, tuple[str, str]] = {}
    for number, paper in excerpts:
        title, body = neutralize(paper.title, marker), neutralize(paper.abstract, marker)
        ends = [len(body)]
        if not chosen:
            ends += [span.end for span in reversed(split_sentences(body)[:-1])]
        for end in ends:
            text = fence(number, title, body[:end], marker)
            cost = count(_GAP + text if chosen else text)
            if cost <= left:
                chosen[number] = title, body[:end]
                left -= cost
                break
    left = left if for_passages is None else min(left, for_passages)
    texts = []
    for number, paper in excerpts:
        if number in chosen:
            title, body = chosen[number]
            passages = _choose_passages(paper, left, count, marker)
            left -= sum(map(count, passages))
            texts.append(fence(number, title, "".join([body, *passages]).lstrip(), marker))
    return Packed(_GAP.join(texts), tuple(chosen), conversation)


def _choose_passages(paper: Paper, room: int, count: CountTokens, marker: str) -> list[str]:
    """Return the first passages that fit, in reading order; each place stands above its own."""
    chosen: list[str] = []
    before = ""
    for passage in filter(lambda one: one.text.strip(), paper.passages):
        section = f", section “{passage.section}”" if passage.section else ""
        page = f", page {passage.printed_page}" if passage.printed_page else ""
        place = f"From the paper{section}{page}:"
        lines = [neutralize(line, marker) for line in (place, *passage.text.split("\n"))]
        text = "\n".join(["", *lines[place == before :]])
        cost = count(text)
        if cost <= room:
            chosen.append(text)
            room -= cost
            before = place
    return chosen


def _format_conversation(
    turns: Sequence[tuple[str, str]], room: int, count: CountTokens, marker: str
) -> str:
    """Return the newest turns that fit, oldest first; a turn too long keeps only its question."""
    lines: list[str] = []
    for asked, answered in reversed(turns):
        question = f"Earlier question: {neutralize(asked, marker)}\n"
        answer = f"Earlier answer: {neutralize(answered, marker)}\n"
        for candidate in (question + answer, question):
            if count("".join((candidate, *lines))) <= room:
                lines.insert(0, candidate)
                break
        else:
            break
    return "".join(lines)
