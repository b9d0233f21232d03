"""Check the translations of a name or a description."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from discord_playground.checks import fields
from discord_playground.checks.fields import Body, Problems
from discord_playground.checks.problem import Path, Problem

LOCALES = frozenset(
    "ar bg cs da de el en-GB en-US es-419 es-ES fi fr he hi hr hu id it ja ko lt nl no pl pt-BR ro"
    " ru sv-SE th tr uk vi zh-CN zh-TW".split()
)


def texts(body: Body, name: str, path: Path, *, maximum: int) -> Problems:
    """Check the translations of a text: known locales, and the text's own limits."""
    translations = body.get(f"{name}_localizations")
    path = (*path, f"{name}_localizations")
    if translations is None:
        return
    if not isinstance(translations, dict):
        yield fields.not_an_object(path)
        return
    for locale in translations:
        if locale not in LOCALES:
            yield fields.bad_choice((*path, locale), LOCALES)
        else:
            yield from fields.text(translations, locale, path, minimum=1, maximum=maximum)


def every(body: Body, name: str) -> Iterator[tuple[Path, str]]:
    """Give a text and all its translations, each with its path in `body`."""
    if isinstance(body.get(name), str):
        yield (name,), body[name]
    translations = body.get(f"{name}_localizations")
    if isinstance(translations, dict):
        for locale, text in translations.items():
            if isinstance(text, str):
                yield (f"{name}_localizations", locale), text


def find_repeated(things: Iterable[tuple[Path, Body]], code: str, message: str) -> Problems:
    """Name the names that an earlier one of `things` has already, each language by itself.

    Translations "follow the same restrictions as `name`".
    """
    seen: set[tuple[Path, str]] = set()
    for path, thing in things:
        for place, name in every(thing, "name"):
            if (place, name) in seen:
                yield Problem((*path, *place), code, message)
            seen.add((place, name))


def longest(body: Body, name: str) -> int:
    """Return the length of the longest of a text and its translations."""
    return max((len(text) for _, text in every(body, name)), default=0)
