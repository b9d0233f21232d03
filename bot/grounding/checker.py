"""Check a sentence against the abstracts that it cites."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.grounding.citations import WrittenSentence
from bot.grounding.encoded_abstract import Reader
from bot.grounding.nli import EntailmentModel
from bot.grounding.sentence import Sentence
from bot.grounding.verdict import Verdict
from bot.grounding.verify import judge
from retrieval.paper import Paper
from retrieval.search.embedding.embedder import Embedder

NO_CITATION = "it cites no abstract"

Check = Callable[[WrittenSentence, Mapping[int, Paper]], Sentence]
"""Checks a sentence as it was written against the numbered sources, and blocks for some
milliseconds; numbers that no source has vanish."""


class ClaimChecker:
    """Checks sentences. Synchronous and thread-safe; raises `EmbeddingError`.

    The fit is that of MiniLM's vectors; of an embedder without token vectors words alone are
    weighed. A model of entailment, if there is one, has its say beside that.
    """

    def __init__(self, embedder: Embedder, entails: EntailmentModel | None = None) -> None:
        self._reader = Reader(embedder)
        self._entails = entails

    def __call__(self, written: WrittenSentence, sources: Mapping[int, Paper]) -> Sentence:
        """Return the sentence with what the check found."""
        known = tuple(n for n in written.numbers if n in sources)
        if not known:
            return Sentence(written.text, (), supported=False, reason=NO_CITATION, score=0.0)
        verdict = self.judge(written.text, [sources[n] for n in known])
        return Sentence(
            written.text,
            known,
            supported=verdict.label == "supported",
            reason=verdict.reason,
            score=verdict.score,
            contradicted=verdict.label == "contradicted",
            evidence=(verdict.span,) if verdict.span else (),
            borderline=verdict.borderline,
        )

    def make_ready(self) -> None:
        """Load the model of entailment, which else the first sentence of a model waits for."""
        if self._entails is not None:
            self._entails("It is ready.", "It is ready.")

    def read(self, paper: Paper) -> None:
        """Read a paper, cleaned for reading, so that the first sentence that cites it is quick."""
        self._reader.abstract(paper)

    @property
    def asks_entailment(self) -> bool:
        """Whether a model of entailment has its say."""
        return self._entails is not None

    def judge(self, text: str, papers: Sequence[Paper]) -> Verdict:
        """Return whether any of `papers`, cleaned for reading, or all together say `text`.

        The span is the sentence of an abstract that comes nearest, or the title with a start of
        -1. A sentence that is not English is judged by its figures and names alone, and doubtful.
        """
        return judge(text, papers, self._reader, self._entails)
