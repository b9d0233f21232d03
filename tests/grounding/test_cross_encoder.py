"""The model that judges premise and claim, as it is in the repository."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from statistics import mean

import pytest

from bot.grounding import cross_encoder
from bot.grounding.cross_encoder import CrossEncoder
from retrieval.errors import EmbeddingError

IN_FLOAT = Path(__file__).with_name("float_judgments.jsonl")
"""Pairs as the same weights in float32 judge them, by `benchmarks.fit.grounding --reference`.

They are those of a hundred on which sums in 16 bits were furthest off.
"""

TURNED = [
    ("FooNet outperforms other methods.", "Other methods outperform FooNet."),
    ("FooNet is more successful than BarParse.", "BarParse is more successful than FooNet."),
    ("FooNet is preferable to BarParse.", "BarParse is preferable to FooNet."),
    ("FooNet outperforms BarParse.", "BarParse outperforms FooNet."),
    ("FooNet outperforms BarParse.", "FooNet is outperformed by BarParse."),
    ("FooNet outperforms BarParse.", "FooNet falls short of BarParse."),
    ("FooNet is better than BarParse on trees.", "BarParse is better than FooNet on trees."),
    ("FooNet is faster than BarParse.", "BarParse is faster than FooNet."),
    ("FooNet needs fewer labels than BarParse.", "BarParse needs fewer labels than FooNet."),
    ("Our method surpasses BarParse on trees.", "BarParse surpasses the proposed method on trees."),
    ("Our method beats earlier methods.", "Earlier methods beat the proposed one."),
    ("Smoking causes cancer.", "Cancer causes smoking."),
    ("Pruning comes before tuning.", "Tuning comes before pruning."),
    ("Text is translated from English to German.", "It translates from German to English."),
    ("A Foo reads images and a Bar reads labels.", "A Foo reads labels and a Bar reads images."),
    ("ViT uses attention, while GFN uses filters.", "ViT uses filters, while GFN uses attention."),
]
SAME = [
    ("FooNet outperforms BarParse.", "BarParse is outperformed by FooNet."),
    ("FooNet outperforms BarParse.", "FooNet is better than BarParse."),
    ("The method does not require labels.", "The method works without labels."),
    ("There is no need for labels.", "It does not need labels."),
    ("Pruning reduces latency.", "Latency is lowered by pruning."),
    ("Pruning reduces latency.", "With pruning the latency goes down."),
    ("Accuracy rises and latency falls.", "Latency falls, and accuracy rises."),
    ("It finetunes nothing but the masks.", "It finetunes only the masks."),
    ("A reads images; B reads labels.", "B reads labels and A reads images."),
]


@pytest.fixture(scope="module")
def judge() -> CrossEncoder:
    """Return the model."""
    return CrossEncoder()


def _count_supported(judge: CrossEncoder, pairs: Sequence[tuple[str, str]]) -> int:
    return sum(judge(premise, claim).supported >= 0.5 for premise, claim in pairs)


def test_things_that_changed_places_are_told_apart(judge: CrossEncoder):
    """Of the same words, in another order: at most one in five passes."""
    assert _count_supported(judge, TURNED) <= len(TURNED) // 5


def test_the_same_in_other_words_is_supported(judge: CrossEncoder):
    """Passive voice, two denials, a change of order: nearly all pass."""
    assert _count_supported(judge, SAME) >= len(SAME) - 2


def test_judgments_are_near_those_in_float_on_any_processor(judge: CrossEncoder):
    """Sums that clip, as of signed weights without VNNI, shift these by 0.27; rounding by 0.06."""
    rows = [json.loads(line) for line in IN_FLOAT.read_text(encoding="utf-8").splitlines()]
    apart = [
        abs(math.log(getattr(judge(row["premise"], row["claim"]), label) / probability))
        for row in rows
        for label, probability in row["judgment"].items()
    ]

    assert mean(apart) < 0.14


def test_a_damaged_model_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """One that was cut short is not loaded."""
    cut = tmp_path / "cut.onnx"
    cut.write_bytes(cross_encoder.MODEL.read_bytes()[:1000])
    monkeypatch.setattr(cross_encoder, "MODEL", cut)

    with pytest.raises(EmbeddingError, match=r"cut\.onnx, is missing or damaged"):
        CrossEncoder()("Bats sleep.", "Bats sleep.")
