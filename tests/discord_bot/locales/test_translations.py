"""The words of all areas, in all languages."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from importlib.resources import files

import pytest
from discord import Locale, app_commands
from discord.app_commands.commands import VALID_SLASH_COMMAND_NAME

from bot.discord_bot import limits
from bot.discord_bot.locales.translations import (
    LANGUAGES,
    Language,
    Translations,
    Translator,
    Value,
    load_bundle,
    localized,
    to_language,
)
from tests.discord_bot.locales import catalog

OTHERS = [language for language in LANGUAGES if language != "en"]
EVERY = pytest.mark.parametrize("language", LANGUAGES)
FOREIGN = pytest.mark.parametrize("language", OTHERS)
ENGLISH = catalog.messages("en")
COMMANDS = [key for key in ENGLISH if key.startswith("cmd-")]


@FOREIGN
def test_every_language_says_the_same_things(language: Language):
    """The same keys, in the same areas."""
    theirs = {key: message.area for key, message in catalog.messages(language).items()}

    assert theirs == {key: message.area for key, message in ENGLISH.items()}


@FOREIGN
def test_every_language_uses_the_same_values(language: Language):
    """No value is left out or made up."""
    theirs = {key: set(message.variables) for key, message in catalog.messages(language).items()}

    assert theirs == {key: set(message.variables) for key, message in ENGLISH.items()}


@EVERY
@pytest.mark.parametrize("count", [1, 1234])
def test_every_message_can_be_said(language: Language, count: int):
    """With all values given, nothing is left to fill in."""
    for key, message in catalog.messages(language).items():
        kinds: dict[str, Value] = {"text": "Some text", "figure": count, "day": date(2024, 2, 29)}
        values = {name: kinds[kind] for name, kind in message.variables.items()}
        pattern = load_bundle(language).get_message(key).value
        text, errors = load_bundle(language).format_pattern(pattern, values)

        assert not errors, (key, errors)
        assert str(text).strip(), key
        assert not re.search(r"\{\$|\{-|[\u2068\u2069]", str(text)), (key, text)
        shown = Translations(language)(key, **values)
        assert shown == text or "\ue000" in str(text)
        assert "\ue000" not in shown


@EVERY
def test_messages_refer_to_messages_that_there_are(language: Language):
    """A command's name within a sentence is taken from its own message."""
    known = catalog.messages(language)

    assert {r for message in known.values() for r in message.references} <= set(known)


def test_what_the_code_says_there_are_words_for():
    """Every key that is written out in the code is known."""
    assert catalog.keys_named() - set(ENGLISH) == set()


def test_nothing_is_there_that_nobody_says():
    """Every message is said somewhere, or another refers to it."""
    patterns = catalog.key_patterns()
    used = catalog.keys_named() | {r for m in ENGLISH.values() for r in m.references}
    said = [k for k in ENGLISH if k.removesuffix("-todo") in used or k in used]
    unused = [k for k in ENGLISH if k not in said and not any(p.fullmatch(k) for p in patterns)]

    assert unused == []


def test_the_code_gives_the_values_that_a_message_uses():
    """Neither too many nor too few."""
    wrong = [
        (call.where, call.key, sorted(call.names))
        for call in catalog.calls()
        if call.key in ENGLISH and call.complete and call.names != set(ENGLISH[call.key].variables)
    ]

    assert wrong == []


@EVERY
def test_commands_obey_discords_rules(language: Language):
    """Names of commands and options are small and without spaces; all texts are short enough."""
    translated, english = Translations(language), Translations("en")
    wrong = []
    for key in COMMANDS:
        text = translated(key)
        if key.endswith("-about"):
            fits = 1 <= limits.count_units(text) <= limits.COMMAND_DESCRIPTION
        elif re.search(r"-opt-[a-z0-9]+$", key) or f"{key}-about" in ENGLISH:
            fits = bool(VALID_SLASH_COMMAND_NAME.fullmatch(text)) and text == text.lower()
        elif key.startswith("cmd-menu-") or english(key)[0].isupper():
            fits = 1 <= limits.count_units(text) <= limits.CHOICE_NAME
        else:
            continue
        wrong += [] if fits else [(key, text)]

    assert wrong == []


@EVERY
def test_no_two_names_beside_each_other_are_the_same(language: Language):
    """A person can tell the commands, and the options of one, apart."""
    words = Translations(language)
    names = [key for key in COMMANDS if not key.endswith("-about") and f"{key}-about" in ENGLISH]
    beside = Counter((key.rpartition("-")[0], words(key)) for key in names)

    assert [place for place, count in beside.items() if count > 1] == []


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        (Locale.british_english, "en"),
        (Locale.taiwan_chinese, "zh"),
        (Locale.finnish, "en"),
        ("de-AT", "de"),
        ("zh_TW", "zh"),
        ("", "en"),
    ],
)
def test_locales_have_a_language(locale: Locale | str, language: str):
    """English where there are no words for a locale."""
    assert to_language(locale) == language
    assert Translations(locale).language == language


@pytest.mark.parametrize(
    ("locale", "expected"),
    [(Locale.german, True), (Locale.american_english, False), (Locale.finnish, False)],
)
async def test_commands_are_translated_where_there_are_words(locale: Locale, expected: bool):
    """English is the default, which needs no translation."""
    context = app_commands.TranslationContext(app_commands.TranslationContextLocation.other, None)
    translated = await Translator().translate(localized("rendering-sources"), locale, context)

    assert translated == ("Quellen" if expected else None)


COMMAND_IDS = {"library add": 7, "settings": 8, "forget-me": 9, "ask": 10}


@EVERY
def test_commands_named_in_texts_can_be_clicked(language: Language):
    """By their English names, whatever the language calls them; others stay as they are."""
    t = Translations(language, COMMAND_IDS)

    assert "</library add:7>" in t("rendering-refused-hint")
    assert "</ask:10>" in t("ask-how-text")
    assert "`" not in t("ask-how-text")
    assert "</" not in t("digest-none-todo")
    assert t("rendering-quoted") == Translations(language)("rendering-quoted")


@EVERY
def test_commands_named_in_values_cannot_be_clicked(language: Language):
    """Neither by name nor as the mention itself: values are from papers and people."""
    t = Translations(language, COMMAND_IDS)
    name = t("cmd-ask")

    shown = t("rendering-searched", question=f"a/b /{name} `/{name}` </ask:10>")

    assert f"a/b /{name} `/{name}` < /ask:10>" in shown


def test_french_signs_stay_with_their_words():
    """The space before `:`, `;`, `?`, `!`, `»` or `%`, and after `«`, does not break (U+00A0)."""
    wrong = [x for x in _lines_of("fr") if re.search(r" [:;?!»%](?!\w)|« ", x)]

    assert wrong == []


@pytest.mark.parametrize("language", ["ja", "zh"])
def test_one_is_a_number_where_there_is_no_singular(language: Language):
    """Japanese and Chinese have only the plural form `other`: `[1]` applies, `[one]` never."""
    assert [line for line in _lines_of(language) if "[one]" in line] == []


def _lines_of(language: Language) -> list[str]:
    folder = files("bot.discord_bot.locales") / language
    texts = [file.read_text(encoding="utf-8") for file in folder.iterdir()]
    return [x for text in texts for x in text.splitlines() if not x.startswith("#")]
