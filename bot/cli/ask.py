"""`footnote ask`: answer a question from the library, with a footnote for each sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

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
    resolve_numbers,
)
from bot.cli.receipt import keep_receipt

if TYPE_CHECKING:
    from bot.answering.answer import Answer


def ask(
    ctx: typer.Context,
    question: Question,
    paper: Annotated[
        str | None,
        typer.Option(
            help="From this paper alone: its id, link, DOI or title.", callback=resolve_numbers
        ),
    ] = None,
    year_from: YearFrom = None,
    year_to: YearTo = None,
    category: Category = None,
    author: Author = None,
    source: Source = None,
    as_json: AsJson = False,
) -> None:
    """Answer a question from the library, with a source for every sentence.

    If nothing answers it, Footnote says so and lists the nearest papers. That is not an error.
    """
    text = read_question(question)
    filters = build_filters(year_from, year_to, category, author, source)
    context = get_context(ctx)
    chat = context.chat
    with open_application(ctx, writes=True) as application:
        from bot.cli.answer_output import print_stream
        from bot.cli.terminal import print_text, stdout_console
        from bot.records.receipts import AnswerRequest

        if paper:
            filters = replace(filters, paper=application.catalog.find(paper).paper_id)
        console = stdout_console()
        options: dict[str, Any] = {"filters": filters}
        if chat is not None:
            options["history"] = chat.turns

        async def answer_question() -> Answer:
            if as_json:
                return await application.ask(text, **options)
            stream = application.ask.stream(text, **options)
            return await print_stream(console, stream, live=application.model.mode == "model")

        answer = run_within_limits(ctx, application, answer_question, text)
        request = AnswerRequest(filters, parent_id=chat.receipt if chat else None)
        receipt_id = keep_receipt(context, application, answer, request)
        if chat is not None:
            chat.remember_answer(answer, receipt_id)
        if as_json:
            print_json(answer, receipt=receipt_id)
        elif receipt_id is not None:
            console.print()
            print_text(console, f"How this answer was made: footnote why {receipt_id}", "dim")
