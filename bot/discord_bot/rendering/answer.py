"""Show answers: while they are thought about and written, whole, and refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import discord
from discord import ui

from bot.answerability.missing_detail import MissingDetail
from bot.answering.answer import Answer, Citation
from bot.conversations import Tally
from bot.discord_bot import custom_ids, limits
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering.bylines import byline, key, mark, titled
from bot.discord_bot.rendering.escape import escape_markdown, plain
from bot.discord_bot.rendering.evidence import evidence, source_lines, sources
from bot.discord_bot.rendering.message import (
    OutgoingMessage,
    Piece,
    button,
    message,
    rows,
    rule,
    small,
    text,
)
from bot.discord_bot.rendering.text import SAFE_TOTAL, Fitting, entry, fitted, made, struck
from bot.grounding.sentence import Sentence
from retrieval.paper import Paper

__all__ = ["answer", "evidence", "refusal", "sources", "thinking", "writing"]

_QUESTION = 300
_BODY = 3_300  # units of sentences in one message; the rest is for the question and what is below
_SOURCES = 2_200
_NEAREST = 5
_CLOSEST = 600
_DETAIL = 200


def thinking(t: Translations, question: str = "") -> OutgoingMessage:
    """Show that the question is being looked into."""
    return message("answer", _asked(question, [text(small(t("look-thinking")))]))


def waiting(t: Translations, question: str, before: int) -> OutgoingMessage:
    """Show how many questions have their turn before this one."""
    return message("answer", _asked(question, [text(small(t("look-waiting", before=before)))]))


def writing(t: Translations, question: str, sentences: Sequence[Sentence]) -> OutgoingMessage:
    """Show what of an answer is written and checked so far; of a long one the end."""
    kept = _kept(sentences)
    written = [_sentence(t, sentence, {}) for sentence in kept]
    if not written:
        return thinking(t, question)
    body, rest = "", written
    while rest and limits.units(body) + limits.units(rest[-1]) + 1 <= _BODY - 2:
        *rest, last = rest
        body = f"{last} {body}".rstrip()
    if rest:
        body = f"… {body}" if body else escape_markdown(kept[-1].text, _BODY)
    return message("answer", _asked(question, [text(body), text(small(t("look-writing")))]))


def answer(
    t: Translations, answer: Answer, turn_id: str, *, tally: Tally = Tally()
) -> list[OutgoingMessage]:
    """Show a whole answer, over several messages where it is long, with buttons on the last."""
    if not answer.answered:
        return [refusal(t, answer, turn_id)]
    bodies = _bodies(t, answer) or [t("look-nothing-supported")]
    footer = text(made(t, answer))
    below: list[Piece] = [rule()]
    cited = _cited(answer)
    if cited:
        room = min(_SOURCES, SAFE_TOTAL - _QUESTION - limits.units(footer.content))
        below.append(text("\n".join(source_lines(t, cited, room))))
    below += [footer, *rows(_buttons(t, turn_id, tally))]
    pages: list[list[Piece]] = [[text(body)] for body in bodies]
    pages[0] = _asked(answer.question, pages[0])
    if _length([*pages[-1], *below]) > SAFE_TOTAL:
        pages.append([])
        below.pop(0)
    pages[-1] += below
    return [message("answer", page) for page in pages]


def refusal(t: Translations, answer: Answer, turn_id: str) -> OutgoingMessage:
    """Show that no abstract answers, what is nearest, and how to go on."""
    missing = answer.missing
    pieces: list[Piece] = [text(f"**{_refused(t, missing)}**")]
    if missing:
        (line,) = fitted([_near(t, missing.closest)], _CLOSEST)
        pieces += [text(small(t("look-closest"))), _openable(t, missing.closest, line)]
    different = {
        hit.paper.paper_id: hit
        for hit in reversed(answer.nearest)
        if missing is None or hit.paper.paper_id != missing.closest.paper_id
    }
    nearest = list(reversed(different.values()))[:_NEAREST]
    if nearest:
        pieces += [rule(), text(small(t("look-nearest")))]
        room = SAFE_TOTAL - _length(pieces) - 1_200
        shown = fitted([_near(t, hit.paper) for hit in nearest], room)
        pieces += [_openable(t, hit.paper, line) for hit, line in zip(nearest, shown, strict=True)]
    elif missing is None:
        pieces.append(text(t("look-refused-nothing")))
    pieces.append(text(small(t("look-refused-hint"))))
    if answer.notice:
        pieces.append(text(small(escape_markdown(answer.notice, 300))))
    again = button(t("look-button-retry"), custom_ids.on_answer("again", turn_id))
    follow = button(t("look-button-follow"), custom_ids.on_answer("follow", turn_id))
    why = button(t("receipt-button"), custom_ids.on_answer("why", turn_id))
    return message("refusal", _asked(answer.question, [*pieces, *rows([again, follow, why])]))


def _asked(question: str, pieces: list[Piece]) -> list[Piece]:
    shown = escape_markdown(question, _QUESTION)
    return [text(small(f"**{shown}**")), *pieces] if shown else pieces


def _bodies(t: Translations, answer: Answer) -> list[str]:
    """Return the sentences as texts of at most `_BODY` units, cut between sentences."""
    papers = {citation.number: citation.paper for citation in answer.citations}
    bodies: list[str] = []
    for sentence in _kept(answer.shown):
        for part in _parts(t, sentence, papers):
            if bodies and limits.units(bodies[-1]) + 1 + limits.units(part) <= _BODY:
                bodies[-1] += " " + part
            else:
                bodies.append(part)
    return bodies


def _kept(sentences: Iterable[Sentence]) -> list[Sentence]:
    """Return the sentences that are shown."""
    return [sentence for sentence in sentences if plain(sentence.text)]


def _parts(t: Translations, sentence: Sentence, papers: Mapping[int, Paper]) -> list[str]:
    """Return a sentence, in parts where it alone is longer than a message."""
    whole = _sentence(t, sentence, papers)
    if limits.units(whole) <= _BODY:
        return [whole]
    parts = limits.parts(sentence.text, _BODY // 3)  # escaped it may be twice as long
    if not sentence.supported:
        return [struck(t, part) for part in parts]
    marks = "".join(mark(n, papers.get(n)) for n in sentence.citations)
    return [*map(escape_markdown, parts), *([marks] if marks else [])]


def _sentence(t: Translations, sentence: Sentence, papers: Mapping[int, Paper]) -> str:
    """Return a sentence with its marks; struck through, and citing nothing, if unsupported."""
    if not sentence.supported:
        return struck(t, sentence.text)
    marks = "".join(mark(number, papers.get(number)) for number in sentence.citations)
    return f"{escape_markdown(sentence.text)} {marks}" if marks else escape_markdown(sentence.text)


def _cited(answer: Answer) -> Sequence[Citation]:
    """Return the sources of the supported sentences; all, where none is."""
    numbers = {n for s in _kept(answer.sentences) if s.supported for n in s.citations}
    return [c for c in answer.citations if c.number in numbers] or answer.citations


def _buttons(t: Translations, turn_id: str, tally: Tally) -> list[ui.Button[discord.ui.LayoutView]]:
    def on(action: custom_ids.AnswerAction) -> str:
        return custom_ids.on_answer(action, turn_id)

    return [
        button(t("look-button-evidence"), on("evidence"), style=discord.ButtonStyle.primary),
        button(t("look-button-sources"), on("sources")),
        button(t("look-button-bibtex"), on("bibtex")),
        button(t("look-button-again"), on("again")),
        button(t("look-button-follow"), on("follow")),
        button(t("receipt-button"), on("why")),
        button(_counted(t("look-button-up"), tally.up), on("up"), emoji="👍"),
        button(_counted(t("look-button-down"), tally.down), on("down"), emoji="👎"),
    ]


def _counted(label: str, count: int) -> str:
    return f"{label} · {count}" if count else label


def _refused(t: Translations, missing: MissingDetail | None) -> str:
    if missing is None:
        return t("look-refused")
    return t("look-missing", what=escape_markdown(missing.what, _DETAIL))


def _near(t: Translations, paper: Paper) -> Fitting:
    about = byline(t, paper)
    return entry(lambda room: titled(paper, room), small(about) if about else "")


def _openable(t: Translations, paper: Paper, line: str) -> Piece:
    known = key(paper)
    if not known:
        return text(line)
    opener = button(t("look-button-open"), custom_ids.on_paper("card", known))
    return ui.Section(text(line), accessory=opener)


def _length(pieces: Iterable[Piece]) -> int:
    return sum(limits.units(p.content) for p in pieces if isinstance(p, ui.TextDisplay))
