"""Show an issue of a digest: its papers, the rest of them, their reasons, one with all buttons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from discord import ui

from bot.discord_bot import custom_ids, limits
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering.bylines import (
    bold_title,
    byline,
    link_citation,
    mark_upload,
    short_byline,
)
from bot.discord_bot.rendering.escape import escape_markdown, plain_text
from bot.discord_bot.rendering.menus import PAPER_ACTIONS, paper_buttons, paper_menu
from bot.discord_bot.rendering.message import (
    Component,
    OutgoingMessage,
    button,
    button_rows,
    join_lines,
    join_parts,
    menu,
    message,
    option,
    separator,
    subtext,
    text,
)
from bot.discord_bot.rendering.text import (
    SAFE_TOTAL,
    Shrinkable,
    describe_accounts,
    describe_fallback,
    describe_quotes,
    paper_entry,
    shrink_to_fit,
)
from bot.grounding.sentence import Sentence
from bot.records.conversations import Tally
from bot.records.issues import Chart, Issue, Pick, Reason
from retrieval.paper import Paper

MAX_PICKS = 10

_PICKS_PER_MESSAGE = 15  # papers in one message of the thread
_MAX_MESSAGES = 10
_MAX_TITLE_UNITS = 250
_MAX_SENTENCE_UNITS = 420  # units of one sentence of the headline
_MAX_LINKS_UNITS = 250  # units of links behind a sentence; with more, its numbers are not linked
_MAX_TOPICS_UNITS = 200  # of the topics that no new paper fits
_MAX_REASONS = 2  # shown beside a paper; the button shows all
_MAX_TOPICS = 6

_MAX_QUOTED_UNITS = 70  # of what a reason quotes: a topic, an author, a title
_DECISIVE_SHARE, _LARGE_SHARE = 0.5, 0.2  # of all that speaks for a paper


@dataclass(frozen=True, slots=True)
class IssueContext:
    """What a message shows in addition to the issue.

    `tallies` are the votes on its papers by their ids. `notify` is a role that the message pings.
    `has_thread`: whether the rest goes to a thread. A `preview` is of no kept issue: what needs one
    is there, and cannot be pressed.
    """

    tallies: Mapping[str, Tally] = field(default_factory=dict)
    notify: int | None = None
    has_thread: bool = True
    preview: bool = False


def issue_message(t: Translations, issue: Issue, around: IssueContext) -> OutgoingMessage:
    """Show an issue."""
    picks = shown_picks(issue)
    head, charted, foot = _head(t, issue, around), "", _foot(t, issue, around)
    above: list[Component] = [text(head)]
    if issue.chart:
        charted = _describe_chart(t, issue.chart)
        above.append(text(charted))
    buttons = _buttons(t, issue, around)
    below: list[Component] = [text(foot), *button_rows(buttons)]
    used = sum(map(limits.count_units, (head, charted, foot)))
    left = limits.COMPONENTS - 1 - len(above) - len(below) - len(buttons)
    lines = shrink_to_fit([_pick_entry(t, pick, _MAX_REASONS) for pick in picks], SAFE_TOTAL - used)
    shown = [
        component
        for pick, line in zip(picks, lines, strict=True)
        for component in _with_buttons(t, issue.issue_id, pick, line, around, left // len(picks))
    ]
    return message("answer", [*above, *shown, *below])


def shown_picks(issue: Issue) -> list[Pick]:
    """Return the papers that the message shows, each once, so that button ids are unique."""
    return list({p.paper.paper_id: p for p in reversed(issue.picks[:MAX_PICKS])}.values())[::-1]


def _cite(t: Translations, sentence: Sentence, papers: Mapping[int, Paper]) -> str:
    """Return a sentence with its numbers behind it, linked where that is short."""
    linked = "".join(link_citation(t, number, papers.get(number)) for number in sentence.citations)
    if limits.count_units(linked) > _MAX_LINKS_UNITS:
        linked = "".join(f"[{number}]" for number in sentence.citations)[:_MAX_LINKS_UNITS]
    shown = escape_markdown(sentence.text, _MAX_SENTENCE_UNITS)
    return f"{shown} {linked}" if linked else shown


def _vote_buttons(issue_id: str, number: int, tally: Tally, *, off: bool) -> list[ui.Button[Any]]:
    """Return 👍 and 👎 for the paper of a number, with how many pressed them."""
    up, down = (custom_ids.build_id("i", vote, issue_id, number) for vote in ("up", "down"))
    return [
        button(str(tally.up or ""), up, emoji="👍", disabled=off),
        button(str(tally.down or ""), down, emoji="👎", disabled=off),
    ]


def _head(t: Translations, issue: Issue, around: IssueContext) -> str:
    heading = "digest-heading-week" if issue.weekly else "digest-heading"
    papers = {pick.number: pick.paper for pick in (*issue.picks, *issue.rest)}
    kept = [s for s in issue.headline if s.supported and plain_text(s.text)][:2]
    return join_lines(
        f"### {t(heading, day=issue.day)}",
        " ".join(_cite(t, sentence, papers) for sentence in kept),
        "" if issue.picks else t("digest-nothing", count=issue.considered),
        subtext(f"<@&{around.notify}>") if around.notify else "",
    )


def _foot(t: Translations, issue: Issue, around: IssueContext) -> str:
    papers = [pick.paper for pick in (*issue.picks, *issue.rest)]
    quoted = describe_quotes(t, papers, instead=bool(issue.fallback_reason))
    by = quoted if issue.mode == "extractive" else escape_markdown(issue.model, 80)
    topics = escape_markdown(", ".join(issue.silent_topics), _MAX_TOPICS_UNITS)
    more = t("digest-in-thread", count=len(issue.rest)) if issue.rest else ""
    lines = [
        join_parts(
            t("digest-considered", count=issue.considered) if issue.picks else "",
            more if around.has_thread else "",
            by,
        ),
        t("digest-silent-topics", topics=topics) if issue.picks and topics else "",
        describe_accounts(t, papers),
        describe_fallback(t, issue.fallback_reason, issue.mode, papers)
        if issue.fallback_reason
        else escape_markdown(issue.notice, 300),
    ]
    return join_lines(*map(subtext, lines)) or subtext("…")


def _buttons(t: Translations, issue: Issue, around: IssueContext) -> list[ui.Button[Any]]:
    """Return the buttons of the whole issue; the first is how the publisher knows the message."""
    labels = {"why": t("digest-button-why")}
    if issue.rest and not around.has_thread:
        labels["rest"] = t("digest-button-rest", count=len(issue.rest))
    return [
        button(label, custom_ids.build_id("i", does, issue.issue_id, 0), disabled=around.preview)
        for does, label in labels.items()
    ]


def _pick_entry(t: Translations, pick: Pick, most_reasons: int) -> Shrinkable:
    why = ", ".join(_describe_reason(t, each) for each in pick.reasons[:most_reasons])
    about = subtext(short_byline(t, pick.paper, why))
    return paper_entry(pick.paper, f"{pick.number}. ", about, _supported_text(pick))


def _supported_text(pick: Pick) -> str:
    """Return the sentence about a paper, unless it is unsupported."""
    return pick.sentence.text if pick.sentence and pick.sentence.supported else ""


def _with_buttons(
    t: Translations, issue_id: str, pick: Pick, line: str, around: IssueContext, room: int
) -> list[Component]:
    """Return a paper with as much to press as `room` components are enough for.

    Votes, and a menu of the rest; votes, and a button that opens the rest; that button alone.
    """
    tally = around.tallies.get(pick.paper.paper_id, Tally())
    votes = _vote_buttons(issue_id, pick.number, tally, off=around.preview)
    opener = button(
        f"{t('digest-button-open')} {pick.number}",
        custom_ids.build_id("i", "open", issue_id, pick.number),
        disabled=around.preview,
    )
    labels = PAPER_ACTIONS | {"why": "digest-menu-why"}
    more = menu(
        custom_ids.build_id("i", "more", issue_id, pick.number),
        t("digest-menu", number=pick.number),
        [option(t(label), action) for action, label in labels.items()],
        disabled=around.preview,
    )
    for shown in (
        [separator(), text(line), ui.ActionRow(*votes), more],
        [separator(), text(line), ui.ActionRow(opener, *votes)],
        [text(line), ui.ActionRow(opener, *votes)],
    ):
        if sum(1 + len(getattr(part, "children", ())) for part in shown) <= room:
            return shown
    return [ui.Section(text(line), accessory=opener)]


def _describe_chart(t: Translations, chart: Chart) -> str:
    """Return in words what the chart shows: of each topic, how many papers which day brought."""
    lines = []
    for topic in chart.topics[:_MAX_TOPICS]:
        days = ", ".join(
            f"{t('digest-short', day=day.weekday())} {count}"
            for day, count in zip(chart.days[:7], topic.counts, strict=False)
            if count
        )
        name = escape_markdown(topic.topic, 60) or "…"
        total = t("digest-chart-total", count=sum(topic.counts[:7]))
        lines.append(subtext(f"**{name}** · {join_parts(total, days)}"))
    return "\n".join(lines) or subtext("…")


def _describe_reason(t: Translations, why: Reason) -> str:
    """Return a reason in words, as Markdown of ours."""
    quoted = escape_markdown(why.text, _MAX_QUOTED_UNITS)
    kind: str = why.kind if quoted else "new"
    if kind == "liked" and why.weight < 0:
        kind = "disliked"
    upvotes = int(why.text[:9]) if kind == "upvotes" and why.text.isdecimal() else 0
    return t("digest-reason", kind=kind, text=quoted, count=upvotes)


def weighted_reasons(t: Translations, reasons: Sequence[Reason]) -> list[str]:
    """Return all reasons, each with its weight in words."""
    total = sum(max(why.weight, 0.0) for why in reasons)
    return [f"{_describe_reason(t, why)} · *{t(_weight_key(why, total))}*" for why in reasons]


def _weight_key(why: Reason, total: float) -> str:
    if why.weight < 0:
        return "digest-weight-against"
    share = why.weight / total if total else 0.0
    if share >= _DECISIVE_SHARE:
        return "digest-weight-decisive"
    return "digest-weight-much" if share >= _LARGE_SHARE else "digest-weight-little"


def split_rest(issue: Issue) -> list[Sequence[Pick]]:
    """Return the rest in the parts that its messages show; the same issue gives the same parts."""
    rest = issue.rest[: _PICKS_PER_MESSAGE * _MAX_MESSAGES]
    return [rest[at : at + _PICKS_PER_MESSAGE] for at in range(0, len(rest), _PICKS_PER_MESSAGE)]


def find_picks(issue: Issue, part: int) -> Sequence[Pick]:
    """Return the papers of the message itself, 0, or of a part of the rest, counted from 1."""
    if not part:
        return shown_picks(issue)
    found = split_rest(issue)
    return found[part - 1] if part <= len(found) else ()


def rest_messages(t: Translations, issue: Issue) -> list[OutgoingMessage]:
    """Show the papers that the message has no room for; each message has its part's button."""
    return [_rest_message(t, issue, part, picks) for part, picks in enumerate(split_rest(issue), 1)]


