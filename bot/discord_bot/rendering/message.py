"""Build messages of components, with their files, that no view has to keep alive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final, Literal

import discord
from discord import ui
from discord.ui.select import BaseSelect

from bot.discord_bot import limits

MessageKind = Literal["answer", "paper", "comparison", "refusal", "error", "ok"]

ACCENTS: Final[dict[MessageKind, int]] = {
    "answer": 0x3B82F6,
    "paper": 0x64748B,
    "comparison": 0x8B5CF6,
    "refusal": 0xF59E0B,
    "error": 0xEF4444,
    "ok": 0x22C55E,
}
"""The color at a message's edge, a hint beside its words and never the only one."""

Component = ui.Item[Any]
"""What a container holds: a text, a row of buttons, a rule, a picture, a file."""


@dataclass(frozen=True, slots=True)
class FileAttachment:
    """A file of a message; `description` is what a screen reader says of it."""

    name: str
    data: bytes
    description: str

    def file(self) -> discord.File:
        """Return the file as discord.py sends it, which can be sent once."""
        description = limits.cut(self.description, limits.MEDIA_DESCRIPTION)
        return discord.File(BytesIO(self.data), filename=self.name, description=description)

    def picture(self) -> Component:
        """Return the component that shows the file, which is a picture."""
        description = limits.cut(self.description, limits.MEDIA_DESCRIPTION)
        shown = discord.MediaGalleryItem(f"attachment://{self.name}", description=description)
        return ui.MediaGallery(shown)


class PersistentView(ui.LayoutView):
    """A message's components, whose custom ids say all that a press needs.

    It counts as finished, so that discord.py does not keep every message it ever sent: presses
    reach the `DynamicItem`s registered for the ids, after a restart too.
    """

    def __init__(self, *components: Component) -> None:
        super().__init__(timeout=None)
        for component in components:
            self.add_item(component)
        for child in self.walk_children():
            if isinstance(child, BaseSelect):
                set_required(child)

    def is_finished(self) -> bool:
        """Return True."""
        return True


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """One message to be sent or edited."""

    view: PersistentView
    files: tuple[FileAttachment, ...] = ()

    def uploads(self) -> list[discord.File]:
        """Return the files as discord.py sends them, which can be sent once."""
        return [file.file() for file in self.files]


def message(
    kind: MessageKind, components: Sequence[Component], files: Sequence[FileAttachment] = ()
) -> OutgoingMessage:
    """Return a message with its components in one container."""
    return OutgoingMessage(
        PersistentView(ui.Container(*components, accent_colour=ACCENTS[kind])), tuple(files)
    )


def set_required(select: BaseSelect[Any]) -> None:
    """Require a choice in a menu exactly where it takes at least one.

    Discord refuses a menu that is required and takes none, and discord.py's own default differs by
    the menu's kind and by its version.
    """
    select.required = select.min_values > 0


def text(content: str) -> ui.TextDisplay[Any]:
    """Return a text; it must not be empty."""
    return ui.TextDisplay(content)


def separator() -> ui.Separator[Any]:
    """Return a thin line between two parts."""
    return ui.Separator(visible=True, spacing=discord.SeparatorSpacing.small)


def button_rows(buttons: Sequence[ui.Button[Any]]) -> list[Component]:
    """Return buttons in rows of five, as many as Discord has room for beside a few texts."""
    size = limits.ROW_BUTTONS
    return [ui.ActionRow(*buttons[at : at + size]) for at in range(0, len(buttons), size)]


def button(
    label: str,
    custom_id: str,
    *,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    emoji: str | None = None,
    disabled: bool = False,
) -> ui.Button[Any]:
    """Return a button, with an emoji where it has no label; a `Control` handles its id."""
    shown = limits.cut(label, limits.BUTTON_LABEL) or None
    return ui.Button(label=shown, custom_id=custom_id, style=style, emoji=emoji, disabled=disabled)


def option(
    label: str, value: str, *, about: str = "", chosen: bool = False
) -> discord.SelectOption:
    """Return an option of a menu, its label and what is said of it cut to Discord's limits."""
    return discord.SelectOption(
        label=limits.cut(label, limits.OPTION_LABEL),
        value=value,
        description=limits.cut(about, limits.OPTION_DESCRIPTION) or None,
        default=chosen,
    )


def menu(
    custom_id: str,
    placeholder: str,
    options: Sequence[discord.SelectOption],
    *,
    max_values: int = 1,
    disabled: bool = False,
) -> ui.ActionRow[Any]:
    """Return a menu that takes one to so many of its options, or of what there is."""
    made: ui.Select[Any] = ui.Select(
        custom_id=custom_id,
        placeholder=limits.cut(placeholder, limits.PLACEHOLDER),
        max_values=min(max_values, len(options)),
        options=list(options),
        disabled=disabled,
    )
    return ui.ActionRow(made)


def link_button(label: str, url: str) -> ui.Button[Any]:
    """Return a button that opens a web address."""
    return ui.Button(label=limits.cut(label, limits.BUTTON_LABEL), url=url)


def subtext(content: str) -> str:
    """Return text as Discord's subtext; nothing for nothing."""
    return f"-# {content}" if content else ""


def join_parts(*known: str) -> str:
    """Join the parts that are not empty with dots."""
    return " · ".join(filter(None, known))


def join_lines(*known: str) -> str:
    """Join the lines that are not empty."""
    return "\n".join(filter(None, known))
