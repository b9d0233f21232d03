"""When edits may leave."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.discord_bot.delivery.streaming import Throttle


class Clock:
    """A clock that is set."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_the_first_edit_leaves_at_once() -> None:
    """Nothing was sent before."""
    assert Throttle(Clock()).seconds_to_wait() == 0


def test_the_next_waits_for_the_rest_of_its_time() -> None:
    """1.2 seconds after the last."""
    clock = Clock()
    throttle = Throttle(clock)
    throttle.record_edit()
    clock.now += 0.5

    assert round(throttle.seconds_to_wait(), 6) == 0.7


def test_the_last_one_need_not_wait() -> None:
    """Where Discord's own limit has room."""
    throttle = Throttle(Clock())
    throttle.record_edit()

    assert throttle.seconds_to_wait(final=True) == 0


def test_the_last_one_waits_for_discords_limit() -> None:
    """A sixth edit within five seconds would stall."""
    clock = Clock()
    throttle = Throttle(clock, every=0)
    for _ in range(5):
        throttle.record_edit()
        clock.now += 0.1

    assert round(throttle.seconds_to_wait(final=True), 6) == 4.5


@given(st.lists(st.tuples(st.floats(0, 3), st.booleans()), max_size=60))
def test_five_in_five_seconds_are_never_exceeded(news: list[tuple[float, bool]]) -> None:
    """Whatever comes when."""
    clock = Clock()
    throttle = Throttle(clock)
    sent: list[float] = []
    for pause, final in news:
        clock.now += pause
        clock.now += throttle.seconds_to_wait(final=final)
        throttle.record_edit()
        sent.append(clock.now)

    assert all(after - before > 4.999 for before, after in zip(sent, sent[5:], strict=False))
