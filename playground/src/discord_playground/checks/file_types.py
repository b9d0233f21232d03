"""Check `file_types`: which files may be chosen for an option or in a form.

Discord has it since 3 August 2026 (https://github.com/discord/discord-api-docs/pull/8506).
"""

from __future__ import annotations

import re

from discord_playground.checks import fields
from discord_playground.checks.fields import Body, Problems
from discord_playground.checks.problem import Path, Problem

MAX_FILE_TYPES = 10
GROUPS = frozenset({"image", "video", "audio"})
_EXTENSION = re.compile(r"\.\S+")


def check(body: Body, path: Path) -> Problems:
    """Check the array: at most ten, each a group or an extension with its dot."""
    yield from fields.array(body, "file_types", path, maximum=MAX_FILE_TYPES)
    for index, value in enumerate(fields.get_list(body, "file_types")):
        place = (*path, "file_types", index)
        if not isinstance(value, str):
            yield Problem(place, "STRING_TYPE_CONVERT", f'Could not interpret "{value}" as string.')
        elif value not in GROUPS and not _EXTENSION.fullmatch(value):
            yield fields.bad_choice(place, GROUPS)
