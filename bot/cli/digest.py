"""`footnote digest`: list subscriptions, and see what would be posted, without posting it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.context import context_of, open_library
from bot.cli.errors import ConsoleError, ExitCode
from bot.cli.json_output import print_json
from bot.cli.options import AsJson

if TYPE_CHECKING:
    from bot.application import DigestServices
    from bot.digest.issue import Issue
    from bot.digest.subscriptions import Subscription

_FIRST_YEAR, _LAST_YEAR = 1970, 2999  # a moment without room for time zones around it is none
_PREVIEW_ID = "preview"  # the id of an issue that is not sent
digest = typer.Typer(
    help="See who gets digests, and what would be posted; `footnote run` posts it.",
    no_args_is_help=True,
)
Now = Annotated[
    str | None,
    typer.Option(
        "--now", help="As at this moment: 2026-11-25T09:00, in UTC unless it has an offset."
    ),
]


class NoSuchSubscription(ConsoleError):
    """No subscription has that id."""

    code = ExitCode.NEGATIVE
    kind = "no-such-subscription"


@digest.command("list")
def list_digests(ctx: typer.Context, as_json: AsJson = False) -> None:
    """List the subscriptions of all servers."""
    with open_library(ctx) as application, application.open_digests() as desk:
        from bot.cli.digest_output import print_subscriptions, subscription_to_json
        from bot.cli.terminal import output

        found = desk.subscriptions.everything()
        if as_json:
            print_json([subscription_to_json(each) for each in found])
            return
        print_subscriptions(output(), found)


@digest.command("preview")
def preview(
    ctx: typer.Context,
    subscription: Annotated[str, typer.Option(help="Its id, as `footnote digest list` has it.")],
    now: Now = None,
    as_json: AsJson = False,
) -> None:
    """Show what a subscription would get; nothing is posted, and nothing counts as seen."""
    moment = _parse_moment(ctx, now)
    with open_library(ctx, writes=True) as application, application.open_digests() as desk:
        from bot.cli.digest_output import issue_to_json, print_issue
        from bot.cli.terminal import output

        wanted = desk.subscriptions.get(subscription)
        if wanted is None:
            raise NoSuchSubscription(
                f"No subscription is {subscription!r}. See them all: footnote digest list"
            )
        made = asyncio.run(_make_issues(desk, [wanted], moment))[0]
        if as_json:
            print_json(issue_to_json(made))
            return
        print_issue(output(), wanted, made)


@digest.command("run")
def run(
    ctx: typer.Context,
    now: Now = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Post nothing: show what would be.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show who is due, and what each would get; needs --dry-run."""
    if not dry_run:
        raise ConsoleError(
            "Only `footnote run` posts digests: it does so by itself, at their hours. To see who "
            "is due and what each would get, say --dry-run."
        )
    moment = _parse_moment(ctx, now)
    with open_library(ctx, writes=True) as application, application.open_digests() as desk:
        from bot.cli.digest_output import issue_to_json, print_due
        from bot.cli.terminal import output
        from bot.digest.scheduler import find_due

        due = [whose for whose, _ in find_due(desk.subscriptions, desk.ledger, moment)]
        made = asyncio.run(_make_issues(desk, due, moment))
        if as_json:
            print_json([issue_to_json(issue) for issue in made])
            return
        print_due(output(), moment, list(zip(due, made, strict=True)))


async def _make_issues(
    desk: DigestServices, subscriptions: list[Subscription], now: datetime
) -> list[Issue]:
    return [await desk.compose(each, issue_id=_PREVIEW_ID, now=now) for each in subscriptions]


def _parse_moment(ctx: typer.Context, text: str | None) -> datetime:
    if text is None:
        return context_of(ctx).now()
    try:
        found = datetime.fromisoformat(text)
        if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
            raise ValueError
    except ValueError:
        raise ConsoleError(
            f"--now {text!r} is no moment; write it like 2026-11-25T09:00, or with an offset like "
            "2026-11-25T09:00+01:00."
        ) from None
    return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)
