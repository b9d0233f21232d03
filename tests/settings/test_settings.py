"""The settings: where they come from, and what is said of a wrong one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.bootstrap.shard_locks import build_guild_filter
from bot.cli.doctor import settings_in_use
from bot.settings import Settings, SettingsError, load_settings, variables
from bot.settings.loading import RENAMED
from bot.settings.page import build_page

ROOT = Path(__file__).parents[2]


def test_data_home() -> None:
    """XDG_DATA_HOME moves the library, unless it is relative."""
    moved = load_settings({"XDG_DATA_HOME": "/srv/data"}, None)
    relative = load_settings({"XDG_DATA_HOME": "data"}, None)

    assert Path("/srv/data/footnote") == moved.data_dir
    assert Path("~/.local/share/footnote").expanduser() == relative.data_dir


@pytest.mark.parametrize(
    "environ", [{"OPENAI_API_KEY": "sk-1"}, {"OPENAI_BASE_URL": "http://localhost:11434/v1"}]
)
def test_model_mode(environ: dict[str, str]) -> None:
    """A key or an address is enough for a model to answer."""
    assert load_settings(environ, None).mode == "model"


def test_environment_wins(tmp_path: Path) -> None:
    """The environment wins over .env, but an empty value counts as not given."""
    env_file = tmp_path / ".env"
    env_file.write_text("FOOTNOTE_MODEL=from-file\nFOOTNOTE_LANGUAGE=German\nOTHER=1\n")

    settings = load_settings({"FOOTNOTE_MODEL": "given", "FOOTNOTE_LANGUAGE": ""}, env_file)

    assert (settings.model, settings.language) == ("given", "German")


def test_a_line_that_cannot_be_read(tmp_path: Path) -> None:
    """Each is named by its number, once, without what stands there: it may be a key."""
    env_file = tmp_path / ".env"
    env_file.write_text(
        'FOOTNOTE_MODEL=a\n\nDISCORD_TOKEN s3cret\n# fine\nOPENAI_API_KEY="s3cret\n'
    )

    with pytest.raises(SettingsError) as caught:
        load_settings({}, env_file)
    assert [line.partition(" of ")[0] for line in caught.value.problems] == ["Line 3", "Line 5"]
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(("old", "new"), RENAMED.items())
def test_an_old_name(old: str, new: str) -> None:
    """A variable that was renamed is refused, and the message has its new name."""
    assert old not in variables()
    assert new in variables()
    with pytest.raises(SettingsError) as caught:
        load_settings({old: "true"}, None)

    assert caught.value.problems == (f"{old} is now called {new}. Rename it.",)


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("FOOTNOTE_CHROMA", "localhost:8000", "http(s)://host:port"),
        ("FOOTNOTE_SHARDS", "0", "from 1 to 10000"),
        ("FOOTNOTE_SHARD_IDS", "0-3", "FOOTNOTE_SHARDS, which must be set too"),
        ("FOOTNOTE_CUTOFF", "nan", "from 0 to 1"),
        ("FOOTNOTE_CONTEXT_WINDOW", "8k", "a whole number"),
        ("FOOTNOTE_MODEL_TIMEOUT", "inf", "at most 3600"),
        ("FOOTNOTE_LOG_LEVEL", "LOUD", "DEBUG, INFO, WARNING or ERROR"),
        ("OPENAI_BASE_URL", "ftp://host", "http(s)://"),
        ("FOOTNOTE_MESSAGE_CONTENT", "maybe", "true or false"),
        ("FOOTNOTE_CONTACT", "me@host\nX-Other: 1", "name@host or http(s)://"),
        ("FOOTNOTE_MIRROR", "http://me@mirror.example", "http(s)://"),
        ("FOOTNOTE_MIRROR", "http://mirror.example/?to=", "http(s)://"),
        ("FOOTNOTE_AUTO_INGEST", "rss:cs.CL, twitter", "hf-daily"),
        ("FOOTNOTE_AUTO_INGEST", "arxiv:cs.CL/../x", "arxiv:CATEGORY[+CATEGORY…]"),
    ],
)
def test_wrong_value(name: str, value: str, allowed: str) -> None:
    """A wrong value is named with its variable and what is allowed."""
    with pytest.raises(SettingsError) as caught:
        load_settings({name: value}, None)

    (problem,) = caught.value.problems
    assert name in problem
    assert repr(value) in problem
    assert allowed in problem


def test_every_wrong_value() -> None:
    """All that is wrong is said at once."""
    with pytest.raises(SettingsError) as caught:
        load_settings({"FOOTNOTE_CUTOFF": "x", "FOOTNOTE_CHROMA": "x", "FOOTNOTE_X": "1"}, None)

    assert len(caught.value.problems) == 3


def test_secrets_stay_hidden() -> None:
    """Neither the settings nor a complaint shows a secret."""
    environ = {
        "OPENAI_API_KEY": "sk-hidden",
        "DISCORD_TOKEN": "tok-hidden",
        "SEMANTIC_SCHOLAR_API_KEY": "s2-hidden",
    }

    shown = repr(load_settings(environ, None))
    with pytest.raises(SettingsError) as caught:
        load_settings({**environ, "FOOTNOTE_CUTOFF": "x"}, None)

    assert "hidden" not in shown + str(caught.value)


@pytest.mark.parametrize("name", ["OPENAI_BASE_URL", "FOOTNOTE_MIRROR"])
@pytest.mark.parametrize("value", ["me:hidden@host:8000", "http://me:a//hidden@host"])
def test_a_wrong_address_is_named_without_its_password(name: str, value: str) -> None:
    """Even where it cannot be read as an address."""
    with pytest.raises(SettingsError, match=name) as caught:
        load_settings({name: value}, None)

    assert "hidden" not in str(caught.value)


def test_example_file() -> None:
    """.env.example names every variable once, each commented out."""
    lines = (ROOT / ".env.example").read_text().splitlines()
    named = [found.group(1) for line in lines if (found := re.match(r"#([A-Z_]+)=", line))]

    assert sorted(variables()) == sorted(named)
    assert all(line.startswith("#") or not line for line in lines)


@pytest.mark.parametrize(
    "address",
    [
        "sqlite:///s3cret.db",
        "postgresql://user:s3cret@host",
        "postgresql://u:s3cret@host:port/name",
    ],
)
def test_a_wrong_database(address: str) -> None:
    """What is allowed is said, and not what was given."""
    with pytest.raises(SettingsError, match=r"Allowed: postgresql://") as caught:
        load_settings({"FOOTNOTE_DATABASE_URL": address}, None)

    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize("ids", ["0-4", "a", "1-", "0-99999999"])
def test_wrong_shards(ids: str) -> None:
    """There are four, from 0 to 3."""
    with pytest.raises(SettingsError, match=r"FOOTNOTE_SHARD_IDS .* is invalid"):
        load_settings({"FOOTNOTE_SHARDS": "4", "FOOTNOTE_SHARD_IDS": ids}, None)


def test_shards() -> None:
    """Ranges and numbers in any order; each server belongs to one of the shards."""
    environ = {"FOOTNOTE_SHARDS": "8", "FOOTNOTE_SHARD_IDS": "7, 0-2,1"}
    settings = load_settings(environ, None)
    some, others = (
        build_guild_filter(settings),
        build_guild_filter(settings.model_copy(update={"shard_ids": (3, 4, 5, 6)})),
    )

    assert settings.shard_ids == (0, 1, 2, 7)
    assert settings_in_use(settings)["FOOTNOTE_SHARD_IDS"] == "0, 1, 2, 7"
    guilds = [n << 22 | 12345 for n in range(16)]
    assert [g >> 22 for g in guilds if some(g)] == [0, 1, 2, 7, 8, 9, 10, 15]
    assert all(some(g) != others(g) for g in guilds)
    assert all(build_guild_filter(Settings())(g) for g in guilds)


def test_the_databases_password() -> None:
    """It is where the address is asked for by name, and nowhere that people see."""
    address = "postgres://user:s3cr%40t@host:5433/name?sslpassword=s3cr%40t"
    settings = load_settings({"FOOTNOTE_DATABASE_URL": address}, None)

    assert settings.database == address.replace("postgres:", "postgresql:")
    assert settings.database_shown == "postgresql://user:***@host:5433/name"
    assert "s3cr" not in f"{settings!r} {settings} {settings_in_use(settings)}"
    assert {"s3cr%40t", "s3cr@t"} <= set(settings.secrets)


def test_the_page_of_settings_is_that_of_the_code() -> None:
    """It is regenerated by `python -m bot.settings.page > docs/settings.md`."""
    assert (ROOT / "docs/settings.md").read_text(encoding="utf-8") == build_page()
