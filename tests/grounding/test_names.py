"""Names that an abstract does not have."""

from __future__ import annotations

import pytest

from bot.grounding.names import find_renumbered_names, find_unknown_names

SOURCES = ["Fast Training", "GPT-3 and a ResNet-50 are trained on ImageNet-1K and SciFact."]


@pytest.mark.parametrize(
    ("claim", "reasons"),
    [
        ("GPT-4 is trained.", ["the abstract has GPT-3, not GPT-4"]),
        ("ResNet50 and GPT 3 are trained.", []),
        ("It is trained on ImageNet-21K.", ["the abstract has ImageNet-1K, not ImageNet-21K"]),
        ("It is compared with LLaMA-2.", []),
        ("They train for 50 epochs in 2024.", []),
    ],
)
def test_a_name_with_another_number(claim: str, reasons: list[str]):
    """It is wrong only where the abstract has the name with another number."""
    assert find_renumbered_names(claim, SOURCES) == reasons


@pytest.mark.parametrize(
    ("claim", "unknown"),
    [
        ("GPT-3 wird auf SciFact trainiert.", []),
        ("GPT-3はSciFactで訓練される。", []),
        ("Das Modell wird auf HotpotQA trainiert.", ["HotpotQA"]),
        ("BERTはSciFactで訓練される。", ["BERT"]),
        ("Le ResNet50 est entraîné.", []),
        ("Le TNF‑alpha est mesuré avec l'IL‐10.", ["TNF-alpha", "IL-10"]),
    ],
)
def test_a_name_in_another_language(claim: str, unknown: list[str]):
    """Names are the same in all languages, and nouns with a capital are none."""
    found = find_unknown_names(claim, SOURCES)

    assert found == [f"the abstract does not mention {name}" for name in unknown]
