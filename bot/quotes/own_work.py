"""Score how plainly each sentence of an abstract states its paper's own problem, method and so on.

The classes of `retrieval.text.sentence_roles` say what a sentence does in an abstract, not of whose
work it speaks. Here the sentence's subject counts: the authors, the paper's name, or a rival.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

from bot.grounding.content_words import find_figures, find_stems
from bot.quotes import cues
from bot.quotes.leaning import leans, refers_back, strip_connective
from bot.quotes.names import find_names, has_name, is_subject
from retrieval.text import patterns as re
from retrieval.text.sentence_roles import Role

Aspect = Literal["problem", "method", "data", "results", "limitations"]
"""What the usual rows of a comparison ask for."""

ASPECTS: tuple[Aspect, ...] = get_args(Aspect)

STATED: Mapping[Aspect, float] = MappingProxyType(
    {"problem": 1.6, "method": 1.2, "data": 1.6, "results": 2.0, "limitations": 1.0}
)
"""From how many points on a sentence states an aspect."""

_PLAINLY_OWN = 3.0  # points on the method of a sentence that may introduce the paper
_START_CHARS = 40  # where a sentence on the work of others says so
_EARLY = 0.4  # of the abstract: later, a sentence with figures states no problem
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class OwnSentence:
    """A sentence of an abstract: its role, and how plainly it states each aspect, in points."""

    role: Role
    is_own: bool
    on_rivals: bool
    has_figures: bool
    points: dict[Aspect, float]

    @property
    def is_aim(self) -> bool:
        """Whether it says what was to be found out, or what others had found: no finding."""
        return self.role is Role.OBJECTIVE or (self.role is Role.BACKGROUND and not self.is_own)


def score_sentences(
    title: str, sentences: Sequence[str], roles: Sequence[Role]
) -> list[OwnSentence]:
    """Return the scores of the sentences of one abstract, in order."""
    names, title_stems = find_names(title, sentences), find_stems(title)
    last = max(len(sentences) - 1, 1)
    found = []
    own_began = False
    for place, (text, role) in enumerate(zip(sentences, roles, strict=True)):
        features = _Features.find(text, title_stems, names, role, place / last, own_began)
        own_began = own_began or features.is_own
        found.append(
            OwnSentence(
                role, features.is_own, features.rival, features.has_figures, features.score()
            )
        )
    return found


def pick_stating(aspect: Aspect, scored: Sequence[OwnSentence]) -> list[int]:
    """Return the places of the sentences that state an aspect, the plainest first."""
    stating = [i for i, s in enumerate(scored) if s.points[aspect] >= STATED[aspect]]
    return sorted(stating, key=lambda i: -scored[i].points[aspect])


def find_contribution(scored: Sequence[OwnSentence], sentences: Sequence[str]) -> int | None:
    """Return the place of the sentence that says what a paper is or does; None without any.

    It makes sense alone, unless every sentence leans on others.
    """
    rated = rate_contributions(scored, sentences)
    return max(
        range(len(rated)),
        key=lambda i: rated[i] + 2.0 * _has(cues.ASKS, sentences[i]),
        default=None,
    )


def rate_contributions(scored: Sequence[OwnSentence], sentences: Sequence[str]) -> list[float]:
    """Return for each sentence how well it says, alone, what a paper is or does, in points."""
    begins = next(
        (i for i, s in enumerate(scored) if s.is_own and s.points["method"] >= _PLAINLY_OWN), None
    )
    return [
        own.points["method"] + 1.0 * (i == begins) - 2.0 * refers_back(strip_connective(text))
        for i, (own, text) in enumerate(zip(scored, sentences, strict=True))
    ]


@dataclass(frozen=True, slots=True)
class _Features:
    """What is seen in one sentence; `position` is from 0, first, to 1, last."""

    text: str
    role: Role
    position: float
    ours: bool
    named: bool
    begins_with_name: bool
    of_title: float
    rival: bool
    question: bool
    has_figures: bool
    after_own: bool

    @classmethod
    def find(
        cls,
        text: str,
        title: frozenset[str],
        names: frozenset[str],
        role: Role,
        position: float,
        after_own: bool,
    ) -> _Features:
        start = text[:_START_CHARS]
        begins = any(is_subject(name, text) for name in names)
        ours = _has(cues.OURS, text)
        return cls(
            text,
            role,
            position,
            ours,
            begins or has_name(names, text),
            begins,
            len(title & find_stems(text)) / max(len(title), 1),
            _is_on_rivals(text, after_own)
            and not (begins or _has(cues.OURS, start) or (ours and _has(cues.CONTRASTS, text)))
            and not any(is_subject(name, cues.ADVERBIAL.sub("", text)) for name in names),
            text.rstrip().endswith("?"),
            bool(find_figures(text)) or _has(cues.MEASURED, text),
            after_own,
        )

    @property
    def is_own(self) -> bool:
        """Whether the sentence speaks of the paper's own work."""
        return (self.ours or self.named) and not self.rival

    @property
    def announces(self) -> bool:
        """Whether the sentence says "we propose" or the like."""
        return self.ours and _has(cues.PROPOSES, self.text)

    def score(self) -> dict[Aspect, float]:
        return {
            "problem": self._problem(),
            "method": self._method(),
            "data": self._data(),
            "results": self._results(),
            "limitations": self._limitations(),
        }

    def _problem(self) -> float:
        difficulties = _count(cues.DIFFICULTY, self.text)
        purposes = 0 if self.rival and not self.ours else _count(cues.PURPOSE, self.text)
        points = 0.8 * min(difficulties, 3) + 0.8 * min(purposes, 2) + 1.2 * (1 - self.position)
        points += 1.5 * self.question + 1.0 * (self.rival and difficulties > 0)
        points += 0.8 * _has(cues.ASKS, self.text) - 0.8 * _has(cues.CONTRASTS, self.text)
        points -= 1.0 * (self.begins_with_name and not purposes and not difficulties)
        points -= 1.2 * (self.announces and (not purposes or self.position > _EARLY))
        points -= 1.5 * (self.role is Role.RESULT) + 0.5 * (self.role is Role.METHOD)
        late = self.position > _EARLY
        points -= 1.0 * (late and self.has_figures) + 1.0 * (
            late and _has(cues.EXPLAINS, self.text)
        )
        return points

    def _method(self) -> float:
        text = self.text
        points = 1.5 * (1 - self.position) + 1.5 * self.of_title
        points += 2.0 * self.begins_with_name + 0.7 * (self.named and not self.begins_with_name)
        points += 1.2 * self.ours + 1.5 * self.announces
        points += 1.0 * (self.begins_with_name and cues.DEFINES.match(text) is not None)
        points += 1.0 * (self.role in (Role.METHOD, Role.OBJECTIVE)) + 0.8 * self.after_own
        if not (self.is_own or self.after_own):
            points -= 1.0 * min(len(cues.DIFFICULTY.findall(text)), 2)
        points -= (1.0 if self.ours else 2.5) * self.rival + 3.0 * self.question
        introduces = self.announces or (self.begins_with_name and self.position == 0)
        points -= (0.3 if introduces else 0.9) * min(len(cues.COMPARES.findall(text)), 3)
        points -= 1.0 * leans(strip_connective(text)) + 1.0 * (self.role is Role.RESULT)
        points -= 2.0 * _has(cues.EXPLAINS, text) + 1.0 * _has(cues.COLLECTS, text)
        points -= 2.0 * _has(cues.ASKS, text) + 1.0 * _has(cues.ILLUSTRATES, text)
        points -= 0.5 * _has(cues.MORE, text) + 3.0 * _has(cues.NOTICE, text)
        return points

    def _data(self) -> float:
        text = self.text
        points = 1.2 * min(len(cues.DATA.findall(text)), 2)
        points += 1.0 * _has(cues.TASKS, text) + 1.5 * (
            _has(cues.NAMED_SET, text) or _has(cues.KNOWN_SET, text)
        )
        points += 1.5 * (cues.ON_START.match(text) is not None)
        if points:
            points += 0.8 * _has(cues.TRIED, text) + 0.4 * self.has_figures
        points += 0.7 * (self.is_own and "data" in _WORD.findall(text))
        points += 0.3 * (self.role is Role.RESULT) + 0.3 * self.position
        own_set = _has(cues.OWN_SET, text)
        points += 1.0 * own_set - 1.5 * (self.rival and not own_set) - 1.0 * self.question
        points -= 1.0 * (self.position == 0 and not self.is_own) + 1.0 * _has(cues.SAME_SETS, text)
        return points

    def _results(self) -> float:
        outcomes = _count(cues.OUTCOME, self.text)
        points = 0.7 * min(outcomes, 3) + 1.0 * self.has_figures + 1.2 * self.position
        points += 1.5 * (self.role is Role.RESULT) + 1.2 * _has(cues.COMPARES, self.text)
        points += 1.5 * _has(cues.MEASURED, self.text)
        points -= 3.5 * self.rival + 2.0 * self.question + 3.0 * _has(cues.BUILDS, self.text)
        points -= 1.0 * (self.role in (Role.BACKGROUND, Role.OBJECTIVE) and not self.is_own)
        points -= 1.3 * _has(cues.ILLUSTRATES, self.text) + 1.5 * _has(cues.CONCEDES, self.text)
        if not self.has_figures:
            points -= 1.0 * (not outcomes) + 1.0 * self.announces
        return points

    def _limitations(self) -> float:
        own = self.after_own and not self.rival
        return 2.0 * (own and _has(cues.LIMITATION, self.text)) + (self.role is Role.LIMITATION)


def _is_on_rivals(text: str, after_own: bool) -> bool:
    """Tell whether a sentence begins with the work of others.

    After sentences on the own work, "several" may count what is the authors'.
    """
    start = cues.SOME.sub("", text) if after_own else text
    return _has(cues.RIVAL, start[:_START_CHARS])


def _has(pattern: re.Pattern, text: str) -> bool:
    return pattern.search(text) is not None


def _count(pattern: re.Pattern, text: str) -> int:
    """Return how many different words of a pattern are in a text."""
    return len({found.group().lower() for found in pattern.finditer(text)})
