"""What a Discord server chose instead of the operator's settings."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answering.options import UNSUPPORTED, AnswerOptions


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """The settings of one server; what is empty or None follows the operator's.

    `channels` and `roles` are ids; empty allows every channel and everyone. `model` is one of the
    models that the operator offers. `language` is an English name of a language ("German").
    `cutoff` is from 0 to 1. `mentions`: whether a mention is answered. `threads`: whether a
    mention is answered in a thread of its own rather than in the channel. `digest_roles` may tend
    the digests as who manages the server may. In `link_channels` papers that people link to are
    added to the library. `unsupported`: "drop" or "strike" what no abstract bears. Receipts are
    kept for `receipt_days`.
    """

    channels: tuple[int, ...] = ()
    roles: tuple[int, ...] = ()
    model: str = ""
    language: str = ""
    cutoff: float | None = None
    mentions: bool = True
    threads: bool = True
    digest_roles: tuple[int, ...] = ()
    link_channels: tuple[int, ...] = ()
    unsupported: str = ""
    receipt_days: int | None = None

    @property
    def options(self) -> AnswerOptions:
        """How answers are made here."""
        unsupported = next((each for each in UNSUPPORTED if each == self.unsupported), None)
        return AnswerOptions(self.language or None, self.cutoff, self.model or None, unsupported)
