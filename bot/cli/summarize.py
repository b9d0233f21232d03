"""`footnote summarize`: summarize a paper in one of several styles."""

from __future__ import annotations

import asyncio
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.context import open_application, run_within_limits
from bot.cli.errors import CliError
from bot.cli.json_output import print_json
from bot.cli.options import AsJson, Language, Reference

if TYPE_CHECKING:
    from bot.answering.language_model import Mode


class Style(StrEnum):
    """The styles of `SUMMARY_STYLES`, repeated here so that `--help` loads quickly."""

    tldr = "tldr"
    key_points = "key-points"
    technical = "technical"
    plain = "plain"
    abstract = "abstract"


def summarize(
    ctx: typer.Context,
    paper: Reference,
    style: Annotated[Style, typer.Option(help="The style of the summary.")] = Style.tldr,
    language: Language = None,
    as_json: AsJson = False,
) -> None:
    """Summarize a paper from its abstract.

    The styles `technical` and `plain` need a language model.
    """
    from bot.cli.answer_output import print_summary, summary_to_json
    from bot.cli.terminal import stdout_console

    with open_application(ctx, writes=True) as application:
        check_style(style.value, application.settings.mode)
        language = language or application.settings.language
        summarize_paper = partial(
            application.summarize, paper, style=style.value, language=language
        )
        summary = asyncio.run(run_within_limits(application, summarize_paper))
    if as_json:
        print_json(summary_to_json(summary))
    else:
        print_summary(stdout_console(), summary)


def check_style(style: str, mode: Mode) -> None:
    """Raise `CliError` for a style that needs a language model where there is none."""
    from bot.answering.summarize import list_styles

    styles = list_styles(mode)
    if style not in styles:
        raise CliError(
            f"The style {style!r} needs a language model: set OPENAI_API_KEY or OPENAI_BASE_URL. "
            f"Without one, use {', '.join(styles[:-1])} or {styles[-1]}."
        )
