"""The real model of entailment, for tests that want it."""

from __future__ import annotations

from functools import cache

import pytest

from bot.llm.nli import CrossEncoder


@cache
def _one() -> CrossEncoder:
    return CrossEncoder()


def load_entailment() -> CrossEncoder:
    """Return the one that all tests of a process share; skip where it is not installed."""
    if not CrossEncoder.is_installed():
        pytest.skip("the entailment model is not installed: make entailment")
    return _one()
