"""Choose the sentences that answer a question.

A sentence is scored by how well it answers by the cross-encoder, by how well its words and meaning
fit the question, by its paper's place among the excerpts, and by what it does in its abstract. How
many are quoted, of how many papers and in which order depends on the kind of question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.answerability.names import find_names, fold_name, has_name
from bot.answering.language_model import AnswerTask
from bot.grounding.content_words import (
    find_figures,
    find_spelled_figures,
    find_stems,
    weigh_words,
)
from bot.grounding.language import is_english
from bot.llm.extractive import cues
from bot.llm.extractive.leaning import contrasts, hangs, leans
from bot.llm.extractive.own_work import STATED, find_contribution, rate_contributions
from bot.llm.extractive.own_work import score_sentences as score_own
from bot.llm.extractive.passages import Passage, PassageEmbedder, alignment, cosine, similarity
from bot.questions.topic import find_topic
from retrieval.search.rerank.relevance import RateRelevance
from retrieval.text.sentence_roles import Role

_MAX_PAPERS = 3  # of which sentences are read, each of which costs some 10 ms
_SAME_STATEMENT_COSINE = 0.91  # cosine of two sentences that say the same

_DEFINING_BONUS = 0.7

_MAX_BELOW_BEST = {"fact": 0.25, "yes_no": 0.15, "explanation": 0.4, "limitation": 0.3}
"""How far a score may be below the best to be quoted beside it, by the kind of question."""

_MAX_QUOTES = {"fact": 2, "yes_no": 2, "explanation": 3, "limitation": 2}
_MIN_LIMITATION_RELEVANCE = 1.0  # of a sentence that is read as a limitation
_LIST_RELEVANCE = 0.06  # of a logit, for the sentence that shows why a paper fits
_HARDLY_RELEVANT, _PLAINLY_RELEVANT = -8.0, 3.0
"""The logits beyond which one such sentence is as good as another."""

_RARE_WORD = 0.8  # the squared weight of a word that is looked for in any spelling
_MIN_RELEVANCE = -2.0  # of a sentence beside the best one
_MAX_LESS_RELEVANT = 6.0  # logits below the best one
_RANK_LOGITS = 2.0  # for the first paper, when the one that answers is looked for
_OTHER_PAPER_MARGIN = 1.0
"""How much less relevant than the best a sentence of another paper may be, in logits."""

_ASKS_WHY = re.compile(
    r"\b(?:why|problem|motivat\w+|challeng\w+|difficult\w*|hard)\b", re.IGNORECASE
)
_ASKS_TWO = re.compile(r"\b(?:and|also|both|as well)\b|[&,+]", re.IGNORECASE)
_ASKS_DATA = re.compile(
    r"\b(?:data ?-?sets?|benchmarks?|corpora|corpus|tasks?|tested|evaluated|trained) ?(?:on|does|"
    r"did|do|is|are|was|"
    r"were|show|use[sd]?)?\b",
    re.IGNORECASE,
)
_DATA_BONUS = 0.3
_ASKS_FIGURE = re.compile(
    r"\bhow (?:much|many|large|big|long|fast|far|high|low|often|small|accurate|wide|deep|old|"
    r"heavy)\b|"
    r"\b(?:in numbers|by what|what factor|number of|percentage|figures?|score|accuracy|latency|"
    r"speed-?up|"
    r"(?:what|which) (?:\S+ ){0,3}?(?:share|fraction|rate|size|ratio|map|miou|f1|bleu|psnr|ap|"
    r"error))\b",
    re.IGNORECASE,
)
_PROPOSES = re.compile(
    r"\b(?:we|this (?:paper|work|article|study)|the authors?) (?:\w+ ){0,2}?(?:propose|present|"
    r"introduce|develop|"
    r"describe|study|investigate|examine|show|build|design)\w*\b|"
    r"\b(?:is|are) (?:a|an|the)\b|\b(?:named|called|termed|dubbed|i\.e\.|refers? to|means?|"
    r"stands? for|defined as)\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(r"\bfuture (?:work|plans?|directions?|research)\b|\bplans?\b", re.IGNORECASE)
_STATES_FUTURE = re.compile(
    r"\bfuture\b|\bwill be\b|\bwe (?:plan|intend|hope)\b|\bnext step\b|\bare planned\b|"
    r"\bauthors plan\b|\bplan to\b|"
    r"\bremains? to be\b|"
    r"\bannounce\b|\bfurther (?:research|work|studies|study)\b",
    re.IGNORECASE,
)
_CONCEDES = re.compile(
    r"\b(?:(?:moderate|slight|small|extra|additional|some) (?:extra |additional )?(?:cost|"
    r"overhead|loss|drop)|"
    r"only partial\w*|partial, however|still (?:far|lags?|falls?|fails?|struggles?|below|worse)|"
    r""
    r"does not (?:yet |always )?(?:generali[sz]e|scale|hold|work|help)|"
    r"do(?:es)? (?:considerably |much )?worse|"
    r"at the (?:cost|expense|price) of|depends on|limited (?:to|by)|not yet|fails? (?:to|when|if|"
    r"on|in)|"
    r"breaks? down|less (?:reliable|accurate|effective) (?:when|if|on|in))\b",
    re.IGNORECASE,
)
"""What authors concede of their own work, in whichever role."""
_OF_OTHERS = re.compile(
    r"\b(?:earlier|existing|previous|prior|traditional|standard|conventional|current|recent|"
    r"other) \w+",
    re.IGNORECASE,
)
_CONTRASTS = re.compile(
    r"\b(?:but|however|although|though|while|yet|only|still|despite|except|unless|fails?|cannot|"
    r"less|lower|gap|"
    r"close to|short of|hallucinat\w+|poor\w*|weak\w*|difficult\w*|challeng\w+)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SentenceWeights:
    """What counts for a sentence's score.

    `relevance` is per logit; `rank` is divided by the square root of the paper's place; `length` is
    for 400 characters or more; `figure` counts where the question asks for one, `name` where the
    sentence has a name of the question.
    """

    alignment: float
    cosine: float
    relevance: float
    rank: float
    length: float = 0.0
    background: float = 0.0
    objective: float = 0.0
    result: float = 0.0
    figure: float = 0.0
    name: float = 0.0


_FOR_FACTS = SentenceWeights(1.0, 0.6, 0.12, 0.35, background=-0.25, figure=0.3, name=0.12)
_FOR_PROSE = SentenceWeights(
    0.0, 0.95, 0.04, 0.6, length=1.1, objective=0.28, result=-0.2, name=0.39
)
"""Explanations and definitions: what says much in few places, and not how good it is. The weights
are those of a conditional logit on the questions with known facts about the starter library."""

_FULL_LENGTH = 400  # characters


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A sentence, its score, and how well the cross-encoder finds that it answers (a logit)."""

    passage: Passage
    score: float
    relevance: float
    role: Role
    named: bool = False