def reasons_message(t: Translations, picks: Sequence[Pick], considered: int) -> OutgoingMessage:
    """Show each paper's reasons, with their weights in words."""
    head = f"**{t('digest-why')}**\n{subtext(t('digest-why-about', count=considered))}"
    room = SAFE_TOTAL - limits.count_units(head) - len(picks)
    lines = shrink_to_fit([_reasons_entry(t, pick) for pick in picks], room)
    return message("answer", [text(head), *map(text, lines)])


def pick_message(
    t: Translations, issue: Issue, pick: Pick, key: str, tally: Tally
) -> OutgoingMessage:
    """Show one paper with all that can be done with it."""
    shown = join_lines(
        bold_title(pick.paper, 700, f"{pick.number}. "),
        subtext(byline(t, pick.paper)),
        escape_markdown(_supported_text(pick), 1_000),
        *(f"- {each}" for each in weighted_reasons(t, pick.reasons[:8])),
    )
    votes = _vote_buttons(issue.issue_id, pick.number, tally, off=False)
    first = [*paper_buttons(t, key, ("summarize", "related", "shelf")), *votes]
    second = paper_buttons(t, key, ("card", "compare", "bibtex"))
    return message("paper", [text(shown), ui.ActionRow(*first), ui.ActionRow(*second)])


