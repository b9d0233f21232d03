"""The settings of a Discord server, which override those of the operator."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answering.options import UNSUPPORTED, AnswerOptions


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """The settings of one server; an empty value or None means that of the operator."""

    channels: tuple[int, ...] = ()
    """The ids of the channels to answer in; empty allows all."""
    roles: tuple[int, ...] = ()
    """The ids of the roles that may use Footnote; empty allows everyone."""
    model: str = ""
    """One of the models that the operator offers."""
    language: str = ""
    """The English name of a language, such as "German"."""
    cutoff: float | None = None
    """Ignored: earlier versions let a server set one."""
    mentions: bool = True
    """Whether to answer mentions."""
    threads: bool = True
    """Whether to answer a mention in a thread of its own."""
    digest_roles: tuple[int, ...] = ()
    """The ids of roles that may manage digests, as server managers may."""
    link_channels: tuple[int, ...] = ()
    """The ids of channels in which linked papers are added to the library."""
    unsupported: str = ""
    """Whether to "drop" or "strike" unsupported sentences."""
    receipt_days: int | None = None
    """For how many days receipts are kept."""
    light_pictures: bool = False
    """Ignored: earlier versions let a server choose the ground of pictures."""

    @property
    def options(self) -> AnswerOptions:
        """The options of answers in this server."""
        unsupported = next((each for each in UNSUPPORTED if each == self.unsupported), None)
        return AnswerOptions(self.language or None, None, self.model or None, unsupported)
