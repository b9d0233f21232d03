"""Settings of every value: taken, or refused in a sentence each."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.settings import SettingsError, load_settings, variables
from tests.fuzzing import ODD, fuzzed, odd_texts, quick

_NAMES = sorted(variables())


def _load(environ: dict[str, str]) -> None:
    problems: tuple[str, ...] = ()
    try:
        settings = load_settings(environ, None)
    except SettingsError as wrong:
        problems = wrong.problems
    if problems:
        assert all(len(problem) < 1000 for problem in problems)
        return
    assert settings.max_questions >= 1
    assert settings.mode in ("model", "extractive")
    assert settings.health_host_and_port is None or 0 <= settings.health_host_and_port[1] < 65536
    assert all(settings.secrets)
    assert "sk-secret" not in repr(settings)


@fuzzed
@given(st.dictionaries(st.sampled_from(_NAMES), odd_texts, max_size=4))
def test_any_settings(environ: dict[str, str]) -> None:
    """Some of them, of anything."""
    with quick():
        _load({"HOME": "/nowhere", "OPENAI_API_KEY": "sk-secret", **environ})


def test_any_value_of_a_setting() -> None:
    """Each of them, of some of what is odd."""
    for place, name in enumerate(_NAMES):
        with quick(10):
            for odd in ODD[place % 9 :: 9]:
                for value in (odd, f"http://127.0.0.1:{odd}", f"a@{odd}", f"rss:{odd}", f"1{odd}"):
                    _load({"HOME": "/nowhere", name: value})
