"""Answer a question from the library: search, decide whether to answer, write, and check."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace

from bot.answerability.decision import is_answerable
from bot.answerability.missing_detail import (
    SURELY_STATED,
    find_missing,
    is_stated,
    is_stated_literally,
)
from bot.answerability.names import find_names
from bot.answerability.reading import Reading
from bot.answering.answer import (
    Answer,
    Citation,
    DraftDiscarded,
    ItemsFollow,
    RetrievedPaper,
    Timings,
)
from bot.answering.brief_answer import WRITTEN_KINDS, BriefAnswers
from bot.answering.by_kind import AnswersByKind, DirectReply
from bot.answering.compare import Compare
from bot.answering.compared_answer import answer_comparison
from bot.answering.follow_up import (
    describe_search_language,
    find_ids_in_question,
    rewrite_follow_up,
    to_english,
)
from bot.answering.generate import AnswerGenerator, GeneratedText
from bot.answering.language_model import (
    AnswerTask,
    LanguageModel,
    LanguageModelError,
    SummaryTask,
    Turn,
    Usage,
)
from bot.answering.lead import Lead
from bot.answering.options import (
    EXTRACTIVE,
    NO_EXTRA_MODELS,
    AnswerOptions,
    Unsupported,
    pick_model,
)
from bot.answering.paper_choice import ComparedPapers
from bot.answering.paper_names import find_short_name
from bot.answering.reading_time import MAX_READING_SECONDS, ReadInThread
from bot.answering.renumber import Renumbering
from bot.grounding.checker import Check
from bot.grounding.evidence_spans import find_cited_evidence
from bot.grounding.language import is_english
from bot.grounding.sentence import Excerpt, Sentence
from bot.questions.chatter import strip_chatter
from bot.questions.kind import QuestionKind, classify_question
from bot.questions.summary_question import read_summary_question
from retrieval.paper import Paper
from retrieval.search.confidence import Confidence
from retrieval.search.query import Filters
from retrieval.search.results import Hit, SearchResult
from retrieval.search.search import SearchPapers
from retrieval.text import patterns as re

MAX_FOUND = 24
"""How many papers of a search are looked at as a whole."""

_MAX_EXCERPTS = 8
_MIN_SHARE_OF_BEST_SCORE = 0.35  # papers far below the best one are not cited
_MAX_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Cutoff:
    """The confidence below which a question is refused.

    With the default, benchmarks/measure/refusal.py finds both errors below their goals in libraries
    of 67 and of 5,000 papers; `footnote calibrate` fits a value to one library.
    """

    min_confidence: float = 0.45


class Ask:
    """Answers questions; the model is called only if the library is likely to have an answer."""

    def __init__(
        self,
        search: SearchPapers,
        model: LanguageModel,
        quoting: LanguageModel,
        *,
        check: Check,
        abstain_phrase: str,
        confidence: Confidence = Confidence(),
        cutoff: Cutoff = Cutoff(),
        language: str = "English",
        unsupported: Unsupported = "drop",
        judge: bool = False,
        models: Mapping[str, LanguageModel] = NO_EXTRA_MODELS,
        clock: Callable[[], float] = time.perf_counter,
        by_kind: AnswersByKind | None = None,
        compare: Compare | None = None,
        brief: BriefAnswers | None = None,
        max_reading_seconds: float = MAX_READING_SECONDS,
    ) -> None:
        self._in_thread = ReadInThread(max_reading_seconds)
        self._brief = brief
        self._by_kind = by_kind
        self._compare = compare
        self._search = search
        self._model = model
        self._quoting = quoting
        self._generate = AnswerGenerator(quoting, check, judge=judge)
        self.unsupported = unsupported
        self._abstain_phrase = abstain_phrase
        self._confidence = confidence
        self._cutoff = cutoff
        self._language = language
        self._models = models
        self._clock = clock

    async def __call__(
        self,
        question: str,
        *,
        filters: Filters = Filters(),
        history: Sequence[Turn] = (),
        options: AnswerOptions = AnswerOptions(),
    ) -> Answer:
        """Return the whole answer."""
        answer: Answer | None = None
        stream = self.stream(question, filters=filters, history=history, options=options)
        async with aclosing(stream) as pieces:
            async for piece in pieces:
                if isinstance(piece, Answer):
                    answer = piece
        if answer is None:  # pragma: no cover - the stream always ends with an answer
            raise LanguageModelError("The answer ended before it began. Ask again.")
        return answer

    async def stream(
        self,
        question: str,
        *,
        filters: Filters = Filters(),
        history: Sequence[Turn] = (),
        options: AnswerOptions = AnswerOptions(),
    ) -> AsyncGenerator[Sentence | DraftDiscarded | ItemsFollow | Answer, None]:
        """Yield each sentence to show once it is checked, then the whole answer.

        `DraftDiscarded` voids the sentences before it: the model failed midway, or wrote too much
        that the abstracts do not say. The answer has all other sentences, including unsupported
        ones that are not shown.
        """
        started = self._clock()
        model = pick_model(options.model, self._model, self._models)
        brief = self._brief if self._brief is not None and self._brief.serves(model) else None
        least = self._cutoff.min_confidence if options.cutoff is None else options.cutoff
        english, translating = await to_english(strip_chatter(question), model)
        kind: QuestionKind = "fact"
        compared = ComparedPapers()
        about = find_ids_in_question(history)
        if self._by_kind is not None:
            kind, compared = await self._in_thread(
                self._by_kind.classify, english, filters, history
            )
            reply = await self._in_thread(
                self._by_kind.reply_directly, kind, english, filters, history
            )
            if reply is not None:
                answer = _build_direct(question, kind, reply, least, translating)
                answer = replace(answer, about=about)
                yield self._add_timings(answer, started, self._clock())
                return
            if kind == "record":
                kind = await self._in_thread(classify_question, english, is_no_record=True)
        rewriter = model if brief is None else self._quoting
        followed: tuple[Paper, ...] = ()
        if self._by_kind is not None:
            followed = await self._in_thread(self._by_kind.find_followed, english, history, filters)
        names = await self._in_thread(_name_papers, followed)
        asked, rewriting = await rewrite_follow_up(english, history, rewriter, names)
        found = await self._in_thread(
            self._search, asked, filters=filters, limit=MAX_FOUND, exclude_withdrawn=True
        )
        searched = self._clock()
        confidence = boost_if_title_named(asked, found, self._confidence(found.signals), least)
        excerpts = select_excerpts(found)
        notes = (
            found.notes if is_english(asked) else (*found.notes, describe_search_language(question))
        )
        blank = Answer(
            question,
            answered=False,
            mode=model.mode,
            model=model.name,
            searched=asked,
            nearest=found.hits[:_MAX_NEAREST],
            notice=" ".join(notes),
            usage=translating + rewriting,
            retrieved=_to_retrieved(found.hits, excerpts),
            confidence=confidence,
            cutoff=least,
            strike=(options.unsupported or self.unsupported) == "strike",
            kind=kind,
            about=about,
        )
        language = options.language or self._language
        if self._by_kind is not None and found.hits:
            if kind in {"list", "overview"}:
                fitting = await self._in_thread(
                    self._by_kind.find_listed, english, filters, history
                )
                if not fitting.surely:
                    lead = Lead("no-papers") if is_english(english) else None
                    blank = await self._refuse(replace(blank, lead=lead), english)
                    blank = replace(blank, nearest=fitting.perhaps or blank.nearest)
                    yield self._add_timings(blank, started, searched)
                    return
                excerpts = tuple(Excerpt(n, hit.paper) for n, hit in enumerate(fitting.surely, 1))
                blank = replace(
                    blank,
                    retrieved=_to_retrieved(fitting.surely, excerpts),
                    nearest=fitting.perhaps,
                )
                asked = english
            elif kind == "comparison" and self._compare is not None:
                if compared.missing:
                    lead = Lead("not-compared", value=compared.missing)
                    answer = replace(blank, lead=lead, mode="extractive", model="", nearest=())
                    yield self._add_timings(answer, started, searched)
                    return
                if len(compared.papers) > 1:
                    answer = await answer_comparison(
                        self._compare, blank, compared, language, options.model
                    )
                    answer = _renumber_retrieved(answer, compared.papers)
                    yield self._add_timings(answer, started, searched)
                    return
            elif kind == "summary":
                paper = await self._in_thread(
                    self._by_kind.find_summarized, english, filters, history
                )
                excerpts = () if paper is None else (Excerpt(1, paper.for_reading()),)
        is_unsure = False
        if compared.rivals:
            excerpts = (Excerpt(1, compared.papers[0]),)
            blank = replace(blank, retrieved=_to_retrieved(found.hits, excerpts))
        elif not found.hits or not excerpts or kind not in {"list", "overview", "summary"}:
            keeps = False
            readings: list[Reading] = []
            if self._by_kind is not None and found.hits:
                candidates = await self._in_thread(
                    self._by_kind.choose_excerpts, english, found, excerpts, followed
                )
                keeps = candidates.keeps
                if keeps and rewriter.mode == "extractive":
                    asked = english  # the papers are known
                excerpts, readings = await self._in_thread(self._by_kind.read, asked, candidates)
                blank = replace(blank, retrieved=_to_retrieved(found.hits, excerpts))
            is_far = not is_answerable(
                confidence, least, readings, is_known=keeps, asks_limits=kind == "limitation"
            )
            # Of a paper that is named, an answer says that nothing is stated.
            named = names_a_title(asked, [one.paper for one in excerpts])
            if keeps and is_far:
                kept = {one.paper.paper_id for one in excerpts}
                nearest = tuple(hit for hit in found.hits if hit.paper.paper_id in kept)
                blank = replace(blank, mode="extractive", model="", nearest=nearest)
            elif not found.hits or (is_far and not named):
                blank = await self._refuse(blank, asked)
            if not found.hits or (is_far and not named):
                yield self._add_timings(blank, started, searched)
                return
            asks_detail = kind not in {"yes_no", "limitation"}
            asks_detail &= not found.signals.identified
            is_unsure = asks_detail and bool(readings) and not is_stated(readings, SURELY_STATED)
            is_unsure = is_unsure and not is_stated_literally(asked, readings)
            missing = find_missing(asked, readings) if asks_detail else None
            if missing is not None:
                blank = replace(blank, missing=missing, nearest=())
                blank = replace(blank, mode="extractive", model="")
                yield self._add_timings(blank, started, searched)
                return
        task: AnswerTask | SummaryTask
        task = AnswerTask(
            asked, excerpts, tuple(history), language, kind=kind, rivals=compared.rivals
        )
        if kind == "summary":
            task = SummaryTask(excerpts[0], read_summary_question(english).style, language)
        sources = {e.number: e.paper for e in excerpts}
        drafts: AsyncGenerator[Sentence | DraftDiscarded | GeneratedText, None]
        if brief is not None and kind in WRITTEN_KINDS and isinstance(task, AnswerTask):
            drafts = brief.stream(task, sources, model, abstain_phrase=self._abstain_phrase)
        else:
            # Models take the limits of others for the authors' own.
            quotes = kind == "limitation" or (brief is not None and kind != "summary")
            writer = self._quoting if quotes else model
            drafts = self._generate.stream(
                task, sources, writer, abstain_phrase=self._abstain_phrase
            )
        if kind in {"list", "overview"}:
            yield ItemsFollow()
        numbers = Renumbering()
        async with aclosing(drafts) as pieces:
            async for piece in pieces:
                match piece:
                    case GeneratedText():
                        answer = _build_answer(blank, excerpts, piece)
                        if is_unsure and answer.answered and answer.mode == "extractive":
                            answer = replace(answer, lead=Lead("nearest"))
                        if self._by_kind is not None:
                            answer = await self._in_thread(self._by_kind.conclude, answer, asked)
                        answer = Renumbering().answer(answer)
                        yield self._add_timings(answer, started, searched)
                    case Sentence() if not (piece.supported or blank.strike):
                        pass
                    case Sentence():
                        yield numbers.sentence(piece)
                    case DraftDiscarded():
                        numbers = Renumbering()
                        yield piece

    async def _refuse(self, blank: Answer, asked: str) -> Answer:
        """Return a refusal with those of the nearest papers that come near the question."""
        blank = replace(blank, mode="extractive", model="")
        if self._by_kind is None:
            return blank
        near = await self._in_thread(self._by_kind.select_near, asked, blank.nearest)
        return replace(blank, nearest=near)

    def _add_timings(self, answer: Answer, started: float, searched: float) -> Answer:
        now = self._clock()
        took = Timings(1e3 * (searched - started), 1e3 * (now - searched), 1e3 * (now - started))
        return replace(answer, took=took)


def select_excerpts(found: SearchResult) -> tuple[Excerpt, ...]:
    """Return the papers that an answer may cite, numbered, best first."""
    best = found.hits[0].score if found.hits else 0.0
    first = found.hits[:_MAX_EXCERPTS]
    near = [hit for hit in first if hit.score >= _MIN_SHARE_OF_BEST_SCORE * best]
    return tuple(Excerpt(n, hit.paper) for n, hit in enumerate(near, 1))


def _renumber_retrieved(answer: Answer, papers: Sequence[Paper]) -> Answer:
    """Return an answer in which the papers retrieved have the numbers of those compared."""
    known = {found.paper_id: found for found in answer.retrieved}
    numbered = tuple(
        replace(known[paper.paper_id], number=number)
        if paper.paper_id in known
        else RetrievedPaper(paper.paper_id, number, 0, 0, 0, 0, paper.title, paper.is_upload)
        for number, paper in enumerate(papers, 1)
    )
    compared = {paper.paper_id for paper in papers}
    others = (
        replace(found, number=None) for found in answer.retrieved if found.paper_id not in compared
    )
    return replace(answer, retrieved=(*numbered, *others))


def _name_papers(papers: Sequence[Paper]) -> list[str]:
    return [find_short_name(paper) or paper.title for paper in papers]


def _build_direct(
    question: str,
    kind: QuestionKind,
    reply: DirectReply,
    cutoff: float,
    usage: Usage,
) -> Answer:
    """Return a reply that no abstract supports, as an answer that cites the papers it names."""
    return Answer(
        question,
        answered=reply.answered,
        mode="extractive",
        model=EXTRACTIVE,
        citations=tuple(Citation(n, paper) for n, paper in enumerate(reply.papers, 1)),
        searched=question,
        usage=usage,
        cutoff=cutoff,
        kind=kind,
        lead=reply.lead,
    )


def _to_retrieved(hits: Sequence[Hit], excerpts: Sequence[Excerpt]) -> tuple[RetrievedPaper, ...]:
    """Return what an answer keeps of the search: its first papers, and those that may be cited."""
    numbers = {e.paper.paper_id: e.number for e in excerpts}
    return tuple(
        RetrievedPaper(
            hit.paper.paper_id,
            numbers.get(hit.paper.paper_id),
            hit.score,
            hit.lexical,
            hit.dense,
            hit.alignment,
            hit.paper.title,
            hit.paper.is_upload,
        )
        for place, hit in enumerate(hits)
        if place < _MAX_EXCERPTS or hit.paper.paper_id in numbers
    )


def _build_answer(blank: Answer, excerpts: Sequence[Excerpt], draft: GeneratedText) -> Answer:
    """Return the answer made of a draft; a refusal if none of it is supported."""
    made = replace(
        blank,
        mode=draft.mode,
        model=draft.model,
        notice=f"{blank.notice} {draft.notice}".strip(),
        usage=blank.usage + draft.usage,
        prompt=draft.prompt,
        fallback=draft.fallback,
        discarded=draft.discarded,
    )
    supported = [s for s in draft.sentences if s.supported]
    if not supported:
        return made
    cited = {n for s in supported for n in s.citations}
    citations = tuple(
        Citation(e.number, e.paper, find_cited_evidence(supported, e.number, e.paper))
        for e in excerpts
        if e.number in cited
    )
    nearest = blank.nearest if blank.kind in {"list", "overview"} else ()
    return replace(
        made, answered=True, sentences=draft.sentences, citations=citations, nearest=nearest
    )


_WORD_OF_ASCII = re.compile(
    r"(?<![A-Za-z0-9-])-*(?:[0-9][A-Za-z0-9]*-+)*([A-Za-z][A-Za-z0-9_+-]{2,})"
)
_COINED_NAME = re.compile(r"[a-z0-9-]*[A-Z][a-z-]*[A-Z0-9]")
"""Spelled as only a name is: UniAP, MoH, DAMO-YOLO, MULTI-LANE, Uni4Eye, but not Sphinx."""

_MAX_NAMED_HITS = 3
_MAX_ACRONYM_LETTERS = 3  # such a short word in capitals may abbreviate anything


def boost_if_title_named(
    asked: str, found: SearchResult, confidence: float, cutoff: float
) -> float:
    """Return the confidence, raised to `cutoff` if the question names one of the best papers.

    The search is less sure of questions in languages other than English, but a coined name spelled
    as in a title refers to that paper in any language. 0 if nothing was found.
    """
    if not found.hits:
        return 0.0
    best = [hit.paper for hit in found.hits[:_MAX_NAMED_HITS]]
    if confidence < cutoff and names_a_title(asked, best):
        return cutoff
    if confidence < cutoff and not is_english(asked) and _names_first(asked, found.hits[0].paper):
        return cutoff
    return confidence


def _names_first(asked: str, paper: Paper) -> bool:
    """Tell whether a question has a name that the best paper has: of its title, or a coined one."""
    named = paper.title.partition(":")[0].strip()
    coined = set(_find_coined_names(asked)) & set(_find_coined_names(paper.abstract))
    return named in find_names(_blank_non_ascii(asked)) or any(
        len(name) > _MAX_ACRONYM_LETTERS for name in coined
    )


def names_a_title(asked: str, papers: Sequence[Paper]) -> bool:
    """Tell whether a question has a coined name from a title, letter for letter."""
    called = {
        name
        for name in _find_coined_names(asked)
        if len(name) > _MAX_ACRONYM_LETTERS or not name.isupper()
    }
    return any(called.intersection(_find_coined_names(paper.title)) for paper in papers)


def _find_coined_names(text: str) -> list[str]:
    words = _WORD_OF_ASCII.findall(_blank_non_ascii(text))
    return [word.rstrip("-+") for word in words if _COINED_NAME.match(word)]


def _blank_non_ascii(text: str) -> str:
    """Separate names from adjoining letters of other scripts."""
    return re.sub(r"[^\x00-\x7f]+", " ", text)
