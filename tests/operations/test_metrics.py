"""What is counted, and in which form."""

from __future__ import annotations

from dataclasses import replace

from prometheus_client.parser import text_string_to_metric_families

from bot.answering.answer import Answer, DiscardedSentence, MissingDetail, Timings
from bot.answering.language_model import Usage
from bot.grounding.sentence import Sentence
from bot.operations.metrics import Metrics
from retrieval.paper import Paper

ANSWER = Answer(
    "a secret question",
    answered=True,
    mode="model",
    model="small",
    sentences=(Sentence("True."), Sentence("False.", supported=False, contradicted=True)),
    took=Timings(40, 900, 940),
    usage=Usage(100, 20),
)


def counts(metrics: Metrics) -> dict[tuple[str, ...], float]:
    """Return each figure by its name and its labels' values, in the order of their names."""
    return {
        (sample.name, *(sample.labels[name] for name in sorted(sample.labels))): sample.value
        for family in text_string_to_metric_families(metrics.text().decode())
        for sample in family.samples
    }


def test_an_answer() -> None:
    """Its outcome, stages, sentences, tokens and cost; never its words."""
    metrics = Metrics()

    withheld = DiscardedSentence(ANSWER.sentences[0], "withheld", "link")
    replaced = DiscardedSentence(ANSWER.sentences[0], "replaced")
    metrics.count_answer(replace(ANSWER, discarded=(withheld, replaced)))
    metrics.count_usage("small", ANSWER.usage, 0.002)

    found = counts(metrics)
    assert found["footnote_questions_total", "model", "answered"] == 1
    assert found["footnote_answer_seconds_sum", "search"] == 0.04
    assert found["footnote_answer_seconds_sum", "total"] == 0.94
    assert found["footnote_sentences_total", "supported"] == 2
    assert found["footnote_sentences_total", "withheld"] == 1
    assert found["footnote_sentences_total", "contradicted"] == 1
    assert found["footnote_tokens_total", "prompt", "small"] == 100
    assert found["footnote_cost_dollars_total", "small"] == 0.002
    assert b"secret" not in metrics.text()


def test_refusals_are_told_apart() -> None:
    """Nothing near, and a detail that is missing."""
    metrics = Metrics()
    refused = Answer("?", answered=False, mode="extractive", model="")

    metrics.count_answer(refused)
    paper = Paper("t-1", "On cats", "")
    missing = MissingDetail("the number of cats", paper)
    metrics.count_answer(Answer("?", answered=False, mode="extractive", model="", missing=missing))

    found = counts(metrics)
    assert found["footnote_questions_total", "extractive", "refused"] == 1
    assert found["footnote_questions_total", "extractive", "detail"] == 1


def test_figures_that_are_asked_for() -> None:
    """One that cannot be had does not take the others with it."""
    metrics = Metrics()

    def broken() -> float:
        raise OSError("away")

    metrics.watch("papers", "Papers of record.", lambda: 67)
    metrics.watch("papers_pending", "Papers not indexed yet.", broken)

    found = counts(metrics)
    assert found["footnote_papers",] == 67
    assert found["footnote_papers_pending",] != found["footnote_papers_pending",]
