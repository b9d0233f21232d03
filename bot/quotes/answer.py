"""Choose the sentences that answer a question.

The sentences of the first papers are ranked by how likely each is the answer (`ranking`). How many
are quoted, of how many papers and in which order depends on the kind of question.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.answerability.names import find_names, find_phrase_names, fold_name, has_name
from bot.answering.abbreviations import find_long_forms
from bot.answering.language_model import AnswerTask
from bot.grounding.content_words import find_stems, weigh_words
from bot.grounding.cross_encoder import ReadPair, rate_answers
from bot.grounding.language import is_english
from bot.grounding.premise import join_sentences
from bot.questions.compared import is_others
from bot.questions.kind import QuestionKind, asks_papers_limits, classify_question
from bot.questions.parts import split_parts
from bot.questions.topic import claim_fit, find_topic, find_wanted
from bot.quotes import foreign
from bot.quotes.aspects import rate_aspects
from bot.quotes.deciding import find_deciding
from bot.quotes.leaning import contrasts, hangs
from bot.quotes.limitations import FUTURE, rate_limitations
from bot.quotes.own_work import (
    STATED,
    OwnSentence,
    find_contribution,
    rate_contributions,
)
from bot.quotes.own_work import score_sentences as score_own
from bot.quotes.passages import Passage, PassageEmbedder, similarity
from bot.quotes.ranking import Form, find_form, find_signals
from bot.quotes.rows import pick_stating
from retrieval.search.rerank.relevance import RateRelevance
from retrieval.text import patterns as re
from retrieval.text.sentence_roles import Role

_MAX_PAPERS = 3  # of which sentences are read, each of which costs some 10 ms
_SAME_STATEMENT_COSINE = 0.91  # cosine of two sentences that say the same

_RANK = 0.8  # log odds, for the first paper; divided by the root of its place
_AIM = 3.0  # log odds by which an aim, or what was known before, answers less than a finding
_HANGING = 0.4  # log odds by which a sentence that needs the one before it is a worse quote
_TIED = 0.3  # log odds below the best: a sentence that may as well be the answer
_TIED_FOREIGN = 1.0  # the same, where the models know the language badly
_ANSWERS_TOO = 0.0  # log odds that a sentence beside the best answers, too
_TELLS_MORE = -2.0  # the same, of any sentence, where one alone would say how something works

_MAX_QUOTES = 3
_MAX_ANTECEDENTS = 2
_OF_DEFINING = frozenset(
    "what a an the is are meant by means define definition of explain term".split()
)
_PUNCTUATION = " ?!.,:;'\"“”"
_MIN_PART_ANSWERS = -3.0  # log odds of the best sentence for the second part of a question
_MIN_LIMIT_ANSWERS = -2.0  # log odds of the best sentence for limits of anything but a paper
_MIN_LIMITATION = -1.7  # log odds of a sentence that is read as a limitation
_MAX_BELOW_LIMITATION = 1.0  # log odds of a second limitation below the first
_MAX_LIMITATIONS = 2
_OF_FIT = 0.4  # points, per log odds that a sentence shows that its paper fits
_RARE_WORD = 0.8  # the squared weight of a word that is looked for in any spelling

_COMPARES = re.compile(
    r"\b(?:outperform\w*|beats?|surpass\w*|exceeds?|better|than|unlike|instead|whereas|traditional|"
    r"existing|earlier|previous|prior|conventional|standard|state[- ]of[- ]the[- ]art)\b",
    re.IGNORECASE,
)
_ASKS_BETTER = re.compile(
    r"\b(?:which|who|what)\b.{0,60}?\b(?:better|worse|best|worst|more|less|fewer|higher|lower|"
    r"\w{3,12}er|wins?|won)\b|\b(?:better|faster|worse) than\b",
    re.IGNORECASE,
)
"""“A vs B, which is faster”: asks for what came out, before all else."""
_FUTURE = re.compile(r"\bfuture (?:work|plans?|directions?|research)\b|\bplans?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A sentence of a paper.

    `score` has the log odds that it is the best answer, up to a constant, `answers` those that it
    is one, alone or after the sentence before it, and `relevance` how relevant it is (a logit).
    """

    passage: Passage
    score: float
    answers: float
    relevance: float
    own: OwnSentence

    @property
    def hangs(self) -> bool:
        """Whether it needs the sentence before it."""
        return hangs(self.passage.text)

    @property
    def tells_results(self) -> bool:
        """Whether it says what came of the work."""
        return self.own.role is Role.RESULT or self.own.points["results"] >= STATED["results"]


