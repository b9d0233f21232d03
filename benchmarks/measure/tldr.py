"""Measure the shortest summaries against the TLDRs of authors and reviewers, by ROUGE.

Run: python -m benchmarks.measure.tldr DATA [--limit N] [--work DIR]
DATA holds tldr/ (SciTLDR-A, dev: Cachola, Lo, Cohan and Weld, 2020). The figures are mean F1 over
papers, each that of the best fitting reference, as in SciTLDR; beside the summary are the first
sentence of the abstract, and the oracle: the sentence nearest to a reference. `--limit` takes
the first N papers.
"""

from __future__ import annotations

import asyncio
import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import typer
from rapidfuzz.distance import LCSseq

from benchmarks.grounding_data import read_lines
from benchmarks.libraries import WORK, open_filled_application
from bot.answering.summarize import Summarize
from retrieval.paper import Paper
from retrieval.sources.records import Record

_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Case:
    """A paper, its sentences, which of them is the oracle, and its reference summaries."""

    paper: Paper
    sentences: Sequence[str]
    oracle: int
    references: Sequence[str]


def main(data: Path, limit: int | None = None, work: Path = WORK) -> None:
    """Summarize, and print."""
    cases = list(read_cases(data / "tldr/scitldr_a_dev.jsonl.gz"))[:limit]
    records = [Record(case.paper, line) for line, case in enumerate(cases, 1)]
    with open_filled_application(work / "tldr", records) as application:
        summaries = asyncio.run(summarize_all(application.summarize, cases))
    print(f"{len(cases)} papers{'ROUGE-1':>17}{'ROUGE-L':>9}{'words':>8}")
    print_row("summary", summaries, cases)
    print_row("first sentence", [case.sentences[0] for case in cases], cases)
    print_row("oracle sentence", [case.sentences[case.oracle] for case in cases], cases)


def read_cases(path: Path) -> Iterator[Case]:
    """Yield the cases of a file of SciTLDR."""
    for row in read_lines(path):
        sentences = [" ".join(sentence.split()) for sentence in row["source"]]
        paper = Paper(f"scitldr:{row['paper_id']}", row["title"], " ".join(sentences))
        yield Case(paper, sentences, row["source_labels"].index(1), row["target"])


async def summarize_all(summarize: Summarize, cases: Sequence[Case]) -> list[str]:
    """Return the shortest summary of each paper."""
    texts = []
    for case in cases:
        summary = await summarize(case.paper.paper_id, style="tldr")
        texts.append(" ".join(sentence.text for sentence in summary.shown_sentences))
    return texts


def print_row(name: str, texts: Sequence[str], cases: Sequence[Case]) -> None:
    """Print the mean of both figures in percent, and the mean number of words."""
    pairs = list(zip(texts, cases, strict=True))
    unigrams = [max(rouge_1(text, one) for one in case.references) for text, case in pairs]
    sequences = [max(rouge_l(text, one) for one in case.references) for text, case in pairs]
    words = statistics.mean(len(text.split()) for text in texts)
    print(
        f"{name:20}{100 * statistics.mean(unigrams):8.1f}"
        f"{100 * statistics.mean(sequences):9.1f}{words:8.1f}"
    )


def rouge_1(text: str, reference: str) -> float:
    """Return the F1 of the words of a text and a reference, from 0 to 1 (Lin, 2004).

    Words are runs of letters a to z and digits in lower case; there is no stemming.
    """
    words, wanted = _words(text), _words(reference)
    return _f1((Counter(words) & Counter(wanted)).total(), len(words), len(wanted))


def rouge_l(text: str, reference: str) -> float:
    """Return the F1 of the longest common subsequence of words, from 0 to 1 (Lin, 2004)."""
    words, wanted = _words(text), _words(reference)
    return _f1(LCSseq.similarity(words, wanted), len(words), len(wanted))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _f1(common: int, words: int, wanted: int) -> float:
    return 2 * common / (words + wanted) if common else 0.0


if __name__ == "__main__":
    typer.run(main)
