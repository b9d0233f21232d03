"""Excerpts reduced for a slow server to the sentences that matter."""

from __future__ import annotations

import pytest

from bot.answering.language_model import AnswerTask
from bot.grounding.cross_encoder import CrossEncoder
from bot.grounding.sentence import Excerpt
from bot.models.evidence import EvidenceSelector
from bot.questions.kind import QuestionKind
from bot.quotes.passages import PassageEmbedder
from retrieval.paper import Paper
from retrieval.search.embedding.bge_small import BgeSmall
from retrieval.search.rerank.relevance import Relevance

KILNS = Paper(
    "p-1",
    "Firing clay at lower temperatures with borax",
    "Firing clay takes much fuel. We add 4% borax to the clay of five potteries in Ghana. The "
    "bricks then vitrify at 850 degrees instead of 1000. Their strength stays the same. A "
    "limitation of our method is that borax has to be imported.",
)
BEES = Paper(
    "p-2",
    "Counting bees with a cheap camera",
    "Beekeepers count by hand. We present BeeNet, a small network that counts bees in video. It "
    "errs by 3% on ten hives.",
)
TASK = AnswerTask("At what temperature do bricks vitrify?", (Excerpt(1, KILNS), Excerpt(2, BEES)))


@pytest.fixture(scope="module")
def select() -> EvidenceSelector:
    """Return the selector with the default embedder."""
    return EvidenceSelector(
        PassageEmbedder(BgeSmall(), lambda word: 1.0), Relevance(), CrossEncoder()
    )


def abstracts(
    select: EvidenceSelector, question: str, kind: QuestionKind, tokens: int
) -> list[str]:
    """Return the reduced abstracts, with the numbers of their papers."""
    found = select(AnswerTask(question, TASK.excerpts, kind=kind), tokens)
    return [f"{excerpt.number} {excerpt.paper.abstract}" for excerpt in found]


def test_the_nearest_sentence_is_in_however_little_room_there_is(select: EvidenceSelector):
    """And nothing else."""
    assert abstracts(select, TASK.question, "fact", 1) == [
        "1 The bricks then vitrify at 850 degrees instead of 1000."
    ]


def test_a_list_has_a_sentence_of_each_paper_first(select: EvidenceSelector):
    """However far it is from the question."""
    asked = "Which papers measure something?"

    assert [line[0] for line in abstracts(select, asked, "list", 80)] == ["1", "2"]


def test_a_limitation_is_in_where_one_is_asked_for(select: EvidenceSelector):
    """Before what is nearer to the words of the question."""
    (found,) = abstracts(select, "Where does firing clay with borax fail?", "limitation", 40)

    assert "A limitation of our method is" in found
