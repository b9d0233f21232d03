"""The goals of the first issue, on our own question sets over the seed page.

Judged are other questions; these are ours, so that the floors are a little above the goals.
"""

from __future__ import annotations

from bot.application import Application
from retrieval.paper import Paper, normalize_title
from tests.quality.questions import Asked, answers, gives_figure, places, questions, share


def test_a_paraphrase_finds_its_paper_first(seed: Application, most: int | None, record_property):
    """First for 86 %, among the first three for 94 %."""
    found = places(seed, questions("known_item_b", "known_item_c", most=most))

    first, first_three = share([p == 1 for p in found]), share([p > 0 for p in found])
    record_property("first", first)
    record_property("first_three", first_three)
    assert first >= 0.86
    assert first_three >= 0.94


def test_every_exact_title_finds_its_paper_first(seed: Application, seed_papers: tuple[Paper, ...]):
    """Titles are typed more than anything else."""
    asked = [Asked(p.for_reading().title, p.for_reading().title) for p in seed_papers]

    found = places(seed, asked)

    assert [one.title for one, place in zip(asked, found, strict=True) if place != 1] == []


def test_a_figure_asked_for_is_in_a_sentence_that_cites_its_paper(
    seed: Application, most: int | None, record_property
):
    """Quotes give the figure for more than four in five."""
    asked = questions("figure_a", "figure_b", "figure_c", most=most)

    given = [gives_figure(q, a) for q, a in zip(asked, answers(seed, asked), strict=True)]

    record_property("figures", share(given))
    assert share(given) >= 0.80


def test_questions_from_other_fields_are_refused(
    seed: Application, most: int | None, record_property
):
    """Refused for 95 %, those with tempting words too."""
    asked = questions("offtopic_a", "offtopic_b", most=most and most // 2)  # each is read for long

    refused = [not answer.answered for answer in answers(seed, asked)]

    record_property("off_topic_refused", share(refused))
    assert share(refused) >= 0.85


def test_answerable_questions_are_not_refused(seed: Application, most: int | None, record_property):
    """Neither as far nor for a detail: at most 15 % of all sets, terse and oblique ones too."""
    asked = questions("figure_a", "figure_b", "figure_c", most=most)  # asked already
    others = ("answerable_a", "answerable_b", "answerable_c", "known_item_b", "known_item_c")
    asked += questions(*others, most=most)

    refused = [not answer.answered for answer in answers(seed, asked)]

    record_property("answerable_refused", share(refused))
    assert share(refused) <= 0.15


def test_a_question_whose_detail_is_not_stated_is_refused(
    seed: Application, most: int | None, record_property
):
    """For more than half, and what comes closest is the paper asked about for nine in ten."""
    asked = questions("detail_a", "detail_b", most=most)

    given = answers(seed, asked)

    refused = [answer.refusal_reason is not None for answer in given]
    named = [
        normalize_title(answer.missing.closest.title) == normalize_title(one.title)
        for one, answer in zip(asked, given, strict=True)
        if answer.missing is not None
    ]
    record_property("detail_refused", share(refused))
    assert share(refused) >= 0.55
    assert share(named) >= 0.9
