"""Load the settings from the environment and `.env`."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from dotenv.parser import Binding, parse_stream
from pydantic import ValidationError

from bot.settings.settings import Settings, describe_allowed, variables

RENAMED: Final = {
    "FOOTNOTE_ANSWER_ONCE": "FOOTNOTE_CACHE_ANSWERS",
    "FOOTNOTE_GROW": "FOOTNOTE_AUTO_INGEST",
    "FOOTNOTE_GROW_EVERY": "FOOTNOTE_AUTO_INGEST_HOURS",
    "FOOTNOTE_HTTP": "FOOTNOTE_HEALTH_ADDRESS",
    "FOOTNOTE_JUDGE": "FOOTNOTE_LLM_JUDGE",
    "FOOTNOTE_RATE_ADD": "FOOTNOTE_RATE_ADD_PAPERS",
    "FOOTNOTE_STOP_GRACE": "FOOTNOTE_SHUTDOWN_GRACE_SECONDS",
}
"""The new names of renamed variables."""

REMOVED: Final = {
    "FOOTNOTE_CHROMA_SEARCH": "the text index always finds by words",
    "FOOTNOTE_EMBEDDER": "bge-small, which is installed with Footnote, turns text into vectors",
    "FOOTNOTE_ENTAILMENT": "the check has a model of its own, which is always used",
    "FOOTNOTE_NLI": "the check has a model of its own, which is always used",
    "FOOTNOTE_WATCH_LOOP": "PYTHONASYNCIODEBUG=1 logs what blocks the event loop",
}
"""Why variables that earlier versions had are gone."""


class SettingsError(Exception):
    """Some settings are invalid; the message names each, and what is allowed."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


def load_settings(environ: Mapping[str, str], env_file: Path | None) -> Settings:
    """Return the settings in `environ`, which overrides those in `env_file` if it exists.

    An empty value counts as unset. Raises `SettingsError` with all invalid settings.
    """
    given = {**_read_env_file(env_file), **{k: v for k, v in environ.items() if v != ""}}
    known = variables()
    problems = [
        _describe_unknown(name, known)
        for name in sorted(given)
        if name.startswith("FOOTNOTE_") and name not in known
    ]
    values: dict[str, Any] = {n: given[n].strip() for n in known if given.get(n, "").strip()}
    values.setdefault("FOOTNOTE_DATA_DIR", default_data_dir(environ))
    try:
        settings = Settings(**values)
    except ValidationError as error:
        invalid = dict.fromkeys(str(e["loc"][0]) for e in error.errors())
        problems += [_describe_invalid(name, values.get(name, "")) for name in invalid]
    if problems:
        raise SettingsError(tuple(problems))
    return settings


def _read_env_file(env_file: Path | None) -> dict[str, str]:
    """Return the variables in a `.env` file; none if it does not exist."""
    if env_file is None or not env_file.is_file():
        return {}
    try:
        with env_file.open(encoding="utf-8-sig") as lines:
            bindings = list(parse_stream(lines))
    except UnicodeDecodeError as error:
        problem = f"{env_file} cannot be read: it is not text in UTF-8. Save it as UTF-8."
        raise SettingsError((problem,)) from error
    except OSError as error:
        problem = f"{env_file} cannot be read ({error.strerror}). Change its permissions."
        raise SettingsError((problem,)) from error
    # The message leaves out the line itself, which may contain a key.
    problems = tuple(
        f"Line {_line_number(binding)} of {env_file} cannot be read. Write NAME=value, and close "
        "every quotation mark."
        for binding in bindings
        if binding.error
    )
    if problems:
        raise SettingsError(problems)
    return {binding.key: binding.value for binding in bindings if binding.key and binding.value}


def _line_number(binding: Binding) -> int:
    before = binding.original.string
    return binding.original.line + len(before) - len(before.lstrip("\n"))


def _describe_unknown(name: str, known: Mapping[str, str]) -> str:
    if name in RENAMED:
        return f"{name} is now called {RENAMED[name]}. Rename it."
    if name in REMOVED:
        return f"{name} is no longer a setting: {REMOVED[name]}. Remove it."
    close = get_close_matches(name, known, n=1)
    hint = f"did you mean {close[0]}?" if close else "docs/settings.md lists the settings."
    return f"{name} is not a setting of Footnote; {hint}"


def _describe_invalid(name: str, value: object) -> str:
    field_name = variables().get(name, name)
    field = Settings.model_fields[field_name]
    is_secret = "SecretStr" in str(field.annotation) or (not field.repr and "?" in str(value))
    shown = "" if is_secret or _may_have_password(str(value)) else f" {str(value)[:80]!r}"
    return f"{name}{shown} is invalid. Allowed: {describe_allowed(field_name)}."


def _may_have_password(value: str) -> bool:
    """Say whether something like `user:password@` is in a value, with a scheme before or not."""
    before = value.rpartition("@")[0]
    return ":" in (before.partition("//")[2] or before)


def default_data_dir(environ: Mapping[str, str]) -> Path:
    """Return `$XDG_DATA_HOME/footnote`, or else `~/.local/share/footnote`."""
    return _find_base(environ, "XDG_DATA_HOME", "~/.local/share") / "footnote"


def default_cache_dir(environ: Mapping[str, str]) -> Path:
    """Return `$XDG_CACHE_HOME/footnote`, or else `~/.cache/footnote`.

    Raises RuntimeError if there is no home directory.
    """
    return _find_base(environ, "XDG_CACHE_HOME", "~/.cache") / "footnote"


def _find_base(environ: Mapping[str, str], variable: str, default: str) -> Path:
    """Return a folder of https://specifications.freedesktop.org/basedir-spec/latest/.

    A relative path is ignored.
    """
    given = Path(environ.get(variable, ""))
    return given if given.is_absolute() else Path(default).expanduser()
