"""Rate limits: windows by route and major parameter, honest headers, and refusals."""

from __future__ import annotations

import pytest

from discord_playground.rate_limits import RateLimits, Verdict, build_refusal
from discord_playground.snowflakes import EPOCH

SEND = ("POST", "/channels/{channel_id}/messages")
EDIT = ("PATCH", "/channels/{channel_id}/messages/{message_id}")
HOOK = ("POST", "/webhooks/{webhook_id}/{webhook_token}")
CALLBACK = ("POST", "/interactions/{interaction_id}/{interaction_token}/callback")
NOW = 1_700_000_000.0


def take(
    limits: RateLimits,
    route: tuple[str, str] = SEND,
    path: str = "/channels/1/messages",
    *,
    caller: str = "bot",
    now: float = NOW,
) -> Verdict:
    """Ask whether one request may pass."""
    return limits.take(*route, path, caller=caller, now=now)


def message(number: int = 0, *, age: float = 0.0) -> int:
    """Return the id of a message that is so many seconds old."""
    return (int((NOW - age) * 1000) - EPOCH << 22) + number


def passed(limits: RateLimits, count: int, *asked: object, now: float = NOW) -> int:
    """Return how many of so many requests pass at one moment."""
    return sum(take(limits, *asked, now=now).refused is None for _ in range(count))  # type: ignore[arg-type]


def test_five_messages_in_five_seconds() -> None:
    """The sixth message of a channel waits until the window of the first is over."""
    limits = RateLimits()

    assert passed(limits, 6) == 5
    assert passed(limits, 1, now=NOW + 4.999) == 0
    assert passed(limits, 6, now=NOW + 5) == 5


def test_a_refusal_says_how_long_to_wait() -> None:
    """A 429 has the wait in its body and its headers, and `Via`, without which nobody retries."""
    limits = RateLimits()
    passed(limits, 5)

    verdict = take(limits, now=NOW + 1.25)

    assert verdict.refused == {
        "message": "You are being rate limited.",
        "retry_after": 3.75,
        "global": False,
        "code": 0,
    }
    assert verdict.headers["Retry-After"] == "4"
    assert verdict.headers["X-RateLimit-Reset-After"] == "3.750"
    assert verdict.headers["X-RateLimit-Scope"] == "user"
    assert verdict.headers["X-RateLimit-Remaining"] == "0"
    assert "X-RateLimit-Global" not in verdict.headers
    assert verdict.headers["Via"]


@pytest.mark.parametrize(
    ("route", "path", "caller"),
    [
        pytest.param(SEND, "/channels/2/messages", "bot", id="another channel"),
        pytest.param(EDIT, "/channels/1/messages/5", "bot", id="another route"),
        pytest.param(SEND, "/channels/1/messages", "mara", id="another caller"),
    ],
)
def test_buckets_are_apart(route: tuple[str, str], path: str, caller: str) -> None:
    """A channel, a route and a caller have each their own window."""
    limits = RateLimits()
    passed(limits, 6)

    assert take(limits, route, path, caller=caller).refused is None


def test_old_messages_are_edited_seldom() -> None:
    """After an hour, three times in twenty seconds a channel: 30046, with when to come again."""
    limits = RateLimits()
    old = f"/channels/1/messages/{message(age=3601)}"

    assert passed(limits, 4, EDIT, old) == 3
    refused = take(limits, EDIT, f"/api/v10{old}", now=NOW + 5).refused
    assert refused is not None
    assert (refused["code"], refused["retry_after"]) == (30046, 15)
    assert passed(limits, 1, EDIT, old.replace("/1/", "/2/")) == 1
    assert passed(limits, 1, EDIT, f"/channels/1/messages/{message(age=3590)}", now=NOW + 5) == 1
    assert passed(limits, 1, EDIT, old, now=NOW + 20) == 1


def test_fifty_a_second_in_all() -> None:
    """The 51st request of a second is refused everywhere, and says so."""
    limits = RateLimits()
    paths = [f"/channels/{n}/messages" for n in range(51)]

    verdicts = [take(limits, SEND, path) for path in paths]

    assert [verdict.refused is None for verdict in verdicts] == [True] * 50 + [False]
    assert verdicts[50].refused is not None
    assert verdicts[50].refused["global"] is True
    assert verdicts[50].headers["X-RateLimit-Global"] == "true"
    assert verdicts[50].headers["X-RateLimit-Scope"] == "global"
    assert take(limits, SEND, paths[50], now=NOW + 1).refused is None


def test_answers_to_interactions_are_free() -> None:
    """Callbacks have no bucket, and neither they nor webhooks count among the fifty."""
    limits = RateLimits()

    verdicts = [take(limits, CALLBACK, f"/interactions/{n}/t/callback") for n in range(200)]
    hooks = [take(limits, HOOK, f"/webhooks/7/{n}") for n in range(200)]

    assert all(verdict == Verdict() for verdict in verdicts)
    assert all(verdict.refused is None for verdict in hooks)
    assert passed(limits, 1) == 1


def test_a_refusal_may_be_ordered() -> None:
    """A lever can refuse with any wait and scope."""
    verdict = build_refusal(0.5, scope="shared", now=NOW)

    assert verdict.refused is not None
    assert verdict.refused["retry_after"] == 0.5
    assert verdict.headers["X-RateLimit-Scope"] == "shared"
    assert verdict.headers["X-RateLimit-Reset"] == f"{NOW + 0.5:.3f}"
