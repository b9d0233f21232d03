"""Check a sentence against the abstracts that it cites."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.assistant.answer import Sentence
from bot.assistant.citations import Written
from bot.assistant.figures import figures
from bot.assistant.support.verdict import Verdict
from retrieval.embedding.embedder import Embedder
from retrieval.paper import Paper

NO_CITATION = "it cites no abstract"

Check = Callable[[Written, Mapping[int, Paper]], Sentence]
"""Checks a sentence as it was written against the numbered sources, and blocks for some
milliseconds; numbers that no source has vanish."""


class CheckSupport:
    """Checks sentences. Synchronous and thread-safe; raises `EmbeddingError`."""

    def __init__(self, embedder: Embedder, rarity: Callable[[str], float]) -> None:
        self._embedder = embedder
        self._rarity = rarity

    def __call__(self, written: Written, sources: Mapping[int, Paper]) -> Sentence:
        """Return the sentence with what the check found."""
        known = tuple(n for n in written.numbers if n in sources)
        if not known:
            return Sentence(written.text, (), supported=False, reason=NO_CITATION, score=0.0)
        verdict = self.judge(written.text, [sources[n] for n in known])
        return Sentence(
            written.text,
            known,
            supported=verdict.ruling == "supported",
            reason=verdict.reason,
            score=verdict.score,
            contradicted=verdict.ruling == "contradicted",
            evidence=(verdict.span,) if verdict.span else (),
            doubtful=verdict.doubtful,
        )

    def judge(self, text: str, papers: Sequence[Paper]) -> Verdict:
        """Return whether any of `papers`, cleaned for reading, says what `text` says."""
        stated = {value for p in papers for value in figures(f"{p.title}\n{p.abstract}")}
        missing = [value for value in figures(text) if value not in stated]
        if missing:
            shown = ", ".join(missing[:3])
            return Verdict(
                "unsupported", 0.0, None, f"the cited abstract does not have the figure {shown}"
            )
        return Verdict("supported", 1.0)
