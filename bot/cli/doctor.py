"""`footnote doctor`: what is configured, what answers, and what to do about the rest."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import typer

from bot.cli.context import CliContext, context_of
from bot.cli.errors import ExitCode, explain
from bot.cli.json_output import print_json
from bot.cli.options import AsJson

if TYPE_CHECKING:
    from bot.application import Application
    from bot.settings import Settings

Status = Literal["ok", "warn", "fail"]
_MODEL_TIMEOUT_SECONDS = 20.0
"""Seconds that the model has for its first words; longer, and people would not wait either."""

_MAX_GROWTH_FACTOR = 3
"""How many times larger or smaller a library may get until its calibration is out of date."""

_MARKS: dict[Status, tuple[str, str]] = {
    "ok": ("ok", "green"),
    "warn": ("warn", "yellow"),
    "fail": ("FAIL", "bold red"),
}


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, how it stands, and what to do where it does not stand well."""

    name: str
    status: Status
    detail: str
    advice: str = ""


def doctor(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Check settings, library, indexes and model; say what to do where something fails."""
    settings = context_of(ctx).load_settings()
    checks = list(examine(context_of(ctx), settings))
    if as_json:
        document = {"ok": _is_ok(checks), "checks": [asdict(check) for check in checks]}
        print_json({**document, "settings": settings_in_use(settings)})
    else:
        _print_checks(settings, checks)
    if not _is_ok(checks):
        raise typer.Exit(ExitCode.NEGATIVE)


def examine(context: CliContext, settings: Settings) -> Iterator[Check]:
    """Yield the checks in the order in which things depend on each other."""
    from bot.settings.warnings import find_warnings

    yield _folder(settings.data_dir)
    if settings.database:
        yield _run_check("database", lambda: _database(context, settings))
    try:
        with context.open_application(settings) as application:
            yield Check("library", "ok", "opens")
            yield _run_check("papers", lambda: _papers(application))
            yield _run_check("queue", lambda: _queue(application))
            yield _run_check("search", lambda: _search(application))
            yield _run_check("refusals", lambda: _refusals(application))
            yield _run_check("check", lambda: _checking(application))
            yield _run_check("model", lambda: _model(application))
    except Exception as error:
        yield _failed("library", error)
    for topic, warning in find_warnings(settings).items():
        what, _, advice = warning.partition(". ")
        yield Check(topic, "warn", what, advice)
    yield _services(settings)


def settings_in_use(settings: Settings) -> dict[str, str]:
    """Return each variable with its value in force; a secret only as set or not."""
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
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _folder(folder: Path) -> Check:
    if not folder.exists():
        return Check("data folder", "ok", f"{folder} is made when it is first needed")
    if not folder.is_dir():
        advice = "Name a folder in FOOTNOTE_DATA_DIR."
        return Check("data folder", "fail", f"{folder} is not a folder", advice)
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        advice = "Give yourself the right to write there, or name another in FOOTNOTE_DATA_DIR."
        return Check("data folder", "fail", f"{folder} cannot be written", advice)
    return Check("data folder", "ok", str(folder))


def _database(context: CliContext, settings: Settings) -> Check:
    """Say whether the database answers, by reading what servers and people keep there."""
    with context.open_stores(settings) as community:
        community.notes.read("doctor")
    return Check("database", "ok", f"{settings.database_shown} answers")


def _papers(application: Application) -> Check:
    from retrieval.search.query import Filters

    count = application.catalog.count(Filters())
    if not count:
        advice = "Run: footnote ingest starter"
        return Check("papers", "warn", "the library is empty", advice)
    return Check("papers", "ok", f"{count:,} in the catalogue")


def _queue(application: Application) -> Check:
    if waiting := application.catalog.pending_count():
        advice = "They are indexed by the next command that writes; or run: footnote reindex"
        return Check("queue", "warn", f"{waiting:,} papers wait to be indexed", advice)
    return Check("queue", "ok", "every paper is indexed")


def _search(application: Application) -> Check:
    settings = application.settings
    page = asyncio.run(application.search("a test of the search", limit=1))
    where = settings.chroma or "embedded Chroma"
    took = page.took_ms.get("total", sum(page.took_ms.values()))
    return Check("search", "ok", f"{settings.embedder}, {where}: {took:.0f} ms")


def _refusals(application: Application) -> Check:
    """Say whether the cut-off was fitted to this library, and to one of about this size."""
    found = application.calibration.kept
    own = application.settings.cutoff
    before = f"; FOOTNOTE_CUTOFF, {own:g}, comes before it" if own is not None else ""
    if found is None:
        advice = "To fit it to this library, run: footnote calibrate" if own is None else ""
        return Check("refusals", "ok", f"the cut-off that Footnote came with{before}", advice)
    detail = (
        f"calibrated on {found.made:%d %B %Y}: cut-off {found.fit.cutoff:.2f}, refuses "
        f"{found.refused:.0%} of the answerable questions, answers {found.answered:.0%} of the "
        f"others{before}"
    )
    count = application.catalog.count()
    if not found.papers / _MAX_GROWTH_FACTOR <= count <= found.papers * _MAX_GROWTH_FACTOR:
        advice = "Run again: footnote calibrate"
        return Check("refusals", "warn", f"{detail}; it had {found.papers:,} papers then", advice)
    return Check("refusals", "ok", detail)


def _model(application: Application) -> Check:
    model = application.model
    if model.mode == "extractive":
        advice = "For a model's answers, set OPENAI_API_KEY or OPENAI_BASE_URL."
        return Check("model", "ok", "none: answers are quotes from the abstracts", advice)
    said = asyncio.run(_does_model_write(application))
    detail = f"{model.name} answers"
    if not said:
        return Check("model", "warn", f"{model.name} answers, but with nothing", "Try another.")
    return Check("model", "ok", detail)


async def _does_model_write(application: Application) -> bool:
    """Have the model write a little, as it does for a question; say whether it did."""
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


def _checking(application: Application) -> Check:
    """Say by what sentences are checked."""
    if application.check.asks_entailment:
        return Check("check", "ok", "by rules, by meaning and by a model of entailment")
    detail = "by rules and by meaning, without the model of entailment"
    if not application.settings.nli:
        return Check("check", "ok", detail)
    return Check("check", "warn", detail, "It is not installed. Run `make entailment`.")


def _services(settings: Settings) -> Check:
    """Say what would be asked for papers, and ask nothing."""
    through = f", through {settings.mirror}" if settings.mirror else ""
    detail = f"arXiv, Hugging Face, Semantic Scholar and OpenAlex{through}; not asked now"
    if settings.mirror_pause is not None and not settings.mirror:
        advice = "Set FOOTNOTE_MIRROR too, or neither."
        return Check("services", "warn", "FOOTNOTE_MIRROR_PAUSE is for a mirror", advice)
    advice = "" if settings.contact else "So that they can reach you, set FOOTNOTE_CONTACT."
    return Check("services", "ok", detail, advice)


def _run_check(name: str, check: Callable[[], Check]) -> Check:
    try:
        return check()
    except Exception as error:
        return _failed(name, error)


def _failed(name: str, error: Exception) -> Check:
    if isinstance(error, TimeoutError):
        silent = f"no answer within {_MODEL_TIMEOUT_SECONDS:.0f} seconds"
        return Check(name, "fail", silent, "See whether its server is up and not overloaded.")
    failure = explain(error)
    told = failure.message if failure else f"{type(error).__name__}: {error}"
    return Check(name, "fail", told)


def _is_ok(checks: list[Check]) -> bool:
    return all(check.status != "fail" for check in checks)


def _print_checks(settings: Settings, checks: list[Check]) -> None:
    from rich.table import Table

    from bot.cli.terminal import output, plain

    console = output()
    table = Table.grid(padding=(0, 2))
    for check in checks:
        mark, style = _MARKS[check.status]
        table.add_row(plain(mark, style), plain(check.name), plain(check.detail))
        if check.advice:
            table.add_row("", "", plain(check.advice, "dim"))
    console.print(table)
    console.print()
    values = Table.grid(padding=(0, 2))
    for name, value in settings_in_use(settings).items():
        values.add_row(plain(name), plain(value or "(not set)", "" if value else "dim"))
    console.print(values)
