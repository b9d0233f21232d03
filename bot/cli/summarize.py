"""`footnote summarize`: summarize a paper in one of several styles."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Literal

import typer

from bot.cli.context import open_application, run_within_limits
from bot.cli.errors import CliError
from bot.cli.json_output import print_json
from bot.cli.options import AsJson, Language, Reference

Style = Literal["tldr", "key-points", "technical", "plain", "abstract"]
"""The styles of `SUMMARY_STYLES`, repeated here so that `--help` loads quickly."""


def summarize(
    ctx: typer.Context,
    paper: Reference,
    style: Annotated[Style, typer.Option(help="The style of the summary.")] = "tldr",
    language: Language = None,
    as_json: AsJson = False,
) -> None:
    """Summarize a paper from its abstract.

    The styles `technical` and `plain` need a language model.
    """
    from bot.answering.summarize import list_styles
    from bot.cli.answer_output import print_summary
    from bot.cli.terminal import stdout_console

    with open_application(ctx, writes=True) as application:
        styles = list_styles(application.settings.mode)
        if style not in styles:
            raise CliError(
                f"The style {style!r} needs a language model: set OPENAI_API_KEY or "
                f"OPENAI_BASE_URL. Without one, use {', '.join(styles[:-1])} or {styles[-1]}."
            )
        language = language or application.settings.language
        summarize_paper = partial(application.summarize, paper, style=style, language=language)
        summary = run_within_limits(ctx, application, summarize_paper)
    if as_json:
        print_json(summary)
    else:
        print_summary(stdout_console(), summary)
