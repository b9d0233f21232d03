"""`footnote why` and `footnote replay`: show how an answer was made, and make it again."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.context import CliContext, get_context, print_notices, run_within_limits
from bot.cli.errors import CliError, ExitCode
from bot.cli.json_output import print_json
from bot.cli.options import AsJson, offer_model
from bot.errors import StorageError

if TYPE_CHECKING:
    from bot.answering.answer import Answer
    from bot.application import Application
    from bot.receipts.receipt import AnswerRequest, Receipt
    from bot.storage.stores import Stores


ReceiptId = Annotated[
    str, typer.Argument(metavar="ID", help="The receipt's id, shown below the answer.")
]


class NoSuchReceipt(CliError):
    """No receipt has that id, or it has expired."""

    code = ExitCode.NEGATIVE
    kind = "no-such-receipt"


def why(ctx: typer.Context, receipt: ReceiptId, as_json: AsJson = False) -> None:
    """Show how an answer was made: the search, the model's text, and the verdict on each sentence.

    Works while the bot runs, too.
    """
    from bot.cli.receipt_output import print_receipt
    from bot.cli.terminal import stdout_console

    context = get_context(ctx)
    settings = context.load_settings()
    with context.open_stores(settings) as stores:
        found = find_receipt(stores, receipt, settings.receipt_days)
    if as_json:
        print_json(found)
    else:
        print_receipt(stdout_console(), found)


def replay(
    ctx: typer.Context,
    receipt: ReceiptId,
    model: Annotated[
        str | None,
        typer.Option(help="Another model of the same server, or `extractive` for quotes."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Ask the question of a receipt again, and show what differs.

    Filters, conversation and options are those of the receipt; the library is the current one.
    The new answer gets no receipt.
    """
    from bot.cli.receipt_output import print_replay
    from bot.cli.terminal import stdout_console
    from bot.receipts.replay import Replay

    context = get_context(ctx)
    settings = offer_model(context.load_settings(), model)
    with context.open_stores(settings) as stores:
        before = find_receipt(stores, receipt, settings.receipt_days)
        with context.open_application(settings, beside=True) as application:
            print_notices(application, context.now())
            replay_receipt = Replay(
                application.ask, stores.receipts, stores.turns, application.build_info()
            )
            ask_again = partial(replay_receipt, before, now=context.now(), model=model or "")
            replayed = run_within_limits(ctx, application, ask_again)
    if as_json:
        print_json(replayed)
    else:
        print_replay(stdout_console(), replayed)


def find_receipt(stores: Stores, receipt_id: str, days: int) -> Receipt:
    """Return the receipt of an id; raise `NoSuchReceipt`."""
    receipt = stores.receipts.get(receipt_id.strip())
    if receipt is None:
        raise NoSuchReceipt(
            f"There is no receipt {receipt_id!r}. Find its id at the end of the output of "
            f"`footnote ask`, or with /why in Discord. Receipts are kept for {days} days "
            "(FOOTNOTE_RECEIPT_DAYS)."
        )
    return receipt


def keep_receipt(
    context: CliContext, application: Application, answer: Answer, request: AnswerRequest
) -> str | None:
    """Store the receipt of an answer, and delete expired ones; return its id. Blocks.

    Returns None if the settings keep no receipts, or if storing it fails, which is reported: the
    answer is good all the same.
    """
    from bot.cli.terminal import say
    from bot.receipts.receipt import build_receipt

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
