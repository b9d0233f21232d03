"""`footnote digest`: list subscriptions, and preview their digests without posting them."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.context import get_context, open_application
from bot.cli.errors import CliError, ExitCode
from bot.cli.json_output import print_json
from bot.cli.options import AsJson

if TYPE_CHECKING:
    from bot.records.issues import Issue

_FIRST_YEAR, _LAST_YEAR = 1970, 2999  # so that any time zone can be applied
_PREVIEW_ID = "preview"  # of an issue that is never sent
digest = typer.Typer(
    help="List subscriptions and preview digests; `footnote run` posts them.",
    no_args_is_help=True,
)
Now = Annotated[
    str | None,
    typer.Option(
        "--now", help="Pretend it is this time: 2026-11-25T09:00, in UTC unless it has an offset."
    ),
]


class NoSuchSubscription(CliError):
    """No subscription has that id."""

    code = ExitCode.NEGATIVE
    kind = "no-such-subscription"


@digest.command("list")
def list_digests(ctx: typer.Context, as_json: AsJson = False) -> None:
    """List the subscriptions of all servers."""
    from bot.cli.digest_output import print_subscriptions
    from bot.cli.terminal import stdout_console

    context = get_context(ctx)
    with context.open_stores(context.load_settings()) as stores:
        found = stores.subscriptions.list_all()
    if as_json:
        print_json(found)
    else:
        print_subscriptions(stdout_console(), found)


@digest.command("preview")
def preview(
    ctx: typer.Context,
    subscription: Annotated[
        str | None,
        typer.Option(help="Its id in `digest list`; default: all that are due."),
    ] = None,
    now: Now = None,
    as_json: AsJson = False,
) -> None:
    """Show what subscriptions would get, without posting it or marking papers as sent."""
    moment = _parse_moment(ctx, now)
    with open_application(ctx, writes=True) as application, application.open_digests() as digests:
        from bot.cli.digest_output import print_issues
        from bot.cli.terminal import print_text, stdout_console
        from bot.digest.send_due import find_due

        if subscription is None:
            wanted = [each for each, _ in find_due(digests.subscriptions, digests.ledger, moment)]
        elif (found := digests.subscriptions.get(subscription)) is not None:
            wanted = [found]
        else:
            raise NoSuchSubscription(
                f"There is no subscription {subscription!r}. List them with: footnote digest list"
            )

        async def compose_all() -> list[Issue]:
            return [
                await digests.compose(each, issue_id=_PREVIEW_ID, now=moment) for each in wanted
            ]

        issues = asyncio.run(compose_all())
        if as_json:
            print_json(issues if subscription is None else issues[0])
        elif not issues:
            print_text(stdout_console(), f"No digest is due by {moment:%Y-%m-%d %H:%M} UTC.", "dim")
        else:
            print_issues(stdout_console(), list(zip(wanted, issues, strict=True)))


def _parse_moment(ctx: typer.Context, text: str | None) -> datetime:
    if text is None:
        return get_context(ctx).now()
    try:
        found = datetime.fromisoformat(text)
        if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
            raise ValueError
    except ValueError:
        raise CliError(
            f"--now {text!r} is not a date and time. Write it like 2026-11-25T09:00, or with an "
            "offset like 2026-11-25T09:00+01:00."
        ) from None
    return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)
