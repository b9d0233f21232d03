"""Whatever the checks take is within every limit, and nothing that they are given upsets them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from discord_playground.checks.circumstances import Circumstances
from discord_playground.checks.errors import error_body
from discord_playground.checks.request import check
from playground.tests.checks.short_problems import ANSWER, COMMANDS, EDIT, JSON, SEND, said

V2 = 1 << 15


def around(limit: int) -> st.SearchStrategy[str]:
    """Return texts, most of them short, some as long as a limit, some over it."""
    return st.sampled_from(["x"] * 12 + ["x" * limit] * 6 + ["", "x" * (limit + 1)])


def some(strategy: st.SearchStrategy[Any], limit: int) -> st.SearchStrategy[list[Any]]:
    """Return a few things, seldom as many as a limit or one more."""
    few = st.lists(strategy, min_size=1, max_size=3)
    many = st.builds(_again, strategy, st.sampled_from([limit, limit, limit + 1]))
    return st.one_of(few, few, few, many)


def _again(one: dict[str, Any], count: int) -> list[dict[str, Any]]:
    """Return so many of one thing, with ids of their own where it has any."""
    return [
        {
            name: f"{value[:80]}{number}" if name in {"custom_id", "value"} else value
            for name, value in one.items()
        }
        for number in range(count)
    ]


def thing(**parts: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Return objects that have all of some properties."""
    return st.fixed_dictionaries(parts)


def optional(**parts: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Return objects that have some of some properties."""
    return st.fixed_dictionaries({}, optional=parts)


kind = st.just
ids = st.one_of(st.uuids().map(str), st.uuids().map(lambda unique: f"{unique}".ljust(100, "x")))
fields = thing(name=around(256), value=around(1024))
embeds = optional(
    title=around(256),
    description=around(4096),
    fields=some(fields, 25),
    footer=thing(text=around(2048)),
    author=thing(name=around(256)),
)
buttons = st.one_of(
    thing(type=kind(2), style=st.integers(1, 4), label=around(80), custom_id=ids),
    thing(type=kind(2), style=kind(5), label=around(80), url=kind("https://a.example")),
    thing(type=kind(2), style=st.integers(0, 7), label=around(80), custom_id=around(100)),
)
options = thing(label=around(100), value=ids)
selects = thing(
    type=kind(3),
    custom_id=ids,
    options=some(options, 25),
    placeholder=around(150),
    max_values=st.sampled_from([1, 1, 1, 2, 26]),
)
rows = thing(type=kind(1), components=st.one_of(some(buttons, 5), selects.map(lambda only: [only])))
texts = thing(type=kind(10), content=around(1500))
sections = thing(type=kind(9), components=some(texts, 3), accessory=buttons)
containers = thing(type=kind(17), components=some(st.one_of(texts, sections, rows), 12))
anything = st.one_of(rows, texts, sections, containers)
messages = st.one_of(
    optional(content=around(2000), embeds=some(embeds, 10), flags=kind(4)),
    optional(content=around(2000), components=some(rows, 5), nonce=around(25)),
    thing(flags=kind(V2), components=some(anything, 12)),
    optional(content=around(2000), components=some(anything, 5), flags=st.sampled_from([0, V2])),
)
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


def everything(value: Any) -> Iterator[dict[str, Any]]:
    """Give every object in a body."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from everything(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from everything(inner)


_QUIETLY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@settings(_QUIETLY, max_examples=200)
@given(messages)
def test_what_is_taken_is_within_the_limits(body: dict[str, Any]) -> None:
    """A message that passes keeps each limit of the whole, counted here by hand."""
    if said(SEND, body):
        return

    found = list(everything(body))
    assert body.get("content") or body.get("embeds") or body.get("components")
    assert len(body.get("content", "")) <= 2000
    assert len(body.get("embeds", [])) <= 10
    counted = ("title", "description", "text", "value")
    assert sum(
        len(each.get(name, "")) for embed in body.get("embeds", []) for each in everything(embed)
        for name in (*counted, "name")
    ) <= 6000  # fmt: skip
    parts = list(everything(body.get("components", [])))
    typed = [part for part in parts if "type" in part]
    assert len(typed) <= 40
    if not body.get("flags", 0) & V2:
        assert len(body.get("components", [])) <= 5
        assert {part["type"] for part in typed} <= {1, 2, 3}
    else:
        assert not body.get("content")
        assert not body.get("embeds")
    assert sum(len(part["content"]) for part in typed if part["type"] == 10) <= 4000
    custom_ids = [part["custom_id"] for part in parts if "custom_id" in part]
    assert len(custom_ids) == len(set(custom_ids))
    assert all(1 <= len(custom_id) <= 100 for custom_id in custom_ids)
    assert all(len(part.get("label", "")) <= 100 for part in found)
    assert all(len(part["label"]) <= 80 for part in typed if "label" in part)


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
