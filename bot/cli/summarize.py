"""`footnote summarize`: one paper in the style that its reader needs."""

from __future__ import annotations

import asyncio
from enum import StrEnum
from functools import partial
from typing import Annotated

import typer

from bot.cli.context import open_library, within_limits
from bot.cli.json_output import print_json
from bot.cli.options import AsJson, Language, Reference


class Style(StrEnum):
    """The styles of `SUMMARY_STYLES`; a test holds the two together."""

    tldr = "tldr"
    key_points = "key-points"
    technical = "technical"
    plain = "plain"


def summarize(
    ctx: typer.Context,
    paper: Reference,
    style: Annotated[Style, typer.Option(help="What the summary is for.")] = Style.tldr,
    language: Language = None,
    as_json: AsJson = False,
) -> None:
    """Summarize a paper from its abstract."""
    from bot.cli.answer_output import print_summary, summary_to_json
    from bot.cli.terminal import output

    with open_library(ctx, writes=True) as application:
        language = language or application.settings.language
        summarize_paper = partial(
            application.summarize, paper, style=style.value, language=language
        )
        made = asyncio.run(within_limits(application, summarize_paper))
    if as_json:
        print_json(summary_to_json(made))
    else:
        print_summary(output(), made)
