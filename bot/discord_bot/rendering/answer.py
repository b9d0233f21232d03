"""Show answers: waiting, in progress, complete, and refused."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import ui

from bot.answering.answer import Answer, Citation, ReadingPapers, Suggestion
from bot.answering.locations import locate, name_read
from bot.discord_bot import custom_ids, limits
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering.answer_body import (
    MAX_BODY_UNITS,
    find_titled,
    format_lead,
    format_sentence,
    split_body,
    visible_sentences,
)
from bot.discord_bot.rendering.bylines import byline, direct_key, link_citation
from bot.discord_bot.rendering.escape import escape_markdown, plain_text
from bot.discord_bot.rendering.evidence import source_lines
from bot.discord_bot.rendering.message import (
    Component,
    OutgoingMessage,
    button,
    button_rows,
    menu,
    message,
    option,
    separator,
    subtext,
    text,
)
from bot.discord_bot.rendering.papers import describe_filters
from bot.discord_bot.rendering.text import SAFE_TOTAL, build_footer, paper_entry, shrink_to_fit
from bot.grounding.sentence import Sentence
from bot.records.conversations import ConversationTurn, Tally
from retrieval.paper import Paper
from retrieval.search.query import Filters

_MAX_QUESTION_UNITS = 300
_MAX_SOURCES_UNITS = 2_200
_MAX_NEAREST = 5
_MAX_CLOSEST_UNITS = 600
_OTHER_UNITS = 1_200  # of what a refusal shows beside the nearest papers
_MAX_DETAIL_UNITS = 200
_MAX_SUGGESTED_NAMES_CHARS = 44  # of a button's label; the rest says what is asked


def thinking_message(
    t: Translations, question: str = "", reading: ReadingPapers | None = None
) -> OutgoingMessage:
    """Show that the question is being answered, and from how many papers if that is known."""
    state = t("rendering-thinking")
    if reading is not None:
        state = t("rendering-reading", papers=reading.count, read=reading.read)
    return message("answer", [*_head(t, question), text(subtext(state))])


def queue_message(t: Translations, before: int, question: str = "") -> OutgoingMessage:
    """Show how many requests are ahead of this one."""
    state = t("rendering-waiting", before=before)
    return message("answer", [*_head(t, question), text(subtext(state))])


def draft_message(
    t: Translations,
    question: str,
    sentences: Sequence[Sentence],
    reading: ReadingPapers | None = None,
) -> OutgoingMessage:
    """Show the answer so far, and before it what is read for it; if it is long, its end."""
    kept = visible_sentences(sentences)
    if not kept:
        return thinking_message(t, question, reading)
    body = ""
    for sentence in reversed(kept):
        longer = f"{format_sentence(t, sentence, {})} {body}".rstrip()
        if limits.count_units(longer) > MAX_BODY_UNITS - 2:
            body = f"… {body}" if body else escape_markdown(sentence.text, MAX_BODY_UNITS)
            break
        body = longer
    state = subtext(t("rendering-writing"))
    return message("answer", [*_head(t, question), text(body), text(state)])


def answer(
    t: Translations, turn: ConversationTurn, tally: Tally = Tally()
) -> list[OutgoingMessage]:
    """Show a whole answer, over several messages where it is long, with buttons on the last."""
    answer, turn_id, question = turn.answer, turn.turn_id, turn.shown_question
    if answer.kind == "smalltalk" and answer.lead:  # there is nothing to prove
        shown = [*_head(t, question), text(format_lead(t, answer.lead, ()))]
        return [message("answer", [*shown, *_suggestion_buttons(t, answer, turn_id)])]
    if not answer.answered:
        return [_refusal(t, turn)]
    read = name_read(answer.papers)
    bodies = split_body(t, answer) or [t("rendering-nothing-supported", read=read)]
    footer = text(build_footer(t, answer))
    below: list[Component] = [separator()]
    if cited := _listed_sources(answer):
        room = SAFE_TOTAL - _MAX_QUESTION_UNITS - limits.count_units(footer.content)
        lines = source_lines(t, cited, answer.papers, min(room, _MAX_SOURCES_UNITS))
        below.append(text("\n".join(lines)))
    below += [footer, *_controls(t, answer, turn_id, tally)]
    pages: list[list[Component]] = [[text(body)] for body in bodies]
    pages[0] = [*_head(t, question, turn.filters, answer.papers), *pages[0]]
    if _count_units([*pages[-1], *below]) > SAFE_TOTAL:
        pages.append([])
        below.pop(0)
    pages[-1] += below
    return [message("answer", page) for page in pages]


def _refusal(t: Translations, turn: ConversationTurn) -> OutgoingMessage:
    """Show that the library has no answer, the nearest papers, and how to continue."""
    answer, missing = turn.answer, turn.answer.missing
    is_empty = answer.lead is not None and answer.lead.key == "empty-library"
    shown = _head(t, turn.shown_question, turn.filters, answer.papers)
    shown.append(text(_refusal_title(t, answer)))
    nearest = {hit.paper.paper_id: hit.paper for hit in reversed(answer.nearest)}
    if missing:
        nearest.pop(missing.closest.paper_id, None)
        shown.append(text(subtext(t("rendering-closest"))))
        shown += _nearest_entries(t, [missing.closest], _MAX_CLOSEST_UNITS)
        if missing.stated:
            stated = f"“{escape_markdown(missing.stated, _MAX_CLOSEST_UNITS)}”"
            if missing.span and (location := locate([missing.span])):
                stated += f" {link_citation(t, None, missing.closest, location)}"
            shown.append(text(stated))
    if nearest:
        papers = [*reversed(nearest.values())][:_MAX_NEAREST]
        shown += [separator(), text(subtext(t("rendering-nearest")))]
        shown += _nearest_entries(t, papers, SAFE_TOTAL - _count_units(shown) - _OTHER_UNITS)
    elif missing is None and not is_empty:
        reason = "rendering-refused-filtered" if turn.filters else "rendering-refused-nothing"
        shown.append(text(t(reason)))
    hint = "" if is_empty else t("rendering-refused-hint")
    for line in filter(None, [hint, escape_markdown(answer.notice, 300)]):
        shown.append(text(subtext(line)))
    actions = {"delete": "ask-button-delete-ask"}
    if not is_empty:
        actions = {"follow": "rendering-button-follow", "why": "receipt-button"} | actions
    buttons = [
        button(t(label), custom_ids.build_id("a", action, turn.turn_id))
        for action, label in actions.items()
    ]
    return message("refusal", [*shown, *button_rows(buttons)])


def _head(
    t: Translations, question: str, filters: Filters = Filters(), papers: Sequence[Paper] = ()
) -> list[Component]:
    """Return in small print what was asked, and of which papers."""
    shown = escape_markdown(question, _MAX_QUESTION_UNITS)
    lines = f"**{shown}**" if shown else "", describe_filters(t, filters, papers)
    return [text(subtext(line)) for line in lines if line]


def _listed_sources(answer: Answer) -> Sequence[Citation]:
    """Return the sources of the supported sentences, or all where none is.

    Without those whose titles are shown above already.
    """
    if answer.lead is not None and not answer.sentences:
        return ()
    supported = [s for s in visible_sentences(answer.sentences) if s.supported]
    numbers = {number for sentence in supported for number in sentence.citations}
    cited = [c for c in answer.citations if c.number in numbers] or answer.citations
    titled = find_titled(answer)
    return [c for c in cited if c.number not in titled]


def _controls(t: Translations, answer: Answer, turn_id: str, tally: Tally) -> list[Component]:
    """Return the buttons under an answer, the menu of what is rarer, and what to ask next."""

    def on(action: str) -> str:
        return custom_ids.build_id("a", action, turn_id)

    buttons = [
        button(t("rendering-button-follow"), on("follow")),
        button(str(tally.up or ""), on("up"), emoji="👍"),
        button(str(tally.down or ""), on("down"), emoji="👎"),
    ]
    if any(s.supported for s in visible_sentences(answer.sentences)):
        style = discord.ButtonStyle.primary
        buttons.insert(0, button(t("rendering-button-evidence"), on("evidence"), style=style))
    labels = {"why": "receipt-button", "delete": "ask-button-delete-ask"}
    if can_regenerate(answer):
        labels = {"again": "rendering-button-again"} | labels
    if answer.citations:
        labels = {
            "sources": "rendering-button-sources",
            "bibtex": "rendering-button-bibtex",
        } | labels
    options = [option(t(label), action) for action, label in labels.items()]
    return [
        *button_rows(buttons),
        menu(on("more"), t("rendering-more"), options),
        *_suggestion_buttons(t, answer, turn_id),
    ]


def can_regenerate(answer: Answer) -> bool:
    """Tell whether answering again may give another text: quotes stay the same."""
    return answer.mode == "model" or answer.fallback is not None


def _suggestion_buttons(t: Translations, answer: Answer, turn_id: str) -> list[Component]:
    buttons = []
    for action, suggestion in zip(("ask1", "ask2"), answer.suggestions, strict=False):
        label = _describe_suggestion(t, suggestion)
        buttons.append(button(label, custom_ids.build_id("a", action, turn_id), emoji="💬"))
    return button_rows(buttons)


def _describe_suggestion(t: Translations, suggestion: Suggestion) -> str:
    """Return a suggested question in the reader's language, without markup."""
    if suggestion.kind == "example":
        return plain_text(suggestion.question)
    room = _MAX_SUGGESTED_NAMES_CHARS // len(suggestion.names)
    names = [limits.cut(plain_text(name), room) for name in suggestion.names]
    return t("rendering-ask", kind=suggestion.kind, first=names[0], second=names[-1])


def _refusal_title(t: Translations, answer: Answer) -> str:
    if answer.lead is not None:
        return format_lead(t, answer.lead, ())
    if answer.missing is None:
        return f"**{t('rendering-refused', read=name_read(answer.papers))}**"
    what = escape_markdown(answer.missing.what, _MAX_DETAIL_UNITS)
    return f"**{t('rendering-missing', what=what, read=answer.missing.silent)}**"


def _nearest_entries(t: Translations, papers: Sequence[Paper], room: int) -> list[Component]:
    """Return papers with a button that opens each, if its id fits into a button's."""
    entries = [paper_entry(paper, "", subtext(byline(t, paper))) for paper in papers]
    shown: list[Component] = []
    for paper, line in zip(papers, shrink_to_fit(entries, room), strict=True):
        if key := direct_key(paper):
            opener = button(t("rendering-button-open"), custom_ids.build_id("p", "card", key))
            shown.append(ui.Section(text(line), accessory=opener))
        else:
            shown.append(text(line))
    return shown


def _count_units(components: Sequence[Component]) -> int:
    return sum(limits.count_units(p.content) for p in components if isinstance(p, ui.TextDisplay))
