"""`footnote why`: how an answer came about."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli import json_output
from bot.cli.context import context_of
from bot.cli.options import AsJson
from bot.cli.receipts import found_receipt

ReceiptId = Annotated[
    str, typer.Argument(metavar="ID", help="The receipt's id, as the answer gave it.")
]


def why(ctx: typer.Context, receipt: ReceiptId, as_json: AsJson = False) -> None:
    """Show how an answer came about: what was searched, found, asked of the model and checked.

    Works while the bot runs, too.
    """
    context = context_of(ctx)
    settings = context.load_settings()
    with context.open_stores(settings) as community:
        found = found_receipt(community, receipt, settings.receipt_days)
    from bot.cli import receipt_json

    if as_json:
        json_output.emit(receipt_json.receipt(found))
        return
    from bot.cli.render import receipt as render
    from bot.cli.terminal import output

    render.receipt(output(), found)
