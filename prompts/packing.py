"""Pack numbered excerpts, best first, and a conversation into a budget of tokens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from prompts.fencing import fence, neutralize
from prompts.tokens import CountTokens
from retrieval.paper import Paper
from retrieval.passage import Passage
from retrieval.text.sentences import split_sentences

_GAP = "\n\n"
_CONVERSATION_SHARE = 4  # at most a quarter: the excerpts are what an answer is made of


@dataclass(frozen=True, slots=True)
class Packed:
    """What fits: the fenced excerpts, and the conversation oldest first.

    `passages` are the numbers of each excerpt's passages, by the numbers of the excerpts.
    """

    excerpts: str = ""
    passages: Mapping[int, Sequence[int]] = field(default_factory=dict)
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
    filled with passages, those of the best scores.
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
    papers = {number: paper for number, paper in excerpts if number in chosen}
    passages = _choose_passages(papers, left, count, marker)
    texts = [
        fence(number, title, (body + _format_passages(passages[number], marker)).lstrip(), marker)
        for number, (title, body) in chosen.items()
    ]
    numbers = {n: tuple(one.number for one in few) for n, few in passages.items()}
    return Packed(_GAP.join(texts), numbers, conversation)


def _choose_passages(
    papers: Mapping[int, Paper], room: int, count: CountTokens, marker: str
) -> dict[int, list[Passage]]:
    """Return the passages that fit, the best of all papers first, in reading order.

    Of equal scores, papers take turns, and passages are from all parts of a paper.
    """
    ranked: list[tuple[float, int, int, int]] = []
    for number, paper in papers.items():
        best = sorted((-one.score, _spread(at), at) for at, one in enumerate(paper.passages))
        ranked += [(score, turn, number, at) for turn, (score, _, at) in enumerate(best)]
    chosen: dict[int, list[int]] = {number: [] for number in papers}
    named: set[tuple[int, str]] = set()
    for _, _, number, at in sorted(ranked):
        passage = papers[number].passages[at]
        place = _name_place(passage)
        is_named = (number, place) in named
        cost = count(_format_passages([passage], marker, place if is_named else ""))
        if cost <= room:
            chosen[number].append(at)
            room -= cost
            named.add((number, place))
    return {n: [papers[n].passages[at] for at in sorted(few)] for n, few in chosen.items()}


def _spread(at: int) -> int:
    """Return the turn of a place in an order that begins with places far from each other."""
    return int(f"{at:012b}"[::-1], 2)


def _format_passages(passages: Sequence[Passage], marker: str, named: str = "") -> str:
    """Return the lines of passages, with their places, but `named`, above those they are of.

    A part of a table is without the lines above that it shares with the part, or caption, before.
    """
    lines = [""]
    head: list[str] = []
    for passage in passages:
        if passage.text.strip():
            place, text = _name_place(passage), passage.text.split("\n")
            above = head if place == named else []
            repeated = takewhile(lambda pair: pair[0] == pair[1], zip(above, text, strict=False))
            lines += [*[place] * (place != named), *text[len(list(repeated)) :]]
            named, head = place, text if passage.kind in ("caption", "table") else []
    return "\n".join(neutralize(line, marker) for line in lines)


def _name_place(passage: Passage) -> str:
    section = f", section “{passage.section}”" if passage.section else ""
    page = f", page {passage.printed_page}" if passage.printed_page else ""
    return f"From the paper{section}{page}:"


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
