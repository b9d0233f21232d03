"""The measured outcome of one question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.answering.answer import Answer
from bot.answering.language_model import NOT_FOUND, NOT_STATED, NOT_STATED_IN_PAPER
from bot.answering.lead import LeadKey
from bot.answering.written_forms import split_verdict
from bot.evaluation.answer_quality import Statement, Supports, measure_citations, states_fact
from bot.evaluation.questions import EvaluationQuestion, GoldCell
from bot.grounding.sentence import Sentence
from bot.questions.kinds import LISTING_KINDS
from retrieval.paper import Paper

_MIN_CLAUSE_WORDS = 4  # fewer are a name or a phrase
_NOT_STATED = (NOT_STATED, NOT_STATED_IN_PAPER, NOT_FOUND)
_NAMES_ALL = frozenset({"list", "overview", "comparison"})
_NOTHING_FOUND: Final[frozenset[LeadKey]] = frozenset({"no-limitation", "no-future-work"})
_DECLINING: Final[frozenset[LeadKey]] = _NOTHING_FOUND | {
    *("no-papers", "not-recorded", "no-question", "empty-library")
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question, and the counts from which every metric is computed.

    `answerable`: to decline is a fault; `refuse`: not to is one; neither, if both are right.
    `declined`: the question was refused, or the line above the sentences says that nothing answers
    it, whatever stands below. `called`: a model was called. `replaced`: something other than the
    chosen model answered, such as quotes after the model failed. `has_lead`: a line stands above
    the sentences. `verdict` is the right one and `given_verdict` that of the answer, each empty if
    there is none. `statements` counts the written sentences, including unsupported ones that were
    not shown; `sentences` and `characters` are those shown. `papers` counts the known papers,
    `retrieved_papers` those that the search found, `named_papers` all that the answer cites except
    arguable ones, and `right_papers` the known among them. `cells` counts the aspects of papers
    that the abstracts state, `blanks` those that they do not. `milliseconds` is wall time; `cost`
    is in US dollars, or None if the price is unknown.
    """

    question: str
    after: str
    kind: str
    answerable: bool
    refuse: bool
    answered: bool
    declined: bool
    called: bool
    replaced: bool
    has_lead: bool
    verdict: str
    given_verdict: str
    statements: int
    unsupported: int
    citations: int
    precise_citations: int
    papers: int
    retrieved_papers: int
    named_papers: int
    right_papers: int
    facts: int
    facts_stated: int
    fact_first: bool
    cells: int
    cells_stated: int
    blanks: int
    blanks_told: int
    sentences: int
    characters: int
    milliseconds: float
    prompt_tokens: int
    completion_tokens: int
    cost: float | None

    @property
    def names_all(self) -> bool:
        """Whether a right answer names all known papers: those are all that is known of it."""
        if not self.papers or self.refuse:
            return False
        return self.kind in _NAMES_ALL or not (self.facts or self.verdict)

    @property
    def names_none(self) -> bool:
        """Whether a right answer names no paper: it is a list, and none fits."""
        return self.kind in LISTING_KINDS and not self.papers


