"""Show answers: waiting, in progress, complete, and refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import discord
from discord import ui

from bot.answering.answer import Answer, Citation, Suggestion
from bot.answering.lead import Lead
from bot.discord_bot import custom_ids, limits
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering.answer_body import (
    MAX_BODY_UNITS,
    find_titled,
    format_sentence,
    split_body,
    visible_sentences,
)
from bot.discord_bot.rendering.bylines import bold_title, byline, direct_key
from bot.discord_bot.rendering.escape import escape_markdown, plain_text
from bot.discord_bot.rendering.evidence import evidence, source_lines, sources
from bot.discord_bot.rendering.lead import format_lead
from bot.discord_bot.rendering.message import (
    Component,
    OutgoingMessage,
    button,
    button_rows,
    message,
    option,
    separator,
    subtext,
    text,
)
from bot.discord_bot.rendering.papers import describe_filters
from bot.discord_bot.rendering.text import (
    SAFE_TOTAL,
    Shrinkable,
    build_entry,
    build_footer,
    shrink_to_fit,
)
from bot.grounding.sentence import Sentence
from bot.records.conversations import Tally
from retrieval.paper import Paper
from retrieval.search.query import Filters

__all__ = ["answer", "draft_message", "evidence", "refusal", "sources", "thinking_message"]

_MAX_QUESTION_UNITS = 300
_MAX_SOURCES_UNITS = 2_200
_MAX_NEAREST = 5
_MAX_CLOSEST_UNITS = 600
_MAX_DETAIL_UNITS = 200
_MAX_SUGGESTED_NAMES_CHARS = 44  # of a button's label; the rest says what is asked


def thinking_message(t: Translations, question: str = "", papers: int = 0) -> OutgoingMessage:
    """Show that the question is being answered, and from how many papers if that is known."""
    state = t("rendering-reading", papers=papers) if papers else t("rendering-thinking")
    return message("answer", _with_question(question, [text(subtext(state))]))


def queue_message(t: Translations, before: int, question: str = "") -> OutgoingMessage:
    """Show how many requests are ahead of this one."""
    return message(
        "answer", _with_question(question, [text(subtext(t("rendering-waiting", before=before)))])
    )


def draft_message(
    t: Translations, question: str, sentences: Sequence[Sentence], papers: int = 0
) -> OutgoingMessage:
    """Show the answer so far, made from so many papers; if it is long, its end."""
    kept = visible_sentences(sentences)
    written = [format_sentence(t, sentence, {}) for sentence in kept]
    if not written:
        return thinking_message(t, question, papers)
    body, rest = "", written
    while (
        rest and limits.count_units(body) + limits.count_units(rest[-1]) + 1 <= MAX_BODY_UNITS - 2
    ):
        *rest, last = rest
        body = f"{last} {body}".rstrip()
    if rest:
        body = f"… {body}" if body else escape_markdown(kept[-1].text, MAX_BODY_UNITS)
    return message(
        "answer", _with_question(question, [text(body), text(subtext(t("rendering-writing")))])
    )


def answer(
    t: Translations,
    answer: Answer,
    turn_id: str,
    *,
    tally: Tally = Tally(),
    filters: Filters = Filters(),
    shows_question: bool = True,
) -> list[OutgoingMessage]:
    """Show a whole answer, over several messages where it is long, with buttons on the last.

    `filters` are those of the search. Below a message that asked, `shows_question` is false.
    """
    question = answer.question if shows_question else ""
    if answer.kind == "smalltalk" and answer.lead:
        return [_small_talk(t, answer, answer.lead, turn_id, question)]
    if not answer.answered:
        return [refusal(t, answer, turn_id, filters=filters, shows_question=shows_question)]
    bodies = split_body(t, answer) or [t("rendering-nothing-supported")]
    footer = text(build_footer(t, answer))
    below: list[Component] = [separator()]
    cited = _listed_sources(answer)
    if cited:
        room = min(
            _MAX_SOURCES_UNITS,
            SAFE_TOTAL - _MAX_QUESTION_UNITS - limits.count_units(footer.content),
        )
        below.append(text("\n".join(source_lines(t, cited, room))))
    below += [footer, *_controls(t, answer, turn_id, tally)]
    pages: list[list[Component]] = [[text(body)] for body in bodies]
    pages[0] = _with_question(question, [*_describe_filters(t, filters), *pages[0]])
    if _count_units([*pages[-1], *below]) > SAFE_TOTAL:
        pages.append([])
        below.pop(0)
    pages[-1] += below
    return [message("answer", page) for page in pages]


def _small_talk(
    t: Translations, answer: Answer, lead: Lead, turn_id: str, question: str
) -> OutgoingMessage:
    """Show a friendly word and an example: there is nothing to prove."""
    shown = [text(format_lead(t, lead, ())), *_suggestion_buttons(t, answer, turn_id)]
    return message("answer", _with_question(question, shown))


def refusal(
    t: Translations,
    answer: Answer,
    turn_id: str,
    *,
    filters: Filters = Filters(),
    shows_question: bool = True,
) -> OutgoingMessage:
    """Show that the library has no answer, the nearest papers, and how to continue."""
    missing = answer.missing
    is_empty = answer.lead is not None and answer.lead.key == "empty-library"
    components: list[Component] = [*_describe_filters(t, filters), text(_refusal_title(t, answer))]
    if missing:
        (line,) = shrink_to_fit([_nearest_entry(t, missing.closest)], _MAX_CLOSEST_UNITS)
        components += [
            text(subtext(t("rendering-closest"))),
            _with_open_button(t, missing.closest, line),
        ]
        if missing.stated:
            components.append(text(f"“{escape_markdown(missing.stated, _MAX_CLOSEST_UNITS)}”"))
    different = {
        hit.paper.paper_id: hit
        for hit in reversed(answer.nearest)
        if missing is None or hit.paper.paper_id != missing.closest.paper_id
    }
    nearest = list(reversed(different.values()))[:_MAX_NEAREST]
    if nearest:
        components += [separator(), text(subtext(t("rendering-nearest")))]
        room = SAFE_TOTAL - _count_units(components) - 1_200
        shown = shrink_to_fit([_nearest_entry(t, hit.paper) for hit in nearest], room)
        components += [
            _with_open_button(t, hit.paper, line) for hit, line in zip(nearest, shown, strict=True)
        ]
    elif missing is None and not is_empty:
        reason = "rendering-refused-filtered" if filters else "rendering-refused-nothing"
        components.append(text(t(reason)))
    if not is_empty:
        components.append(text(subtext(t("rendering-refused-hint"))))
    if answer.notice:
        components.append(text(subtext(escape_markdown(answer.notice, 300))))
    actions = {
        "follow": "rendering-button-follow",
        "why": "receipt-button",
        "delete": "ask-button-delete-ask",
    }
    buttons = [
        button(t(label), custom_ids.build_id("a", action, turn_id))
        for action, label in actions.items()
        if action == "delete" or not is_empty
    ]
    question = answer.question if shows_question else ""
    return message("refusal", _with_question(question, [*components, *button_rows(buttons)]))


def _with_question(question: str, components: list[Component]) -> list[Component]:
    shown = escape_markdown(question, _MAX_QUESTION_UNITS)
    return [text(subtext(f"**{shown}**")), *components] if shown else components


def _describe_filters(t: Translations, filters: Filters) -> list[Component]:
    return [text(subtext(describe_filters(t, filters)))] if filters else []


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

    evidence = button(
        t("rendering-button-evidence"), on("evidence"), style=discord.ButtonStyle.primary
    )
    buttons = [
        *([evidence] if any(s.supported for s in visible_sentences(answer.sentences)) else []),
        button(t("rendering-button-follow"), on("follow")),
        button(str(tally.up or ""), on("up"), emoji="👍"),
        button(str(tally.down or ""), on("down"), emoji="👎"),
    ]
    return [
        *button_rows(buttons),
        ui.ActionRow(_build_more_menu(t, answer, on("more"))),
        *_suggestion_buttons(t, answer, turn_id),
    ]


def _build_more_menu(
    t: Translations, answer: Answer, custom_id: str
) -> ui.Select[discord.ui.LayoutView]:
    labels: dict[str, str] = {}
    if answer.citations:
        labels["sources"] = t("rendering-button-sources")
        labels["bibtex"] = t("rendering-button-bibtex")
    if can_regenerate(answer):
        labels["again"] = t("rendering-button-again")
    labels["why"] = t("receipt-button")
    labels["delete"] = t("ask-button-delete-ask")
    return ui.Select(
        custom_id=custom_id,
        placeholder=limits.cut(t("rendering-more"), limits.PLACEHOLDER),
        options=[option(label, action) for action, label in labels.items()],
    )


def can_regenerate(answer: Answer) -> bool:
    """Tell whether answering again may give another text: quotes stay the same."""
    return answer.mode == "model" or answer.fallback is not None


def _suggestion_buttons(t: Translations, answer: Answer, turn_id: str) -> list[Component]:
    suggested = zip(("ask1", "ask2"), answer.suggestions, strict=False)
    return button_rows(
        [
            button(describe_suggestion(t, each), custom_ids.build_id("a", ask, turn_id), emoji="💬")
            for ask, each in suggested
        ]
    )


def describe_suggestion(t: Translations, suggestion: Suggestion) -> str:
    """Return a suggested question in the reader's language, without markup."""
    if suggestion.kind == "example":
        return plain_text(suggestion.question)
    room = _MAX_SUGGESTED_NAMES_CHARS // len(suggestion.names)
    names = [limits.cut(plain_text(name), room) for name in suggestion.names]
    first, second = names[0], names[-1]
    return t("rendering-ask", kind=suggestion.kind, first=first, second=second)


def _refusal_title(t: Translations, answer: Answer) -> str:
    if answer.lead is not None:
        return format_lead(t, answer.lead, ())
    if answer.missing is None:
        return f"**{t('rendering-refused')}**"
    what = escape_markdown(answer.missing.what, _MAX_DETAIL_UNITS)
    return f"**{t('rendering-missing', what=what)}**"


def _nearest_entry(t: Translations, paper: Paper) -> Shrinkable:
    about = byline(t, paper)
    return build_entry(lambda room: bold_title(paper, room), subtext(about) if about else "")


def _with_open_button(t: Translations, paper: Paper, line: str) -> Component:
    known = direct_key(paper)
    if not known:
        return text(line)
    opener = button(t("rendering-button-open"), custom_ids.build_id("p", "card", known))
    return ui.Section(text(line), accessory=opener)


def _count_units(components: Iterable[Component]) -> int:
    return sum(limits.count_units(p.content) for p in components if isinstance(p, ui.TextDisplay))
