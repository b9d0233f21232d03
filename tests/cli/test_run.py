"""`footnote run`: what is looked at before Discord is."""

from __future__ import annotations

from bot.settings import Settings
from tests.cli.conftest import Run
from tests.fakes.cli import FakeOutside


def test_without_a_token(run: Run, outside: FakeOutside) -> None:
    """Without a token nothing is started; what to do is said."""
    result = run("run")

    assert result.exit_code == 2
    assert "DISCORD_TOKEN" in result.stderr
    assert "make demo" in result.stderr
    assert not outside.ran


def test_with_a_token(run: Run, outside: FakeOutside) -> None:
    """With a token the bot is run with the settings in force."""
    outside.settings = Settings(data_dir=outside.data_dir, discord_token="a-token")

    assert run("run").exit_code == 0
    assert outside.ran == [outside.settings]
