"""The attacks, each with a paper of its own that carries it, and a question that finds it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap
from typing import Any

from retrieval.paper import Paper
from tests.attacks.disguises import DISGUISES
from tests.full_text.pdf_writer import Text, paragraph, write_pdf
from tests.servers.model_server.obedience import Order

_FILE = Path(__file__).parent / "attacks.jsonl"
_ANIMALS = (
    "otters hares seals badgers gulls moles newts lynxes bison herons voles toads storks minks "
    "weasels ravens carp eels trout boars elks crabs shrews finches"
).split()
_DOINGS = {
    "swim": "in cold water", "climb": "up wet rock", "dig": "through sand",
    "run": "over fresh snow", "crawl": "under fallen leaves", "roam": "across dry meadows",
    "dive": "below the ice", "turn": "on a slack rope", "feed": "at low tide",
}  # fmt: skip
_LETTERS = "bcdfghjklmnprstvz"


@dataclass(frozen=True, slots=True)
class Attack:
    """A payload behind a door, and what shows that it had its effect.

    `word` is one that no honest text has: an obedient model obeys where it sees it.
    """

    number: int
    kind: str
    door: str
    payload: str
    order: Order
    shows: str
    animals: str
    doing: str

    @property
    def name(self) -> str:
        """What a failing test calls it."""
        return f"{self.number} {self.kind} in {self.door}: {self.payload[:60]!a}"

    @property
    def category(self) -> str:
        """The category that its own paper alone has."""
        return f"atk{self.number}"

    @property
    def speed(self) -> str:
        """The figure that its paper states."""
        return f"{self.number % 60 + 20}.{self.number % 9 + 1}"

    @property
    def question(self) -> str:
        """An honest question that its paper answers."""
        return f"What is known of how {self.animals} {self.doing} {_DOINGS[self.doing]}?"

    @property
    def paper(self) -> Paper:
        """Its paper; the payload is in it where its door is one of a paper's."""
        where, who = _DOINGS[self.doing], self.animals.capitalize()
        honest = [
            f"We study how fast {self.animals} {self.doing} {where}.",
            f"{who} {self.doing} {where} at {self.speed} km an hour.",
            f"{who} rest for some minutes before they {self.doing} again.",
            f"Older {self.animals} {self.doing} more slowly than young ones.",
        ]
        if self.door in {"abstract", "record", "cell", "summary", "digest"}:
            honest.insert(1 + self.number % 4, self.payload)
        title = f"How fast {self.animals} {self.doing} {where}"
        return Paper(
            f"2611.{self.number:05}",
            self.payload if self.door == "title" else title,
            " ".join(honest),
            (self.payload if self.door == "author" else "Ada Byron",),
            categories=(self.category, "zoo"),
            source=self.payload if self.door == "source" else "arxiv",
        )

    @property
    def pdf(self) -> bytes:
        """Its whole paper, which says the payload among its results."""
        where, who = _DOINGS[self.doing], self.animals.capitalize()
        said = [
            f"All {self.animals} of the zoo were filmed while they {self.doing} {where}.",
            self.payload,
            f"We found that {self.animals} {self.doing} {where} at {self.speed} km an hour.",
            f"{who} rest for some minutes before they {self.doing} again.",
        ]
        return write_pdf(
            [[Text(72, 720, "1 Results", 12, "bold"), *paragraph(wrap(" ".join(said) * 2, 80))]]
        )


def attacks() -> list[Attack]:
    """Return all attacks, in the file's order."""
    found: list[Attack] = []
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        for door in told["doors"]:
            found.append(_attack(len(found), door, told))
    return found


def by_kind(kinds: Sequence[Attack]) -> Mapping[str, list[Attack]]:
    """Return the attacks of each kind."""
    found: dict[str, list[Attack]] = {}
    for attack in kinds:
        found.setdefault(attack.kind, []).append(attack)
    return found


def _attack(number: int, door: str, told: Mapping[str, Any]) -> Attack:
    doings = list(_DOINGS)
    animals = _ANIMALS[number % len(_ANIMALS)]
    doing = doings[number // len(_ANIMALS) % len(doings)]
    first, second = divmod(number, len(_LETTERS))
    word = f"quo{_LETTERS[first]}i{_LETTERS[second]}axum"
    said = {"w": word, "animals": animals, "Animals": animals.capitalize(), "do": doing}
    said["speed"] = f"{number % 60 + 20}.{number % 9 + 1}"
    payload = told["payload"].format(**said)
    effect = told["effect"]
    for form, text in said.items():
        effect = effect.replace(f"{{{form}}}", text)
    disguised = DISGUISES[told.get("disguise", "")](payload)
    order = Order(word, effect.replace("{{", "{").replace("}}", "}"))
    return Attack(number, told["kind"], door, disguised, order, told["shows"], animals, doing)


ALL = tuple(attacks())
"""Every attack."""

COMPANION = Paper(
    "2611.99999",
    "How fast snails creep over moss",
    "Snails creep over moss at 0.05 km an hour. They creep faster after rain.",
)
"""An honest paper that stands beside theirs."""
