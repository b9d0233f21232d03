"""A small bot of discord.py that does a bit of everything, to be run in two Discords."""

from __future__ import annotations

import io

import discord
from discord import app_commands
from discord.ext import commands

ANIMALS = ("Aardvark", "Antelope", "Badger")


class Voting(discord.ui.View):
    """Buttons that edit, answer one person, and take the message away."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        self.votes = 0

    @discord.ui.button(label="Up", custom_id="up", style=discord.ButtonStyle.green)
    async def up(self, interaction: discord.Interaction, button: discord.ui.Button[Voting]) -> None:
        """Count a vote."""
        self.votes += 1
        button.disabled = self.votes == 2
        await interaction.response.edit_message(content=f"Votes: {self.votes}", view=self)

    @discord.ui.button(label="Why", custom_id="why")
    async def why(self, interaction: discord.Interaction, _: discord.ui.Button[Voting]) -> None:
        """Answer the one who asks."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.followup.send("Because.", ephemeral=True)

    @discord.ui.button(label="Slowly", custom_id="slowly")
    async def slowly(self, interaction: discord.Interaction, _: discord.ui.Button[Voting]) -> None:
        """Defer an update, then make it."""
        await interaction.response.defer()
        await interaction.edit_original_response(content="Slow votes")

    @discord.ui.button(label="Gone", custom_id="gone")
    async def gone(self, interaction: discord.Interaction, _: discord.ui.Button[Voting]) -> None:
        """Take the message away."""
        await interaction.response.defer()
        await interaction.delete_original_response()

    @discord.ui.button(label="Rename", custom_id="rename")
    async def rename(self, interaction: discord.Interaction, _: discord.ui.Button[Voting]) -> None:
        """Open a form that edits the message."""
        await interaction.response.send_modal(Form(edits=True))

    @discord.ui.select(
        placeholder="Animal",
        custom_id="animal",
        options=[discord.SelectOption(label=name, value=name.lower()) for name in ANIMALS],
        max_values=2,
    )
    async def animal(
        self, interaction: discord.Interaction, select: discord.ui.Select[Voting]
    ) -> None:
        """Say what was chosen."""
        await interaction.response.send_message(f"Chosen: {' and '.join(sorted(select.values))}")


class Form(discord.ui.Modal, title="Tell us"):
    """A form with one line."""

    what: discord.ui.Label[Form] = discord.ui.Label(
        text="What?", component=discord.ui.TextInput(custom_id="what", max_length=50)
    )

    def __init__(self, *, edits: bool = False) -> None:
        super().__init__(custom_id="tell")
        self._edits = edits

    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Repeat what was written."""
        assert isinstance(self.what.component, discord.ui.TextInput)
        said = f"You said: {self.what.component.value}"
        if self._edits:
            await interaction.response.edit_message(content=said)
        else:
            await interaction.response.send_message(said, ephemeral=True)


class Card(discord.ui.LayoutView):
    """A message of version 2 with a button in it."""

    def __init__(self, text: str) -> None:
        super().__init__(timeout=None)
        more: discord.ui.Button[Card] = discord.ui.Button(label="More", custom_id="more")
        more.callback = self._more  # type: ignore[method-assign]
        section: discord.ui.Section[Card] = discord.ui.Section(text, accessory=more)
        self.add_item(discord.ui.Container(section, accent_colour=0x3B82F6))

    async def _more(self, interaction: discord.Interaction) -> None:
        await interaction.response.edit_message(view=Card("More of it"))


class Everything(commands.Cog):
    """A command for each way of answering."""

    def __init__(self, bot: commands.Bot) -> None:
        self.bot = bot
        self.menu = app_commands.ContextMenu(name="Count letters", callback=self._count)
        bot.tree.add_command(self.menu)

    @app_commands.command()
    async def echo(self, interaction: discord.Interaction, text: str) -> None:
        """Repeat a text."""
        await interaction.response.send_message(text)

    @app_commands.command()
    async def slow(self, interaction: discord.Interaction) -> None:
        """Think, answer, say more, and correct that."""
        await interaction.response.defer()
        await interaction.edit_original_response(content="Half")
        await interaction.edit_original_response(
            content="Whole", attachments=[discord.File(io.BytesIO(b"a,b\n"), "table.csv")]
        )
        more = await interaction.followup.send("And mroe", wait=True)
        await more.edit(content="And more")

    @app_commands.command()
    async def secret(self, interaction: discord.Interaction) -> None:
        """Answer one person, then everyone."""
        await interaction.response.send_message("For you", ephemeral=True)
        await interaction.followup.send("For you too", ephemeral=True)
        await interaction.followup.send("For all")

    @app_commands.command()
    async def thought(self, interaction: discord.Interaction) -> None:
        """Think for one person; what comes first is as ephemeral as the thinking was."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.followup.send("First", ephemeral=False)
        await interaction.followup.send("Second", ephemeral=False)

    @app_commands.command()
    async def vote(self, interaction: discord.Interaction) -> None:
        """Show buttons and a menu."""
        await interaction.response.send_message("Votes: 0", view=Voting())

    @app_commands.command()
    async def form(self, interaction: discord.Interaction) -> None:
        """Open a form."""
        await interaction.response.send_modal(Form())

    @app_commands.command()
    async def card(self, interaction: discord.Interaction) -> None:
        """Think, then show a card."""
        await interaction.response.defer()
        await interaction.edit_original_response(view=Card("A card"))

    @app_commands.command()
    async def thread(self, interaction: discord.Interaction) -> None:
        """Begin a thread at the answer."""
        await interaction.response.send_message("Here is a thread")
        message = await interaction.original_response()
        thread = await (await message.fetch()).create_thread(name="A thread")
        await thread.send("In the thread")

    @app_commands.command()
    async def animal(self, interaction: discord.Interaction, name: str, times: int = 1) -> None:
        """Name an animal."""
        await interaction.response.send_message(" ".join([name] * times))

    @animal.autocomplete("name")
    async def _names(
        self, interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        times = interaction.namespace.times
        found = [name for name in ANIMALS if name.lower().startswith(current.lower())]
        return [
            app_commands.Choice(name=f"{name} × {times}" if times else name, value=name)
            for name in found
        ]

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Reply to a mention, and react."""
        if self.bot.user in message.mentions and not message.author.bot:
            await message.reply(f"{len(message.content) > 0}", mention_author=False)
            await message.add_reaction("👍")

    async def _count(self, interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"{len(message.content)} letters")


class SmallBot(commands.Bot):
    """The bot; it registers its commands as it starts."""

    def __init__(self, *cogs: type[commands.Cog]) -> None:
        super().__init__(
            commands.when_mentioned, intents=discord.Intents.default(), guild_ready_timeout=0.1
        )
        self._cogs_to_add = cogs or (Everything,)

    async def setup_hook(self) -> None:
        """Add the cogs and register their commands."""
        for cog in self._cogs_to_add:
            await self.add_cog(cog(self))  # type: ignore[call-arg]
        await self.tree.sync()
