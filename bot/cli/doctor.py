"""`footnote doctor`: show what is configured, what works, and how to fix the rest."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import typer

from bot.cli.context import CliContext, get_context
from bot.cli.errors import ExitCode
from bot.cli.failures import explain
from bot.cli.json_output import print_json
from bot.cli.options import AsJson
from retrieval.addresses import redact_addresses

if TYPE_CHECKING:
    from bot.application import Application
    from bot.settings import Settings

Status = Literal["ok", "warn", "fail"]
_MODEL_TIMEOUT_SECONDS = 20.0
"""How long the model may take for its first words; users would not wait longer either."""

_MAX_GROWTH_FACTOR = 3
"""How many times larger or smaller a library may get before its calibration is outdated."""

_FOR_OTHERS = 0o077
"""The bits of a file's mode that let other users in."""

_MARKS: dict[Status, tuple[str, str]] = {
    "ok": ("ok", "green"),
    "warn": ("warn", "yellow"),
    "fail": ("FAIL", "bold red"),
}


@dataclass(frozen=True, slots=True)
class Check:
    """The result of a check, and what to do if it is not ok."""

    name: str
    status: Status
    detail: str
    advice: str = ""


def doctor(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Check settings, library, indexes and model, and suggest how to fix problems."""
    settings = get_context(ctx).load_settings()
    # Errors and settings may quote addresses with passwords and keys.
    checks = [
        Check(each.name, each.status, redact_addresses(each.detail), redact_addresses(each.advice))
        for each in run_checks(get_context(ctx), settings)
    ]
    is_ok = all(check.status != "fail" for check in checks)
    if as_json:
        document = {"ok": is_ok, "checks": [asdict(check) for check in checks]}
        print_json({**document, "settings": settings_in_use(settings)})
    else:
        _print_checks(settings, checks)
    if not is_ok:
        raise typer.Exit(ExitCode.NEGATIVE)


def run_checks(context: CliContext, settings: Settings) -> Iterator[Check]:
    """Run the checks, and yield them in order of dependency."""
    from bot.settings.warnings import find_warnings

    yield _check_folder(settings.data_dir)
    if settings.database:
        yield _run_check("database", lambda: _check_database(context, settings))
    else:
        files = [settings.data_dir / name for name in ("catalogue.db", "state.db")]
        yield from (_check_file(file) for file in files if file.exists())
    try:
        with context.open_application(settings, beside=True) as application:
            if application.settings.data_dir == settings.data_dir:
                yield Check("library", "ok", "can be opened")
            else:
                yield Check("library", "fail", application.notices[0])  # reads from a copy
            yield _run_check("papers", lambda: _check_papers(application))
            yield _run_check("queue", lambda: _check_queue(application))
            yield _run_check("search", lambda: _check_search(application))
            yield _run_check("refusals", lambda: _check_refusals(application))
            yield _run_check("check", lambda: _check_grounding(application))
            yield _run_check("model", lambda: _check_model(application))
    except Exception as error:
        yield _failed_check("library", error)
    for topic, warning in find_warnings(settings).items():
        what, _, advice = warning.partition(". ")
        yield Check(topic, "warn", what, advice)


def settings_in_use(settings: Settings) -> dict[str, str]:
    """Return the value of each variable; of a secret, only whether it is set."""
    from bot.settings import variables

    shown = {}
    for name, field in variables().items():
        value = getattr(settings, field)
        shown[name] = settings.database_shown if field == "database_url" else _format_value(value)
    return shown


def _format_value(value: object) -> str:
    if hasattr(value, "get_secret_value"):
        return "(set)"
    if isinstance(value, tuple):
        return redact_addresses(", ".join(map(str, value)))
    return "" if value is None else redact_addresses(str(value))


def _check_folder(folder: Path) -> Check:
    name = "data folder"
    if not folder.exists():
        return Check(name, "ok", f"{folder} will be created when it is needed")
    if not folder.is_dir() or not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        advice = "Change its permissions, or choose another folder with FOOTNOTE_DATA_DIR."
        return Check(name, "fail", f"{folder} is not a writable folder", advice)
    if folder.stat().st_mode & _FOR_OTHERS:
        advice = f"To keep questions and settings from them: chmod 700 {folder}"
        return Check(name, "warn", f"{folder} is open to other users", advice)
    return Check(name, "ok", str(folder))


def _check_file(file: Path) -> Check:
    """Check that a database is whole and closed to other users; read it only."""
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as opened:
            found = str(opened.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.OperationalError as error:
        advice = "Check its permissions, and whether another program has locked it."
        return Check(file.name, "fail", f"{file} cannot be read ({error})", advice)
    except sqlite3.Error as error:
        found = str(error)
    if found != "ok":
        advice = "Restore a backup: footnote restore FILE --replace"
        return Check(file.name, "fail", f"{file} is damaged ({found})", advice)
    if file.stat().st_mode & _FOR_OTHERS:
        return Check(file.name, "warn", f"{file} is open to other users", f"chmod 600 {file}")
    return Check(file.name, "ok", "undamaged")


def _check_database(context: CliContext, settings: Settings) -> Check:
    """Check that the database answers, by reading from a store."""
    with context.open_stores(settings) as stores:
        stores.notes.read("doctor")
    return Check("database", "ok", f"{settings.database_shown} answers")


def _check_papers(application: Application) -> Check:
    count = application.catalog.count()
    if not count:
        return Check("papers", "warn", "the library is empty", "Run: footnote ingest starter")
    whole, passages = application.catalog.full_texts.count()
    texts = f", {whole:,} of them whole ({passages:,} passages)" if whole else ""
    return Check("papers", "ok", f"{count:,} in the catalog{texts}")


def _check_queue(application: Application) -> Check:
    if waiting := application.catalog.count_pending():
        advice = "The next `footnote ingest` indexes them; or run: footnote reindex"
        return Check("queue", "warn", f"{waiting:,} papers are not indexed yet", advice)
    if application.catalog.count_pending(passages=True):
        advice = "The next `footnote ingest pdf` indexes them; or run: footnote reindex"
        return Check("queue", "warn", "some passages of whole papers are not indexed yet", advice)
    return Check("queue", "ok", "every paper is indexed")


def _check_search(application: Application) -> Check:
    settings = application.settings
    page = asyncio.run(application.search("a test of the search", limit=1))
    where = settings.chroma or "embedded Chroma"
    took = page.took_ms.get("total", sum(page.took_ms.values()))
    return Check("search", "ok", f"{where}: {took:.0f} ms")


def _check_refusals(application: Application) -> Check:
    """Check that the cutoff was fitted to a library of about this size."""
    stored = application.calibration.stored
    own = application.settings.cutoff
    override = f"; FOOTNOTE_CUTOFF, {own:g}, overrides it" if own is not None else ""
    if stored is None:
        advice = "To fit it to this library, run: footnote calibrate" if own is None else ""
        return Check("refusals", "ok", f"the built-in cutoff{override}", advice)
    detail = (
        f"calibrated on {stored.made:%Y-%m-%d} with {stored.papers:,} papers: cutoff "
        f"{stored.fit.cutoff:.2f}, refuses {stored.refused:.0%} of the answerable questions, "
        f"answers {stored.answered:.0%} of the others{override}"
    )
    count = application.catalog.count()
    if stored.papers / _MAX_GROWTH_FACTOR <= count <= stored.papers * _MAX_GROWTH_FACTOR:
        return Check("refusals", "ok", detail)
    return Check("refusals", "warn", detail, "Calibrate again: footnote calibrate")


def _check_model(application: Application) -> Check:
    model = application.model
    if model.mode == "extractive":
        advice = "To use a language model, set OPENAI_API_KEY or OPENAI_BASE_URL."
        return Check("model", "ok", "none: answers are quotes from the papers", advice)
    if not asyncio.run(_does_model_write(application)):
        advice = "Try another with FOOTNOTE_MODEL."
        return Check("model", "warn", f"{model.name} answers, but writes nothing", advice)
    return Check("model", "ok", f"{model.name} answers")


async def _does_model_write(application: Application) -> bool:
    """Ask the model a question; return whether it wrote anything."""
    from bot.answering.language_model import AnswerTask
    from bot.grounding.sentence import Excerpt
    from retrieval.paper import Paper

    paper = Paper("t-doctor", "A test of the model", "The model answers.")
    task = AnswerTask("Does the model answer?", (Excerpt(1, paper),))
    async with asyncio.timeout(_MODEL_TIMEOUT_SECONDS):
        async for chunk in application.model.write(task):
            if chunk.text.strip():
                return True
    return False


def _check_grounding(application: Application) -> Check:
    """Check that the model that checks sentences can be loaded."""
    application.check.load()
    return Check("check", "ok", f"by model and figures, {application.settings.strictness}")


def _run_check(name: str, check: Callable[[], Check]) -> Check:
    try:
        return check()
    except TimeoutError:
        detail = f"no answer within {_MODEL_TIMEOUT_SECONDS:.0f} seconds"
        return Check(name, "fail", detail, "Check that its server runs and is not overloaded.")
    except Exception as error:
        return _failed_check(name, error)


def _failed_check(name: str, error: Exception) -> Check:
    failure = explain(error)
    return Check(name, "fail", failure.message if failure else f"{type(error).__name__}: {error}")


def _print_checks(settings: Settings, checks: list[Check]) -> None:
    from bot.cli.terminal import print_table, safe_text, stdout_console

    console = stdout_console()
    rows = []
    for check in checks:
        mark, style = _MARKS[check.status]
        rows.append((safe_text(mark, style), safe_text(check.name), safe_text(check.detail)))
        if check.advice:
            rows.append((safe_text(""), safe_text(""), safe_text(check.advice, "dim")))
    print_table(console, rows)
    console.print()
    values = settings_in_use(settings).items()
    print_table(
        console,
        [
            (safe_text(name), safe_text(value or "(not set)", "" if value else "dim"))
            for name, value in values
        ],
    )
