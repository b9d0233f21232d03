"""Choose the sentences that answer a question.

The sentences of the first papers are ranked by how likely each is the answer (`ranking`). How many
are quoted, of how many papers and in which order depends on the kind of question.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.answerability.names import find_names, find_phrase_names, has_name
from bot.answering.language_model import AnswerTask
from bot.grounding.content_words import find_stems, weigh_words
from bot.grounding.cross_encoder import ReadPair
from bot.grounding.language import is_english
from bot.grounding.premise import join_sentences
from bot.questions.framing import strip_frame
from bot.questions.kinds import LISTING_KINDS, QuestionKind
from bot.questions.topic import find_topic
from bot.quotes.aspects import find_contribution, rate_aspect
from bot.quotes.leaning import hangs
from bot.quotes.passages import Passage, PassageEmbedder, cosine, similarity
from bot.quotes.ranking import Form, find_form, find_signals
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

_DECIDES_RELEVANCE, _DECIDES_AIM, _DECIDES_FINDING = 0.4, 4.0, 2.0
"""Log odds that a sentence decides, for its relevance; lost by an aim; won by a finding."""
_MAX_BELOW_LIMITATION = 1.0  # log odds of a second limitation below the first
_MAX_LIMITATIONS = 2
_OF_PAPER = re.compile(r"\b(?:papers?|authors?|they|their|its?)\b", re.IGNORECASE)
_MIN_SAID = 2.0
"""Weight of words beside names: a question for limits that says so much is answered as it is."""
_MIN_LIMIT_ANSWERS = 1.0  # log odds that a sentence answers, for limits of anything but a paper
_ITEM_CLAIMS, _ITEM_HANGS = 1.0, 1.0
_OF_RELEVANCE, _OF_COSINE = 0.4, 5.4  # log odds, in a language that the models know badly


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A sentence of a paper.

    `score` has the log odds that it is the best answer, up to a constant, `answers` those that it
    is one, alone or after the sentence before it.
    """

    passage: Passage
    score: float
    answers: float

    @property
    def hangs(self) -> bool:
        """Whether it needs the sentence before it."""
        return hangs(self.passage.text)


def choose_answer_quotes(
    task: AnswerTask, passages: PassageEmbedder, rate: RateRelevance, read: ReadPair
) -> list[Passage]:
    """Return the sentences that answer a question, in the order to read them; maybe none.

    For a list or an overview, one sentence of each paper; otherwise few, mostly of one paper.
    """
    if task.kind in LISTING_KINDS:
        return _choose_per_paper(task, passages)
    excerpts = task.excerpts[:_MAX_PAPERS]
    lead = next(groupby(passages.embed_sentences(excerpts), key=lambda p: p.number), None)
    if lead is None:
        return []
    number, theirs = lead[0], [*lead[1]]
    title = next(e.paper.title for e in excerpts if e.number == number)
    if task.kind == "yes_no":
        return _decide(task.question, title, theirs, rate, read)
    says_which = _weigh_said(task.question) >= _MIN_SAID
    asks_limits = task.kind == "limitation" and not says_which
    if asks_limits and (conceded := _concede(title, theirs, read)):
        return conceded
    scored = _score(task.question, task.kind, title, theirs, passages, rate, read)
    if task.kind == "limitation":
        is_of_paper = find_names(task.question) or _OF_PAPER.search(task.question)
        is_near = scored and scored[0].answers >= _MIN_LIMIT_ANSWERS
        is_near = is_near and (says_which or not is_of_paper)
        return _choose_best(scored, "fact") if is_near else []
    if task.rivals:
        return _contrast(task.rivals, title, theirs, scored)
    form = find_form(task.question, task.kind)
    quotes = _choose_best(scored, form, _TIED if is_english(task.question) else _TIED_FOREIGN)
    if form == "definition":
        subject = find_topic(task.question).lower()
        quotes.sort(key=lambda quote: not quote.text.lower().startswith(subject))
    return quotes


def _score(
    text: str,
    kind: QuestionKind,
    title: str,
    theirs: Sequence[Passage],
    passages: PassageEmbedder,
    rate: RateRelevance,
    read: ReadPair,
) -> list[ScoredSentence]:
    """Return the sentences of one paper, best first."""
    question = passages.embed_question(text)
    signals = find_signals(question, title, theirs, read)
    scores = [signal.score for signal in signals]
    if not is_english(text):
        relevance = rate(text, [f"{title}. {p.text}" for p in theirs])
        scores = [
            _OF_RELEVANCE * logit + _OF_COSINE * cosine(question, passage)
            for passage, logit in zip(theirs, relevance, strict=True)
        ]
    # What something is, and why it is done, may stand in the background.
    aim = _AIM if kind == "fact" else 0.0
    found = [
        ScoredSentence(
            passage,
            score
            + _RANK / passage.number**0.5
            - _HANGING * hangs(passage.text)
            - aim * passage.is_aim,
            max(signal.answers, signal.answers_after),
        )
        for passage, score, signal in zip(theirs, scores, signals, strict=True)
        if not passage.text.rstrip().endswith("?")
    ]
    return sorted(found, key=lambda one: -one.score)


