"""What came of one question, as far as it is measured."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.answering.answer import Answer
from bot.evaluation.answer_quality import (
    Statement,
    Supports,
    citation_quality,
    recall_at,
    reciprocal_rank,
    states_fact,
)
from bot.evaluation.questions import EvaluationQuestion
from bot.grounding.sentence import Sentence
from retrieval.paper import Paper


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question, and the counts from which every figure is made.

    `called` tells that a model was asked, `replaced` that another than was to write did, as
    quotes do where a model fails. The three of retrieval are None where no papers are known.
    `statements` are the sentences as written, also those that were not shown for want of support.
    `known_citations` are those of known papers. `milliseconds` are of wall time; `cost` is in US
    dollars, None where the price is not known.
    """

    question: str
    group: str
    answerable: bool
    answered: bool
    called: bool
    replaced: bool
    recall_at_3: float | None
    recall_at_8: float | None
    reciprocal_rank: float | None
    statements: int
    unsupported: int
    citations: int
    precise_citations: int
    known_citations: int
    facts: int
    facts_stated: int
    milliseconds: float
    prompt_tokens: int
    completion_tokens: int
    cost: float | None


def build_outcome(
    asked: EvaluationQuestion,
    answer: Answer,
    known: Collection[str],
    supports: Supports,
    *,
    model: str,
    cost: float | None,
) -> Outcome:
    """Measure an answer; blocks in `supports`.

    `known` has the ids of the papers that answer, `model` is the name of what was to write.
    """
    ranked = [found.paper_id for found in answer.retrieved]
    papers = {citation.number: citation.paper for citation in answer.citations}
    ids = {found.number: found.paper_id for found in answer.retrieved}
    shown = [sentence for sentence in answer.sentences if sentence.supported]
    withheld = [sentence for sentence in answer.sentences if not sentence.supported]
    quality = citation_quality([_statement(each, papers) for each in shown], supports)
    told = " ".join(sentence.text for sentence in shown)
    return Outcome(
        asked.question,
        asked.group,
        asked.answerable,
        answer.answered,
        called=answer.usage.total_tokens > 0 or answer.prompt is not None,
        replaced=answer.answered and answer.model != model,
        recall_at_3=recall_at(ranked, known, 3) if known else None,
        recall_at_8=recall_at(ranked, known, 8) if known else None,
        reciprocal_rank=reciprocal_rank(ranked, known) if known else None,
        statements=quality.statements + len(withheld),
        unsupported=quality.statements - quality.supported + len(withheld),
        # What was withheld has no recall, and its citations therefore no precision.
        citations=quality.citations + sum(len(set(each.citations)) for each in withheld),
        precise_citations=quality.precise,
        known_citations=sum(ids.get(n) in known for s in answer.sentences for n in {*s.citations}),
        facts=len(asked.facts),
        facts_stated=sum(states_fact(fact, told) for fact in asked.facts),
        milliseconds=answer.took.total,
        prompt_tokens=answer.usage.prompt_tokens,
        completion_tokens=answer.usage.completion_tokens,
        cost=cost,
    )


def _statement(sentence: Sentence, papers: Mapping[int, Paper]) -> Statement:
    cited = dict.fromkeys(sentence.citations)
    return Statement(sentence.text, tuple(papers[n] for n in cited if n in papers))
