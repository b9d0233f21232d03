"""Excerpts reduced for a slow server to the sentences that matter."""

from __future__ import annotations

import pytest

from bot.answering.language_model import AnswerTask
from bot.grounding.cross_encoder import CrossEncoder
from bot.grounding.sentence import Excerpt
from bot.models.evidence import EvidenceSelector
from bot.models.reading_speed import ReadingSpeed
from bot.questions.kind import QuestionKind
from bot.quotes.passages import PassageEmbedder
from retrieval.paper import Paper
from retrieval.search.embedding.bge_small import BgeSmall
from retrieval.search.rerank.relevance import Relevance
from tests.models.samples import Connect, text
from tests.servers.model_server import ModelServer

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


def test_the_speed_follows_the_server():
    """It is the tokens before the first token came; short prompts tell nothing."""
    speed = ReadingSpeed(100)
    speed.observe(10, 60)
    assert speed.tokens_within(5) == 500

    speed.observe(3_000, 1)
    assert speed.tokens_within(5) > 5_000


async def test_only_a_slow_server_reads_less(connect: Connect, server: ModelServer):
    """Until it is known to be quick, a long prompt is reduced."""
    long = Paper("p-3", "Sleep", "Cats sleep 16 hours a day. " * 200)
    task = AnswerTask("How long do cats sleep?", (Excerpt(1, long),))
    asked: list[int] = []

    def select(task: AnswerTask, tokens: int) -> tuple[Excerpt, ...]:
        asked.append(tokens)
        return (Excerpt(1, Paper("p-3", "Sleep", "Cats sleep 16 hours a day.")),)

    model = connect(select=select, context_window=8192)
    await text(model, task)
    await text(model, task)

    assert len(asked) == 1
    assert [request.prompt.count("16 hours") for request in server.requests] == [1, 200]
