"""Suggest next questions that the abstracts behind an answer can answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.answering.answer import Answer, Suggestion, SuggestionKind
from bot.answering.language_model import Turn
from bot.answering.paper_names import find_short_name
from retrieval.paper import Paper
from retrieval.text.sentence_roles import Role, classify_abstract

MAX_SUGGESTIONS: Final = 2

_MAX_PAPERS: Final = 3  # cited papers that questions are suggested about
_QUESTIONS: Final[Sequence[tuple[SuggestionKind, str, Role]]] = (
    ("limitations", "What are the limitations of {}?", Role.LIMITATION),
    ("results", "What results does {} report?", Role.RESULT),
    ("method", "How does {} work?", Role.METHOD),
)
"""What to ask of a paper, and the role of the sentences that answer it."""

_ASKED_BY: Final = {"comparison": "compare", "limitation": "limitations"}


def suggest_questions(answer: Answer, history: Sequence[Turn] = ()) -> tuple[Suggestion, ...]:
    """Return up to two next questions, the same for the same answer and conversation.

    About the papers with short names that supported sentences cite: to compare the first two, and
    what the first ones' abstracts state (limitations, results, method). Not what the conversation
    asked, in the same words, or quoted already. In small talk, the example that the answer gives.
    """
    if answer.kind == "smalltalk":
        example = answer.lead.value if answer.lead else ""
        return (Suggestion("example", example),) if example else ()
    if not answer.answered:
        return ()
    papers = {name: paper for paper in _find_cited(answer) if (name := find_short_name(paper))}
    said = " ".join([answer.text, *(turn.answer for turn in history)])
    found: list[Suggestion] = []
    if len(papers) > 1:
        names = tuple(papers)[:2]
        found.append(Suggestion("compare", "Compare {} and {}".format(*names), names))
    about: set[str] = set()
    for kind, text, role in _QUESTIONS:
        for name, paper in list(papers.items())[:_MAX_PAPERS]:
            if name not in about and _is_left(paper, role, said):
                found.append(Suggestion(kind, text.format(name), (name,)))
                about.add(name)
    asked = {answer.question, *(turn.question for turn in history)}
    just_asked = _ASKED_BY.get(answer.kind)
    new = [one for one in found if one.question not in asked and one.kind != just_asked]
    return tuple(new[:MAX_SUGGESTIONS])


def _find_cited(answer: Answer) -> list[Paper]:
    papers = answer.numbered_papers
    supported = [s for s in answer.sentences if s.supported]
    numbers = dict.fromkeys(number for s in supported for number in s.citations)
    cited = [papers[number] for number in numbers if number in papers]
    return cited or [citation.paper for citation in answer.citations]


def _is_left(paper: Paper, role: Role, said: str) -> bool:
    """Tell whether an abstract has sentences of a role, none of which was said."""
    sentences = [one.span.text for one in classify_abstract(paper.abstract) if one.role is role]
    return bool(sentences) and not any(sentence in said for sentence in sentences)
