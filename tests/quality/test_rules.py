"""What the rules let pass and what they catch, on abstracts that lie beside the project."""

from __future__ import annotations

import gzip
import json
from random import Random

from benchmarks.fit.mutations import mutations
from bot.grounding.rules.run import run_rules
from retrieval.search.query import fold_words
from retrieval.text.clean import clean_text
from retrieval.text.sentences import split_sentences
from tests.shared_data import shared_path

_ABSTRACTS = 180
_SENSE = {"negation", "direction", "antonym"}
_WANTED = {"figure": {"figure", "owner"}, "negation": _SENSE, "direction": _SENSE}


def test_false_sentences_are_objected_to_and_true_ones_are_not():
    """Sentences of abstracts pass; with figure, sense or direction changed they do not."""
    random = Random(11)
    with gzip.open(shared_path("collections/cs_papers_5k/corpus.jsonl.gz"), "rt") as corpus:
        lines = corpus.readlines()
    seen: dict[str, int] = {}
    objected: dict[str, int] = {}
    for line in random.sample(lines, _ABSTRACTS):
        record = json.loads(line)
        spans = split_sentences(clean_text(record["text"]))
        for span in random.sample(spans, min(2, len(spans))):
            for made in mutations(span.text, random):
                ours = set(fold_words(made.text))
                shares = [len(ours & set(fold_words(s.text))) for s in spans]
                near = sorted(range(len(spans)), key=lambda i: -shares[i])[:4]
                found, _ = run_rules(made.text, spans, near, clean_text(record["title"]))
                wanted = _WANTED.get(made.kind)
                seen[made.kind] = seen.get(made.kind, 0) + 1
                if any(wanted is None or o.kind in wanted for o in found):
                    objected[made.kind] = objected.get(made.kind, 0) + 1

    rates = {kind: objected.get(kind, 0) / number for kind, number in seen.items()}

    assert rates["verbatim"] <= 0.005
    assert rates["paraphrase"] <= 0.02
    assert rates["figure"] >= 0.98
    assert rates["negation"] >= 0.97
    assert rates["direction"] >= 0.95
