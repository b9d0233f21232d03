"""Say of each of the papers compared whether a claim holds, or which figure it states."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.answering.figures import asks_degree, is_change, rank_figures
from bot.answering.lead import Lead
from bot.answering.suggestions import name_paper
from bot.grounding.content_words import find_stems, weigh_words
from bot.grounding.cross_encoder import ReadPair
from retrieval.paper import Paper
from retrieval.text.labels import split_abstract

_MAX_NAME_CHARS = 45
_MIN_YES, _MIN_NO, _MIN_ALONE = 0.6, 0.75, 0.4  # probabilities; the last without the title
_AMOUNT = re.compile(
    r"(?<![\w.-])\d{1,9}(?:[.,]\d{1,6})?"
    r"(?: ?%| ?[x×](?!\w)| times\b| ?(?:ms|dB|m?AP|mIoU|BLEU|FPS)\b)"
)
_CLAUSE = re.compile(r"[,;.](?=\s|$)| and ")
_UNIT = re.compile(r"[\d.,\s]+")

Verdict = Literal["yes", "no", "not stated"]


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether a claim holds of a paper, and the sentence of its abstract that comes nearest."""

    paper: Paper
    verdict: Verdict
    sentence: str


def judge_each(claim: str, papers: Sequence[Paper], read: ReadPair) -> tuple[Judged, ...]:
    """Return for each paper whether a claim holds, in which {} stands for its name. Blocks."""
    return tuple(_judge(claim, paper, read) for paper in papers)


def say_of_each(judged: Sequence[Judged]) -> Lead:
    """Return a line with the verdict on each paper."""
    told = (f"{_name(one.paper)}: {one.verdict} [{number}]" for number, one in enumerate(judged, 1))
    return Lead("of-each", value="; ".join(told))


def say_figures(
    question: str, papers: Sequence[Paper], phrases: Sequence[str], texts: Sequence[str]
) -> Lead | None:
    """Return a line with the figure that each paper states, for a question which is more.

    `texts` are what each paper states of what is asked, `phrases` what the question calls it. The
    higher is named only if both figures are of one measure on one data set.
    """
    if not asks_degree(question):
        return None
    ranking = rank_figures(question, texts)
    if ranking is not None:
        more, less = (ranking.figures[place].text for place in (ranking.first, 1 - ranking.first))
        marks = [f"[{place + 1}]" for place in (ranking.first, 1 - ranking.first)]
        return Lead(
            ranking.order,
            title=_name(papers[ranking.first]),
            value=f"{more} {marks[0]} against {less} {marks[1]} on {ranking.figures[0].setting}",
        )
    figures = [
        _find_figure(question, paper.title, phrase, text)
        for paper, phrase, text in zip(papers, phrases, texts, strict=True)
    ]
    if not all(figures) or len({_UNIT.sub("", figure) for figure in figures}) > 1:
        return Lead("not-ranked")
    told = (
        f"{_name(paper)} {figure} [{number}]"
        for number, (paper, figure) in enumerate(zip(papers, figures, strict=True), 1)
    )
    return Lead("figures", value=", ".join(told))


def _judge(claim: str, paper: Paper, read: ReadPair) -> Judged:
    claim = claim.format(name_paper(paper))
    sentences = [span.text for span in split_abstract(paper.abstract)]
    rated = [(read(f"{paper.title}. {text}", claim), text) for text in sentences]
    if not rated:
        return Judged(paper, "not stated", "")
    surest, sentence = max(rated, key=lambda one: 1 - one[0].not_stated)
    if surest.supported >= _MIN_YES:
        alone = read(sentence, claim).supported >= _MIN_ALONE  # else only the title says so
        return Judged(paper, "yes" if alone else "not stated", sentence)
    return Judged(paper, "no" if surest.contradicted >= _MIN_NO else "not stated", sentence)


def _find_figure(question: str, title: str, phrase: str, text: str) -> str:
    """Return the figure of a text that stands beside most words of what is asked; maybe none.

    Words of the phrase for the paper that its title lacks count twice: they say which of its
    figures is meant. A difference (“by 2%”) is none.
    """
    words, titled = weigh_words(question), find_stems(title)
    named = {stem: weight for stem, weight in weigh_words(phrase).items() if stem not in titled}
    found = [one for one in _AMOUNT.finditer(text) if not is_change(text[: one.start()])]
    best, most = "", -1.0
    for before, one, after in zip([None, *found], found, [*found[1:], None], strict=False):
        start = before.end() if before else 0
        end = after.start() if after else len(text)
        near = find_stems(text[start : one.start()] + _CLAUSE.split(text[one.end() : end])[0])
        worth = sum(weight + named.get(stem, 0) for stem, weight in words.items() if stem in near)
        if worth > most:
            best, most = one.group(), worth
    return best


def _name(paper: Paper) -> str:
    """Return a paper's name, or the beginning of a long title."""
    name = name_paper(paper)
    if len(name) <= _MAX_NAME_CHARS:
        return name
    return f"“{name[:_MAX_NAME_CHARS].rsplit(' ', 1)[0]} …”"