def choose_answer_quotes(
    task: AnswerTask, passages: PassageEmbedder, rate: RateRelevance
) -> list[Passage]:
    """Return the sentences that answer a question, in the order to read them; maybe none.

    For a list or an overview, one sentence of each paper; otherwise few, mostly of one paper.
    """
    if task.kind in {"list", "overview"}:
        return _choose_per_paper(task, passages, rate)
    scored = score_sentences(task, passages, rate)
    if not scored:
        return []
    if task.kind == "definition":
        return _define(scored)
    if task.kind == "limitation":
        return _concede(task.question, scored)
    return _choose_best(task, scored)


def has_new_figure(text: str, question: str) -> bool:
    """Tell whether a text has a figure, in digits or words, that the question does not have."""
    told = set(find_figures(text)) - set(find_figures(question))
    return bool(told or find_spelled_figures(text))


def score_sentences(
    task: AnswerTask, passages: PassageEmbedder, rate: RateRelevance
) -> list[ScoredSentence]:
    """Return the sentences of the first papers, best first; questions are left out."""
    excerpts = task.excerpts[:_MAX_PAPERS]
    question = passages.embed_question(task.question)
    titles = passages.embed_titles(excerpts)
    names = {excerpt.number: excerpt.paper.title for excerpt in excerpts}
    sentences = [p for p in passages.embed_sentences(excerpts) if not p.text.rstrip().endswith("?")]
    relevance = rate(task.question, [f"{names[p.number]}. {p.text}" for p in sentences])
    asks_data = _ASKS_DATA.search(task.question) is not None
    own = {
        number: score_own(names[number], [p.text for p in theirs])
        for number, theirs in _by_paper(passages.embed_sentences(excerpts)).items()
    }
    asks_figure = _ASKS_FIGURE.search(task.question) is not None
    asks_why = _ASKS_WHY.search(task.question) is not None
    weights = _FOR_PROSE if task.kind in {"explanation", "definition"} else _FOR_FACTS
    called = find_names(task.question)
    found = []
    for passage, logit in zip(sentences, relevance, strict=True):
        of_paper = own[passage.number][passage.place]
        role = of_paper.role
        score = (
            weights.alignment * alignment(question, passage, titles[passage.number])
            + weights.cosine * cosine(question, passage)
            + weights.relevance * logit
            + weights.rank / passage.number**0.5
            + weights.length * min(len(passage.text) / _FULL_LENGTH, 1)
            + weights.objective * (role is Role.OBJECTIVE)
            + weights.result * (role is Role.RESULT)
        )
        if role is Role.BACKGROUND and not asks_why:
            score += weights.background  # it is not the paper's own
        if asks_figure and has_new_figure(passage.text, task.question):
            score += weights.figure
        named = any(has_name(passage.text, name) for name in called)
        score += weights.name * named
        if asks_data:
            stated = of_paper.points["data"] / STATED["data"]
            score += _DATA_BONUS * min(max(stated, 0.0), 1.5)
        found.append(ScoredSentence(passage, score, logit, role, named))
    return sorted(found, key=lambda one: -one.score)


