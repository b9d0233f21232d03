"""Show how an answer came about: what was searched, found, written, checked and spent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from bot.answering.answer import Answer, DiscardedSentence, RetrievedPaper
from bot.answering.locations import find_locations, name_read
from bot.discord_bot.limits import count_units
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering.bylines import describe_location
from bot.discord_bot.rendering.escape import escape_markdown, link_paper
from bot.discord_bot.rendering.evidence import describe_attribution
from bot.discord_bot.rendering.message import (
    Component,
    OutgoingMessage,
    join_lines,
    join_parts,
    message,
    separator,
    subtext,
    text,
)
from bot.discord_bot.rendering.papers import describe_filters
from bot.discord_bot.rendering.text import SAFE_TOTAL, Shrinkable, shrink_to_fit
from bot.grounding.sentence import Label, Sentence
from bot.records.receipts import Receipt
from retrieval.paper import Paper

_SIGNS: Final[dict[Label, str]] = {"supported": "✅", "contradicted": "❌", "unsupported": "❔"}
_MAX_QUESTION_UNITS = 250
_MAX_REASON_UNITS = 120
_MAX_TITLE_UNITS = 150  # with its link
_MAX_PAPERS, _MAX_SENTENCES = 8, 12  # listed; further ones are counted
_MAX_PAPERS_UNITS = 1_500  # units at most; the rest is for the sentences


def receipt(t: Translations, kept: Receipt) -> OutgoingMessage:
    """Show a receipt in one message."""
    answer = kept.answer
    head, foot = _head(t, kept), _foot(t, kept)
    room = SAFE_TOTAL - count_units(head) - count_units(foot) - 100
    found = [_paper_line(t, paper) for paper in answer.retrieved]
    papers = _section(t("receipt-papers"), t, found, _MAX_PAPERS, min(room, _MAX_PAPERS_UNITS))
    cited = kept.numbered_papers
    checked = [
        *(_sentence_line(t, sentence, cited) for sentence in answer.sentences),
        *(_discarded_line(t, discarded, cited) for discarded in answer.discarded),
    ]
    room -= count_units(papers)
    sentences = _section(t("receipt-sentences"), t, checked, _MAX_SENTENCES, room)
    components: list[Component] = [text(head)]
    for part in filter(None, [papers, sentences, foot]):
        components += [separator(), text(part)]
    return message("answer", components)


def _head(t: Translations, kept: Receipt) -> str:
    answer = kept.answer
    refused = answer.refusal_reason
    searched = answer.searched.strip()
    confidence = ""
    if answer.confidence is not None and answer.cutoff is not None:
        confidence = t("receipt-confidence", confidence=answer.confidence, cutoff=answer.cutoff)
    # How many of the sentences that a model wrote met which fate.
    fates = [t("receipt-fate", fate=each, count=n) for each, n in answer.fate_counts.items()]
    return join_lines(
        f"**{t('receipt-title')}**",
        subtext(escape_markdown(kept.question, _MAX_QUESTION_UNITS)),
        subtext(t("rendering-searched", question=escape_markdown(searched, _MAX_QUESTION_UNITS)))
        if searched and searched.split() != kept.question.split()
        else "",
        subtext(describe_filters(t, kept.request.filters, answer.numbered_papers.values())),
        t("receipt-refused", reason=refused, read=name_read(answer.papers))
        if refused
        else t("receipt-answered"),
        confidence,
        t("receipt-fates", fates=join_parts(*fates)) if fates else "",
    )


def _section(
    title: str, t: Translations, things: Sequence[Shrinkable], limit: int, room: int
) -> str:
    """Return up to `limit` things under a title, in at most `room` units; the rest is counted.

    Some parts of a thing, such as its verdict, cannot be cut: then fewer things are listed.
    """
    head = f"**{title}**"
    for count in range(min(limit, len(things)), 0, -1):
        more = subtext(t("receipt-more", count=len(things) - count))
        listed = [*things[:count], *([lambda _, more=more: more] if things[count:] else [])]
        lines = shrink_to_fit(listed, room - count_units(head) - len(listed) - 1)
        whole = join_lines(head, *lines)
        if count_units(whole) <= room:
            return whole
    return ""


def _paper_line(t: Translations, found: RetrievedPaper) -> Shrinkable:
    mark = "–" if found.number is None else rf"\[{found.number}\]"
    scores = t(
        "receipt-scores",
        score=found.score,
        lexical=found.lexical,
        dense=found.dense,
        alignment=found.alignment,
    )
    uploaded = f" ({t('rendering-uploaded')})" if found.uploaded else ""
    read = t("rendering-read", read="paper") if found.whole else ""
    head, after = f"**{mark}** ", f"{uploaded}\n{subtext(join_parts(scores, read))}"
    paper = Paper(found.paper_id, found.title, "")

    def render(room: int) -> str:
        left = min(room - count_units(head) - count_units(after), _MAX_TITLE_UNITS)
        return head + link_paper(found.title or found.paper_id, paper, left) + after

    return render


def _sentence_line(t: Translations, sentence: Sentence, papers: Mapping[int, Paper]) -> Shrinkable:
    label = t("receipt-label", label=sentence.verdict)
    verdict = t("receipt-verdict", verdict=label, score=sentence.score)
    reason = escape_markdown(sentence.reason, _MAX_REASON_UNITS)
    about = subtext(join_parts(verdict, reason, describe_attribution(t, sentence)))
    locations = find_locations(sentence, papers)
    wheres = {n: f", {describe_location(t, location)}" for n, location in locations.items()}
    marks = "".join(rf" \[{n}{wheres.get(n, '')}\]" for n in sentence.citations)
    after = f"{marks}\n{about}"
    sign = _SIGNS[sentence.verdict]
    return lambda room: (
        f"{sign} {escape_markdown(sentence.text, room - count_units(after) - 3)}{after}"
    )


def _discarded_line(
    t: Translations, discarded: DiscardedSentence, papers: Mapping[int, Paper]
) -> Shrinkable:
    if discarded.has_verdict and discarded.sentence.text:
        render = _sentence_line(t, discarded.sentence, papers)
        why = subtext(t("receipt-discarded", fate="replaced"))
        return lambda room: f"{render(room - count_units(why) - 1)}\n{why}"
    # What a sentence is withheld for it could do here, too: its text is for whoever runs this.
    told = t("receipt-discarded", fate=discarded.fate)
    if discarded.filter_reason:
        told = t("receipt-withheld", reason=discarded.filter_reason)
    return lambda room: f"🚫 {told}"


def _foot(t: Translations, kept: Receipt) -> str:
    answer, edition = kept.answer, kept.build
    usage, took, prompt = answer.usage, answer.took, answer.prompt
    library = t(
        "receipt-library", count=edition.papers, embedder=escape_markdown(edition.embedder, 80)
    )
    tokens = t("receipt-tokens", prompt=usage.prompt_tokens, completion=usage.completion_tokens)
    times = t(
        "receipt-times", total=took.total / 1e3, search=took.search / 1e3, model=took.model / 1e3
    )
    cost = t("receipt-cost-unknown") if kept.cost is None else t("receipt-cost", cost=kept.cost)
    by = _describe_author(t, answer)
    if prompt:
        name, version = escape_markdown(prompt.name, 40), escape_markdown(prompt.sha256, 20)
        by = join_parts(by, t("receipt-prompt", name=name, hash=version))
    lines = [
        by,
        join_parts(tokens, cost) if usage.total_tokens else "",
        times,
        library,
        t("receipt-made", day=kept.made_at.date(), version=escape_markdown(edition.version, 20)),
        t("receipt-id", id=escape_markdown(kept.receipt_id, 40)),
    ]
    return join_lines(*map(subtext, lines))


def _describe_author(t: Translations, answer: Answer) -> str:
    if not (answer.answered or answer.sentences or answer.discarded):
        return t("receipt-by-nobody")
    if answer.mode == "extractive":
        whole = any(found.whole for found in answer.retrieved)
        key = "rendering-quoted-instead" if answer.fallback else "rendering-quoted"
        return t(key, read="paper" if whole else "abstract")
    return t("receipt-by-model", model=escape_markdown(answer.model, 80))
