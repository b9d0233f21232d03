"""Choose what of a text the cross-encoder reads: the sentences with most words of the claim."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from math import fsum

from bot.grounding.content_words import find_stems, weigh_words
from retrieval.paper import Paper
from retrieval.reading import split_table

_COVERED_FACTOR = 0.5
_PASSAGES_A_CLAIM = 3
_MAX_ROWS, _MAX_ROWS_CHARS = 4, 360  # of a table
_MAX_WORDS = 175  # of premise and claim: some 250 tokens


def join_sentences(sentences: Sequence[str]) -> str:
    """Return sentences as one text, each with a mark at its end, as a title may have none."""
    return " ".join(one if one.endswith((".", "?", "!")) else f"{one}." for one in sentences)


def find_nearest(sentences: Sequence[str], claim: str, limit: int) -> list[int]:
    """Return the places of the sentences that together cover most of a claim's words, best first.

    Each next one is that which adds most: a word that is covered already counts half. Words count
    by their weights. One place is returned even if nothing is shared.
    """
    weights = weigh_words(claim)
    shared = {i: find_stems(sentence) & weights.keys() for i, sentence in enumerate(sentences)}
    chosen: list[int] = []
    covered: set[str] = set()
    while shared and len(chosen) < limit:
        gains = {i: _gain(stems, covered, weights) for i, stems in shared.items()}
        best = max(gains, key=lambda i: gains[i])
        if chosen and not gains[best]:
            break
        chosen.append(best)
        covered |= shared.pop(best)
    return chosen


def join_nearest(title: str, sentences: Sequence[str], claim: str) -> str:
    """Return the title and as much of an abstract as is read at once, in its order.

    Of a long one, the sentences nearest to the claim; the model would cut the end instead.
    """
    room = _MAX_WORDS - len(title.split()) - len(claim.split())
    near = find_nearest(sentences, claim, len(sentences))
    chosen: list[int] = []
    for place in dict.fromkeys([*near, *range(len(sentences))]):
        room -= len(sentences[place].split())
        if chosen and room < 0:
            break
        chosen.append(place)
    return join_sentences([title, *(sentences[place] for place in sorted(chosen))])


def shorten_table(sentence: str, claim: str) -> str:
    """Return a sentence; of a table, its caption, its head, and the rows nearest to a claim."""
    begin, rows = split_table(sentence)
    chosen: list[int] = []
    room = _MAX_ROWS_CHARS
    for place in find_nearest(rows, claim, _MAX_ROWS) if rows else ():
        room -= len(rows[place])
        if chosen and room < 0:
            break
        chosen.append(place)
    return " … ".join([*begin, *(rows[place] for place in sorted(chosen))])


def keep_nearest(paper: Paper, claims: Sequence[str], cited: Collection[int | None] = ()) -> Paper:
    """Return a paper with its passages of the numbers `cited`, and those nearest to some claims."""
    texts = [passage.text for passage in paper.passages]
    near = {place for claim in claims for place in find_nearest(texts, claim, _PASSAGES_A_CLAIM)}
    kept = tuple(
        passage
        for place, passage in enumerate(paper.passages)
        if place in near or passage.number in cited
    )
    return replace(paper, passages=kept)


def _gain(stems: frozenset[str], covered: set[str], weights: Mapping[str, float]) -> float:
    # Rounded once, so that the order of a set, another in each process, decides nothing.
    return fsum(weights[stem] * (_COVERED_FACTOR if stem in covered else 1) for stem in stems)
