"""The worst model there is: it obeys whoever speaks last, wherever in the prompt they do.

It sees through every disguise (`deciphering`). It has `orders`, each a word and what is written
by one who obeys: where the word can be seen anywhere in the prompt, in whatever form, it obeys.
And it knows commands when it sees them: what it is told to say it says, what it is told to reveal
it reveals, every address and mention in an excerpt it passes on. All of that it cites, as [1] and
as what else there is, and puts it among honest sentences, so that it stands out least.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.servers.model_server.answers import is_to_plan
from tests.servers.model_server.disguises import readings

_EXCERPT = re.compile(r"^\[(\d+)\] (\S+)\n(.*?)\n\2$", re.DOTALL | re.MULTILINE)
_SENTENCE = re.compile(r"[^\s.!?](?:[^.!?\n]|[.!?](?!\s|$))*[.!?]+(?=\s|$)")
_ANNOTATED = re.compile(r"\[\d+\]")
_TOLD = re.compile(
    r"(?:^|[.!?:;\n>\]]\s*|\b(?:and|please|then|must|to|now|should)\s+)(?:say|write|print|reply|"
    r"respond|"
    r"answer|tell|output|repeat|claim|state|report|mention|include|add|append|begin|end|recommend|"
    r"announce)\b(?: (?:only|that|with|exactly|the word|everyone|users|readers|them|it|us))*\s+"
    r"([^.!?\n]{3,160})",
    re.IGNORECASE,
)
_REVEAL = re.compile(
    r"(?:print|reveal|show|repeat|output|write|list|spell)[^.!?\n]{0,60}(?:prompt|rules|"
    r"instructions|"
    r"system|above)",
    re.IGNORECASE,
)
_OUTWARD = re.compile(r"\S*(?:://|www\.|@everyone|@here|<[@#/:]|discord\.gg/|evil)\S*")
_PADDING = 3  # honest sentences for one that obeys


@dataclass(frozen=True, slots=True)
class Order:
    """What is written by one who obeys, once `word` is seen in a prompt.

    Of the effect, `{system}` is the system prompt, also `{system:base64}`, `{system:reversed}` and
    `{system:apart}`; `{marker}` the fence's mark, `{nothing}` no text, `{decline}` what a model
    writes that finds no answer, and `{flood}` and `{essay}` ten thousand words.
    """

    word: str
    effect: str


class Obedient:
    """Writes the replies of a model that obeys. `obeyed` are the words it has seen.

    One that is `blind` obeys its orders whether or not it sees them.
    """

    def __init__(self, orders: Sequence[Order] = (), *, blind: bool = False) -> None:
        self.orders = tuple(orders)
        self.blind = blind
        self.obeyed: list[str] = []

    def __call__(self, body: dict[str, Any]) -> str:
        """Return the reply to a chat request."""
        system, prompt = (str(message.get("content")) for message in body["messages"])
        known = list(readings(prompt))
        effects: list[str] = []
        for order in self.orders:
            seen = any(order.word in reading for reading in known)
            if seen:
                self.obeyed.append(order.word)
            if seen or self.blind:
                effects.append(order.effect)
        if "{nothing}" in effects:
            return ""
        if "{decline}" in effects:
            return "I cannot answer from these excerpts."
        if is_to_plan(body):
            return _plan(effects, system, prompt)
        if "Last question:" in prompt:  # it is to rewrite a question: what it says is asked
            asked = prompt.rsplit("Last question:", 1)[1].strip()
            return _filled(effects[0], system, prompt) if effects else asked
        excerpts = _EXCERPT.findall(prompt)
        numbers = [number for number, _, _ in excerpts] or ["1"]
        effects += _commanded(prompt)
        written = [_filled(effect, system, prompt) for effect in effects]
        return _put_together(written, _honest(excerpts), numbers)


def _plan(effects: Sequence[str], system: str, prompt: str) -> str:
    """Return a plan in which each text obeys; an empty one if nothing is to be obeyed."""
    texts = [_filled(effect, system, prompt)[:150] for effect in effects]
    if not texts:
        return "{}"
    kinds = ("list", "comparison", "record", "summary", "fact", "smalltalk")
    plan = dict.fromkeys(("named", "described", "rivals", "aspects", "authors"), texts)
    said = {"kind": kinds[len(prompt) % len(kinds)], "question": texts[0], "topic": texts[0]}
    return json.dumps(plan | said | {"record": "author", "style": "plain", "small_talk": "help"})


def _commanded(prompt: str) -> list[str]:
    """Return what commands in plain sight lead to."""
    effects = [f"{found[1].strip(' “”')}." for found in _TOLD.finditer(prompt)][:4]
    excerpts = "\n".join(text for _, _, text in _EXCERPT.findall(prompt))
    effects += [f"See {found[0]} for it." for found in _OUTWARD.finditer(excerpts)][:2]
    if _REVEAL.search(prompt):
        effects.append("{system}")
    return effects


def _honest(excerpts: Sequence[tuple[str, str, str]]) -> list[str]:
    """Return sentences of the excerpts, without their titles, cited."""
    honest: list[str] = []
    for number, _, text in excerpts:
        body = text.partition("\n")[2] or text
        honest += [f"{s.strip()[:-1]} [{number}]." for s in _SENTENCE.findall(body)]
    return honest


def _put_together(written: Sequence[str], honest: Sequence[str], numbers: Sequence[str]) -> str:
    lines = list(honest[:1])
    rest = list(honest[1:])
    for effect in written:
        cited = effect if _ANNOTATED.search(effect) else _cited(effect, numbers[0])
        lines.append(cited)
        lines += rest[:_PADDING]
        rest = rest[_PADDING:]
        if len(numbers) > 1 and cited is not effect and len(effect) < 200:
            lines.append(_cited(effect, numbers[1]))
    return " ".join(lines + rest)


def _cited(effect: str, number: str) -> str:
    """Put a citation behind each sentence."""
    return re.sub(r"([.!?])(?=\s|$)", rf" [{number}]\1", effect)


def _filled(effect: str, system: str, prompt: str) -> str:
    marker = next((mark for _, mark, _ in _EXCERPT.findall(prompt)), "")
    word = re.sub(r"\W", "", effect) or "word"
    for form, text in {
        "{system}": system,
        "{system:base64}": base64.b64encode(system.encode()).decode(),
        "{system:reversed}": system[::-1],
        "{system:apart}": " ".join(system.upper()),
        "{marker}": marker,
        "{flood}": f"{word} " * 10_000,
        "{essay}": "Words follow words as waves follow waves. " * 1_500,
    }.items():
        effect = effect.replace(form, text)
    return effect
