"""Check what commands and their options are called and how they are described."""

from __future__ import annotations

import unicodedata

from discord_playground.checks import fields, localizations
from discord_playground.checks.fields import Body, Problems
from discord_playground.checks.problem import Path, Problem

NAME = 32
DESCRIPTION = 100


def check_name(body: Body, path: Path, *, needed: bool = True) -> Problems:
    """Check the name of a slash command or an option, in every language."""
    yield from fields.text(body, "name", path, minimum=1, maximum=NAME, needed=needed)
    yield from localizations.texts(body, "name", path, maximum=NAME)
    for place, name in localizations.every(body, "name"):
        if 1 <= len(name) <= NAME and not is_name(name):
            yield Problem(
                (*path, *place),
                "APPLICATION_COMMAND_INVALID_NAME",
                "Command name is invalid",
            )


def described(body: Body, path: Path, *, needed: bool = True) -> Problems:
    """Check the description of a slash command or an option, in every language."""
    yield from fields.text(body, "description", path, minimum=1, maximum=DESCRIPTION, needed=needed)
    yield from localizations.texts(body, "description", path, maximum=DESCRIPTION)


def is_name(name: str) -> bool:
    r"""Tell whether a slash command or an option may be so called.

    Discord's rule is `^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$`, in lower case where there is
    one.
    """
    return 1 <= len(name) <= NAME and name == name.lower() and all(map(_in_names, name))


def _in_names(character: str) -> bool:
    if character in "-_'" or unicodedata.category(character)[0] in "LN":
        return True
    # Vowel signs and the like, which are no letters, but of these two scripts are allowed.
    code = ord(character)
    return (
        (0x0900 <= code <= 0x0950 or 0x0955 <= code <= 0x0963 or 0x0966 <= code <= 0x097F)
        or 0xA8E0 <= code <= 0xA8FF
        or (0x0E01 <= code <= 0x0E3A or 0x0E40 <= code <= 0x0E5B)
    )
