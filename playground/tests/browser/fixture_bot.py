"""A bot that answers with everything that a page has to show. Run as a program by the tests."""

from __future__ import annotations

import asyncio
import io
import os
import struct
import zlib
from typing import Literal

import discord
import yarl
from discord import app_commands, ui
from discord.http import Route

FRUITS = ["Apple", "Apricot", "Banana", "Cherry", "Date", "Elderberry", "Fig", "Grape"]


class German(app_commands.Translator):
    """Names in German for what has them."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        german = {"ask": "frage", "question": "frage", "Ask a question": "Stelle eine Frage"}
        return german.get(string.message) if locale is discord.Locale.german else None


def picture(width: int = 320, height: int = 160) -> bytes:
    """Return a PNG of a gradient."""
    rows = b"".join(
        b"\0" + bytes(v for x in range(width) for v in (x * 255 // width, y, 160))
        for y in range(height)
    )

    def chunk(kind: bytes, body: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + crc

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


class Bot(discord.Client):
    """The client, with a command tree."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.default())
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self) -> None:
        await self.tree.set_translator(German())
        register(self.tree)
        await self.tree.sync()

    async def on_message(self, message: discord.Message) -> None:
        if self.user in message.mentions and not message.author.bot:
            async with message.channel.typing():
                await asyncio.sleep(0.3)
            await message.reply(f"You said: {message.content}", mention_author=False)


def answer(question: str, text: str, *, done: bool) -> ui.LayoutView:
    """Return an answer such as Footnote's."""
    view = ui.LayoutView(timeout=None)
    container = ui.Container(accent_colour=0x3B82F6)
    container.add_item(ui.TextDisplay(f"**{question}**"))
    container.add_item(ui.TextDisplay(text))
    if done:
        container.add_item(ui.Separator())
        container.add_item(
            ui.TextDisplay("-# [1] [UniAP](https://arxiv.org/abs/2308.09953) · 1 source")
        )
        row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
        row.add_item(Press("Evidence", "evidence", discord.ButtonStyle.primary))
        row.add_item(Press("Form", "form", discord.ButtonStyle.success))
        row.add_item(ui.Button(label="Paper", url="https://arxiv.org/abs/2308.09953"))
        container.add_item(row)
    view.add_item(container)
    return view


class Press(ui.Button[ui.LayoutView]):
    """A button that does what its id says."""

    def __init__(self, label: str, name: str, style: discord.ButtonStyle) -> None:
        super().__init__(label=label, custom_id=name, style=style)

    async def callback(self, interaction: discord.Interaction) -> None:
        if self.custom_id == "evidence":
            await interaction.response.send_message(
                "> UniAP carries knowledge over to rare species.\n-# UniAP, sentence 5",
                ephemeral=True,
            )
        elif self.custom_id == "form":
            await interaction.response.send_modal(Form())


class Form(ui.Modal, title="A form"):
    """A form with every kind of field."""

    name: ui.Label[Form] = ui.Label(
        text="Name", description="As you want it", component=ui.TextInput(min_length=3)
    )
    about: ui.Label[Form] = ui.Label(
        text="About",
        component=ui.TextInput(style=discord.TextStyle.paragraph, required=False, max_length=400),
    )
    fruit: ui.Label[Form] = ui.Label(
        text="Fruit",
        component=ui.Select(
            placeholder="Which one?", options=[discord.SelectOption(label=f) for f in FRUITS]
        ),
    )
    note = ui.TextDisplay("Nothing of this is **kept**.")

    async def on_submit(self, interaction: discord.Interaction) -> None:
        name, fruit = self.name.component, self.fruit.component
        assert isinstance(name, ui.TextInput)
        assert isinstance(fruit, ui.Select)
        await interaction.response.send_message(f"Thank you, {name.value}: {fruit.values[0]}.")


class Menu(ui.Select[ui.LayoutView]):
    """A menu that says what was chosen."""

    async def callback(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"Chosen: {', '.join(sorted(self.values))}")


class People(ui.UserSelect[ui.LayoutView]):
    """A menu of people."""

    async def callback(self, interaction: discord.Interaction) -> None:
        names = ", ".join(one.display_name for one in self.values)
        await interaction.response.send_message(f"People: {names}")


