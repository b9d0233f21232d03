"""`footnote replay`: ask a question again, and see what is different."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.context import context_of, within_limits
from bot.cli.errors import ConsoleError
from bot.cli.json_output import print_json
from bot.cli.options import AsJson
from bot.cli.receipt import ReceiptId, find_receipt

if TYPE_CHECKING:
    from bot.settings import Settings

_QUOTING = "extractive"


def replay(
    ctx: typer.Context,
    receipt: ReceiptId,
    model: Annotated[
        str | None,
        typer.Option(help="By this model of the same server, or `extractive` for quotes."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Answer a question again, over the library as it is now, and show the difference.

    With the same filters, conversation and options. Nothing of it is kept.
    """
    from bot.cli.replay_output import print_replay, replay_to_json
    from bot.cli.terminal import output, say
    from bot.receipts.replay import Replay

    context = context_of(ctx)
    settings = _offering(context.load_settings(), model)
    with context.open_stores(settings) as community:
        before = find_receipt(community, receipt, settings.receipt_days)
        with context.open_application(settings) as application:
            say(*application.notices, application.model_notice)
            again = Replay(
                application.ask, community.receipts, community.turns, application.build_info()
            )
            replay_answer = partial(again, before, now=context.now(), model=model or "")
            replayed = asyncio.run(within_limits(application, replay_answer))

    if as_json:
        print_json(replay_to_json(replayed))
    else:
        print_replay(output(), replayed)


def _offering(settings: Settings, model: str | None) -> Settings:
    """Return the settings with `model` among those offered; raise `ConsoleError` for none."""
    if model is None or model == _QUOTING:
        return settings
    if not model.strip():
        raise ConsoleError("--model is empty; give it a model's name or leave it out.")
    if settings.mode == "extractive":
        raise ConsoleError(
            f"There is no server that would have {model!r}: set OPENAI_API_KEY or OPENAI_BASE_URL. "
            "Without one, answers are quotes."
        )
    return settings.model_copy(update={"models": (*settings.models, model)})
