"""What the rule of figures lets pass and what it catches, on abstracts beside the project."""

from __future__ import annotations

import gzip
import json
from random import Random

from benchmarks.fit.grounding.mutate import Twins, change_figure, restate
from bot.grounding.figures import find_unstated_figures
from retrieval.text.clean import clean_text
from retrieval.text.sentences import split_sentences
from tests.shared_data import shared_path

_ABSTRACTS = 400


def test_changed_figures_are_objected_to_and_true_sentences_are_not():
    """Sentences of abstracts pass, also in other words; with another figure they do not."""
    random = Random(11)
    with gzip.open(shared_path("collections/cs_papers_5k/corpus.jsonl.gz"), "rt") as corpus:
        lines = corpus.readlines()
    objected: dict[str, list[bool]] = {"verbatim": [], "paraphrase": [], "figure": []}
    for line in random.sample(lines, _ABSTRACTS):
        record = json.loads(line)
        spans = split_sentences(clean_text(record["text"]))
        sources = [clean_text(record["title"]), *(span.text for span in spans)]
        for span in random.sample(spans, min(2, len(spans))):
            said = {"verbatim": span.text, "paraphrase": restate(span.text, random)}
            changed = change_figure(span.text, span.text, Twins({}), random)
            if changed and changed.kind == "figure":
                said["figure"] = changed.text
            for kind, text in said.items():
                objected[kind].append(bool(find_unstated_figures(text, sources)))

    rates = {kind: sum(found) / len(found) for kind, found in objected.items()}

    assert rates["verbatim"] == 0
    assert rates["paraphrase"] <= 0.01
    assert rates["figure"] >= 0.95
