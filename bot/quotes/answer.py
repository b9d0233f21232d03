"""Choose the sentences that answer a question.

The sentences of the first paper are ranked by how likely each is the answer (`ranking`). How many
are quoted depends on the kind of question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from bot.answering.language_model import AnswerTask
from bot.grounding.content_words import find_stems, weigh_shared, weigh_words
from bot.grounding.cross_encoder import ReadPair
from bot.grounding.leaning import hangs
from bot.questions.framing import strip_frame
from bot.questions.kinds import LISTING_KINDS
from bot.questions.names import find_names
from bot.questions.topic import find_topic
from bot.quotes.aspects import find_contribution, speaks_of_figure
from bot.quotes.limitations import asks_later, rate_future_work, rate_limitations
from bot.quotes.ranking import RatedSentence, rate_sentences
from bot.quotes.sentences import SentenceEmbedder, SourceSentence, list_sentences
from retrieval.search.rerank.relevance import RateRelevance
from retrieval.text import patterns as re
from retrieval.text.sentence_roles import Role

_AIM = 3.0  # log odds by which an aim, or what was known before, answers less than a finding
_FINDING = 2.0  # log odds by which a finding decides more than other sentences
_HANGING = 0.4  # log odds by which a sentence that needs the one before it is a worse quote
_LOST = 2.0  # the same, where the one before it is not at hand
_NO_FIGURE = 2.0  # log odds by which a sentence without a figure is a worse answer to “how many”
_OF_FIGURE = 2.0  # log odds by which a sentence on a figure of a whole paper is a worse answer
_TIED = 0.3  # log odds below the best: a sentence that may as well be the answer
_ANSWERS_TOO = 0.0  # log odds that a sentence after the best answers, too
_SURELY_ANSWERS = 1.0  # the same, where it is to answer the rest of a question
_MIN_ADDED = 0.1  # of the weight of a question's words, that such a sentence has and the best not
_TELLS_MORE = -2.0  # the same, where one alone would say how something works
_MAX_QUOTES = 3
_MAX_BELOW_LIMITATION = 1.0  # log odds of a second limitation below the first
_MIN_SAID = 2.0
"""Weight of words beside names: a question for limits that says so much is answered as it is.

