"""Whatever the checks take is within every limit, and nothing that they are given upsets them."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from discord_playground.checks.circumstances import Circumstances
from discord_playground.checks.errors import error_body
from discord_playground.checks.request import check
from playground.tests.checks.short_problems import ANSWER, COMMANDS, EDIT, JSON, SEND

json = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(
                "type content embeds components data custom_id options name value values title"
                " fields accessory component items media url file flags attachments id choices"
                " allowed_mentions parse users poll answers question message_reference emoji"
                " name_localizations description min_values max_values style label".split()
            ),
            inner,
            max_size=6,
        ),
    ),
    max_leaves=25,
)


_QUIETLY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_QUIETLY
@given(json)
def test_nothing_upsets_the_checks(body: Any) -> None:
    """Any JSON whatever is answered with problems in Discord's form, never with an exception."""
    existing = Circumstances(existing=body if isinstance(body, dict) else None, interaction=3)
    for request in (SEND, EDIT, ANSWER, COMMANDS, "POST /channels/{c}/threads"):
        method, _, route = request.partition(" ")
        for sent in (body, {"type": 9, "data": body}, {"type": 8, "data": body}, [body]):
            for circumstances in (existing, Circumstances(files={0: "a"})):
                problems = check(
                    method, route, sent, content_type=JSON, circumstances=circumstances
                )
                assert isinstance(error_body(problems), dict)
