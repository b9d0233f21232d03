"""Words for a paper's own work, resolved to its name."""

from __future__ import annotations

import pytest

from bot.grounding.evidence_spans import find_verbatim
from bot.grounding.references import resolve_references
from retrieval.paper import Paper

TITLE = "BeeNet: counting bees at the entrance of a hive"


def _resolve(*sentences: str, title: str = TITLE) -> str:
    """Return the last sentence as it is quoted alone."""
    return resolve_references(title, sentences)[-1]


@pytest.mark.parametrize(
    ("after", "resolved"),
    [
        ("It counts pollen.", "[BeeNet] counts pollen."),
        ("Its camera is cheap.", "[BeeNet's] camera is cheap."),
        ("The proposed network runs on a phone.", "[BeeNet] runs on a phone."),
        ("In tests, it misses few bees.", "In tests, [BeeNet] misses few bees."),
    ],
)
def test_a_word_for_what_is_announced_becomes_its_name(after: str, resolved: str):
    """In the brackets of editors."""
    assert _resolve("We present BeeNet, a small network.", after) == resolved


@pytest.mark.parametrize(
    "after",
    [
        "It is clear that bees matter.",
        "It is proposed a new camera.",
        "The dataset has three hives.",
        "This method of counting is old.",
        "They count pollen.",
    ],
)
def test_other_words_stay(after: str):
    """Those that may mean something else."""
    assert _resolve("We present BeeNet, a small network.", after) == after


def test_a_name_that_is_not_spoken_of_is_not_meant():
    """Neither after a sentence on others, nor once something else is announced."""
    new = "We present BeeNet, a small network."

    assert _resolve(new, "Cameras are cheap.", "It saves money.") == "It saves money."
    assert (
        _resolve(new, "We also develop a hive.", "The proposed model is round.")
        == "The proposed model is round."
    )


@pytest.mark.parametrize(
    ("announced", "name"),
    [
        ("We propose a network called BeeNet.", "BeeNet"),
        ("We propose a bee counting network (BCN) for hives.", "BCN"),
        ("We propose a ResNet-based counter named BeeNet.", "BeeNet"),
        ("We propose a network based on ResNet.", None),
        ("We propose AntNet and a model named BeeNet.", None),
    ],
)
def test_names_come_from_titles_or_from_announcements(announced: str, name: str | None):
    """The only one that is given there."""
    title = "Counting bees by BCN"
    shown = _resolve(announced, "It counts bees.", title=title)

    assert shown == (f"[{name}] counts bees." if name else "It counts bees.")


def test_a_resolved_sentence_is_verbatim():
    """With or without the words before it, and for its own paper only."""
    abstract = "We present BeeNet, a small network. Moreover, it counts the pollen that they carry."
    paper = Paper("p", TITLE, abstract)
    other = Paper("q", "Hives", abstract.replace("BeeNet, a", "a"))
    quote = "Moreover, [BeeNet] counts the pollen that they carry."
    found = find_verbatim(quote, paper)

    assert found is not None
    assert found.text == "Moreover, it counts the pollen that they carry."
    assert find_verbatim("[BeeNet] counts the pollen that they carry.", paper) == found
    assert find_verbatim(quote, other) is None
    assert find_verbatim("[AntNet] counts the pollen that they carry.", paper) is None
