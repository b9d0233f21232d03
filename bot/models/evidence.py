"""Reduce the excerpts of a question to the sentences that matter for it, within a budget.

A small model reads some 60 tokens a second and confuses what it need not have read: the titles and
the nearest sentences of the best papers answer as well as eight whole abstracts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.answering.language_model import AnswerTask
from bot.grounding.cross_encoder import ReadPair
from bot.grounding.sentence import Excerpt
from bot.prompt_injection.sanitize import sanitize_paper
from bot.quotes.answer import choose_answer_quotes, score_sentences
from bot.quotes.passages import Passage, PassageEmbedder
from retrieval.search.rerank.relevance import RateRelevance

_CHARS_PER_TOKEN = 4
_FENCE_CHARS = 40  # around each excerpt
_MAX_SENTENCES = 4  # of one paper
_MAX_BELOW_BEST = 2.0  # log odds, of a sentence that is kept


class EvidenceSelector:
    """Selects sentences of excerpts by their nearness to the question; blocks; thread-safe.

    They are those that would be quoted as the answer, then the next best ones.
    """

    def __init__(self, passages: PassageEmbedder, rate: RateRelevance, read: ReadPair) -> None:
        self._passages = passages
        self._rate = rate
        self._read = read

    def __call__(self, task: AnswerTask, max_tokens: int) -> tuple[Excerpt, ...]:
        """Return the excerpts that fit into some `max_tokens`, reduced, in their order.

        At least one sentence is in.
        """
        room = max_tokens * _CHARS_PER_TOKEN
        titles = {e.number: len(e.paper.title) + _FENCE_CHARS for e in task.excerpts}
        kept: dict[int, dict[int, str]] = {}
        for passage in self._rank(task):
            taken = kept.get(passage.number, {})
            cost = len(passage.text) + (0 if taken else titles[passage.number])
            if passage.place in taken or len(taken) == _MAX_SENTENCES or (kept and cost > room):
                continue
            kept.setdefault(passage.number, {})[passage.place] = passage.text
            room -= cost
        return tuple(_reduce(e, kept[e.number]) for e in task.excerpts if e.number in kept)

    def _rank(self, task: AnswerTask) -> Iterator[Passage]:
        """Yield the sentences to keep, the most important first; some come twice."""
        yield from choose_answer_quotes(task, self._passages, self._rate, self._read)
        if task.kind not in {"list", "overview"}:  # these have a sentence of each paper
            scored = score_sentences(task, self._passages, self._rate, self._read)
            yield from (s.passage for s in scored if s.score > scored[0].score - _MAX_BELOW_BEST)


def _reduce(excerpt: Excerpt, kept: dict[int, str]) -> Excerpt:
    """Return an excerpt with only these sentences, by their places."""
    text = " ".join(kept[place] for place in sorted(kept))
    return replace(excerpt, paper=replace(sanitize_paper(excerpt.paper), abstract=text))
