"""Choose what of a text the model reads: its title and the sentences nearest to the claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.grounding.content_words import find_content_words
from retrieval.text.sentences import split_sentences

MAX_PREMISE_SENTENCES = 4
_HALF_NEAREST = 0.5


def build_premise(title: str, text: str, claim: str, most: int = MAX_PREMISE_SENTENCES) -> str:
    """Return the title and the up to `most` sentences that share most words with the claim."""
    sentences = [span.text for span in split_sentences(text)]
    chosen = nearest(sentences, claim, most)
    return " ".join([*([_closed(title)] if title else []), *(sentences[i] for i in chosen)])


def nearest(sentences: Sequence[str], claim: str, most: int) -> list[int]:
    """Return the places of the sentences that together cover most of the claim's words, in order.

    A sentence counts what it covers anew, and half of that again for words covered before it.
    """
    wanted = {word.stem: word.weight for word in find_content_words(claim)}
    bags = [{w.stem for w in find_content_words(s)} & wanted.keys() for s in sentences]
    chosen: list[int] = []
    covered: set[str] = set()
    while len(chosen) < min(most, len(sentences)):
        left = [i for i in range(len(sentences)) if i not in chosen]
        gains = {i: _gain(bags[i], covered, wanted) for i in left}
        best = max(left, key=lambda i: gains[i])
        if chosen and not gains[best]:
            break
        chosen.append(best)
        covered |= bags[best]
    return sorted(chosen)


def _gain(bag: set[str], covered: set[str], weights: Mapping[str, float]) -> float:
    return sum(weights[stem] * (_HALF_NEAREST if stem in covered else 1) for stem in bag)


def _closed(title: str) -> str:
    return title if title.endswith((".", "?", "!")) else f"{title}."
