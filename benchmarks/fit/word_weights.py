"""Make bot/grounding/word_weights.txt: how much the commonest words of science tell.

A stem's weight is its inverse document frequency in abstracts of computing and of medicine (the
lower of the two), as a part of that of a rare word; words that only report ("the authors show")
weigh least. Stems not listed weigh 1. Run: python -m benchmarks.fit.word_weights DATA
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from pathlib import Path

import typer

from benchmarks.grounding_data import papers
from bot.grounding import content_words
from retrieval.search.query import ASKING_WORDS, STOP_WORDS, fold_words
from retrieval.text.stems import stem as find_stem

RARE = 0.003  # of the documents: a word in fewer is rare
LISTED = 0.95  # a stem that weighs more is not listed
REPORTING = """
    according author achieve claim conclude conduct confirm consider demonstrate describe develop
    experiment finding indicate introduce method approach aim observe obtain offer perform present
    provide reach reveal respective result report state suggest summary abstract text make
    specifically overall furthermore moreover additionally finally thus however therefore hence
    namely notably recently respectively including include based existing address various several
    different new novel called named known termed via"""


def main(data: Path) -> None:
    """Count, weigh, and write."""
    frequency: Counter[str] = Counter()
    for name in ("cs_papers_25k", "scifact"):
        documents = list(papers(data / "collections" / name / "corpus.jsonl.gz"))
        counted: Counter[str] = Counter()
        for paper in documents:
            folded = fold_words(f"{paper.title} {paper.abstract}")
            counted.update({find_stem(w) for w in folded if w not in STOP_WORDS})
        for stem, count in counted.items():
            frequency[stem] = max(frequency[stem], round(1e6 * count / len(documents)))
    weights = {
        stem: round(max(math.log(share / 1e6) / math.log(RARE), 0.1), 1)
        for stem, share in frequency.items()
        if share > RARE * 1e6 and not stem.isdecimal()
    }
    weights |= {find_stem(word): 0.1 for word in [*REPORTING.split(), *ASKING_WORDS]}
    by_weight = defaultdict(list)
    for stem, weight in sorted(weights.items()):
        if weight < LISTED:
            by_weight[weight].append(stem)
    lines = [f"{weight} {' '.join(stems)}\n" for weight, stems in sorted(by_weight.items())]
    content_words._WEIGHTS.write_text("".join(lines), encoding="utf-8")
    print({weight: len(stems) for weight, stems in sorted(by_weight.items())})


if __name__ == "__main__":
    typer.run(main)
