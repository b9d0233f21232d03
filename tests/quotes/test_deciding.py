"""Which sentence of an abstract decides a yes-or-no question."""

from __future__ import annotations

from bot.grounding.cross_encoder import Judgment
from bot.quotes.deciding import find_deciding
from bot.quotes.own_work import score_sentences
from retrieval.text.sentence_roles import Role, classify_sentences

TITLE = "BeeNet: counting bees"
SENTENCES = (
    "Previous methods need sensors.",
    "Does BeeNet need sensors?",
    "We present BeeNet, which works without sensors.",
    "BeeNet counts bees in video.",
)


def _find(relevance: list[float], *deciding: int) -> int | None:
    def read(premise: str, claim: str) -> Judgment:
        decides = any(premise.endswith(SENTENCES[place]) for place in deciding)
        return Judgment(0.45, 0.45, 0.1) if decides else Judgment(0.05, 0.05, 0.9)

    own = score_sentences(TITLE, SENTENCES, classify_sentences(SENTENCES))
    found = find_deciding(
        "does BeeNet need sensors?", TITLE, SENTENCES, own, lambda q, t: relevance, read
    )
    return None if found is None else found[1]


def test_the_sentence_that_is_not_beside_the_point_decides():
    """Of two that may, the more relevant one."""
    assert _find([0, 0, 0, 0], 3) == 3
    assert _find([0, 0, 2, 0], 2, 3) == 2


def test_neither_questions_nor_other_work_decide():
    """Where the paper's own sentence may as well."""
    assert _find([1, 5, 0, 0], 0, 1, 2) == 2


def test_an_abstract_of_questions_decides_nothing():
    """There is nothing to quote."""
    found = find_deciding(
        "is it?",
        TITLE,
        ["Is it?"],
        score_sentences(TITLE, ["Is it?"], [Role.OTHER]),
        lambda q, t: [0],
        None,  # type: ignore[arg-type]
    )

    assert found is None


def test_a_finding_decides_before_the_aim_that_asks_for_it():
    """Though the aim has more words of the question."""
    aim, finding = "To determine whether X works in rats.", "No rat got better."
    own = score_sentences("X", (aim, finding), (Role.OBJECTIVE, Role.RESULT))

    def read(premise: str, claim: str) -> Judgment:
        return Judgment(0.6, 0.1, 0.3) if premise.endswith(aim) else Judgment(0.2, 0.4, 0.4)

    found = find_deciding("does X work?", "X", (aim, finding), own, lambda q, t: [5, 0], read)

    assert found is not None
    assert found[1] == 1
