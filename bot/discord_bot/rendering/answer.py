"""Show answers: while they are thought about and written, whole, and refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import discord
from discord import ui

from bot.answerability.missing_detail import MissingDetail
from bot.answering.answer import Answer, Citation
from bot.community.votes import Tally
from bot.discord_bot import custom_ids, limits
from bot.discord_bot.locales import Translations
from bot.discord_bot.rendering.escape import escape_markdown, plain
from bot.discord_bot.rendering.evidence import evidence, source_lines, sources
from bot.discord_bot.rendering.fitting import SAFE_TOTAL, Fitting, entry, fitted
from bot.discord_bot.rendering.footer import made
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
from bot.discord_bot.rendering.naming import byline, key, mark, titled
from bot.discord_bot.rendering.striking import struck
from bot.grounding.sentence import Sentence
from retrieval.paper import Paper

__all__ = ["answer", "evidence", "refusal", "sources", "thinking", "writing"]

_QUESTION = 300
_BODY = 3_300  # units of sentences in one message; the rest is for the question and what is below
_SOURCES = 2_200
_NEAREST = 5
_CLOSEST = 600
_DETAIL = 200


def thinking(words: Translations, question: str = "") -> OutgoingMessage:
    """Show that the question is being looked into."""
    return message("answer", _asked(question, [text(small(words("look-thinking")))]))


def waiting(words: Translations, question: str, before: int) -> OutgoingMessage:
    """Show how many questions have their turn before this one."""
    return message("answer", _asked(question, [text(small(words("look-waiting", before=before)))]))


def writing(words: Translations, question: str, sentences: Sequence[Sentence]) -> OutgoingMessage:
    """Show what of an answer is written and checked so far; of a long one the end."""
    kept = _kept(sentences)
    written = [_sentence(words, sentence, {}) for sentence in kept]
    if not written:
        return thinking(words, question)
    body, rest = "", written
    while rest and limits.units(body) + limits.units(rest[-1]) + 1 <= _BODY - 2:
        *rest, last = rest
        body = f"{last} {body}".rstrip()
    if rest:
        body = f"… {body}" if body else escape_markdown(kept[-1].text, _BODY)
    return message("answer", _asked(question, [text(body), text(small(words("look-writing")))]))


def answer(
    words: Translations, answer: Answer, turn_id: str, *, tally: Tally = Tally()
) -> list[OutgoingMessage]:
    """Show a whole answer, over several messages where it is long, with buttons on the last."""
    if not answer.answered:
        return [refusal(words, answer, turn_id)]
    bodies = _bodies(words, answer) or [words("look-nothing-supported")]
    footer = text(made(words, answer))
    below: list[Piece] = [rule()]
    cited = _cited(answer)
    if cited:
        room = min(_SOURCES, SAFE_TOTAL - _QUESTION - limits.units(footer.content))
        below.append(text("\n".join(source_lines(words, cited, room))))
    below += [footer, *rows(_buttons(words, turn_id, tally))]
    pages: list[list[Piece]] = [[text(body)] for body in bodies]
    pages[0] = _asked(answer.question, pages[0])
    if _length([*pages[-1], *below]) > SAFE_TOTAL:
        pages.append([])
        below.pop(0)
    pages[-1] += below
    return [message("answer", page) for page in pages]


def refusal(words: Translations, answer: Answer, turn_id: str) -> OutgoingMessage:
    """Show that no abstract answers, what is nearest, and how to go on."""
    missing = answer.missing
    pieces: list[Piece] = [text(f"**{_refused(words, missing)}**")]
    if missing:
        (line,) = fitted([_near(words, missing.closest)], _CLOSEST)
        pieces += [text(small(words("look-closest"))), _openable(words, missing.closest, line)]
    different = {
        hit.paper.paper_id: hit
        for hit in reversed(answer.nearest)
        if missing is None or hit.paper.paper_id != missing.closest.paper_id
    }
    nearest = list(reversed(different.values()))[:_NEAREST]
    if nearest:
        pieces += [rule(), text(small(words("look-nearest")))]
        room = SAFE_TOTAL - _length(pieces) - 1_200
        shown = fitted([_near(words, hit.paper) for hit in nearest], room)
        pieces += [
            _openable(words, hit.paper, line) for hit, line in zip(nearest, shown, strict=True)
        ]
    elif missing is None:
        pieces.append(text(words("look-refused-nothing")))
    pieces.append(text(small(words("look-refused-hint"))))
    if answer.notice:
        pieces.append(text(small(escape_markdown(answer.notice, 300))))
    again = button(words("look-button-retry"), custom_ids.on_answer("again", turn_id))
    follow = button(words("look-button-follow"), custom_ids.on_answer("follow", turn_id))
    why = button(words("receipt-button"), custom_ids.on_answer("why", turn_id))
    return message("refusal", _asked(answer.question, [*pieces, *rows([again, follow, why])]))


def _asked(question: str, pieces: list[Piece]) -> list[Piece]:
    shown = escape_markdown(question, _QUESTION)
    return [text(small(f"**{shown}**")), *pieces] if shown else pieces


def _bodies(words: Translations, answer: Answer) -> list[str]:
    """Return the sentences as texts of at most `_BODY` units, cut between sentences."""
    papers = {citation.number: citation.paper for citation in answer.citations}
    bodies: list[str] = []
    for sentence in _kept(answer.shown):
        for part in _parts(words, sentence, papers):
            if bodies and limits.units(bodies[-1]) + 1 + limits.units(part) <= _BODY:
                bodies[-1] += " " + part
            else:
                bodies.append(part)
    return bodies


def _kept(sentences: Iterable[Sentence]) -> list[Sentence]:
    """Return the sentences that are shown."""
    return [sentence for sentence in sentences if plain(sentence.text)]


def _parts(words: Translations, sentence: Sentence, papers: Mapping[int, Paper]) -> list[str]:
    """Return a sentence, in parts where it alone is longer than a message."""
    whole = _sentence(words, sentence, papers)
    if limits.units(whole) <= _BODY:
        return [whole]
    parts = limits.parts(sentence.text, _BODY // 3)  # escaped it may be twice as long
    if not sentence.supported:
        return [struck(words, part) for part in parts]
    marks = "".join(mark(n, papers.get(n)) for n in sentence.citations)
    return [*map(escape_markdown, parts), *([marks] if marks else [])]


def _sentence(words: Translations, sentence: Sentence, papers: Mapping[int, Paper]) -> str:
    """Return a sentence with its marks; struck through, and citing nothing, if unsupported."""
    if not sentence.supported:
        return struck(words, sentence.text)
    marks = "".join(mark(number, papers.get(number)) for number in sentence.citations)
    return f"{escape_markdown(sentence.text)} {marks}" if marks else escape_markdown(sentence.text)


def _cited(answer: Answer) -> Sequence[Citation]:
    """Return the sources of the supported sentences; all, where none is."""
    numbers = {n for s in _kept(answer.sentences) if s.supported for n in s.citations}
    return [c for c in answer.citations if c.number in numbers] or answer.citations


def _buttons(
    words: Translations, turn_id: str, tally: Tally
) -> list[ui.Button[discord.ui.LayoutView]]:
    def on(action: custom_ids.AnswerAction) -> str:
        return custom_ids.on_answer(action, turn_id)

    return [
        button(words("look-button-evidence"), on("evidence"), style=discord.ButtonStyle.primary),
        button(words("look-button-sources"), on("sources")),
        button(words("look-button-bibtex"), on("bibtex")),
        button(words("look-button-again"), on("again")),
        button(words("look-button-follow"), on("follow")),
        button(words("receipt-button"), on("why")),
        button(_counted(words("look-button-up"), tally.up), on("up"), emoji="👍"),
        button(_counted(words("look-button-down"), tally.down), on("down"), emoji="👎"),
    ]


def _counted(label: str, count: int) -> str:
    return f"{label} · {count}" if count else label


def _refused(words: Translations, missing: MissingDetail | None) -> str:
    if missing is None:
        return words("look-refused")
    return words("look-missing", what=escape_markdown(missing.what, _DETAIL))


def _near(words: Translations, paper: Paper) -> Fitting:
    about = byline(words, paper)
    return entry(lambda room: titled(paper, room), small(about) if about else "")


def _openable(words: Translations, paper: Paper, line: str) -> Piece:
    known = key(paper)
    if not known:
        return text(line)
    opener = button(words("look-button-open"), custom_ids.on_paper("card", known))
    return ui.Section(text(line), accessory=opener)


def _length(pieces: Iterable[Piece]) -> int:
    return sum(limits.units(p.content) for p in pieces if isinstance(p, ui.TextDisplay))