def _rest_message(
    t: Translations, issue: Issue, part: int, picks: Sequence[Pick]
) -> OutgoingMessage:
    head = f"**{t('digest-rest', day=issue.day)}**" if part == 1 else ""
    room = SAFE_TOTAL - limits.count_units(head) - 100
    lines = shrink_to_fit([_pick_entry(t, pick, 1) for pick in picks], room)
    pick_id = custom_ids.build_id("s", "pick", issue.issue_id, part)
    why = custom_ids.build_id("i", "why", issue.issue_id, part)
    components: list[Component] = [
        text(join_lines(head, *lines)),
        *paper_menu(t, [pick.paper for pick in picks], pick_id, picks[0].number),
        ui.ActionRow(button(t("digest-button-why"), why)),
    ]
    return message("paper", components)


def _reasons_entry(t: Translations, pick: Pick) -> Shrinkable:
    reasons = weighted_reasons(t, pick.reasons[:8]) or [
        t("digest-reason", kind="new", text="", count=0)
    ]

    def render(room: int) -> str:
        head = bold_title(pick.paper, min(room, _MAX_TITLE_UNITS), f"{pick.number}. ")
        lines = [head + mark_upload(t, pick.paper)]
        for each in reasons:
            longer = [*lines, f"- {each}"]
            if limits.count_units("\n".join(longer)) <= room:
                lines = longer
        return "\n".join(lines)

    return render
