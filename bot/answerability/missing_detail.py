"""Find the detail that a question asks for and no abstract states; no model is called."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answerability.names import find_names, has_name
from bot.answerability.question_target import parse_question_target
from bot.answerability.states_target import states_target
from bot.grounding.sentence import Excerpt
from retrieval.paper import Paper
from retrieval.search.results import SearchResult


@dataclass(frozen=True, slots=True)
class MissingDetail:
    """A detail that no abstract states, though they cover its topic.

    `what` names it in a few words ("the number of parameters"). `stated` is the sentence of the
    closest paper's abstract that comes nearest, empty if none comes near.
    """

    what: str
    closest: Paper
    stated: str = ""

    @property
    def text(self) -> str:
        """The refusal in a sentence."""
        return f"The abstracts do not state {self.what}."


FindMissing = Callable[[str, SearchResult, Sequence[Excerpt]], MissingDetail | None]
"""Returns the detail that a question asks for and no excerpt states; blocks."""

_MIN_SHARE_OF_BEST_SCORE = 0.75  # of papers that a question without names may mean
_MAX_MEANT_PAPERS = 3


def find_missing(
    asked: str, found: SearchResult, excerpts: Sequence[Excerpt]
) -> MissingDetail | None:
    """Return the detail that no excerpt states, None if the abstracts may answer.

    Details are amounts, measures, settings and named things (a license, an optimizer). A question
    that asks how or why, or for papers, has none.
    """
    target = parse_question_target(asked)
    if target is None or not excerpts or found.signals.identified:
        return None
    called = find_names(asked)
    if target.kind is not None and target.kind.needs_name and not called:
        return None
    meant = _find_meant_papers(called, found, excerpts)
    rare = target.kind is not None and not target.kind.common
    looked_at = [excerpt.paper for excerpt in excerpts] if rare and not called else meant
    if any(states_target(_paper_text(paper), target, called) for paper in looked_at):
        return None
    return MissingDetail(target.what, meant[0])


def _find_meant_papers(
    called: Sequence[str], found: SearchResult, excerpts: Sequence[Excerpt]
) -> list[Paper]:
    """Return the papers that a question may mean: those with its names, else the best ones."""
    papers = [excerpt.paper for excerpt in excerpts]
    titled = [sum(has_name(paper.title, name) for name in called) for paper in papers]
    having = [sum(has_name(_paper_text(paper), name) for name in called) for paper in papers]
    scores = {hit.paper.paper_id: hit.score for hit in found.hits}
    least = _MIN_SHARE_OF_BEST_SCORE * max(scores.values(), default=0.0)
    near = [paper for paper in papers if scores.get(paper.paper_id, 0.0) >= least][
        :_MAX_MEANT_PAPERS
    ]
    most = max(having)
    if not most:
        return near or papers[:1]
    named = [paper for paper, n in zip(papers, having, strict=True) if n == most]
    if any(titled) or papers[0] in named:
        return named
    return [*near[:1], *named]  # a name that many papers have tells little


def _paper_text(paper: Paper) -> str:
    text = f"{paper.title}.\n\n{paper.abstract}"
    return text.replace("data set", "dataset").replace("data-set", "dataset")
