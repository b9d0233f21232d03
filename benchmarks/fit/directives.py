"""Fit what finds directives, and what tells English by its letters, and print false alarms.

Directives are put together from `written/directives.toml`, half of them within a sentence of an
abstract. Every second abstract of DATA/collections and paper of DATA/fulltext is for the fit, the
others are for the count. Needs the group `fit` of pyproject.toml.
Run: python -m benchmarks.fit.directives DATA
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import typer
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from benchmarks.grounding_data import papers
from benchmarks.written import WRITTEN
from bot.prompt_injection import directives, english_letters
from bot.prompt_injection.language_id import has_words_of_another
from bot.prompt_injection.links_and_mentions import ADDRESS
from bot.prompt_injection.normalize import normalize_text, to_ascii_words
from bot.prompt_injection.sanitize import mask_instructions
from retrieval.full_text.jats import read_jats
from retrieval.full_text.passages import cut_passages
from retrieval.full_text.pdf.read import read_pdf
from retrieval.passage import PassageKind
from retrieval.text.sentences import split_sentences

DIRECTIVES_FILE = WRITTEN / "directives.toml"
COLLECTIONS = {"cs_papers_25k": 6, "scifact": 1}  # one abstract in so many
DIRECTIVES, SENTENCES, LEAST = 6_000, 22_000, 4
MIN_WEIGHT = 0.05
SMOOTHING = 0.02
MAX_AROUND = 8  # tokens of an abstract before and after a directive
WHOLE_PAPER_WEIGHT = 5  # copies of a sentence of a whole paper: there are few such papers


def main(data: Path) -> None:
    """Fit, write, and print."""
    abstracts = list(read_abstracts(data))
    fitted = [span.text for text in abstracts[::2] for span in split_sentences(text)]
    fit_letters([text for text in fitted if not has_words_of_another(text, "English")])
    draw = random.Random(7)
    sentences = draw.sample(fitted, min(SENTENCES, len(fitted)))
    requests = list(make_directives(draw))
    fit_directives(sentences, requests, draw, directives.IN_ABSTRACTS)
    whole = list(read_whole_papers(data))
    for passages in whole[::2]:
        body = [span.text for text in passages for span in split_sentences(text)]
        sentences += WHOLE_PAPER_WEIGHT * body
    fit_directives(sentences, requests, draw, directives.IN_WHOLE_PAPERS)
    count_false_alarms(abstracts[1::2])
    count_false_alarms([text for passages in whole[1::2] for text in passages], "text")


def read_abstracts(data: Path) -> Iterator[str]:
    """Yield abstracts of the collections."""
    for name, step in COLLECTIONS.items():
        for paper in papers(data / f"collections/{name}/corpus.jsonl.gz", step=step):
            yield paper.abstract


def read_whole_papers(data: Path) -> Iterator[list[str]]:
    """Yield the passages of each whole paper, but for tables."""
    for path in sorted((data / "fulltext").iterdir()):
        read = {".pdf": read_pdf, ".nxml": read_jats}.get(path.suffix)
        if read is not None:
            passages = cut_passages(read(path.read_bytes()))
            yield [passage.text for passage in passages if passage.kind != "table"]


def fit_letters(sentences: Sequence[str]) -> None:
    """Count letters after two others in English sentences, and write their log probabilities."""
    counts = np.full((english_letters.SYMBOLS,) * 3, SMOOTHING)
    for sentence in sentences:
        words = [word for word in ADDRESS.sub(" ", sentence).split() if word.isalpha()]
        found = english_letters.to_symbols([word for word in words if word.islower()])
        np.add.at(counts, (found[:-2], found[1:-1], found[2:]), 1)
    logs = np.log(counts / counts.sum(-1, keepdims=True))
    np.savez_compressed(english_letters.WEIGHTS, log_probabilities=logs.astype(np.float16))


def make_directives(draw: random.Random) -> Iterator[str]:
    """Yield sentences that ask for something: a frame with its slots filled at random."""
    written = tomllib.loads(DIRECTIVES_FILE.read_text(encoding="utf-8"))
    for _ in range(DIRECTIVES):
        yield fill(draw.choice(written["frames"]), written["slots"], draw)


def fill(frame: str, slots: Mapping[str, Any], draw: random.Random) -> str:
    """Return a frame with a word or phrase in place of each {slot}, and of those in them."""
    while "{" in frame:
        before, _, rest = frame.partition("{")
        slot, _, after = rest.partition("}")
        frame = before + draw.choice(slots[slot]) + after
    return frame[0].upper() + frame[1:] + "."


def fit_directives(
    sentences: Sequence[str], requests: Sequence[str], draw: random.Random, file: Path
) -> None:
    """Fit on runs of tokens of sentences and of requests, and write the weights that matter."""
    plain = [directives.tokenize(to_plain(text)) for text in sentences]
    runs: list[Sequence[str]] = []
    for tokens in plain:
        windows = list(directives.split_windows(tokens))
        runs += draw.sample(windows, min(2, len(windows)))
    known = len(runs)
    for request in requests:
        tokens = directives.tokenize(to_plain(request))
        before = draw.choice(plain)[1:][-draw.randint(1, MAX_AROUND) :]
        after = draw.choice(plain)[1 : 1 + draw.randint(0, MAX_AROUND)]
        inside = [*before, *tokens[1:], *after]
        windows = list(directives.split_windows(inside))
        runs += [tokens, windows[len(windows) // 2]]
    count = CountVectorizer(analyzer=directives.extract_features, min_df=LEAST, binary=True)
    found = LogisticRegression(max_iter=500).fit(
        count.fit_transform(runs), np.arange(len(runs)) >= known
    )
    names = count.get_feature_names_out()
    weights = found.coef_[0]
    kept = np.abs(weights) > MIN_WEIGHT
    np.savez_compressed(
        file,
        features=np.frombuffer("\n".join(names[kept]).encode(), np.uint8),
        weights=weights[kept].astype(np.float16),
        bias=np.float32(found.intercept_[0]),
    )
    print(f"{kept.sum()} features, {file.stat().st_size / 1000:.0f} kB")


def to_plain(text: str) -> str:
    """Return a sentence as it is judged."""
    return to_ascii_words(normalize_text(text))


def count_false_alarms(texts: Sequence[str], passage: PassageKind | None = None) -> None:
    """Print how many sentences of texts are masked, and the log odds of the most suspicious."""
    masked = total = 0
    odds = []
    for text in texts:
        clean = mask_instructions(text, passage)
        for span in split_sentences(text):
            total += 1
            masked += not clean[span.start : span.end].strip()
            fitted = directives.IN_WHOLE_PAPERS if passage else directives.IN_ABSTRACTS
            odds.append(directives.rate_directive(to_plain(span.text), fitted))
    print(f"{masked} of {total} sentences are masked: {masked / total:.2%}")
    for share in (0.0005, 0.001, 0.002):
        print(f"log odds that {share:.2%} exceed: {np.quantile(odds, 1 - share):.2f}")


if __name__ == "__main__":
    typer.run(main)
