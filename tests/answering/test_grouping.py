"""Papers of an overview under what some of them are about."""

from __future__ import annotations

from bot.answering.grouping import OTHERS, Grouped, group_papers
from retrieval.paper import Paper


def _papers(*described: tuple[str, str]) -> dict[int, Grouped]:
    return {
        n: Grouped(Paper(f"2301.{n:05}", title, abstract), abstract.split(". ")[0] + ".")
        for n, (title, abstract) in enumerate(described, 1)
    }


def _has(one: Grouped, heading: str) -> bool:
    return heading.lower().rstrip("s") in f"{one.paper.title} {one.line}".lower()


SONG = (
    ("Arrays of hydrophones for whale song", "We locate whale song with hydrophone arrays."),
    ("Denoising the sound of hydrophones", "We denoise hydrophone recordings."),
    ("Transcribing whale song by sonograms", "We transcribe whale song from sonograms."),
    ("Dialects of whales in sonograms", "Sonograms show dialects."),
    ("A survey of whale song", "This survey reviews 60 years of whale song."),
    ("Whale song in the tank", "We play whale song to dolphins."),
)


def test_groups_are_terms_of_the_papers_own():
    """Those of papers found first come first, kinds of papers later, the rest last."""
    named = group_papers(_papers(*SONG), ["whale song"], _has)

    assert named[1] == named[2] == "Hydrophones"
    assert named[3] == named[4] == "Sonograms"
    assert named[5] == "Surveys"
    assert named[6] == OTHERS
    assert list(named) == [1, 2, 3, 4, 5, 6]


def test_what_the_topic_says_is_no_group():
    """Nor its abbreviation."""
    described = [
        (f"Graph neural networks for {what}", f"We use a graph neural network (GNN) for {what}.")
        for what in ("bees", "wasps", "ants", "moths")
    ]

    assert not group_papers(_papers(*described), ["graph neural networks"], _has)


def test_few_papers_have_no_groups():
    """Nor have those that share nothing."""
    assert not group_papers(_papers(*SONG[:3]), ["whales"], _has)
    apart = [
        ("Bees", "On bees."),
        ("Wasps", "On wasps."),
        ("Ants", "On ants."),
        ("Moths", "Of moths."),
    ]
    assert not group_papers(_papers(*apart), ["insects"], _has)


def test_a_word_in_passing_makes_no_group():
    """A paper is in a group for what it is about."""
    described = [
        ("Sonar for whales", "We present sonar for whales. It ran in Norway."),
        ("Sonar for seals", "We present sonar for seals. It ran in Iceland."),
        ("Drones for otters", "We present drones for otters. Unlike sonar, they see."),
        ("Drones for gulls", "We present drones for gulls. It ran in Norway."),
    ]

    named = group_papers(_papers(*described), ["monitoring animals"], _has)

    assert named == {1: "Sonar", 2: "Sonar", 3: "Drones", 4: "Drones"}


def test_abbreviations_are_what_they_stand_for():
    """Where an abstract says so; and no heading says less of another."""
    described = [
        ("Bees with an LLM", "We use a large language model (LLM) for bees."),
        ("Wasps and large language models", "We use them for wasps."),
        ("Ants and hives with language models", "We use none for ants."),
        ("Of moths and hives", "We look at moths."),
    ]

    named = group_papers(_papers(*described), ["insects"], _has)

    assert named[1] == named[2]
    assert named[3] == named[4] == "Hives"