def gallery() -> ui.LayoutView:
    """Return a message with every kind of component."""
    view = ui.LayoutView(timeout=None)
    container = ui.Container(accent_colour=0x8B5CF6)
    container.add_item(
        ui.Section(
            ui.TextDisplay("## A section\nwith a picture beside it"),
            accessory=ui.Thumbnail("attachment://small.png", description="A gradient"),
        )
    )
    container.add_item(ui.Separator(spacing=discord.SeparatorSpacing.large))
    container.add_item(
        ui.MediaGallery(
            discord.MediaGalleryItem("attachment://large.png", description="Red grows to the right")
        )
    )
    container.add_item(ui.File("attachment://table.csv"))
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    row.add_item(
        Menu(
            custom_id="one",
            placeholder="Choose a fruit",
            options=[
                discord.SelectOption(label=f, description=f"{len(f)} letters") for f in FRUITS
            ],
        )
    )
    several: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    several.add_item(
        Menu(
            custom_id="several",
            placeholder="Choose two or three",
            min_values=2,
            max_values=3,
            options=[discord.SelectOption(label=f) for f in FRUITS],
        )
    )
    people: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    people.add_item(People(custom_id="people", placeholder="Choose people", max_values=2))
    for item in (row, several, people):
        container.add_item(item)
    view.add_item(container)
    return view


def register(tree: app_commands.CommandTree[Bot]) -> None:
    """Add every command."""

    @tree.command(description="Ask a question")
    @app_commands.describe(question="What you want to know", hide="Only for you")
    async def ask(interaction: discord.Interaction, question: str, hide: bool = False) -> None:
        await interaction.response.defer(thinking=True, ephemeral=hide)
        await asyncio.sleep(0.2)
        text = ""
        for number in range(1, 6):
            text += f"Sentence {number} of the answer says something about it [1]. "
            await interaction.edit_original_response(view=answer(question, text, done=False))
            await asyncio.sleep(0.15)
        await interaction.edit_original_response(view=answer(question, text, done=True))

    @tree.command(description="Take your time, and never answer")
    async def silent(interaction: discord.Interaction) -> None:
        await asyncio.Event().wait()

    @tree.command(name="gallery", description="Show every component")
    async def show_gallery(interaction: discord.Interaction) -> None:
        await interaction.response.send_message(
            view=gallery(),
            files=[
                discord.File(io.BytesIO(picture(120, 120)), "small.png"),
                discord.File(io.BytesIO(picture(640, 240)), "large.png"),
                discord.File(io.BytesIO(b"a,b\n1,2\n"), "table.csv"),
            ],
        )

    @tree.command(description="Show an embed")
    async def embed(interaction: discord.Interaction) -> None:
        shown = discord.Embed(
            title="UniAP", url="https://arxiv.org/abs/2308.09953", colour=0x22C55E,
            description="Towards **universal** animal perception",
        )  # fmt: skip
        shown.set_author(name="M. Sun").set_footer(text="arXiv")
        shown.add_field(name="Year", value="2023").add_field(name="Cited", value="`12`")
        shown.add_field(name="About", value="Animals, and few shots", inline=False)
        await interaction.response.send_message("Here:", embed=shown)

    @tree.command(description="Say a text as it is")
    async def say(interaction: discord.Interaction, text: str) -> None:
        await interaction.response.send_message(text.replace("\\n", "\n"))

    @tree.command(description="Options of every kind")
    @app_commands.describe(fruit="One of many", count="How many", size="How large")
    async def options(
        interaction: discord.Interaction,
        fruit: str,
        size: Literal["small", "large"],
        count: app_commands.Range[int, 1, 5],
        ripe: bool | None = None,
        person: discord.Member | None = None,
        channel: discord.TextChannel | None = None,
        role: discord.Role | None = None,
        file: discord.Attachment | None = None,
    ) -> None:
        said = [fruit, size, count, ripe, person, channel, role, file and file.filename]
        await interaction.response.send_message(
            " | ".join(str(one) for one in said), allowed_mentions=discord.AllowedMentions.none()
        )

    @options.autocomplete("fruit")
    async def fruits(
        interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        matching = [f for f in FRUITS if f.lower().startswith(current.lower())]
        return [app_commands.Choice(name=f, value=f"fruit-{f.lower()}") for f in matching]

    library = app_commands.Group(name="library", description="The papers that there are")

    @library.command(name="add", description="Add a paper")
    async def add(interaction: discord.Interaction, link: str) -> None:
        await interaction.response.send_message(f"Added {link}")

    @library.command(name="stats", description="How many papers there are")
    async def stats(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("67 papers")

    tree.add_command(library)

    @tree.context_menu(name="Explain this paper")
    async def explain(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"It is about: {message.content}", ephemeral=True)


def main() -> None:
    """Log in where the environment says, and stay."""
    Route.BASE = os.environ["DISCORD_API"] + "/api/v10"
    gateway = yarl.URL(os.environ["DISCORD_GATEWAY"])
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = gateway
    Bot().run(os.environ["DISCORD_TOKEN"])


if __name__ == "__main__":
    main()
