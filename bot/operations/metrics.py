"""Count what the bot does, for Prometheus.

Names follow https://prometheus.io/docs/practices/naming/: base units, `_total` for counters. No
label contains a question, a name or an id.
"""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from bot.answering.answer import Answer
from bot.answering.language_model import Usage
from bot.limits.metering import EventCounter
from bot.version import installed_version

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4

_BUCKET_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 80)


class Metrics(EventCounter):
    """The metrics of one bot since its start; thread-safe."""

    def __init__(self) -> None:
        registry = self._registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        Info("footnote", "The version of Footnote.", registry=registry).info(
            {"version": installed_version()}
        )
        self._questions = self._count(
            "footnote_questions",
            "Questions by outcome: answered, refused (no relevant paper), detail (papers on the "
            "topic do not state the detail) or failed; and by mode: model or extractive.",
            "outcome",
            "mode",
        )
        self._stages = Histogram(
            "footnote_answer_seconds",
            "Seconds of each stage of an answer: search, writing with checks, and in total.",
            ("stage",),
            buckets=_BUCKET_SECONDS,
            registry=registry,
        )
        self._sentences = self._count(
            "footnote_sentences",
            "Written sentences by verdict, or withheld, or declining.",
            "verdict",
        )
        self._tokens = self._count(
            "footnote_tokens", "Tokens that the model's server counted.", "model", "kind"
        )
        self._cost = self._count(
            "footnote_cost_dollars", "Cost of the tokens by list prices, in US dollars.", "model"
        )
        self._cached = self._count(
            "footnote_cached_answers", "Answers from the cache, which do not count as questions."
        )
        self._turned_away = self._count(
            "footnote_turned_away",
            "Refused requests: beyond the rate limit of a user, channel, server or of adding "
            "papers, and flagged questions.",
            "why",
        )
        self._quoted = self._count(
            "footnote_over_budget",
            "Texts that are quotes because a budget is used up, by budget.",
            "budget",
        )
        self._digests = self._count("footnote_digests", "Issues of digests by outcome.", "outcome")
        self._failures = self._count(
            "footnote_failures", "Incidents, which the log describes.", "of"
        )

    def _count(self, name: str, about: str, *labels: str) -> Counter:
        return Counter(name, about, labels, registry=self._registry)

    def count_answer(self, answer: Answer) -> None:
        """Count an answer or a refusal."""
        outcome = "answered" if answer.answered else "detail" if answer.missing else "refused"
        self._questions.labels(outcome, answer.mode).inc()
        for stage in ("search", "model", "total"):
            self._stages.labels(stage).observe(getattr(answer.took, stage) / 1e3)
        for sentence in answer.sentences:
            self._sentences.labels(sentence.verdict).inc()
        for discarded in answer.discarded:
            found = discarded.sentence.verdict if discarded.has_verdict else discarded.fate
            self._sentences.labels(found).inc()

    def count_usage(self, model: str, usage: Usage, cost: float | None) -> None:
        """Count what a model used; `cost` in US dollars, None where the price is unknown."""
        if usage.total_tokens:
            self._tokens.labels(model, "prompt").inc(usage.prompt_tokens)
            self._tokens.labels(model, "completion").inc(usage.completion_tokens)
        if cost:
            self._cost.labels(model).inc(cost)

    def count_cached_answer(self) -> None:
        """Count an answer from the cache."""
        self._cached.inc()

    def count_refusal(self, why: str) -> None:
        """Count a request that was not taken; `why` is one of a few words."""
        self._turned_away.labels(why).inc()

    def count_over_budget(self, budget: str) -> None:
        """Count quotes that were given because `budget` is used up."""
        self._quoted.labels(budget).inc()

    def count_failure(self, of: str) -> None:
        """Count an incident; `of` is what the program was at, never a person's words."""
        self._failures.labels(of).inc()
        if of == "asking":
            self._questions.labels("failed", "").inc()

    def count_digest(self, outcome: str) -> None:
        """Count an issue of a digest."""
        self._digests.labels(outcome).inc()

    def watch(self, name: str, about: str, value: Callable[[], float]) -> None:
        """Add a figure that is computed whenever the counts are read; `value` may block."""

        def figure() -> float:
            try:
                return value()
            except Exception:
                return float("nan")  # the other figures are worth having

        Gauge(f"footnote_{name}", about, registry=self._registry).set_function(figure)

    def text(self) -> bytes:
        """Return all counts in Prometheus' text form; blocks."""
        return generate_latest(self._registry)