def choose_answer_quotes(
    task: AnswerTask, passages: PassageEmbedder, rate: RateRelevance, read: ReadPair
) -> list[Passage]:
    """Return the sentences that answer a question, in the order to read them; maybe none.

    For a list or an overview, one sentence of each paper; otherwise few, mostly of one paper. Each
    part of a question that asks two things has its own.
    """
    if task.kind in {"list", "overview"}:
        return _choose_per_paper(task, passages, read)
    reader = _Reader(task, passages, rate, read)
    lead = reader.lead
    if lead is None:
        return []
    if task.kind == "limitation":
        conceded = reader.concede(lead)
        if conceded or asks_papers_limits(task.question):
            return conceded
        return reader.answer(lead, _MIN_LIMIT_ANSWERS)
    if task.kind == "explanation" and task.rivals:
        return reader.contrast(task.rivals, lead)
    first, *others = split_parts(task.question)
    if task.kind == "yes_no":
        chosen = reader.decide(first, lead)
    elif not others:
        form = find_form(task.question, task.kind)
        scored = reader.score(task.question, task.kind, lead)
        quotes = _choose_best(scored, form, _TIED if reader.is_english else _TIED_FOREIGN)
        if form != "definition":
            return quotes
        return _begin_with(find_topic(task.question), reader.tell_how(quotes, lead))
    else:
        chosen = _choose_part(reader, first, _find_part_kind(first, task.kind), lead)
    named = ", ".join(find_names(first))
    for part in others:
        asked = part if find_names(part) or not named else f"{named}: {part}"  # what “it” is
        kind = _find_part_kind(part, "fact")
        more = _choose_part(reader, asked, kind, lead, _MIN_PART_ANSWERS)
        chosen += [quote for quote in more if quote not in chosen]
    return chosen[:_MAX_QUOTES]


def score_sentences(
    task: AnswerTask, passages: PassageEmbedder, rate: RateRelevance, read: ReadPair
) -> list[ScoredSentence]:
    """Return the sentences of the first papers, best first; questions are left out."""
    return _Reader(task, passages, rate, read).score(task.question, task.kind)


