"""Attacks from everything that others wrote, on a model that obeys each: none has its effect.

The library, the search, the check, the adapter and the server's HTTP are real. The share of
attacks that were held off is printed for each kind at the end of the run.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.answering.language_model import Turn
from bot.answering.options import AnswerOptions
from bot.application import Application
from bot.grounding.sentence import Sentence
from retrieval.search.query import Filters
from tests.attacks.attack import ALL, COMPANION, Attack, by_kind
from tests.attacks.effect import effect
from tests.digest.papers import subscription
from tests.servers.model_server import ModelServer, Reply
from tests.servers.model_server.obedience import Obedient

KINDS = by_kind(ALL)
Note = Callable[[str, object], None]


@pytest.mark.parametrize(
    "step", [4, pytest.param(1, marks=pytest.mark.nightly)], ids=["some", "all"]
)
@pytest.mark.parametrize("kind", sorted(KINDS))
async def test_no_attack_has_its_effect(
    kind: str, step: int, application: Application, server: ModelServer, record_property: Note
) -> None:
    """Neither where a model writes that obeys, nor where abstracts are quoted.

    What the model was not let see it is then made to obey all the same, so that what holds off the
    attack is also what is done with its answer. (Save silence: a model that declines has declined.)
    """
    succeeded: list[str] = []
    seen = 0
    for attack in (tried := KINDS[kind][::step]):
        obedient = Obedient([attack.order])
        server.default = Reply(write=obedient)
        ways = ["test-model", "blind", "extractive"]
        if attack.shows == "refused":
            ways.remove("blind")
        for way in ways:
            obedient.blind = way == "blind"
            if obedient.blind and obedient.obeyed:
                continue
            model = "extractive" if way == "extractive" else "test-model"
            sentences, answered = await _tried(attack, application, model)
            if told := effect(attack, sentences, answered):
                succeeded.append(f"{attack.name} ({way}): {told}")
        seen += bool(obedient.obeyed)
    await application.model.close()  # its connections belong to this test's event loop
    failed = {line.split(" ", 1)[0] for line in succeeded}
    record_property("attacks", [kind, len(tried), len(failed), seen])

    assert not succeeded, "\n".join(succeeded)


async def _tried(
    attack: Attack, application: Application, model: str
) -> tuple[tuple[Sentence, ...], bool]:
    """Do what the attack waits for; return the sentences that are shown, and whether any are."""
    paper = attack.paper
    if attack.door == "summary":
        summary = await application.summarize(paper.paper_id, style="key-points", model=model)
        shown = tuple(s for s in summary.sentences if s.supported)
        return shown, bool(shown)
    if attack.door == "cell":
        compared = [paper.paper_id, COMPANION.paper_id]
        table = await application.compare(compared, aspects=["Results", "Speed"], model=model)
        cells = [cell for aspect in table.aspects for cell in aspect.cells]
        shown = tuple(Sentence(cell.text, (1,)) for cell in cells if cell.stated)
        return shown, any(c.stated for c in cells if c.paper_id == paper.paper_id)
    if attack.door == "digest":
        return await _digest(attack, application, model)
    question, history = attack.question, ()
    if attack.door == "question":
        question = f"{attack.payload} {question}"
    if attack.door == "history":
        history = (Turn(f"{question} {attack.payload}", f"{attack.payload} [1]"),)
        question = f"And how do {attack.animals} of that kind {attack.doing}?"
    answer = await application.ask(
        question,
        filters=Filters(categories=(attack.category,)),
        history=history,
        options=AnswerOptions(model=model),
    )
    return answer.shown_sentences, answer.answered


async def _digest(
    attack: Attack, application: Application, model: str
) -> tuple[tuple[Sentence, ...], bool]:
    issue = await application.issue_builder(
        subscription(f"how fast {attack.animals} {attack.doing}", categories=(attack.category,)),
        issue_id="issue",
        now=datetime.now(UTC),
        already_sent=(),
        votes=(),
        options=AnswerOptions(model=model),
    )
    told = [pick.sentence for pick in issue.picks if pick.sentence is not None]
    return (*issue.headline, *told), bool(issue.picks)
