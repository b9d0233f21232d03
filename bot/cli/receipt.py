"""`footnote why`: show how an answer was made; and store the receipts of answers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.context import CliContext, get_context
from bot.cli.errors import CliError, ExitCode
from bot.cli.json_output import print_json
from bot.cli.options import AsJson
from bot.errors import StorageError

if TYPE_CHECKING:
    from bot.answering.answer import Answer
    from bot.application import Application
    from bot.records.receipts import AnswerRequest


class NoSuchReceipt(CliError):
    """No receipt has that id, or it has expired."""

    code = ExitCode.NEGATIVE
    kind = "no-such-receipt"


def why(
    ctx: typer.Context,
    receipt: Annotated[
        str, typer.Argument(metavar="ID", help="The receipt's id, shown below the answer.")
    ],
    as_json: AsJson = False,
) -> None:
    """Show how an answer was made: the search, the model's text, and the verdict on each sentence.

    Works while the bot runs, too.
    """
    from bot.cli.receipt_output import print_receipt
    from bot.cli.terminal import stdout_console

    context = get_context(ctx)
    settings = context.load_settings()
    with context.open_stores(settings) as stores:
        found = stores.receipts.get(receipt.strip())
    if found is None:
        raise NoSuchReceipt(
            f"There is no receipt {receipt!r}. Find its id at the end of the output of "
            "`footnote ask`, or with /why in Discord. Receipts are kept for "
            f"{settings.receipt_days} days (FOOTNOTE_RECEIPT_DAYS)."
        )
    if as_json:
        print_json(found)
    else:
        print_receipt(stdout_console(), found)


def keep_receipt(
    context: CliContext, application: Application, answer: Answer, request: AnswerRequest
) -> str | None:
    """Store the receipt of an answer, and delete expired ones; return its id. Blocks.

    Returns None if the settings keep no receipts, or if storing it fails, which is reported: the
    answer is good all the same.
    """
    from bot.cli.terminal import say
    from bot.records.receipts import build_receipt

    settings, now = application.settings, context.now()
    if not settings.receipt_days:
        return None
    try:
        with context.open_stores(settings) as stores:
            receipt = build_receipt(
                answer,
                receipt_id=context.new_id(),
                made_at=now,
                build=application.build_info(),
                request=request,
            )
            stores.receipts.forget_older(None, now - timedelta(days=settings.receipt_days))
            stores.receipts.keep(receipt)
    except StorageError as error:
        say(f"This answer has no receipt. {error}")
        return None
    return receipt.receipt_id
