"""`footnote summarize`: summarize a paper in one of several styles."""

from __future__ import annotations

import asyncio
from enum import StrEnum
from functools import partial
from typing import Annotated

import typer

from bot.cli.context import open_application, run_within_limits
from bot.cli.json_output import print_json
from bot.cli.options import AsJson, Language, Reference


class Style(StrEnum):
    """The styles of `SUMMARY_STYLES`, repeated here so that `--help` loads quickly."""

    tldr = "tldr"
    key_points = "key-points"
    technical = "technical"
    plain = "plain"


def summarize(
    ctx: typer.Context,
    paper: Reference,
    style: Annotated[Style, typer.Option(help="The style of the summary.")] = Style.tldr,
    language: Language = None,
    as_json: AsJson = False,
) -> None:
    """Summarize a paper from its abstract."""
    from bot.cli.answer_output import print_summary, summary_to_json
    from bot.cli.terminal import stdout_console

    with open_application(ctx, writes=True) as application:
        language = language or application.settings.language
        summarize_paper = partial(
            application.summarize, paper, style=style.value, language=language
        )
        summary = asyncio.run(run_within_limits(application, summarize_paper))
    if as_json:
        print_json(summary_to_json(summary))
    else:
        print_summary(stdout_console(), summary)
