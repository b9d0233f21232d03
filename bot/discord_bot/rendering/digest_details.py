"""Show the details of a digest issue: the rest, the reasons, one paper with all buttons."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ui

from bot.discord_bot import custom_ids, limits
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering.bylines import bold_title, byline, mark_upload, short_byline
from bot.discord_bot.rendering.digest import (
    describe_reason,
    shown_picks,
    supported_text,
    vote_buttons,
    weighted_reasons,
)
from bot.discord_bot.rendering.escape import escape_markdown
from bot.discord_bot.rendering.menus import paper_buttons, paper_menu
from bot.discord_bot.rendering.message import (
    Component,
    OutgoingMessage,
    button,
    join_lines,
    message,
    subtext,
    text,
)
from bot.discord_bot.rendering.text import SAFE_TOTAL, Shrinkable, paper_entry, shrink_to_fit
from bot.records.conversations import Tally
from bot.records.issues import Issue, Pick

_PICKS_PER_MESSAGE = 15  # papers in one message of the thread
_MAX_MESSAGES = 10
_MAX_TITLE_UNITS = 250


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
        escape_markdown(supported_text(pick), 1_000),
        *(f"- {each}" for each in weighted_reasons(t, pick.reasons[:8])),
    )
    votes = vote_buttons(issue.issue_id, pick.number, tally, off=False)
    first = [*paper_buttons(t, key, ("summarize", "related", "shelf")), *votes]
    second = paper_buttons(t, key, ("card", "compare", "bibtex"))
    return message("paper", [text(shown), ui.ActionRow(*first), ui.ActionRow(*second)])


def _rest_message(
    t: Translations, issue: Issue, part: int, picks: Sequence[Pick]
) -> OutgoingMessage:
    head = f"**{t('digest-rest', day=issue.day)}**" if part == 1 else ""
    room = SAFE_TOTAL - limits.count_units(head) - 100
    lines = shrink_to_fit([_rest_entry(t, pick) for pick in picks], room)
    pick_id = custom_ids.build_id("s", "pick", issue.issue_id, part)
    why = custom_ids.build_id("i", "why", issue.issue_id, part)
    components: list[Component] = [
        text(join_lines(head, *lines)),
        *paper_menu(t, [pick.paper for pick in picks], pick_id, picks[0].number),
        ui.ActionRow(button(t("digest-button-why"), why)),
    ]
    return message("paper", components)


def _rest_entry(t: Translations, pick: Pick) -> Shrinkable:
    first = describe_reason(t, pick.reasons[0]) if pick.reasons else ""
    return paper_entry(pick.paper, f"{pick.number}. ", subtext(short_byline(t, pick.paper, first)))


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
