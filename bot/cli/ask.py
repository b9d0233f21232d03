"""`footnote ask`: a question answered from the library, each sentence with its footnote."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from bot.cli.context import context_of, open_library, within_limits
from bot.cli.json_output import print_json
from bot.cli.options import AsJson, Author, Category, Source, YearFrom, YearTo, build_filters
from bot.cli.options import read_question as checked_question
from bot.cli.receipt import keep_receipt


def ask(
    ctx: typer.Context,
    question: Annotated[list[str], typer.Argument(help="The question; - reads standard input.")],
    year_from: YearFrom = None,
    year_to: YearTo = None,
    category: Category = None,
    author: Author = None,
    source: Source = None,
    as_json: AsJson = False,
) -> None:
    """Answer a question from the library, every sentence with its source.

    Where no abstract answers, Footnote says so and names the nearest papers; that is no error.
    """
    asked = checked_question(question)
    filters = build_filters(year_from, year_to, category, author, source)
    with open_library(ctx, writes=True) as application:
        from bot.cli.answer_output import answer_to_json, show_stream
        from bot.receipts.receipt import AnswerRequest

        if as_json:
            found = asyncio.run(
                within_limits(application, lambda: application.ask(asked, filters=filters), asked)
            )
            kept = keep_receipt(context_of(ctx), application, found, AnswerRequest(filters))
            print_json({**answer_to_json(found), "receipt": kept})
        else:
            from bot.cli.receipt_output import print_receipt_hint
            from bot.cli.terminal import output

            console = output()
            stream = application.ask.stream(asked, filters=filters)
            found = asyncio.run(
                within_limits(application, lambda: show_stream(console, stream), asked)
            )
            kept = keep_receipt(context_of(ctx), application, found, AnswerRequest(filters))
            if kept is not None:
                print_receipt_hint(console, kept)
