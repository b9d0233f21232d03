"""The real model of entailment, for tests that want it."""

from __future__ import annotations

from functools import cache

import pytest

from bot.llm.nli import Entailment


@cache
def _one() -> Entailment:
    return Entailment()


def entailment() -> Entailment:
    """Return the one that all tests of a process share; skip where it is not installed."""
    if not Entailment.installed():
        pytest.skip("the entailment model is not installed: make entailment")
    return _one()
