"""Sources are numbered as the sentences cite them."""

from __future__ import annotations

from bot.answering.answer import Answer, Citation, DiscardedSentence, RetrievedPaper
from bot.answering.renumber import Renumbering
from bot.grounding.sentence import Sentence
from tests.fakes.answering import BIRDS, CATS, DOGS


def _answer() -> Answer:
    return Answer(
        "?",
        answered=True,
        mode="model",
        model="m",
        sentences=(
            Sentence("Unsupported.", (1,), supported=False),
            Sentence("Dogs bark.", (2,)),
            Sentence("Both sleep.", (2, 3), written_citations=(1,)),
        ),
        citations=(Citation(2, DOGS), Citation(3, BIRDS)),
        retrieved=(
            RetrievedPaper(CATS.paper_id, 1, 1, 1, 1, 1),
            RetrievedPaper(DOGS.paper_id, 2, 1, 1, 1, 1),
            RetrievedPaper(BIRDS.paper_id, 3, 1, 1, 1, 1),
        ),
        discarded=(DiscardedSentence(Sentence("Gone.", (3,)), "replaced"),),
    )


def test_an_answer_is_renumbered_throughout():
    """What is cited first is 1, what no sentence cites comes last."""
    answer = Renumbering().answer(_answer())

    assert [s.citations for s in answer.sentences] == [(3,), (1,), (1, 2)]
    assert answer.sentences[2].written_citations == (3,)
    assert [(c.number, c.paper) for c in answer.citations] == [(1, DOGS), (2, BIRDS)]
    assert [r.number for r in answer.retrieved] == [3, 1, 2]
    assert answer.discarded[0].sentence.citations == (2,)
