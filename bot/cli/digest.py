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
    from bot.application import DigestServices
    from bot.digest.issue import Issue
    from bot.digest.subscriptions import Subscription

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
    with open_application(ctx) as application, application.open_digests() as digests:
        from bot.cli.digest_output import print_subscriptions, subscription_to_json
        from bot.cli.terminal import stdout_console

        found = digests.subscriptions.list_all()
        if as_json:
            print_json([subscription_to_json(each) for each in found])
            return
        print_subscriptions(stdout_console(), found)


@digest.command("preview")
def preview(
    ctx: typer.Context,
    subscription: Annotated[str, typer.Option(help="Its id in `footnote digest list`.")],
    now: Now = None,
    as_json: AsJson = False,
) -> None:
    """Show what a subscription would get, without posting it or marking papers as sent."""
    moment = _parse_moment(ctx, now)
    with open_application(ctx, writes=True) as application, application.open_digests() as digests:
        from bot.cli.digest_output import issue_to_json, print_issue
        from bot.cli.terminal import stdout_console

        wanted = digests.subscriptions.get(subscription)
        if wanted is None:
            raise NoSuchSubscription(
                f"There is no subscription {subscription!r}. List them with: footnote digest list"
            )
        issue = asyncio.run(_compose_issues(digests, [wanted], moment))[0]
        if as_json:
            print_json(issue_to_json(issue))
            return
        print_issue(stdout_console(), wanted, issue)


@digest.command("run")
def run(
    ctx: typer.Context,
    now: Now = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be posted, and post nothing.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show which subscriptions are due and what each would get; requires --dry-run."""
    if not dry_run:
        raise CliError(
            "Only `footnote run` posts digests, when they are due. To see which are due and what "
            "each would get, add --dry-run."
        )
    moment = _parse_moment(ctx, now)
    with open_application(ctx, writes=True) as application, application.open_digests() as digests:
        from bot.cli.digest_output import issue_to_json, print_due
        from bot.cli.terminal import stdout_console
        from bot.digest.scheduler import find_due

        due = [whose for whose, _ in find_due(digests.subscriptions, digests.ledger, moment)]
        issues = asyncio.run(_compose_issues(digests, due, moment))
        if as_json:
            print_json([issue_to_json(issue) for issue in issues])
            return
        print_due(stdout_console(), moment, list(zip(due, issues, strict=True)))


async def _compose_issues(
    digests: DigestServices, subscriptions: list[Subscription], now: datetime
) -> list[Issue]:
    return [await digests.compose(each, issue_id=_PREVIEW_ID, now=now) for each in subscriptions]


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