def _decide(
    question: str, title: str, theirs: Sequence[Passage], rate: RateRelevance, read: ReadPair
) -> list[Passage]:
    """Return the sentence that decides a yes-or-no question; none if all ask themselves."""
    asked = strip_frame(question)
    relevance = rate(asked, [f"{title}. {passage.text}" for passage in theirs])
    odds = {
        passage.place: read(join_sentences([title, passage.text]), asked).stated
        + _DECIDES_RELEVANCE * logit
        - _DECIDES_AIM * passage.is_aim
        + _DECIDES_FINDING * (passage.role in {Role.RESULT, Role.LIMITATION})
        for passage, logit in zip(theirs, relevance, strict=True)
        if not passage.text.rstrip().endswith("?")
    }
    return [theirs[max(odds, key=lambda place: odds[place])]] if odds else []


def _weigh_said(question: str) -> float:
    named = find_stems(" ".join(find_names(question)))
    return sum(weight for word, weight in weigh_words(question).items() if word not in named)


def _concede(title: str, theirs: Sequence[Passage], read: ReadPair) -> list[Passage]:
    """Return what the authors of a paper say that their work does not do; maybe nothing."""
    odds = rate_aspect("limitations", title, theirs, read)
    stating = [i for i in sorted(range(len(odds)), key=lambda i: -odds[i]) if odds[i] >= 0]
    if not stating:
        return []
    first, *others = stating[:_MAX_LIMITATIONS]
    if first and hangs(theirs[first].text):
        return [*theirs[first - 1 : first + 1]]
    least = odds[first] - _MAX_BELOW_LIMITATION
    more = [i for i in others if odds[i] >= least and not hangs(theirs[i].text)]
    return [theirs[i] for i in (first, *more)]


def _contrast(
    rivals: Sequence[str],
    title: str,
    theirs: Sequence[Passage],
    scored: Sequence[ScoredSentence],
) -> list[Passage]:
    """Return what a paper is, and what it says best of what it is compared with, in its order."""
    ranked = [one.passage for one in scored]
    beside = [one for one in ranked if any(_speaks_of(one.text, rival) for rival in rivals)]
    contribution = find_contribution(title, theirs)
    first = [] if contribution is None else [theirs[contribution]]
    best = {one.place: one for one in [*first, *(beside or ranked)[:2]]}
    return [best[place] for place in sorted(best)]


def _speaks_of(text: str, rival: str) -> bool:
    names = find_phrase_names(rival)
    if names:
        return any(has_name(text, name) for name in names)
    return find_stems(rival) <= find_stems(text)


def _choose_best(
    scored: Sequence[ScoredSentence], form: Form, tied: float = _TIED
) -> list[Passage]:
    """Return the sentences of a paper that answer, given best first.

    A fact is one sentence, with what it points to, or two that may as well be the answer. Of an
    explanation or a definition, those next to it come that answer, too; steps are in the order of
    the abstract, and two at least where another may tell more. Before the best comes what it needs.
    """
    if not scored:
        return []
    best, *others = scored
    theirs = {one.passage.place: one for one in scored}
    antecedents = _find_antecedents(best, theirs)
    if form == "fact":
        alike = (
            one.passage
            for one in others
            if one.score >= best.score - tied
            and not one.hangs
            and similarity(one.passage, best.passage) < _SAME_STATEMENT_COSINE
        )
        return [best.passage, *(antecedents or [*alike][:1])]
    quotes = [*antecedents, best.passage]
    for one in others:
        places = {quote.place for quote in quotes}
        if (
            len(quotes) < _MAX_QUOTES
            and one.answers >= _ANSWERS_TOO
            and one.passage.place not in places
            and {one.passage.place - 1, one.passage.place + 1} & places
            and (not one.hangs or one.passage.place - 1 in places)
            and not (form != "why" and one.passage.role is Role.RESULT)
        ):
            quotes.append(one.passage)
    if form == "how" and len(quotes) == 1:
        more = [
            one
            for one in others
            if one.answers >= _TELLS_MORE
            and one.passage.role is not Role.RESULT
            and (one.passage.place > best.passage.place or one.passage.role is Role.METHOD)
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


def _choose_per_paper(task: AnswerTask, passages: PassageEmbedder) -> list[Passage]:
    """Return of each paper the sentence nearest to the topic of those that say what it does."""
    topic = passages.embed_question(find_topic(task.question))
    chosen = []
    titles = {excerpt.number: excerpt.paper.title for excerpt in task.excerpts}
    for number, group in groupby(passages.embed_sentences(task.excerpts), key=lambda p: p.number):
        theirs = [*group]
        contribution = find_contribution(titles[number], theirs)
        rated = [
            _OF_COSINE * cosine(topic, passage)
            + _ITEM_CLAIMS * (i == contribution)
            - _ITEM_HANGS * (hangs(passage.text) or passage.is_aim or passage.text.endswith("?"))
            for i, passage in enumerate(theirs)
        ]
        chosen.append(theirs[max(range(len(rated)), key=rated.__getitem__)])
    return chosen