class _Reader:
    """Scores the sentences of the first papers of a task for its question, or for a part of it."""

    def __init__(
        self, task: AnswerTask, passages: PassageEmbedder, rate: RateRelevance, read: ReadPair
    ) -> None:
        self._passages = passages
        self._rate = rate
        self._read = read
        self._question = task.question
        self.is_english = is_english(task.question)
        excerpts = task.excerpts[:_MAX_PAPERS]
        self._titles = {excerpt.number: excerpt.paper.title for excerpt in excerpts}
        self._embedded_titles = passages.embed_titles(excerpts)
        self._sentences = _by_paper(passages.embed_sentences(excerpts))
        self._own = {
            number: score_own(
                self._titles[number], [p.text for p in theirs], [p.role for p in theirs]
            )
            for number, theirs in self._sentences.items()
        }

    @property
    def lead(self) -> int | None:
        """The number of the first paper that has sentences."""
        return next(iter(self._sentences), None)

    def decide(self, question: str, lead: int) -> list[Passage]:
        """Return the sentence of a paper that decides a yes-or-no question, if there is any."""
        theirs = self._sentences[lead]
        title, texts = self._titles[lead], [passage.text for passage in theirs]
        best = find_deciding(question, title, texts, self._own[lead], self._rate, self._read)
        return [] if best is None else [theirs[best[1]]]

    def concede(self, number: int) -> list[Passage]:
        """Return what the authors of a paper say that their work does not do; maybe nothing."""
        theirs, own = self._sentences[number], self._own[number]
        texts = [passage.text for passage in theirs]
        later = _FUTURE.search(self._question) is not None
        likely = [
            (odds, i)
            for i, odds in enumerate(rate_limitations(self._titles[number], texts, own, self._read))
            if not texts[i].endswith("?") and (not later or FUTURE.search(texts[i]))
        ]
        likely.sort(key=lambda rated: -rated[0])
        least = max(_MIN_LIMITATION, likely[0][0] - _MAX_BELOW_LIMITATION) if likely else 0.0
        fitting = [i for odds, i in likely if odds >= least][:_MAX_LIMITATIONS]
        if fitting[:1] and fitting[0] > 0 and hangs(texts[fitting[0]]):
            return theirs[fitting[0] - 1 : fitting[0] + 1]
        return [theirs[i] for i in fitting if i == fitting[0] or not hangs(texts[i])]

    def answer(self, number: int, least: float) -> list[Passage]:
        """Return what of a paper answers the question as one for a fact, if it is likely enough."""
        scored = self.score(self._question, "fact", number)
        return _choose_best(scored, "fact") if scored and scored[0].answers >= least else []

    def tell_how(self, quotes: list[Passage], lead: int) -> list[Passage]:
        """Return quotes that say what a paper's own work is, with one that says how it works.

        A definition of anything else stays as it is.
        """
        theirs, own = self._sentences[lead], self._own[lead]
        texts = [passage.text for passage in theirs]
        odds = rate_aspects(self._titles[lead], texts, [p.role for p in theirs], self._read)
        told = {quote.place for quote in quotes}
        best = _most(odds["method"])
        if len(told) >= _MAX_QUOTES or best not in told or not own[best].is_own:
            return quotes
        more = (
            i
            for i in pick_stating("method", odds)
            if i not in told and i > min(told) and (i - 1 in told or not hangs(texts[i]))
        )
        told |= {*[*more][:1]}
        return [*quotes[:1], *(theirs[i] for i in sorted(told - {quotes[0].place}))]

    def contrast(self, rivals: Sequence[str], number: int) -> list[Passage]:
        """Return what a paper says of itself beside what it is compared with."""
        theirs, own = self._sentences[number], self._own[number]
        texts = [passage.text for passage in theirs]
        scored = {
            one.passage.place: one.score for one in self.score(self._question, "fact", number)
        }
        forms = find_long_forms(" ".join(texts))
        short = [s for s, words in forms if " ".join(words).lower() in map(str.lower, rivals)]
        beside = [i for i in scored if any(_speaks_of(texts[i], one) for one in [*rivals, *short])]
        beside.sort(key=lambda i: (hangs(texts[i]), -scored[i]))
        contribution = find_contribution(own, texts)
        chosen = beside[:_MAX_QUOTES]
        if _ASKS_BETTER.search(self._question):
            return [theirs[max(beside or scored, key=lambda i: scored[i])]]
        if contribution is not None and contribution not in chosen:
            chosen = [contribution, *chosen[: _MAX_QUOTES - 1]]
        if len(chosen) < _MAX_QUOTES:
            odds = rate_aspects(self._titles[number], texts, [p.role for p in theirs], self._read)
            likely = pick_stating("method", odds)
            chosen += [i for i in likely if i not in chosen and not hangs(texts[i])][:1]
        return [theirs[i] for i in sorted(chosen)]

    def score(
        self, question: str, kind: QuestionKind, only: int | None = None
    ) -> list[ScoredSentence]:
        """Return the sentences, best first; those of one paper if `only` is its number."""
        found: list[ScoredSentence] = []
        for number, theirs in self._sentences.items():
            if only in {None, number}:
                found += self._score_paper(question, kind, number, theirs)
        return sorted(found, key=lambda one: -one.score)

    def _score_paper(
        self, text: str, kind: QuestionKind, number: int, theirs: Sequence[Passage]
    ) -> list[ScoredSentence]:
        question, title = self._passages.embed_question(text), self._titles[number]
        signals = find_signals(question, title, theirs, self._read)
        relevance, scores = [0.0] * len(theirs), [signal.score for signal in signals]
        if kind == "limitation" or not self.is_english:
            relevance = self._rate(text, [f"{title}. {p.text}" for p in theirs])
        if not self.is_english:
            embedded = self._embedded_titles[number]
            scores = foreign.score_sentences(
                question, embedded, theirs, self._own[number], relevance
            )
        hanging = 0.0 if kind == "yes_no" else _HANGING
        # What something is, and why it is done, may stand in the background.
        aim = _AIM if kind in {"fact", "yes_no"} else 0.0
        return [
            ScoredSentence(
                passage,
                score + _RANK / number**0.5 - hanging * hangs(passage.text) - aim * own.is_aim,
                max(signal.answers, signal.answers_after),
                logit,
                own,
            )
            for passage, score, signal, logit, own in zip(
                theirs, scores, signals, relevance, self._own[number], strict=True
            )
            if not passage.text.rstrip().endswith("?")
        ]


