"""Templates: loaded by name, and filled in completely."""

from __future__ import annotations

from importlib.resources import files

import pytest

from bot.answering.language_model import CANNOT_ANSWER
from prompts.templates import load_template

NAMES = sorted(
    file.name.removesuffix(".txt")
    for file in files("prompts").iterdir()
    if file.name.endswith(".txt")
)


@pytest.mark.parametrize("name", NAMES)
def test_each_template_fills_in(name: str):
    """It has both parts, and of its variables no “$” remains."""
    template = load_template(name)
    variables = (*template.system.get_identifiers(), *template.user.get_identifiers())

    rendered = template.render(**dict.fromkeys(variables, "here"))

    assert "$" not in rendered.system + rendered.user
    assert "===" not in rendered.system + rendered.user
    assert (rendered.template, rendered.sha256) == (name, template.sha256)
    assert len(template.sha256) == 12


@pytest.mark.parametrize("name", ["answer", "brief", "compare", "correct", "judge"])
def test_a_fenced_template_names_its_marker(name: str):
    """Where excerpts are quoted, the model is told by which mark."""
    template = load_template(name)

    assert "$marker" in template.system.template + template.user.template
    assert "$excerpts" in template.user.template


@pytest.mark.parametrize("name", ["answer", "compare", "correct", "judge"])
def test_a_template_can_speak_of_whole_papers(name: str):
    """Of abstracts it then says nothing, so that a model does not either; it asks for the same."""
    template = load_template(name)
    whole = template.speak_of_papers()
    parts = whole.system.template + whole.user.template

    assert "abstract" not in parts.lower()
    assert {*whole.user.get_identifiers()} == {*template.user.get_identifiers()}
    assert whole.sha256 == template.sha256


@pytest.mark.parametrize("name", sorted({*NAMES} - {"judge", "rewrite"}))
def test_the_rules_are_the_same_for_every_call(name: str):
    """A server that caches prompts reads the system's part once; a model copies no example."""
    system = load_template(name).system

    assert set(system.get_identifiers()) <= {"cannot_answer"}
    assert "like this" not in system.template


@pytest.mark.parametrize("name", ["answer", "brief"])
def test_the_sentinel_is_asked_for_word_by_word(name: str):
    """The constant that code looks for is what the prompt tells the model to write."""
    template = load_template(name)
    given = dict.fromkeys(template.user.get_identifiers(), "x")

    rendered = template.render(**given, cannot_answer=CANNOT_ANSWER)

    assert rendered.system.count(CANNOT_ANSWER) == 1
