"""Tell what each sentence of an abstract does: background, objective, method, result, limitation.

A linear-chain conditional random field (Lafferty et al., 2001) over word n-grams and position,
fitted by benchmarks/fit/sentence_roles.py on CSAbstruct (Cohan et al., 2019,
https://arxiv.org/abs/1909.04054; Apache-2.0). CSAbstruct has no limitations: phrases find them
among what the model calls result, background or other, after the paper's own work began. The labels
of a structured abstract say it themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from retrieval.text import patterns as re
from retrieval.text.labels import read_label, split_abstract
from retrieval.text.sentences import Span

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Role(StrEnum):
    """What a sentence does in its paper; `OTHER` is, for example, a link or a notice.

    `RELATED` is only in whole papers: what others did.
    """

    BACKGROUND = "background"
    OBJECTIVE = "objective"
    METHOD = "method"
    RESULT = "result"
    OTHER = "other"
    LIMITATION = "limitation"
    RELATED = "related"


CLASSES = (Role.BACKGROUND, Role.OBJECTIVE, Role.METHOD, Role.RESULT, Role.OTHER)
"""The roles that the model tells apart, in the order of its columns."""

WEIGHTS = Path(__file__).with_name("sentence_roles.npz")
"""`features` (f lines of UTF-8), `emissions` (f, 5), `transitions` (7, 5): first, between, last."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d[\d.,]*|[%:;()]")
_MAX_CHARS = 1_000  # of a sentence that are read

LIMITATION = re.compile(
    r"\b(?:(?:a|one|main|major|key|important|known|current) limitations?|limitations? (?:of "
    r"(?:our|this|the (?:present|current|proposed))|include|are|is)|(?:is|are|was|were|remains?) "
    r"limited (?:to|by)|(?:does|do|did) not (?:yet|generali[sz]e|scale|hold)|can ?not yet|"
    r"not yet (?:able|been)|remains? (?:an? )?(?:open|unclear|unsolved|unknown|to be)|"
    r"(?:is|are) still far from|falls? short|caveats?|(?:only|not) (?:works?|appl(?:y|ies)) "
    r"(?:to|on|for|when)|at the (?:cost|expense|price) of|further (?:research|work|studies|study)"
    r" (?:is|are) (?:needed|required|necessary|warranted)|(?:small|limited) sample size)\b",
    re.IGNORECASE,
)
"""Phrases that say that something is a limitation."""


@dataclass(frozen=True, slots=True)
class ClassifiedSentence:
    """A sentence of a paper, and what it does there.

    `kind` and `section` are those of the passage it is in, empty for one of the abstract.
    """

    span: Span
    role: Role
    kind: str = ""
    section: str = ""


def classify_abstract(abstract: str) -> list[ClassifiedSentence]:
    """Return the sentences of an abstract in order, with their roles."""
    spans = split_abstract(abstract)
    roles = classify_sentences([span.text for span in spans], [span.label for span in spans])
    return list(map(ClassifiedSentence, spans, roles))


def classify_sentences(sentences: Sequence[str], labels: Sequence[str] = ()) -> list[Role]:
    """Return the role of each sentence of one abstract, in order; takes some 20 µs a sentence.

    `labels` are those that the sentences stand under.
    """
    if not sentences:
        return []
    model = load_model()
    emissions = np.stack([model.score(found) for found in extract_features(sentences)])
    roles = [CLASSES[best] for best in decode(emissions, model.transitions)]
    for i, label in enumerate(labels):
        if label and (role := read_label(label)):
            roles[i] = Role(role)
    told = next((i for i, role in enumerate(roles) if role is not Role.BACKGROUND), len(roles))
    return [
        Role.LIMITATION if i > told and _is_limitation(role, sentence) else role
        for i, (role, sentence) in enumerate(zip(roles, sentences, strict=True))
    ]


def _is_limitation(role: Role, sentence: str) -> bool:
    """Tell whether a sentence that follows the paper's own work says where that ends."""
    may_be = role in (Role.BACKGROUND, Role.RESULT, Role.OTHER)
    return may_be and LIMITATION.search(sentence[:_MAX_CHARS]) is not None


@dataclass(frozen=True, slots=True)
class Model:
    """The weights of each feature (5,), and those of passing from a class to the next (7, 5)."""

    rows: dict[str, int]
    emissions: NDArray[np.float32]
    transitions: NDArray[np.float32]

    def score(self, features: Sequence[str]) -> NDArray[np.float32]:
        """Return the score of each class (5,) for a sentence with these features."""
        known = [self.rows[f] for f in features if f in self.rows]
        scores: NDArray[np.float32] = self.emissions[known].sum(axis=0)
        return scores


@cache
def load_model() -> Model:
    """Read the weights, once in a process."""
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        names = stored["features"].tobytes().decode().split("\n")
        emissions = stored["emissions"].astype(np.float32)
        transitions = stored["transitions"].astype(np.float32)
    rows = {name: row for row, name in enumerate(names)}
    return Model(rows, emissions, transitions)


def extract_features(sentences: Sequence[str]) -> list[list[str]]:
    """Return the names of each sentence's features: word n-grams and position."""
    last = len(sentences) - 1
    return [
        [*_to_ngrams(_to_words(sentence)), *_to_position(i, last, len(sentence))]
        for i, sentence in enumerate(sentences)
    ]


def decode(emissions: NDArray[np.float32], transitions: NDArray[np.float32]) -> list[int]:
    """Return the best sequence of classes (Viterbi) for the emissions (n, 5)."""
    first, between, final = transitions[0], transitions[1:-1], transitions[-1]
    score = emissions[0] + first
    back = []
    for emission in emissions[1:]:
        paths = score[:, None] + between
        back.append(paths.argmax(axis=0))
        score = paths.max(axis=0) + emission
    best = [int((score + final).argmax())]
    for step in reversed(back):
        best.append(int(step[best[-1]]))
    return best[::-1]


def _to_words(sentence: str) -> list[str]:
    """Return the words in lower case, each number as 0, between marks of start and end."""
    found = _WORD.findall(sentence[:_MAX_CHARS].lower())
    return ["<", *("0" if word[0].isdigit() else word for word in found), ">"]


def _to_ngrams(words: Sequence[str]) -> set[str]:
    return {" ".join(words[i : i + n]) for n in (1, 2, 3) for i in range(len(words) - n + 1)}


def _to_position(i: int, last: int, chars: int) -> Iterator[str]:
    yield f"@first {min(i, 4)}"
    yield f"@last {min(last - i, 4)}"
    yield f"@part {5 * i // (last + 1)} {min(last // 3, 3)}"
    yield f"@chars {min(chars // 40, 7)}"
