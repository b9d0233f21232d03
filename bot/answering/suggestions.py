"""Suggest next questions that the abstracts behind an answer can answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from bot.answering.answer import Answer
from bot.answering.paper_names import name_paper
from retrieval.paper import Paper
from retrieval.text.sentence_roles import Role, classify_abstract

SuggestionKind = Literal["example", "compare", "limitations", "results", "method"]

MAX_SUGGESTIONS: Final = 2

_MAX_PAPERS: Final = 3  # cited papers that questions are suggested about
_TEXTS: Final[dict[SuggestionKind, str]] = {
    "compare": "Compare {} and {}",
    "limitations": "What are the limitations of {}?",
    "results": "What results does {} report?",
    "method": "How does {} work?",
}
_ROLES: Final[Sequence[tuple[SuggestionKind, Role]]] = (
    ("limitations", Role.LIMITATION),
    ("results", Role.RESULT),
    ("method", Role.METHOD),
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A next question: what it asks for, in English in full, and the names of its papers."""

    kind: SuggestionKind
    question: str
    names: tuple[str, ...] = ()


def suggest_questions(answer: Answer) -> tuple[Suggestion, ...]:
    """Return up to two next questions, the same for the same answer.

    About the papers that supported sentences cite: to compare the first two, and what the first
    ones' abstracts state (limitations, results, method) and the answer does not quote. In small
    talk, the example that it gives.
    """
    if answer.kind == "smalltalk":
        example = answer.lead.value if answer.lead else ""
        return (Suggestion("example", example),) if example else ()
    if not answer.answered:
        return ()
    papers = _find_cited(answer)
    found: list[Suggestion] = []
    if len(papers) > 1 and answer.kind != "comparison":
        found.append(_build("compare", papers[0], papers[1]))
    about: set[str] = set()
    for kind, role in _ROLES:
        for paper in papers[:_MAX_PAPERS]:
            if paper.paper_id not in about and _has_more(paper, role, answer):
                found.append(_build(kind, paper))
                about.add(paper.paper_id)
    return tuple(found[:MAX_SUGGESTIONS])


def _find_cited(answer: Answer) -> list[Paper]:
    papers = {citation.number: citation.paper for citation in answer.citations}
    supported = [s for s in answer.sentences if s.supported]
    numbers = dict.fromkeys(number for s in supported for number in s.citations)
    cited = [papers[number] for number in numbers if number in papers]
    return cited or [citation.paper for citation in answer.citations]


def _has_more(paper: Paper, role: Role, answer: Answer) -> bool:
    """Tell whether the abstract has a sentence of the role that the answer does not quote."""
    if role is Role.LIMITATION and answer.kind == "limitation":
        return False
    shown = " ".join(sentence.text for sentence in answer.sentences)
    return any(
        one.role is role and one.span.text not in shown for one in classify_abstract(paper.abstract)
    )


def _build(kind: SuggestionKind, *papers: Paper) -> Suggestion:
    names = tuple(map(name_paper, papers))
    return Suggestion(kind, _TEXTS[kind].format(*names), names)
