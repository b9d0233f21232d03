"""Cut, strike through and label texts so that a message can hold them together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from bot.answering.answer import Answer, Comparison, Summary
from bot.answering.language_model import FallbackReason, Mode
from bot.answering.locations import name_read
from bot.discord_bot import limits
from bot.discord_bot.limits import count_units, share_room
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering.bylines import bold_title
from bot.discord_bot.rendering.escape import escape_markdown, strip_foreign_links
from bot.discord_bot.rendering.message import join_lines, join_parts, subtext
from retrieval.paper import Paper

Shrinkable = Callable[[int], str]
"""A text that is rendered within a given number of units."""

SAFE_TOTAL = 3_900
"""Units of text that a message is planned with, a little below what Discord takes."""

_MIN_BODY_UNITS = 40  # a text shorter than this says nothing, and is left out
_MAX_NOTICE_UNITS = 300
_MAX_TITLE_UNITS = 400  # with the link


def shrink_to_fit(things: Sequence[Shrinkable], total: int) -> list[str]:
    """Render texts so that together they take at most `total` units."""
    whole = [thing(total) for thing in things]
    wanted = [count_units(text) for text in whole]
    if sum(wanted) <= total:
        return whole
    return [thing(room) for thing, room in zip(things, share_room(wanted, total), strict=True)]


def paper_entry(paper: Paper, before: str, about: str, body: str = "") -> Shrinkable:
    """Return an entry of a list: the title, a line about the paper, a text that gives way first.

    `before`, such as a number, stands before the title; it and `about` are our own Markdown, and
    `body` is from outside.
    """

    def render(room: int) -> str:
        about_line = f"\n{about}" if about and count_units(about) < room // 2 else ""
        head = bold_title(paper, min(room - count_units(about_line), _MAX_TITLE_UNITS), before)
        left = room - count_units(head) - count_units(about_line) - 1
        shown = escape_markdown(body, left) if left >= _MIN_BODY_UNITS else ""
        return f"{head}{about_line}\n{shown}" if shown else head + about_line

    return render


def clip_markdown(text: str, limit: int, papers: Iterable[Paper] = ()) -> str:
    """Return our own Markdown without foreign links, cut after a line or a word.

    Only a link to the address of one of `papers` stays one.
    """
    text = strip_foreign_links(text, papers).strip()
    if count_units(text) <= limit:
        return text
    kept, end, _ = limits.take_start(text, limit - 2).rpartition("\n")
    return f"{kept}\n…" if end and len(kept) > limit // 2 else limits.cut(text, limit)


def strike_through(t: Translations, sentence: str, room: int | None = None) -> str:
    """Return text from outside struck through, with a label, in at most `room` units."""
    label = f" *({t('rendering-unverified')})*"
    left = None if room is None else room - count_units(label) - len("~~~~")
    shown = escape_markdown(sentence, left)
    return f"~~{shown}~~{label}" if shown else ""


def build_footer(t: Translations, what: Answer | Summary | Comparison) -> str:
    """Return the small print of an answer, a summary or a comparison."""
    read = list_read_papers(what)
    searched = ""
    if isinstance(what, Answer) and what.searched.split() not in ([], what.question.split()):
        searched = t("rendering-searched", question=escape_markdown(what.searched, 200))
    if isinstance(what, Answer) and what.lead and not what.sentences:
        by = t("rendering-from-catalog")
    elif what.mode == "extractive":
        by = describe_quotes(t, read, instead=what.fallback is not None)
    else:
        by = escape_markdown(what.model, 80)
    took = round(what.took.total / 1e3, 1)
    seconds = t("rendering-seconds", seconds=took) if took > 0 else ""
    is_cut = isinstance(what, Summary) and what.is_section_cut
    return join_lines(
        subtext(searched),
        f"-# {join_parts(by, seconds, _describe_omissions(t, what))}",
        subtext(describe_accounts(t, read)),
        subtext(t("rendering-section-cut")) if is_cut else "",
        subtext(escape_markdown(what.notice, _MAX_NOTICE_UNITS)),
    )


def describe_quotes(t: Translations, papers: Sequence[Paper], *, instead: bool) -> str:
    """Say that no model wrote a text: it quotes `papers`, `instead` of what a model wrote."""
    key = "rendering-quoted-instead" if instead else "rendering-quoted"
    accounts = any(paper.described_by_footnote for paper in papers)
    return t(key, read="accounts" if accounts else name_read(papers))


def describe_accounts(t: Translations, papers: Iterable[Paper]) -> str:
    """Say whose words the texts are if some were written for Footnote; else return nothing."""
    accounts = any(paper.described_by_footnote for paper in papers)
    return t("rendering-accounts") if accounts else ""


def list_read_papers(what: Answer | Summary | Comparison) -> Sequence[Paper]:
    """Return the papers whose texts were read for what is shown."""
    match what:
        case Answer():
            return [citation.paper for citation in what.citations if what.sentences]
        case Summary():
            return [what.paper]
        case Comparison():
            return what.papers


def describe_fallback(
    t: Translations, how: FallbackReason, mode: Mode, papers: Iterable[Paper]
) -> str:
    """Say that quotes from `papers` replace the model's text, in whole or in part."""
    return t("rendering-fell", how="partly" if mode == "model" else how, read=name_read(papers))


def _describe_omissions(t: Translations, what: Answer | Summary | Comparison) -> str:
    if isinstance(what, Comparison):
        return ""
    unsupported = sum(not sentence.supported for sentence in what.sentences)
    withheld = sum(each.fate == "withheld" for each in what.discarded)
    left_out = t("rendering-struck" if what.strike else "rendering-left-out", count=unsupported)
    return join_parts(
        left_out if unsupported else "",
        t("rendering-withheld", count=withheld) if withheld else "",
    )
