"""Tell the model which words of a premise and a claim stand in the other of the two.

It is told by the segment of each token: BERT has two, and two are added. What it gains was not
measured apart from the pairs and the rate that were changed with it.
"""

from __future__ import annotations

from tokenizers import Encoding

from bot.grounding.content_words import stem

SHARED = 2


def sides(read: Encoding) -> list[int]:
    """Return each token's segment: 0 in the premise, 1 in the claim, and 2 more for a shared word.

    Words are the same where their stems are; special tokens and padding are never shared.
    """
    stems = _stems(read)
    there: tuple[set[str], set[str]] = (set(), set())
    for side, one in zip(read.type_ids, stems, strict=True):
        there[side].add(one)
    return [
        side + SHARED if one and one in there[1 - side] else side
        for side, one in zip(read.type_ids, stems, strict=True)
    ]


def _stems(read: Encoding) -> list[str]:
    """Return for each token the stem of the word that it is a part of; "" for a special one."""
    words: list[str] = []
    places: list[int] = []
    for token, special in zip(read.tokens, read.special_tokens_mask, strict=True):
        if special:
            words.append("")
        elif token.startswith("##") and words:
            words[-1] += token[2:]
        else:
            words.append(token)
        places.append(len(words) - 1)
    stems = [stem(word) if word else "" for word in words]
    return [stems[place] for place in places]