def _speaks_of(text: str, rival: str) -> bool:
    """Tell whether a sentence has the name of a rival, or its words; of any, that it compares."""
    if names := find_phrase_names(rival):
        return any(has_name(text, name) for name in names)
    if is_others(rival):
        return _COMPARES.search(text) is not None
    return find_stems(rival) <= find_stems(text)


def _begin_with(topic: str, quotes: list[Passage]) -> list[Passage]:
    """Return quotes with one whose subject is the topic first, if the first does not name it."""
    words = [word for word in topic.lower().split() if word not in _OF_DEFINING]
    subject = " ".join(words).strip(_PUNCTUATION)
    if not subject or subject in quotes[0].text.lower():
        return quotes
    begins = re.compile(rf"(?:an? |the )?{re.escape(subject)}(?!\w)", re.IGNORECASE)
    return sorted(quotes, key=lambda quote: begins.match(quote.text) is None)


def _most(values: Sequence[float]) -> int:
    return max(range(len(values)), key=values.__getitem__)


def _by_paper(sentences: Sequence[Passage]) -> Mapping[int, list[Passage]]:
    found: dict[int, list[Passage]] = {}
    for passage in sentences:
        found.setdefault(passage.number, []).append(passage)
    return found


def _find_part_kind(part: str, otherwise: QuestionKind) -> QuestionKind:
    """Return the kind of a part of a question, of those that are about one paper."""
    kind = classify_question(part)
    return kind if kind in {"fact", "definition", "explanation", "yes_no"} else otherwise


def _choose_part(
    reader: _Reader, part: str, kind: QuestionKind, lead: int, least: float | None = None
) -> list[Passage]:
    """Return the sentences for a part of a question, none if the best is not relevant enough."""
    scored = reader.score(part, kind, only=lead)
    if not scored or (least is not None and scored[0].answers < least):
        return []
    return _choose_best(scored, find_form(part, kind))


