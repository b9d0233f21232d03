"""Plan answers by the wording of questions, without a language model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from bot.answering.assistant import DirectReply, Plan
from bot.answering.catalog_answers import CatalogAnswers
from bot.answering.follow_up import find_ids_in_question
from bot.answering.language_model import Turn
from bot.answering.lead import Lead
from bot.answering.paper_names import calls_paper, find_short_name
from bot.answering.reading_time import read_in_thread
from bot.grounding.cross_encoder import ReadPair
from bot.grounding.language import is_english
from bot.questions.catalog_question import (
    PAPER_FIELDS,
    RecordQuestion,
    extract_reference,
    parse_record_question,
    split_years,
)
from bot.questions.kind import classify_question, rank_kinds
from bot.questions.kinds import LISTING_KINDS, QuestionKind
from bot.questions.names import find_names, find_phrase_names
from bot.questions.small_talk import find_small_talk
from bot.questions.summary_question import read_summary_question
from bot.questions.topic import find_topic
from bot.quotes.compared_papers import ComparedPapers, find_compared, find_named, names_paper
from bot.quotes.follow_up import continues, lacks_subject, needs_history, points_back
from retrieval.paper import Paper
from retrieval.search.confidence import Confidence
from retrieval.search.query import Filters
from retrieval.search.search import SearchPapers
from retrieval.text import patterns as re

if TYPE_CHECKING:
    from retrieval.library.catalog.catalog import Catalog

_MAX_LISTED = 5
_MAX_IN_QUESTION = 3  # papers that a follow-up is about
_ABOUT_DEPTH, _COMPARED_DEPTH = 3, 8
_MIN_LIKELY = 0.15  # confidence, for words to describe a paper
_MIN_SURE = 0.9  # confidence, for a question in another language to be on another paper
_PERHAPS_COMPARING = frozenset({"fact", "explanation", "yes_no", "limitation", "overview"})
_BOTH_PAPERS = re.compile(
    r"\b(?:which (?:one|of (?:them|the two|these|those))|each|both|they|their|them|the two|"
    r"either)\b",
    re.IGNORECASE,
)
"""Words for the papers that were compared."""

_OF_SEVERAL = LISTING_KINDS | {"comparison"}

_BY_SOMEONE = re.compile(
    r"\b(?:by|from) (?P<full>[^\W\d][\w.'-]{1,20}(?: [^\W\d][\w.'-]{0,20}){1,2}?)(?![\w'-])|"
    r"\b(?:papers?|works?|anything|something|everything|sth|smth|stuff|publications?|articles?) "
    r"(?:\w+ ){0,2}?by (?P<last>[^\W\d][\w'-]{2,20})\W*(?:here\W*)?$|"
    r"\b(?:has|have|did|does) (?P<wrote>[^\W\d][\w.'-]{1,20}(?: [^\W\d][\w.'-]{0,20}){0,2}?) "
    r"(?:ever |also )?(?:co-?)?(?:author|writ|wrote|publish)",
    re.IGNORECASE,
)
"""Who may have written a paper: the library’s authors tell."""
_AMONG_THEM = re.compile(
    r"\b(?:of|among|from) (?:those|these|them|the (?:two|three|four|five))\b|^\W*only\b|"
    r"\bthe (?:\w+ ){1,6}ones\b",
    re.IGNORECASE,
)


class QuotePlanner:
    """A `Planner` by the wording of English questions and the papers that a search finds.

    `confidence` is how sure a search is that the library has what is asked for, `read` judges
    whether a premise supports a claim.
    """

    def __init__(
        self,
        catalog: Catalog,
        search: SearchPapers,
        confidence: Confidence,
        read: ReadPair,
    ) -> None:
        self._catalog = catalog
        self._answers = CatalogAnswers(catalog)
        self._search = search
        self._confidence = confidence
        self._read = read

    async def plan(self, question: str, filters: Filters, history: Sequence[Turn]) -> Plan:
        """Return what a question asks for; raises `ReadingTooSlow`."""
        return await read_in_thread(self._plan, question, filters, history)

    def _plan(self, question: str, filters: Filters, history: Sequence[Turn]) -> Plan:
        kind, compared = self.classify(question, filters, history)
        reply = self.reply_directly(kind, question, filters, history)
        if reply is not None:
            return Plan(question, kind, filters=filters, reply=reply)
        if kind == "record":
            kinds = rank_kinds(question, is_no_record=True)
            kind = _find_kind_of_one(kinds) if filters.paper else kinds[0]
        if kind in LISTING_KINDS:
            return self._plan_list(question, kind, filters, history)
        followed = self.find_followed(question, history, filters)
        names = ", ".join(find_short_name(paper) or paper.title for paper in followed)
        plan = Plan(
            question,
            kind,
            f"{names}: {question}" if names else "",
            papers=compared.papers or followed,
            missing=compared.missing,
            in_general=compared.in_general,
            rivals=compared.rivals,
            filters=filters,
        )
        if kind == "summary" and (paper := self.find_summarized(question, filters, history)):
            style = read_summary_question(question).style
            return replace(plan, papers=(paper.for_reading(),), style=style)
        return plan

    def _plan_list(
        self, question: str, kind: QuestionKind, filters: Filters, history: Sequence[Turn]
    ) -> Plan:
        """Plan a list; “which of these …?” is one of the papers in the last answers."""
        question, (first, last) = split_years(question)
        if first or last:
            filters = replace(filters, year_from=first, year_to=last)
        ids: dict[str, None] = {}
        if _AMONG_THEM.search(question):
            for turn in reversed(history):
                ids |= dict.fromkeys(turn.paper_ids[:_MAX_LISTED])
        papers = tuple(paper.for_reading() for paper in self._catalog.get_many(tuple(ids)).values())
        topic = find_topic(question)
        return Plan(question, kind, papers=papers, topic=topic, filters=filters)

    def classify(
        self, question: str, filters: Filters, history: Sequence[Turn]
    ) -> tuple[QuestionKind, ComparedPapers]:
        """Return the kind of a question, and the papers compared if it is a comparison.

        One like “and on ADE20K?” is of the kind before it.
        """

        @cache
        def find(text: str) -> list[Paper]:
            return self._find_papers(text, filters, _COMPARED_DEPTH)

        kind = self._classify(question, filters, history)
        if kind in _PERHAPS_COMPARING and len(find_named(question, find)) > 1:
            kind = "comparison"
        if kind != "comparison":
            return kind, ComparedPapers()
        follows = needs_history(question) or _BOTH_PAPERS.search(question)
        before = self.papers_in_question(history, filters) if follows else ()
        compared = find_compared(question, find, self._read, before)
        others = [one for one in rank_kinds(question) if one != "comparison"]
        if compared.rivals:
            return "yes_no" if "yes_no" in others else "explanation", compared
        if len(compared.papers) < 2 and not compared.missing:
            return next(iter(others), "explanation"), ComparedPapers()
        return kind, compared

    def _classify(self, question: str, filters: Filters, history: Sequence[Turn]) -> QuestionKind:
        kinds = rank_kinds(question)
        if filters.paper:
            return _find_kind_of_one(kinds)
        kind = kinds[0]
        if kind != "record" and self._find_author(question) is not None:
            return "record"
        if history and kind not in {"smalltalk", "record"} and _asks_of_both(question, history):
            return "comparison"
        if history and continues(question) and not points_back(question):
            kinds = rank_kinds(history[-1].question)
            several = len(find_ids_in_question(history)) > 1
            return next((k for k in kinds if several or k != "comparison"), "fact")
        of_several = _AMONG_THEM.search(question) or "papers" in question.lower()
        if history and not of_several and (points_back(question) or lacks_subject(question)):
            unlisted = "fact" if points_back(question) else kind
            kind = next((k for k in kinds if k not in LISTING_KINDS), unlisted)
        if kind == "summary" and self.find_summarized(question, filters, history) is None:
            style = read_summary_question(question).style
            return "definition" if style == "plain" else "overview"
        return kind

    def reply_directly(
        self, kind: QuestionKind, question: str, filters: Filters, history: Sequence[Turn]
    ) -> DirectReply | None:
        """Return the reply to small talk, to a question for the record, and of an empty library."""
        talk = find_small_talk(question)
        if self._answers.is_empty and talk is None:
            return DirectReply(Lead("empty-library"), answered=False)
        if kind == "smalltalk":
            return None if talk is None else DirectReply(self._answers.small_talk(talk))
        asked = parse_record_question(question) if kind == "record" else None
        if kind == "record" and asked is None and (author := self._find_author(question)):
            asked = RecordQuestion("author", name=author)
        if kind == "record" and asked is None and history:  # “and for BeeNet?”
            before = parse_record_question(history[-1].question)
            asked = before and replace(before, about=extract_reference(question))
        if asked is None or (filters.paper and asked.field not in PAPER_FIELDS):
            return None
        papers: tuple[Paper, ...] = ()
        is_sure = True
        if asked.field in PAPER_FIELDS:
            papers, is_sure = self._find_recorded(asked.about, question, history, filters)
        found = self._answers.answer(asked, papers, filters, is_sure=is_sure)
        return None if found is None else DirectReply(found[0], tuple(found[1]))

    def _find_recorded(
        self, about: str, question: str, history: Sequence[Turn], filters: Filters
    ) -> tuple[tuple[Paper, ...], bool]:
        """Return the papers whose records may be asked for, and whether it surely is the first."""
        followed = self.find_followed(question, history, filters)
        if filters.paper:
            return followed, True
        if exact := self._answers.find(about):
            return (exact,), True
        if followed and (points_back(question) or not about):
            return followed, len(followed) == 1
        papers, are_likely = self._find_described(about, filters) if about else ([], False)
        if named := [paper for paper in papers if names_paper(about, paper)]:
            return (named[0],), True
        return tuple(papers) if are_likely else followed, False

    def _find_author(self, question: str) -> str | None:
        """Return the author of the library whose papers a question asks for, if any."""
        for found in _BY_SOMEONE.finditer(question):
            name = found["full"] or found["last"] or found["wrote"]
            if self._catalog.count(Filters(authors=(name,))):
                return str(name)
        return None

    def find_summarized(
        self, question: str, filters: Filters, history: Sequence[Turn]
    ) -> Paper | None:
        """Return the paper that a question for a summary means; None if it names none.

        “The paper on …” is the first that is found.
        """
        asked = read_summary_question(question)
        if filters.paper or not asked.about:
            return next(iter(self.papers_in_question(history, filters)), None)
        papers, are_likely = self._find_described(asked.about, filters)
        called = (paper for paper in papers if calls_paper(asked.about, paper))
        return next(called, papers[0] if are_likely and asked.is_of_paper else None)

    def find_followed(
        self, question: str, history: Sequence[Turn], filters: Filters
    ) -> tuple[Paper, ...]:
        """Return the papers in question, if a question follows them and names no others.

        One in a language other than English follows them unless it surely finds others.
        """
        before = self.papers_in_question(history, filters)
        if filters.paper or not before:
            return before
        in_english = is_english(question)
        if in_english and not needs_history(question):
            return ()
        found = self._search(
            question, filters=filters, limit=_COMPARED_DEPTH, exclude_withdrawn=True
        )
        papers = [hit.paper for hit in found.hits]
        if papers and not in_english and self._confidence(found.signals) >= _MIN_SURE:
            known = {paper.paper_id for paper in before}
            return before if papers[0].paper_id in known else ()
        points = points_back(question) or lacks_subject(question)
        phrase = question[:1].lower() + question[1:]  # its first capital begins no name
        describes = not points and not find_phrase_names(phrase)
        names = names_paper if describes else calls_paper
        return () if any(names(phrase, paper) for paper in papers) else before

    def papers_in_question(self, history: Sequence[Turn], filters: Filters) -> tuple[Paper, ...]:
        """Return the papers in question after the last answer, cleaned for reading."""
        ids = [filters.paper] if filters.paper else find_ids_in_question(history)
        known = self._catalog.get_many(ids[:_MAX_IN_QUESTION])
        return tuple(paper.for_reading() for paper in known.values())

    def _find_described(self, text: str, filters: Filters) -> tuple[list[Paper], bool]:
        """Return the papers that words may mean, and whether it is likely that they mean one."""
        found = self._search(text, filters=filters, limit=_ABOUT_DEPTH, exclude_withdrawn=True)
        is_likely = bool(found.hits) and self._confidence(found.signals) >= _MIN_LIKELY
        return [hit.paper for hit in found.hits], is_likely

    def _find_papers(self, text: str, filters: Filters, depth: int) -> list[Paper]:
        found = self._search(text, filters=filters, limit=depth, exclude_withdrawn=True)
        return [hit.paper for hit in found.hits]


def _find_kind_of_one(kinds: Sequence[QuestionKind]) -> QuestionKind:
    """Return the first of the kinds that one paper alone can answer."""
    return next((kind for kind in kinds if kind not in _OF_SEVERAL), "fact")


def _asks_of_both(question: str, history: Sequence[Turn]) -> bool:
    """Tell whether a question after a comparison asks something of the papers compared."""
    before = history[-1]
    if len(before.paper_ids) < 2 or find_names(question) or not _BOTH_PAPERS.search(question):
        return False
    return classify_question(before.question) == "comparison"
