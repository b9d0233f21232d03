"""`footnote ask`: answer a question from the library, with a footnote for each sentence."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import typer

from bot.cli.context import get_context, open_application, run_within_limits
from bot.cli.json_output import print_json
from bot.cli.options import (
    AsJson,
    Author,
    Category,
    Question,
    Source,
    YearFrom,
    YearTo,
    build_filters,
    read_question,
)
from bot.cli.receipt import keep_receipt

if TYPE_CHECKING:
    from bot.answering.answer import Answer


def ask(
    ctx: typer.Context,
    question: Question,
    year_from: YearFrom = None,
    year_to: YearTo = None,
    category: Category = None,
    author: Author = None,
    source: Source = None,
    as_json: AsJson = False,
) -> None:
    """Answer a question from the library, with a source for every sentence.

    If no abstract answers it, Footnote says so and lists the nearest papers. That is not an error.
    """
    text = read_question(question)
    filters = build_filters(year_from, year_to, category, author, source)
    with open_application(ctx, writes=True) as application:
        from bot.cli.answer_output import answer_to_json, print_stream
        from bot.cli.receipt_output import print_receipt_hint
        from bot.cli.terminal import stdout_console
        from bot.receipts.receipt import AnswerRequest

        console = stdout_console()

        async def answer_question() -> Answer:
            if as_json:
                return await application.ask(text, filters=filters)
            stream = application.ask.stream(text, filters=filters)
            return await print_stream(console, stream, live=application.model.mode == "model")

        answer = asyncio.run(run_within_limits(application, answer_question, text))
        receipt_id = keep_receipt(get_context(ctx), application, answer, AnswerRequest(filters))
        if as_json:
            print_json({**answer_to_json(answer), "receipt": receipt_id})
        elif receipt_id is not None:
            print_receipt_hint(console, receipt_id)