Of a whole paper, which says more of its limits, words of its title do not count either, if the
question names limits.
"""
_ASKS_LIMITS = re.compile(
    r"\b(?:limit|shortcoming|weakness|drawback|caveat|threats? to validity)", re.IGNORECASE
)
_MIN_LIMIT_ANSWERS = 1.0  # log odds that a sentence answers it then
_ASKS_FIGURE = re.compile(
    r"\bhow (?:many|much|far|long|large|big|often|deep|high|fast|old)\b|"
    r"\bwh(?:at|ich)(?:['’]?s)? (?:[\w-]+ ){0,3}?(?:f1|scores?|accurac(?:y|ies)|precision|recall|"
    r"rates?|numbers?|shares?|percentage|doses?|size|threshold|margin|dimensions?|map|ndcg|auc|"
    r"kappa|ratio|value|length|duration|temperature|concentration)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twice|half|dozen|hundreds?|"
    r"thousands?|millions?)\b",
    re.IGNORECASE,
)
_CONCLUDES = re.compile(r"(?:Therefore|Hence|Thus|So|Consequently|Accordingly|As a result)\b")
_COSINE_WEIGHT, _ITEM_CLAIMS, _ITEM_LEANS = 5.4, 1.0, 1.0  # log odds, for a list


def choose_answer_quotes(
    task: AnswerTask, embedder: SentenceEmbedder, rate: RateRelevance, read: ReadPair
) -> list[SourceSentence]:
    """Return the sentences that answer a question, in the order to read them; maybe none.

    For a list or an overview, one sentence of each paper; otherwise few, of one paper.
    """
    if task.kind in LISTING_KINDS:
        return _choose_per_paper(task, embedder)
    excerpt = next((one for one in task.excerpts if one.paper.text), None)
    if excerpt is None:
        return []
    title, theirs = excerpt.paper.title, list_sentences([excerpt], task.question)
    is_whole = any(one.kind for one in theirs)
    named = title if is_whole and _ASKS_LIMITS.search(task.question) else ""
    if task.kind == "limitation" and _weigh_said(task.question, named) < _MIN_SAID:
        find = rate_future_work if asks_later(task.question) else rate_limitations
        return _concede(theirs, find(title, theirs, read))
    asked = strip_frame(task.question) if task.kind == "yes_no" else task.question
    rated = rate_sentences(asked, title, theirs, embedder, read, rate)
    ranked = _rank(task, [one for one in rated if not one.sentence.asks])
    if not ranked:
        return []
    if task.kind == "yes_no":
        return [ranked[0].sentence, *_find_next(ranked[0], ranked[1:])[:1]]
    if task.kind == "limitation" and ranked[0].answers < _MIN_LIMIT_ANSWERS:
        return []
    if task.rivals:
        return _contrast(task.rivals, title, theirs, ranked)
    if task.kind == "definition":  # begins with the sentence whose subject is asked for, if any
        subject = find_topic(task.question).lower()
        ranked.sort(key=lambda one: not one.sentence.text.lower().startswith(subject))
    return _choose_best(ranked, task)


def _rank(task: AnswerTask, rated: Sequence[RatedSentence]) -> list[RatedSentence]:
    """Return the sentences of one paper, best first.

    What something is, and why it is done, may stand in the background; a fact does not. Of a whole
    paper, which has figures somewhere, a sentence without any is no answer to a question for one.
    """
    kind = task.kind
    is_whole = any(one.sentence.kind for one in rated)
    for_figure = is_whole and kind != "yes_no" and _ASKS_FIGURE.search(task.question) is not None

    def score(one: RatedSentence) -> float:
        aim = _AIM * (kind in {"fact", "yes_no"} and one.sentence.is_aim)
        is_found = one.sentence.role in {Role.RESULT, Role.LIMITATION}
        finding = _FINDING * (kind == "yes_no" and is_found)
        is_prose = one.sentence.kind in {"text", "caption"}
        of_figure = _OF_FIGURE * (is_prose and speaks_of_figure(one.sentence.text))
        hanging = _HANGING if one.sentence.follows else _LOST
        lacking = _NO_FIGURE * (for_figure and not _FIGURE.search(one.sentence.text))
        cost = aim + lacking + of_figure + hanging * hangs(one.sentence.text)
        return one.score + finding - cost

    return sorted((replace(one, score=score(one)) for one in rated), key=lambda one: -one.score)


def _weigh_said(question: str, title: str) -> float:
    """Return the weight of what a question says beside names and the words of a title."""
    named = find_stems(" ".join([title, *find_names(question)]))
    return sum(weight for word, weight in weigh_words(question).items() if word not in named)


def _concede(theirs: Sequence[SourceSentence], odds: Sequence[float]) -> list[SourceSentence]:
    """Return what the authors of a paper surely concede or leave, and what that leans on."""
    stating = [i for i in sorted(range(len(odds)), key=lambda i: -odds[i]) if odds[i] >= 0]
    if not stating:
        return []
    first, *others = stating[:2]
    if first and hangs(theirs[first].text) and theirs[first].follows:
        return [*theirs[first - 1 : first + 1]]
    least = odds[first] - _MAX_BELOW_LIMITATION
    more = [i for i in others if odds[i] >= least and not hangs(theirs[i].text)]
    return [theirs[i] for i in (first, *more)]


def _contrast(
    rivals: Sequence[str],
    title: str,
    theirs: Sequence[SourceSentence],
    ranked: Sequence[RatedSentence],
) -> list[SourceSentence]:
    """Return what a paper is, and what it says best of what it is compared with, in its order."""
    best = [one.sentence for one in ranked]
    named = [find_stems(rival) for rival in rivals]
    beside = [one for one in best if any(stems <= find_stems(one.text) for stems in named)]
    contribution = find_contribution(title, theirs)
    places = {one.place for one in (beside or best)[:2]} | {contribution}
    return [one for one in theirs if one.place in places]


def _choose_best(ranked: Sequence[RatedSentence], task: AnswerTask) -> list[SourceSentence]:
    """Return the sentences of a paper that answer, given best first.

    A fact is one sentence, with what it points to, or two that may as well be the answer, or that
    answer it together. Of an explanation or a definition, those right after it come that answer,
    too, or else one that tells more of how something works. Before the best comes what it needs, as
    what follows from a reason needs it.
    """
    best, *others = ranked
    kind = task.kind
    at = {one.sentence.place: one for one in ranked}
    place = best.sentence.place
    has_before = best.sentence.follows and place - 1 in at
    concludes = (
        kind == "explanation" and best.sentence.kind and _CONCLUDES.match(best.sentence.text)
    )
    needs = hangs(best.sentence.text) or concludes
    needed = [at[place - 1].sentence] if needs and has_before else []
    others = [one for one in others if one.sentence not in needed]
    if kind not in {"definition", "explanation"}:
        alike = [
            one.sentence
            for one in others
            if one.score >= best.score - _TIED and not hangs(one.sentence.text)
        ]
        more = _find_next(best, others) or (() if needed else alike)
        rest = more or _find_rest(best, others, task.question)
        return [best.sentence, *needed, *rest[:1]]
    quotes = [*needed, best.sentence]
    later = [
        at[i]
        for i in sorted(at)
        if i > place and (at[i].sentence.kind or at[i].sentence.role is not Role.RESULT)
    ]
    for one in later:
        is_next = one.sentence.follows and one.sentence.place == quotes[-1].place + 1
        if one.answers < _ANSWERS_TOO or not is_next:
            break
        quotes.append(one.sentence)
    if kind == "explanation" and len(quotes) == 1:
        later.sort(key=lambda one: -one.answers)
        quotes += [one.sentence for one in later if one.answers >= _TELLS_MORE][:1]
    return quotes[:_MAX_QUOTES]


def _find_next(best: RatedSentence, others: Sequence[RatedSentence]) -> list[SourceSentence]:
    """Return the sentence after the best one of a passage if it leans on that, and answers, too."""
    return [
        one.sentence
        for one in others
        if one.sentence.kind
        and one.sentence.place == best.sentence.place + 1
        and one.sentence.follows
        and one.answers >= _ANSWERS_TOO
        and hangs(one.sentence.text)
    ]


def _find_rest(
    best: RatedSentence, others: Sequence[RatedSentence], question: str
) -> list[SourceSentence]:
    """Return what answers, of a whole paper, the rest of a question surely; best first.

    It has words of the question that the best sentence has not.
    """
    if not any(one.sentence.kind for one in (best, *others)):
        return []
    weights = weigh_words(question)
    said = find_stems(best.sentence.text)
    least = _MIN_ADDED * sum(weights.values())
    return [
        one.sentence
        for one in others
        if one.answers >= _SURELY_ANSWERS
        and weigh_shared(weights, find_stems(one.sentence.text) - said) >= least
        and not hangs(one.sentence.text)
    ]


def _choose_per_paper(task: AnswerTask, embedder: SentenceEmbedder) -> list[SourceSentence]:
    """Return of each paper the sentence nearest to the topic of those that say what it does."""
    every = list_sentences(task.excerpts)
    cosines = iter(embedder.find_cosines(find_topic(task.question), every))
    titles = {excerpt.number: excerpt.paper.title for excerpt in task.excerpts}
    chosen = []
    for number, group in groupby(every, key=lambda one: one.number):
        theirs = [*group]
        contribution = find_contribution(titles[number], theirs)
        rated = [
            _COSINE_WEIGHT * cosine
            + _ITEM_CLAIMS * (i == contribution)
            - _ITEM_LEANS * (hangs(one.text) or one.is_aim or one.asks)
            for i, (one, cosine) in enumerate(zip(theirs, cosines, strict=False))
        ]
        chosen.append(theirs[max(range(len(rated)), key=rated.__getitem__)])
    return chosen
