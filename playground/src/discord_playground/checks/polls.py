"""Check `poll`."""

from __future__ import annotations

from discord_playground.checks import fields
from discord_playground.checks.fields import Body, Problems
from discord_playground.checks.problem import Path

QUESTION = 300
ANSWERS = 10
ANSWER = 55
HOURS = 768


def check(body: Body, path: Path) -> Problems:
    """Check the question, the answers and how long the poll is open."""
    poll = body.get("poll")
    path = (*path, "poll")
    if poll is None:
        return
    if not isinstance(poll, dict):
        yield fields.not_an_object(path)
        return
    yield from _poll_text(poll, "question", path, QUESTION)
    yield from fields.array(poll, "answers", path, minimum=1, maximum=ANSWERS, needed=True)
    for place, answer in fields.objects(fields.get_list(poll, "answers"), (*path, "answers")):
        yield from _poll_text(answer, "poll_media", place, ANSWER)
    yield from fields.number(poll, "duration", path, minimum=1, maximum=HOURS)
    yield from fields.boolean(poll, "allow_multiselect", path)


def _poll_text(body: Body, name: str, path: Path, maximum: int) -> Problems:
    media = body.get(name)
    if not isinstance(media, dict):
        yield fields.required_problem((*path, name))
    else:
        yield from fields.text(
            media, "text", (*path, name), minimum=1, maximum=maximum, needed=True
        )
