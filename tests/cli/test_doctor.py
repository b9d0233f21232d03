"""`footnote doctor`: what works, what does not, and what to do."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest
from pydantic import SecretStr

from bot.answering.language_model import ModelRejected
from bot.settings import Settings
from retrieval.errors import CatalogueError, LibraryInUse
from tests.cli.conftest import Run
from tests.fakes.cli import FakeModel, FakeOutside


def _checks(run: Run, code: int) -> dict[str, dict[str, str]]:
    result = run("doctor", "--json")
    document = json.loads(result.stdout)

    assert (code, code == 0) == (result.exit_code, document["ok"])
    return {check["name"]: check for check in document["checks"]}


def test_well(run: Run) -> None:
    """Where all is well every check is ok, though there is no model."""
    checks = _checks(run, 0)

    assert {check["status"] for check in checks.values()} == {"ok"}
    assert list(checks) == [
        *("data folder", "library", "papers", "queue", "search", "refusals", "check", "model")
    ]
    assert "OPENAI_API_KEY" in checks["model"]["advice"]


def test_library_in_use(run: Run, outside: FakeOutside) -> None:
    """Who holds the library is said, and that is a failure."""
    outside.open_error = LibraryInUse("Process 7 (footnote chat) holds it.")

    check = _checks(run, 1)["library"]
    assert (check["status"], check["detail"]) == ("fail", "Process 7 (footnote chat) holds it.")


def test_the_database(run: Run, outside: FakeOutside) -> None:
    """It is asked, and its password is not shown."""
    url = "postgresql://footnote:s3cret-word@db/footnote"
    outside.settings = outside.settings.model_copy(update={"database_url": SecretStr(url)})

    check = _checks(run, 0)["database"]
    shown = run("doctor").stdout + run("doctor", "--json").stdout
    assert check["detail"] == "postgresql://db/footnote answers"
    assert "s3cret" not in shown

    outside.kept_error = CatalogueError("The server does not answer.")
    check = _checks(run, 1)["database"]
    assert (check["status"], check["detail"]) == ("fail", "The server does not answer.")


@pytest.mark.parametrize(
    ("model", "code", "status"),
    [
        (FakeModel("gpt", "model"), 0, "ok"),
        (FakeModel("gpt", "model", chunks=("", "")), 0, "warn"),
        (FakeModel("gpt", "model", error=ModelRejected("The key is wrong.")), 1, "fail"),
    ],
)
def test_model(run: Run, outside: FakeOutside, model: FakeModel, code: int, status: str) -> None:
    """The model has to write something to pass."""
    outside.application.model = model

    assert _checks(run, code)["model"]["status"] == status


@pytest.mark.parametrize("model", ["gpt-4o-mini", "qwen3:4b"])
def test_a_budget_that_would_not_hold(run: Run, outside: FakeOutside, model: str) -> None:
    """Dollars count nothing for a model whose price is not known."""
    outside.settings = Settings(
        data_dir=outside.data_dir,
        openai_base_url="http://127.0.0.1:9/v1",
        model=model,
        daily_dollars_user=1.0,
    )
    found = [
        c for c in json.loads(run("doctor", "--json").stdout)["checks"] if c["name"] == "budgets"
    ]

    if model == "gpt-4o-mini":
        assert found == []
        return
    (check,) = found
    assert check["status"] == "warn"
    assert "FOOTNOTE_DAILY_DOLLARS_USER does not count qwen3:4b" in check["detail"]
    assert "FOOTNOTE_DAILY_TOKENS_USER" in check["advice"]


def test_a_pause_without_a_mirror(run: Run, outside: FakeOutside) -> None:
    """It has no effect, which is said."""
    outside.settings = Settings(data_dir=outside.data_dir, mirror_pause=1)

    check = _checks(run, 0)["mirror"]
    assert (check["status"], "neither" in check["advice"]) == ("warn", True)


def test_no_secrets(run: Run, outside: FakeOutside) -> None:
    """A secret is only said to be set."""
    outside.settings = Settings(openai_api_key="sk-hidden", data_dir=outside.data_dir)
    result = run("doctor", "--json")

    assert "hidden" not in result.stdout
    assert json.loads(result.stdout)["settings"]["OPENAI_API_KEY"] == "(set)"


def test_addresses_are_shown_without_what_opens_them(run: Run, outside: FakeOutside) -> None:
    """Neither in the settings nor in an error that quotes one, for people and programs."""
    outside.settings = Settings(
        openai_base_url="https://me:hidden-1@models.example/v1?key=hidden-2",
        chroma="https://me:hidden-3@vectors.example?token=hidden-4",
        database_url="postgresql://me:hidden-5@data.example/papers?password=hidden-6",
        data_dir=outside.data_dir,
    )
    address = "https://me:hidden-3@vectors.example?token=hidden-4"
    outside.open_error = CatalogueError(f"The server at {address} does not answer.")
    for result in (run("doctor"), run("doctor", "--json")):
        assert "hidden" not in result.stdout
        told = "".join(result.stdout.split())  # whatever the width of the table
        assert "Theserverathttps://vectors.exampledoesnotanswer." in told
    secrets = outside.settings.secrets
    assert all(any(f"hidden-{n}" in secret for secret in secrets) for n in range(1, 7))


@pytest.mark.parametrize("damage", [b"", b"not a database" * 99])
def test_a_destroyed_database_fails(run: Run, outside: FakeOutside, damage: bytes) -> None:
    """Also where nothing that was asked of it failed yet."""
    with closing(sqlite3.connect(outside.data_dir / "state.db")) as database:
        database.execute("CREATE TABLE turns (a)")
        database.commit()
    (outside.data_dir / "state.db").chmod(0o600)
    assert _checks(run, 0)["state.db"]["status"] == "ok"
    content = (outside.data_dir / "state.db").read_bytes()
    (outside.data_dir / "state.db").write_bytes(damage or content[:100] + b"x" * 3_000)

    check = _checks(run, 1)["state.db"]
    assert (check["status"], "footnote restore" in check["advice"]) == ("fail", True)


def test_what_others_may_open_is_mentioned(run: Run, outside: FakeOutside) -> None:
    """The folder and the files, with what to do."""
    sqlite3.connect(outside.data_dir / "state.db").close()
    for path, mode in ((outside.data_dir, 0o755), (outside.data_dir / "state.db", 0o644)):
        path.chmod(mode)
    checks = _checks(run, 0)

    for name, advice in (("data folder", "chmod 700"), ("state.db", "chmod 600")):
        assert (checks[name]["status"], advice in checks[name]["advice"]) == ("warn", True)
