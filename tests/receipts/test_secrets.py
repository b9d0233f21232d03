"""No key and no password ever comes into a receipt."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.bootstrap.models import build_language_models
from bot.cli.json_keys import to_json as as_json
from bot.models.openai_compatible import OpenAICompatible
from bot.records.receipts import BuildInfo, build_receipt
from bot.settings import Settings
from bot.storage.documents import write_receipt
from tests.fakes.answering import CATS, DOGS, FakeSearch, build_ask, build_quoting_model
from tests.fakes.sentence_check import FakeCheck
from tests.servers.model_server import ModelServer
from tests.storage.samples import NOW

KEY, PASSWORD = "sk-secret-0123456789", "pw-secret"


@pytest.mark.parametrize("works", [True, False], ids=["answered", "refused by the server"])
async def test_no_secret_in_a_receipt(tmp_path: Path, works: bool) -> None:
    """Neither of an answer that a model wrote, nor of one whose notice says why none did."""
    async with ModelServer(key="" if works else "another") as server:
        settings = Settings(
            data_dir=tmp_path,
            model="test-model",
            openai_api_key=KEY,
            openai_base_url=server.base_url.replace("://", f"://user:{PASSWORD}@"),
        )
        quotes: Any = build_quoting_model()
        models, _ = build_language_models(settings, quotes, lambda model: model)
        model = models[settings.model]
        assert isinstance(model, OpenAICompatible)
        asking = build_ask(
            FakeSearch(CATS, DOGS).as_search,
            model,
            quotes,
            check=FakeCheck(),
            others=list(models.values()),
        )
        answer = await asking("How long do animals sleep?")
        await model.close()
    edition = BuildInfo("0.1.0", "minilm", 67, settings.model)
    kept = build_receipt(answer, receipt_id="r", made_at=NOW, build=edition)

    assert (answer.mode == "model") is works
    assert bool(answer.notice) is not works
    for told in (repr(kept), write_receipt(kept), json.dumps(as_json(kept))):
        assert KEY not in told
        assert "secret" not in told
        assert PASSWORD not in told
