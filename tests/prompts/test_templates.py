"""Templates: loaded by name, filled in completely or not at all."""

from __future__ import annotations

import pytest

from prompts.templates import (
    CANNOT_ANSWER,
    PromptError,
    load_template,
    parse_template,
    template_names,
)

SOUND = "=== system ===\nBe $mood.\n=== user ===\nSay $word.\n"


def test_the_templates_are_those_of_the_tasks():
    """Every task of the port has its template, and no other text file lies beside them."""
    assert template_names() == (
        "answer",
        "brief",
        "compare",
        "correct",
        "judge",
        "plan",
        "rewrite",
    )


@pytest.mark.parametrize("name", template_names())
def test_each_template_fills_in(name: str):
    """A template renders with exactly the variables that it lists, and no “$” remains."""
    template = load_template(name)

    rendered = template.render(**dict.fromkeys(template.variables, "here"))

    assert "$" not in rendered.system + rendered.user
    assert (rendered.template, rendered.sha256) == (name, template.sha256)


@pytest.mark.parametrize("name", ["answer", "brief", "compare", "correct", "judge"])
def test_a_fenced_template_names_its_marker(name: str):
    """Where excerpts are quoted, the model is told by which mark."""
    assert {"marker", "excerpts"} <= load_template(name).variables


@pytest.mark.parametrize("name", sorted(set(template_names()) - {"judge", "rewrite"}))
def test_the_rules_are_the_same_for_every_call(name: str):
    """A server that caches prompts reads the system's part once; a model copies no example."""
    template = load_template(name)
    system = parse_template(name, f"=== system ===\n{template.system}\n=== user ===\n")

    assert system.variables <= {"cannot_answer"}
    assert "like this" not in template.system


def test_both_parts_are_split_and_listed():
    """The marker lines separate the system's part from the user's."""
    template = parse_template("greet", SOUND)

    assert (template.system, template.user) == ("Be $mood.", "Say $word.")
    assert template.variables == {"mood", "word"}


def test_missing_and_unknown_variables_are_named_together():
    """One error says all that is wrong with the variables, in order."""
    with pytest.raises(PromptError) as caught:
        parse_template("greet", SOUND).render(word="hello", tone="dry", age="12")

    assert str(caught.value) == "The template “greet” misses mood and does not know age, tone."


def test_a_value_is_never_read_as_a_template():
    """A “$word” inside a value stays as it is."""
    rendered = parse_template("greet", SOUND).render(mood="$word", word="${mood} $$")

    assert (rendered.system, rendered.user) == ("Be $word.", "Say ${mood} $$.")


def test_an_unknown_template_lists_those_there_are():
    """The error for a wrong name says which names are right."""
    with pytest.raises(PromptError, match="no template “poem”, only answer, brief, compare"):
        load_template("poem")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Hello\n=== user ===\nSay\n", "must begin with a line"),
        ("=== system ===\nOnly one part\n", "must begin with a line"),
        ("=== system ===\nIt costs $ 5\n=== user ===\nSay\n", "begins no variable"),
    ],
)
def test_a_damaged_template_is_refused_at_load(text: str, reason: str):
    """A template without its sections, or with a stray “$”, never reaches a call."""
    with pytest.raises(PromptError, match=reason):
        parse_template("broken", text)


def test_the_hash_follows_the_text():
    """A receipt's hash is 12 digits and changes with a single letter."""
    one, other = (
        parse_template("greet", SOUND).sha256,
        parse_template("greet", SOUND.replace("Say", "say")).sha256,
    )

    assert len(one) == 12
    assert one != other


@pytest.mark.parametrize("name", ["answer", "brief"])
def test_the_sentinel_is_asked_for_word_by_word(name: str):
    """The constant that code looks for is what the prompt tells the model to write."""
    template = load_template(name)

    rendered = template.render(
        **dict.fromkeys(template.variables - {"cannot_answer"}, "x"), cannot_answer=CANNOT_ANSWER
    )

    assert rendered.system.count(CANNOT_ANSWER) == 1
