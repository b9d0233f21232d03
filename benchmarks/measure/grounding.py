"""Judge sentences that nothing was fitted on, with the model of entailment and without.

Run: python -m benchmarks.measure.grounding DATA [--file FILE]
The sentences of tests/verification/held_out.jsonl are about papers of DATA/collections, by an
author who knew neither the check nor the sentences it is fitted on. Do not read them while working
on the check: what is learnt from them makes them worthless. Prints the share of each kind judged
rightly, the area under the curve, and the processor time of a sentence.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from pathlib import Path

import numpy as np

from benchmarks.fit.grounding import area
from benchmarks.grounding_data import of_collections
from bot.grounding.checker import ClaimChecker
from bot.llm.nli import CrossEncoder
from retrieval.search.embedding.cache import CachingEmbedder
from retrieval.search.embedding.minilm import MiniLM

HELD_OUT = Path(__file__).parents[2] / "tests/verification/held_out.jsonl"


def main() -> None:
    """Judge them both ways and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--file", type=Path, default=HELD_OUT)
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in arguments.file.read_text(encoding="utf-8").splitlines()]
    papers = of_collections(arguments.data, [row["paper"] for row in rows])
    embedder = MiniLM()
    for name, entails in (("without entailment", None), ("with entailment", CrossEncoder())):
        check = ClaimChecker(CachingEmbedder(embedder), entails)
        for paper in papers.values():
            check.prefetch(paper)
        right: dict[str, list[bool]] = defaultdict(list)
        scores, spent = [], []
        for row in rows:
            paper = papers[row["paper"]["collection"], str(row["paper"]["key"])]
            began = time.process_time()
            verdict = check.verify(row["text"], [paper])
            spent.append(time.process_time() - began)
            right[row["kind"]].append((verdict.label == "supported") == row["true"])
            scores.append(verdict.score)
        print(f"== {name}")
        for kind, found in right.items():
            print(f"  {kind:12} {len(found):4} judged rightly {np.mean(found):.1%}")
        true = np.array([row["true"] for row in rows])
        print(f"  area under the curve {area(np.array(scores), true):.3f}")
        middle, most = np.quantile(spent, [0.5, 0.95]) * 1e3
        print(f"  processor time of a sentence: median {middle:.0f} ms, 95th {most:.0f} ms")
    embedder.close()


if __name__ == "__main__":
    main()
