"""Object to names of methods, data sets, models and authors that the abstract does not have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from bot.grounding.rules.finding import Finding
from bot.grounding.rules.stems import stem
from retrieval.search.query import STOP_WORDS
from retrieval.text.sentences import Span

# Letters with a capital inside, capitals only, or digits beside letters: GPT-4, SciFact, LoRA, 3D.
_TOKEN = re.compile(r"[^\W_]+(?:[-‐‑/.+&'’@][^\W_]+|[+*](?=\s|$))*")
_NOT_LATIN = re.compile(r"[\u3000-\u9fff\uac00-\ud7af\uff00-\uffef]+")
_AUTHORS = re.compile(r"\b([A-Z][\w’'-]+)(?: and [A-Z][\w’'-]+)? et al\b")
_EXPANSIONS = {
    "ai": "artificial intelligence", "ml": "machine learning", "nlp": "natural language process",
    "cnn": "convolutional neural network", "gpu": "graphics processing unit",
    "llm": "large language model", "lm": "language model", "rl": "reinforcement learning",
    "qa": "question answering", "dl": "deep learning", "dnn": "deep neural network",
    "gnn": "graph neural network", "rnn": "recurrent neural network", "cv": "computer vision",
    "nn": "neural network", "vlm": "vision language model", "mllm": "multimodal language model",
    "ir": "information retrieval", "kg": "knowledge graph", "nmt": "neural machine translation",
    "mt": "machine translation", "asr": "speech recognition", "tts": "text to speech",
    "ner": "named entity recognition", "rag": "retrieval augmented generation",
    "gan": "generative adversarial network", "vae": "variational autoencoder",
    "sgd": "stochastic gradient descent", "mlp": "multilayer perceptron",
    "lstm": "long short term memory", "plm": "pretrained language model",
    "vqa": "visual question answering", "ood": "out of distribution", "icl": "in context learning",
    "cot": "chain of thought", "moe": "mixture of experts", "peft": "efficient fine tuning",
    "sft": "supervised fine tuning", "rlhf": "human feedback", "hci": "human computer interaction",
    "iot": "internet of things", "fl": "federated learning", "ssl": "self supervised learning",
    "slam": "localization mapping", "pde": "partial differential equation",
    "uav": "unmanned aerial vehicle", "mri": "magnetic resonance imaging",
    "ct": "computed tomography", "ehr": "electronic health record", "3d": "three dimensional",
    "2d": "two dimensional", "sota": "state of the art", "kd": "knowledge distillation",
    "bci": "brain computer interface", "eeg": "electroencephalography",
    "dna": "deoxyribonucleic acid", "hiv": "human immunodeficiency virus",
    "tb": "tuberculosis", "bmi": "body mass index", "cvd": "cardiovascular disease",
    "t2d": "type 2 diabetes", "nas": "neural architecture search", "mcts": "tree search",
    "mcmc": "monte carlo", "vit": "vision transformer", "api": "programming interface",
    "cpu": "processor", "us": "united states", "usa": "united states", "uk": "united kingdom",
    "eu": "european", "mdp": "markov decision process", "gp": "gaussian process",
    "svm": "support vector machine", "pca": "principal component", "bo": "bayesian optimization",
}  # fmt: skip
# Names of no one thing, which any answer may use.
_ANYBODYS = frozenset(
    """ai ml pdf ok us usa uk eu a i english chinese german french japanese spanish european
    american internet web python github arxiv figure table section gpu gpus cpu""".split()
)
_UPPER_IN_WORD = re.compile(r"[a-z0-9][A-Z]|[A-Z]{2}|[A-Za-z]\d|\d[A-Za-z]")
_STARTS = re.compile(r"[.:!?“\"(•]\s*$")
_NUMBERED = re.compile(r"(?P<letters>[A-Za-z]+)[-‐]?(?P<number>\d+(?:\.\d+)*[KMB]?)")
_CLEAR, _PLAIN = 0.9, 0.6


def name_objections(
    text: str, spans: Sequence[Span], title: str, *, english: bool = True
) -> list[Finding]:
    """Return an objection for each name of `text` that neither abstract nor title has.

    In a text that is not English a capital means nothing: only clear names count, and less.
    """
    whole = " ".join((title, *(s.text for s in spans)))
    found = []
    for name, clear in names(text):
        if not clear and not english:
            continue
        if has(whole, name) or (name.isupper() and f"({name})" in text and _defined(name, text)):
            continue
        if other := numbered_otherwise(whole, name):
            reason = f"the abstract has {other}, not {name}"
            found.append(Finding("name", reason, contradicts=True, weight=1.0))
            continue
        weight = (_CLEAR if clear else _PLAIN) * (1.0 if english else 0.6)
        found.append(
            Finding(
                "name", f"the abstract does not mention {name}", contradicts=False, weight=weight
            )
        )
    return found


@lru_cache(maxsize=4_096)
def names(text: str) -> tuple[tuple[str, bool], ...]:
    """Return the names in a sentence, each with whether it is clearly one."""
    text = _NOT_LATIN.sub(" ", unicodedata.normalize("NFKC", text))
    found: dict[str, bool] = {}
    authors = {m.group(1) for m in _AUTHORS.finditer(text)}
    first = True
    for match in _TOKEN.finditer(text):
        token = re.sub(r"['’]s$", "", match.group())
        starts = first or bool(_STARTS.search(text[max(0, match.start() - 4) : match.start()]))
        first = False
        if token in authors:
            found[token] = True
        elif token.lower() in _ANYBODYS or _is_figure(token):
            continue
        elif _UPPER_IN_WORD.search(token):
            found[token] = True
        elif (
            token[0].isupper() and not starts and len(token) > 2 and token.lower() not in STOP_WORDS
        ):
            found[token] = False
    return tuple(found.items())


def _is_figure(token: str) -> bool:
    """Tell whether a token is a figure with its unit: 16GB, 84.25, 12k, 1e-3, 10-fold, 2nd."""
    return (
        bool(re.fullmatch(r"[\d.,]+(?:e[-–]?\d+)?(?:[-‐]?[A-Za-zµ]{1,6}(?:/\w)?)?", token))
        and not (re.fullmatch(r"\d[A-Z]\w*", token) and len(token) <= 2 and token[-1] in "D")
    ) or bool(re.fullmatch(r"[\d.,]+(?:[-‐–][\d.,]+)*(?:[-‐][a-z]+)+", token))


@lru_cache(maxsize=256)
def _index(whole: str) -> tuple[frozenset[str], str, frozenset[str]]:
    """Return of a text: its words and runs of them, squeezed; its stems in order; its stems."""
    plain = _plain(whole)
    words = re.findall(r"[^\W_]+", plain)
    stems = frozenset(stem(w) for w in words)
    runs = set(words)
    runs.update(a + b for a, b in pairwise(words))
    runs.update(a + b + c for (a, b), (_, c) in pairwise(pairwise(words)))
    tokens = {re.sub(r"[\W_]", "", t) for t in plain.split()}
    return frozenset(runs | tokens), " ".join(stem(w) for w in words), stems


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text).lower()
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def has(whole: str, name: str) -> bool:
    """Tell whether a text has a name in whatever spelling: hyphens, case, plural, initials."""
    runs, stemmed, stems = _index(whole)
    plain = _plain(name)
    squeezed = re.sub(r"[\W_]", "", plain)
    if not squeezed or squeezed in runs or squeezed.rstrip("s") in runs or squeezed + "s" in runs:
        return True
    if "/" in name and re.search(rf"(?<!\w){re.escape(plain)}(?!\w)", _plain(whole)):
        return True  # an address
    parts = _parts(name)
    if len(parts) > 1 or (parts and parts[0] != squeezed):
        return all(
            p in runs or stem(p) in stems or p in STOP_WORDS or _known_acronym(p, stemmed)
            for p in parts
        )
    if stem(squeezed) in stems:
        return True
    bare = squeezed[:-1] if name[-1:] == "s" and name[:-1].isupper() else squeezed
    if _known_acronym(bare, stemmed):
        return True
    letters = re.sub(r"[^A-Z]", "", name)
    plain_acronym = 2 < len(letters) <= 6 and letters == re.sub(r"s$", "", name)
    return plain_acronym and _spelled_out(letters.lower(), whole)


def numbered_otherwise(whole: str, name: str) -> str:
    """Return a name of the text that differs from `name` in its number alone: GPT-3, for GPT-4.

    Empty where there is none, or the number of `name` stands with such letters too.
    """
    match = _NUMBERED.fullmatch(name)
    if not match:
        return ""
    letters, number = match["letters"], match["number"]
    pattern = rf"(?<![^\W_]){re.escape(letters)}[-‐ ]?(\d+(?:\.\d+)*[KMB]?)(?![^\W_])"
    others = list(re.finditer(pattern, whole))
    if not others or any(m[1] == number for m in others):
        return ""
    return others[0].group()


def _parts(name: str) -> list[str]:
    """Return the parts of a compound that name something, a number with what it numbers.

    "HIV-positive" is HIV; "GPT-4-based" is gpt4.
    """
    found: list[str] = []
    for part in re.findall(r"[^\W_]+", name):
        if part.isdigit() and found:
            found[-1] += part
        elif not part.islower() or len(part) == 1:
            found.append(_plain(part))
    return found


def _known_acronym(acronym: str, stemmed: str) -> bool:
    known = _EXPANSIONS.get(acronym)
    if not known:
        return False
    wanted = [stem(w) for w in known.split() if w not in STOP_WORDS]
    have = stemmed.split()
    return sum(w in have for w in wanted) * 3 >= 2 * len(wanted)


def _defined(name: str, text: str) -> bool:
    """Tell whether a sentence itself spells out an acronym that it has in brackets."""
    letters = re.sub(r"[^a-z]", "", name.lower())
    return len(letters) > 1 and _spelled_out(letters, text.partition(f"({name})")[0])


@lru_cache(maxsize=1_024)
def _spelled_out(letters: str, whole: str) -> bool:
    """Tell whether successive words begin with these letters, small words passed over or not."""
    words = re.findall(r"[^\W_]+", _plain(whole))
    bare = [w for w in words if w not in STOP_WORDS]
    return any(letters in "".join(w[0] for w in ws) for ws in (words, bare))
