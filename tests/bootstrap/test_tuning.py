"""What is loaded before people come."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from bot.bootstrap import models
from bot.bootstrap.application import open_application
from bot.bootstrap.tuning import warm_up
from bot.grounding.cross_encoder import Judgment
from bot.settings import Settings
from retrieval.errors import EmbeddingError
from tests.fakes.embedder import FakeEmbedder


class FakeModel:
    """Keeps the thread that asked it first."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.asked = threading.Event()
        self.by = ""
        self._fault = fault

    def __call__(self, premise: str, claim: str) -> Judgment:
        self.by = threading.current_thread().name
        self.asked.set()
        if self._fault is not None:
            raise self._fault
        return Judgment(1.0, 0.0, 0.0)


@pytest.mark.parametrize("fault", [None, EmbeddingError("The model is damaged.")])
@pytest.mark.parametrize("writes", [True, False])
def test_the_check_of_a_models_sentences_is_loaded_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writes: bool, fault: Exception | None
) -> None:
    """In a thread, so that nothing waits for it; not where quotes are all that is written."""
    judge = FakeModel(fault)
    monkeypatch.setattr(models, "CrossEncoder", lambda: judge)
    monkeypatch.setattr("bot.bootstrap.application.BgeSmall", FakeEmbedder)
    url = "http://127.0.0.1:9/v1" if writes else ""
    with open_application(Settings(data_dir=tmp_path, openai_base_url=url)) as application:
        assert not judge.asked.is_set()
        warm_up(application)
        for thread in threading.enumerate():
            if thread.name == "load-checker":
                thread.join()

    assert judge.asked.is_set() is writes
    assert judge.by == ("load-checker" if writes else "")