def _by_paper(sentences: Sequence[Passage]) -> Mapping[int, list[Passage]]:
    found: dict[int, list[Passage]] = {}
    for passage in sentences:
        found.setdefault(passage.number, []).append(passage)
    return found


def _choose_best(task: AnswerTask, scored: Sequence[ScoredSentence]) -> list[Passage]:
    """Return the best sentence of the paper that answers, then those nearly as good.

    A second fact is quoted only where two are asked for. Another paper's sentence must be about as
    relevant as the best.
    """
    lead = _find_lead(scored)
    best = next(one for one in scored if one.passage.number == lead)
    limit = _MAX_QUOTES.get(task.kind, 2)
    least = best.score - _MAX_BELOW_BEST.get(task.kind, 0.15)
    relevant = max(_MIN_RELEVANCE, best.relevance - _MAX_LESS_RELEVANT)
    if not is_english(task.question):
        relevant = best.relevance - 2 * _MAX_LESS_RELEVANT  # it says little there
    chosen = [best.passage]
    for one in scored:
        if one is best or len(chosen) == limit or one.score < least or one.relevance < relevant:
            continue
        other = one.passage.number != lead
        if other and one.relevance < best.relevance - _OTHER_PAPER_MARGIN:
            continue
        if all(similarity(one.passage, kept) < _SAME_STATEMENT_COSINE for kept in chosen):
            chosen.append(one.passage)
    if task.kind in {"fact", "yes_no"}:
        return chosen  # the sentence that decides, first
    return _arrange(chosen, scored)


def _find_lead(scored: Sequence[ScoredSentence]) -> int:
    """Return the number of the paper that answers: by its most relevant sentence, and its place."""
    named = [one for one in scored if one.named] or scored
    return max(
        named, key=lambda one: one.relevance + _RANK_LOGITS / one.passage.number**0.5
    ).passage.number


def _define(scored: Sequence[ScoredSentence]) -> list[Passage]:
    """Return what a thing is, then how it works, then what came of it, of one paper.

    A name is mostly defined where its abstract first has it.
    """
    lead = _find_lead(scored)
    same = [one for one in scored if one.passage.number == lead]
    first_place = min((one.passage.place for one in same if one.named), default=-1)

    def defines(one: ScoredSentence) -> float:
        stands = not leans(one.passage.text)
        proposes = _PROPOSES.search(one.passage.text) or one.role is Role.OBJECTIVE
        introduces = one.passage.place == first_place
        bonus = _DEFINING_BONUS * (bool(proposes) + introduces) * stands
        return one.score + bonus - 0.05 * one.passage.place

    first = max(same, key=defines)
    how = _best_of(same, {first.passage.place}, {Role.METHOD, Role.OBJECTIVE})
    taken = {first.passage.place} | ({how.place} if how else set())
    result = _best_of(same, taken, {Role.RESULT}, key=_tells_result)
    rest = sorted(filter(None, (how, result)), key=lambda p: p.place)
    return [first.passage, *rest]


