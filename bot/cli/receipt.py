"""`footnote why`: show how an answer came about; store and find receipts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.context import CliContext, context_of
from bot.cli.errors import ConsoleError, ExitCode
from bot.cli.json_output import print_json
from bot.cli.options import AsJson

if TYPE_CHECKING:
    from bot.answering.answer import Answer
    from bot.application import Application
    from bot.receipts.receipt import AnswerRequest, Receipt
    from bot.storage.stores import Stores


ReceiptId = Annotated[
    str, typer.Argument(metavar="ID", help="The receipt's id, as the answer gave it.")
]


def why(ctx: typer.Context, receipt: ReceiptId, as_json: AsJson = False) -> None:
    """Show how an answer came about: what was searched, found, asked of the model and checked.

    Works while the bot runs, too.
    """
    from bot.cli.receipt_output import print_receipt, receipt_to_json
    from bot.cli.terminal import output

    context = context_of(ctx)
    settings = context.load_settings()
    with context.open_stores(settings) as community:
        found = find_receipt(community, receipt, settings.receipt_days)

    if as_json:
        print_json(receipt_to_json(found))
    else:
        print_receipt(output(), found)


class NoSuchReceipt(ConsoleError):
    """No receipt has that id, or it is no longer kept."""

    code = ExitCode.NEGATIVE
    kind = "no-such-receipt"


def keep_receipt(
    context: CliContext, application: Application, answer: Answer, asked: AnswerRequest
) -> str | None:
    """Keep the receipt of an answer, and forget the old ones; return its id. Blocks.

    None where the settings keep none, or where it cannot be kept, which is said: the answer
    stands all the same.
    """
    from bot.cli.terminal import say
    from bot.receipts.receipt import build_receipt

    settings, now = application.settings, context.now()
    if not settings.receipt_days:
        return None
    try:
        with context.open_stores(settings) as community:
            receipt = build_receipt(
                answer,
                receipt_id=context.new_id(),
                made_at=now,
                build=application.build_info(),
                request=asked,
            )
            community.receipts.forget_older(None, now - timedelta(days=settings.receipt_days))
            community.receipts.keep(receipt)
    except ConsoleError as error:
        say(f"No receipt of this answer is kept. {error}")
        return None
    return receipt.receipt_id


def find_receipt(community: Stores, receipt_id: str, days: int) -> Receipt:
    """Return the receipt of an id; raise `NoSuchReceipt`."""
    receipt = community.receipts.get(receipt_id.strip())
    if receipt is None:
        raise NoSuchReceipt(
            f"There is no receipt {receipt_id!r}. `footnote ask` ends with the id of its receipt, "
            f"and in Discord /why does; receipts are kept for {days} days (FOOTNOTE_RECEIPT_DAYS)."
        )
    return receipt