def build_outcome(
    question: EvaluationQuestion,
    answer: Answer,
    supports: Supports,
    *,
    model: str,
) -> Outcome:
    """Measure an answer to a question whose papers are ids; `supports` may block.

    `model` is the name of the chosen model.
    """
    shown = [s for s in answer.sentences if s.supported] if answer.answered else []
    withheld = [sentence for sentence in answer.sentences if not sentence.supported]
    papers = answer.numbered_papers
    claims = [sentence for sentence in shown if sentence.text not in _NOT_STATED]
    quality = measure_citations([_to_statement(each, papers) for each in claims], supports)
    known = set(question.papers)
    named = {paper.paper_id for paper in papers.values()} - set(question.may)
    if not answer.answered:
        named = set()
    parts = list(_iterate_parts(answer, shown, papers))
    beginning = " ".join(parts[: 2 if answer.lead else 1])
    stated = [cell for cell in question.cells if cell.spellings]
    blank = [cell for cell in question.cells if not cell.spellings]
    said = {
        paper.paper_id: [s.text for s in shown if number in s.citations]
        for number, paper in papers.items()
    }
    return Outcome(
        question.question,
        question.after,
        question.kind,
        answerable=_is_answerable(question),
        refuse=question.refuse,
        answered=answer.answered,
        declined=not answer.answered or (answer.lead is not None and answer.lead.key in _DECLINING),
        called=answer.usage.total_tokens > 0 or answer.prompt is not None,
        replaced=answer.answered and answer.model != model,
        has_lead=answer.lead is not None,
        verdict=question.verdict or "",
        given_verdict=_find_verdict(question, answer),
        statements=quality.statements + len(withheld),
        unsupported=quality.statements - quality.supported + len(withheld),
        # Withheld sentences have no recall, and so their citations have no precision.
        citations=quality.citations + sum(len(set(each.citations)) for each in withheld),
        precise_citations=quality.precise,
        papers=len(known),
        retrieved_papers=len(known & {found.paper_id for found in answer.retrieved}),
        named_papers=len(named),
        right_papers=len(named & known),
        facts=len(question.facts),
        facts_stated=sum(states_fact(fact, " ".join(parts)) for fact in question.facts),
        fact_first=any(states_fact(fact, beginning) for fact in question.facts),
        cells=len(stated),
        cells_stated=sum(_states_cell(cell, said.get(cell.paper, ())) for cell in stated),
        blanks=len(blank),
        blanks_told=sum(
            states_fact(["not stated", "not state"], " ".join(said.get(cell.paper, ())))
            for cell in blank
        ),
        sentences=len(shown),
        characters=len(answer.text) if answer.answered else 0,
        milliseconds=answer.took.total,
        prompt_tokens=answer.usage.prompt_tokens,
        completion_tokens=answer.usage.completion_tokens,
        cost=answer.usage.dollars,
    )


def _is_answerable(question: EvaluationQuestion) -> bool:
    if question.refuse or question.verdict == "not_stated" or question.kind == "smalltalk":
        return False
    return bool(question.papers) or question.kind not in LISTING_KINDS


def _find_verdict(question: EvaluationQuestion, answer: Answer) -> str:
    """Return the yes or no that an answer begins with, wherever it comes from.

    A refusal says that nothing is stated, if it is so.
    """
    if not answer.answered:
        return "not_stated" if question.verdict == "not_stated" else ""
    if answer.lead and answer.lead.key in _NOTHING_FOUND:
        return "not_stated"
    return split_verdict(answer.text)[0] or ""


def _iterate_parts(
    answer: Answer, shown: Sequence[Sentence], papers: Mapping[int, Paper]
) -> Iterator[str]:
    """Yield the lead and the sentences without marks, those of lists with their papers' titles."""
    if not answer.answered:
        return
    has_titles = answer.is_itemized or answer.kind == "record"
    if answer.lead:
        yield answer.lead.text
    for sentence in shown:
        titles = [papers[n].title for n in sentence.citations if n in papers and has_titles]
        yield " ".join([*titles, sentence.text])


def _to_statement(sentence: Sentence, papers: Mapping[int, Paper]) -> Statement:
    cited = dict.fromkeys(sentence.citations)
    return Statement(sentence.text, tuple(papers[n] for n in cited if n in papers))


def _states_cell(cell: GoldCell, sentences: Sequence[str]) -> bool:
    """Return whether sentences have a spelling, or one is a clause of a spelling."""
    if states_fact(cell.spellings, " ".join(sentences)):
        return True
    clauses = [text.strip(" .") for text in sentences if len(text.split()) >= _MIN_CLAUSE_WORDS]
    return any(states_fact(clauses, spelling) for spelling in cell.spellings)