def _best_of(
    scored: Sequence[ScoredSentence],
    taken: set[int],
    roles: set[Role],
    key: Callable[[ScoredSentence], float] = lambda one: one.score,
) -> Passage | None:
    fitting = [one for one in scored if one.role in roles and one.passage.place not in taken]
    return max(fitting, key=key).passage if fitting else None


def _tells_result(one: ScoredSentence) -> float:
    return one.score + 0.4 * bool(find_figures(one.passage.text)) + 0.05 * one.passage.place


def _concede(question: str, scored: Sequence[ScoredSentence]) -> list[Passage]:
    """Return what the authors of the best paper say that their work does not do; maybe nothing."""
    lead = _find_lead(scored)
    own = [one for one in scored if one.passage.number == lead]
    if _FUTURE.search(question):
        fitting = [one for one in own if _STATES_FUTURE.search(one.passage.text)]
    else:
        fitting = [one for one in own if _states_limitation(one)]
    fitting.sort(key=lambda one: (one.role is not Role.LIMITATION, -one.score))
    least = fitting[0].score - _MAX_BELOW_BEST["limitation"] if fitting else 0.0
    chosen = [one.passage for one in fitting if one.score >= least][: _MAX_QUOTES["limitation"]]
    return _arrange(chosen, scored)


def _states_limitation(one: ScoredSentence) -> bool:
    text = one.passage.text
    if one.role is Role.LIMITATION or cues.LIMITATION.search(text):
        return one.role is not Role.BACKGROUND or not _OF_OTHERS.search(text)
    if one.role is Role.BACKGROUND or _OF_OTHERS.search(text):
        return False
    if _CONCEDES.search(text):
        return True
    return one.relevance >= _MIN_LIMITATION_RELEVANCE and _CONTRASTS.search(text) is not None


def _choose_per_paper(
    task: AnswerTask, passages: PassageEmbedder, rate: RateRelevance
) -> list[Passage]:
    """Return of each paper the sentence that shows best why it fits the topic.

    Where the title says so, that is the one that says what the paper does; else one that has the
    topic's words.
    """
    topic = find_topic(task.question)
    question = passages.embed_question(topic)
    sentences = _by_paper(passages.embed_sentences(task.excerpts))
    chosen = []
    for excerpt in task.excerpts:
        theirs = sentences.get(excerpt.number, [])
        texts = [passage.text for passage in theirs]
        own = score_own(excerpt.paper.title, texts)
        contribution = find_contribution(own, texts)
        points = rate_contributions(own, texts)
        shown = _share_of_words(topic, excerpt.paper.title, texts)
        fits = [
            _LIST_RELEVANCE * min(max(logit, _HARDLY_RELEVANT), _PLAINLY_RELEVANT)
            + cosine(question, passage)
            + 0.8 * shown[place]
            + 0.4 * one.is_own
            + 0.2 * (place == contribution)
            + 0.2 * max(0.0, 1 - (max(points) - points[place]) / 3)
            - 0.8 * (one.on_rivals or (one.role is Role.BACKGROUND and not one.is_own))
            - 0.15 * (one.role is Role.BACKGROUND)
            - 0.2 * (one.role is Role.RESULT)
            - 0.7 * (hangs(passage.text) or contrasts(passage.text))
            - 0.6 * passage.text.rstrip().endswith("?")
            for place, (passage, logit, one) in enumerate(
                zip(theirs, rate(topic, texts), own, strict=True)
            )
        ]
        if fits:
            chosen.append(theirs[max(range(len(theirs)), key=fits.__getitem__)])
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


def _arrange(chosen: Sequence[Passage], scored: Sequence[ScoredSentence]) -> list[Passage]:
    """Return the best quote first, then the others by paper and in the abstract's order.

    Where the first of a paper leans on a sentence that is missing, the nearest before it that does
    not lean comes too.
    """
    arranged: list[Passage] = []
    for number in dict.fromkeys(p.number for p in chosen):
        first, *others = (p for p in chosen if p.number == number)
        quotes = [first, *sorted(others, key=lambda p: p.place)]
        if leans(first.text):
            earlier = [p for p in quotes if p.place < first.place and not leans(p.text)]
            before = earlier or [
                one.passage
                for one in scored
                if one.passage.number == number
                and one.passage.place < first.place
                and not leans(one.passage.text)
            ]
            antecedent = max(before, key=lambda p: p.place, default=None)
            if antecedent is not None:
                quotes = [antecedent, *(p for p in quotes if p is not antecedent)]
        arranged += quotes
    return arranged
