"""`footnote summarize`: summarize a paper in one of several styles."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Literal

import typer

from bot.cli.context import open_application, run_within_limits
from bot.cli.errors import CliError
from bot.cli.json_output import print_json
from bot.cli.options import AsJson, Language, Reference

Style = Literal["structured", "tldr", "key-points", "technical", "plain", "abstract"]
"""`STRUCTURED` and the styles of `SUMMARY_STYLES`, repeated so that `--help` loads quickly."""


def summarize(
    ctx: typer.Context,
    paper: Reference,
    style: Annotated[
        Style | None,
        typer.Option(
            help="The style of the summary: structured for a whole paper, else tldr.",
            show_default=False,
        ),
    ] = None,
    section: Annotated[
        str, typer.Option(help="Only this section of a whole paper, by its heading or number.")
    ] = "",
    language: Language = None,
    as_json: AsJson = False,
) -> None:
    """Summarize a paper: the whole of it where the library has that, else its abstract.

    The styles `technical` and `plain` need a language model.
    """
    from bot.answering.sections import UnknownSection
    from bot.answering.summarize import list_styles
    from bot.cli.answer_output import print_summary
    from bot.cli.terminal import stdout_console

    with open_application(ctx, writes=True) as application:
        styles = list_styles(application.settings.mode, is_whole=True)
        if style is not None and style not in styles:
            raise CliError(
                f"The style {style!r} needs a language model: set OPENAI_API_KEY or "
                f"OPENAI_BASE_URL. Without one, use {', '.join(styles[:-1])} or {styles[-1]}."
            )
        language = language or application.settings.language
        summarize_paper = partial(
            application.summarize, paper, style=style, section=section, language=language
        )
        try:
            summary = run_within_limits(ctx, application, summarize_paper)
        except UnknownSection as error:
            raise CliError(str(error)) from error
    if as_json:
        print_json(summary)
    else:
        print_summary(stdout_console(), summary)
