"""Sample papers and results for the tests of the terminal."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.answering.answer import (
    Answer,
    Aspect,
    Cell,
    Citation,
    Comparison,
    SearchPage,
    Summary,
    Timings,
)
from bot.answering.language_model import NOT_STATED
from bot.grounding.sentence import Sentence
from bot.records.issues import Issue, Pick, Reason
from retrieval.paper import Evidence, Paper
from retrieval.passage import Passage, WholeText
from retrieval.search.results import Hit

LASO = Paper(
    "1902.09811",
    "LaSO: Label-Set Operations networks for multi-label few-shot learning",
    "LaSO synthesises samples with several labels. It raises mAP from 58.1 to 65.3 % on COCO "
    "with one example a class.",
    ("Amit Alfassy", "Leonid Karlinsky", "Amit Aides", "Joseph Shtok", "Sivan Harary"),
    date(2019, 2, 26),
    date(2019, 3, 1),
    ("cs.CV", "cs.LG"),
    "arxiv",
    "https://arxiv.org/abs/1902.09811",
)
UNIAP = Paper(
    "2308.09953",
    "UniAP: Towards Universal Animal Perception in Vision via Few-shot Learning",
    "UniAP works across species with labelled support images as prompts.",
    ("Meiqi Sun", "Zhonghan Zhao"),
    date(2023, 8, 19),
    None,
    ("cs.CV",),
    "hugging-face",
)
UNDATED = Paper("t-00deadbeef00cafe", "A note on evaluation without any metadata", "Short.")
PAPERS = (LASO, UNIAP, UNDATED)


def hit(paper: Paper, score: float = 0.87654) -> Hit:
    """Return a hit whose snippet is the paper's abstract."""
    return Hit(
        paper=paper,
        score=score,
        lexical=score / 2,
        dense=score / 3,
        snippet=paper.abstract,
    )


def evidence(paper: Paper, text: str) -> Evidence:
    """Return the span of `text` in the paper's abstract."""
    start = paper.abstract.index(text)
    return Evidence(paper.paper_id, text, start, start + len(text))


RAISES = "It raises mAP from 58.1 to 65.3 % on COCO with one example a class."

ANSWER = Answer(
    question="How well does LaSO do?",
    answered=True,
    mode="extractive",
    model="extractive",
    sentences=(
        Sentence(RAISES, (1,), evidence=(evidence(LASO, RAISES),)),
        Sentence("It needs 512 GPUs.", (2,), False, "512 is not in [2]", 0.12345),
    ),
    citations=(
        Citation(1, LASO, (evidence(LASO, RAISES),)),
        Citation(2, UNIAP),
    ),
    took=Timings(search=4.23456, model=0.5, total=4.9),
)
SAYS_SEEDS = "We train with ten seeds."
TABLE = "Table 2: Accuracy | A | B | 91 | 93"
WHOLE = Paper(
    "10.1/whole",
    "Seeds and how many there are",
    "We count seeds.",
    ("Ann Lee",),
    categories=("cs.CV",),
    doi="10.1/whole",
    passages=(
        Passage("text", f"{SAYS_SEEDS} Each takes an hour.", "3 Set-up", (), "84", 4),
        Passage("table", TABLE, "4 Results › Accuracy of all", (), "85", 6),
    ),
    whole=WholeText("https://doi.org/10.1/whole.pdf", 12),
)
OF_SEEDS, OF_TABLE = (
    Evidence(WHOLE.paper_id, SAYS_SEEDS, 16, 40, "3 Set-up", "84", 4, 2),
    Evidence(WHOLE.paper_id, TABLE, 60, 97, "4 Results › Accuracy of all", "85", 6, 3),
)
FROM_WHOLE = replace(
    ANSWER,
    sentences=(
        Sentence(SAYS_SEEDS, (1,), evidence=(OF_SEEDS,)),
        Sentence(RAISES, (2, 1), evidence=(evidence(LASO, RAISES), OF_SEEDS, OF_TABLE)),
    ),
    citations=(
        Citation(1, WHOLE, (OF_SEEDS, OF_TABLE)),
        Citation(2, LASO, (evidence(LASO, RAISES),)),
    ),
)
REFUSED = Answer(
    question="How do I bake bread?",
    answered=False,
    mode="extractive",
    model="extractive",
    nearest=(hit(LASO), hit(UNIAP, 0.5), hit(UNDATED, 0.25)),
)
PAGE = SearchPage("few-shot", REFUSED.nearest, {"embed": 3.21, "total": 5.04})
SUMMARY = Summary(
    LASO,
    "tldr",
    "extractive",
    "extractive",
    (Sentence(RAISES, (1,)),),
    Citation(1, LASO, (evidence(LASO, RAISES),)),
)
COMPARISON = Comparison(
    (LASO, UNIAP),
    (
        Aspect(
            "results",
            (
                Cell(LASO.paper_id, RAISES, (evidence(LASO, RAISES),)),
                Cell(UNIAP.paper_id, NOT_STATED, stated=False),
            ),
        ),
    ),
    "extractive",
    "extractive",
)

ISSUE = Issue(
    "preview",
    "s1",
    date(2026, 11, 24),
    datetime(2026, 11, 24, 9, tzinfo=UTC),
    up_to=7,
    considered=5,
    headline=(Sentence("Few examples are enough for labels and for animals.", (1, 2)),),
    picks=(
        Pick(
            1,
            LASO,
            0.91234,
            (Reason("topic", "few-shot learning", 0.6), Reason("author", "Amit Alfassy", 0.2)),
            Sentence("It raises mAP from 58.1 to 65.3 % on COCO.", (1,)),
            (evidence(LASO, "It raises mAP from 58.1 to 65.3 % on COCO"),),
        ),
        Pick(2, UNIAP, 0.5, (Reason("liked", "An older paper", 0.1), Reason("new"))),
    ),
    rest=(Pick(3, UNDATED, 0.2),),
    notice="No model was asked.",
)
