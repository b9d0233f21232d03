"""Does any abstract state the detail that a question asks for? No model is called."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answerability.names import has_name, names
from bot.answerability.question_target import read_focus
from bot.answerability.states_target import states
from bot.grounding.sentence import Excerpt
from retrieval.paper import Paper
from retrieval.search.results import SearchResult


@dataclass(frozen=True, slots=True)
class MissingDetail:
    """What a question asks for that no abstract states, though its topic is there.

    `what` says it in a few words ("the number of parameters"); `closest` is the paper that comes
    closest.
    """

    what: str
    closest: Paper

    @property
    def text(self) -> str:
        """The refusal in a sentence."""
        return f"The abstracts do not state {self.what}."


FindMissing = Callable[[str, SearchResult, Sequence[Excerpt]], MissingDetail | None]
"""Tells what a question, as it was searched, asks for that no excerpt states; blocks."""

_NEAR = 0.75  # of the best paper's score: what a question may mean that names no paper
_MEANT = 3


def find_missing(
    asked: str, found: SearchResult, excerpts: Sequence[Excerpt]
) -> MissingDetail | None:
    """Return the detail that no excerpt states, None where the abstracts may answer.

    Only what is surely a detail is looked for: an amount, a measure, a setting, something named
    (a licence, an optimiser). A question that asks how or why, or for papers, is never missing.
    """
    focus = read_focus(asked)
    if focus is None or not excerpts or found.signals.identified:
        return None
    called = names(asked)
    if focus.kind is not None and focus.kind.needs_name and not called:
        return None
    meant = _meant(called, found, excerpts)
    rare = focus.kind is not None and not focus.kind.common
    looked_at = [excerpt.paper for excerpt in excerpts] if rare and not called else meant
    if any(states(_text(paper), focus, called) for paper in looked_at):
        return None
    return MissingDetail(focus.what, meant[0])


def _meant(called: Sequence[str], found: SearchResult, excerpts: Sequence[Excerpt]) -> list[Paper]:
    """Return the papers that a question may mean: those with its names, else the best ones."""
    papers = [excerpt.paper for excerpt in excerpts]
    titled = [sum(has_name(paper.title, name) for name in called) for paper in papers]
    having = [sum(has_name(_text(paper), name) for name in called) for paper in papers]
    scores = {hit.paper.paper_id: hit.score for hit in found.hits}
    least = _NEAR * max(scores.values(), default=0.0)
    near = [paper for paper in papers if scores.get(paper.paper_id, 0.0) >= least][:_MEANT]
    most = max(having)
    if not most:
        return near or papers[:1]
    named = [paper for paper, n in zip(papers, having, strict=True) if n == most]
    if any(titled) or papers[0] in named:
        return named
    return [*near[:1], *named]  # a name that many papers have tells little


def _text(paper: Paper) -> str:
    text = f"{paper.title}.\n\n{paper.abstract}"
    return text.replace("data set", "dataset").replace("data-set", "dataset")