def _choose_best(
    scored: Sequence[ScoredSentence], form: Form, tied: float = _TIED
) -> list[Passage]:
    """Return the sentences of a paper that answer, given best first.

    A fact is one sentence, with what it points to, or two that may as well be the answer. Of an
    explanation or a definition, those next to it come that answer, too; steps are in the order of
    the abstract, and two at least where another may tell more. Before the best comes what it needs.
    """
    best, *others = scored
    theirs = {one.passage.place: one for one in scored}
    if form == "fact":
        if best.hangs and (antecedents := _find_antecedents(best, theirs)):
            return [best.passage, *antecedents]
        alike = (
            one.passage
            for one in others
            if one.score >= best.score - tied
            and not one.hangs
            and similarity(one.passage, best.passage) < _SAME_STATEMENT_COSINE
        )
        return [best.passage, *[*alike][:1]]
    quotes = [*_find_antecedents(best, theirs), best.passage]
    for one in others:
        places = {quote.place for quote in quotes}
        if (
            len(quotes) < _MAX_QUOTES
            and one.answers >= _ANSWERS_TOO
            and one.passage.place not in places
            and {one.passage.place - 1, one.passage.place + 1} & places
            and (not one.hangs or one.passage.place - 1 in places)
            and not (form != "why" and one.tells_results)
        ):
            quotes.append(one.passage)
    if form == "how" and len(quotes) == 1:
        more = [
            one
            for one in others
            if one.answers >= _TELLS_MORE
            and not one.tells_results
            and (one.passage.place > best.passage.place or one.own.role is Role.METHOD)
            and (not one.hangs or one.passage.place - 1 == best.passage.place)
        ]
        more.sort(key=lambda one: -one.answers)
        return [*quotes, *(one.passage for one in more[:1])]
    first = 0 if form == "how" else quotes.index(best.passage) + 1
    return [*quotes[:first], *sorted(quotes[first:], key=lambda quote: quote.place)]


def _find_antecedents(one: ScoredSentence, theirs: Mapping[int, ScoredSentence]) -> list[Passage]:
    """Return the sentences before one that needs them; none if they, too, need others."""
    found: list[Passage] = []
    needing: ScoredSentence | None = one
    while needing is not None and needing.hangs and len(found) < _MAX_ANTECEDENTS:
        needing = theirs.get(needing.passage.place - 1)
        if needing is not None:
            found.insert(0, needing.passage)
    return [] if needing is None or needing.hangs else found


def _choose_per_paper(task: AnswerTask, passages: PassageEmbedder, read: ReadPair) -> list[Passage]:
    """Return of each paper the sentence that shows best why it fits what is wanted."""
    topic, claim = find_topic(task.question), claim_fit(find_wanted(task.question))
    sentences = _by_paper(passages.embed_sentences(task.excerpts))
    chosen = []
    for excerpt in task.excerpts:
        theirs = sentences.get(excerpt.number, [])
        title, texts = excerpt.paper.title, [passage.text for passage in theirs]
        own = score_own(title, texts, [passage.role for passage in theirs])
        contribution = find_contribution(own, texts)
        points = rate_contributions(own, texts)
        shown = _share_of_words(topic, title, texts)
        alone = rate_answers(read, claim, texts)
        titled = rate_answers(read, claim, [join_sentences([title, text]) for text in texts])
        fits = [
            _OF_FIT * (alone[place] + titled[place])
            + 0.4 * shown[place]
            + 0.5 * one.is_own
            + 0.3 * (place == contribution)
            + 1.3 * max(0.0, 1 - (max(points) - points[place]) / 3)
            - 0.5 * (one.on_rivals or (one.role is Role.BACKGROUND and not one.is_own))
            - 0.7 * (hangs(text) or contrasts(text))
            - 0.6 * text.rstrip().endswith("?")
            for place, (text, one) in enumerate(zip(texts, own, strict=True))
        ]
        if fits:
            chosen.append(theirs[_most(fits)])
    return chosen


def _share_of_words(topic: str, title: str, texts: Sequence[str]) -> list[float]:
    """Return the share of the topic that each text has of what the title lacks, by rare words.

    A rare word is found in any spelling: “NYUDv2” is in “NYUD-v2”.
    """
    weights = {word: weight**2 for word, weight in weigh_words(topic).items()}
    missing = weights.keys() - find_stems(title)
    total = sum(weights.values()) or 1.0
    return [
        sum(
            weights[word]
            for word in missing
            if word in find_stems(text)
            or (weights[word] >= _RARE_WORD and len(word) > 3 and word in fold_name(text))
        )
        / total
        for text in texts
    ]
