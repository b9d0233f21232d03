"""Run a small bot of hikari, which reaches Discord by the address in its first argument alone.

It writes one JSON object a line about what it hears; `program.py` says what it does.
"""

from __future__ import annotations

import json
import sys

import hikari
from hikari.api import special_endpoints as builders
from hikari.impl import special_endpoints as making

_MESSAGE = hikari.ResponseType.MESSAGE_CREATE
_DEFERRED = hikari.ResponseType.DEFERRED_MESSAGE_CREATE
_UPDATE = hikari.ResponseType.MESSAGE_UPDATE
_NAMES = ("Mara", "Marten", "Jonas")


def main() -> None:
    """Log in and run until stopped."""
    api, token = sys.argv[1:3]
    bot = hikari.GatewayBot(
        token,
        rest_url=f"{api}/api/v10",
        intents=hikari.Intents.GUILDS | hikari.Intents.GUILD_MESSAGES | hikari.Intents.DM_MESSAGES,
        banner=None,
        logs="WARNING",
    )

    @bot.listen()
    async def started(event: hikari.StartedEvent) -> None:
        application = await bot.rest.fetch_application()
        registered = await bot.rest.set_application_commands(application, _commands(bot))
        me = bot.get_me()
        guilds = [
            {
                "name": guild.name,
                "channels": [channel.name for channel in guild.get_channels().values()],
            }
            for guild in bot.cache.get_guilds_view().values()
        ]
        say(
            "ready",
            user=me.username if me else "",
            guilds=guilds,
            commands=[command.name for command in registered],
        )

    @bot.listen()
    async def resumed(event: hikari.ShardResumedEvent) -> None:
        say("resumed")

    @bot.listen()
    async def wrong(event: hikari.ExceptionEvent[hikari.Event]) -> None:
        say("error", message=repr(event.exception))

    @bot.listen()
    async def used(event: hikari.InteractionCreateEvent) -> None:
        interaction = event.interaction
        if isinstance(interaction, hikari.AutocompleteInteraction):
            await _suggest(interaction)
        elif isinstance(interaction, hikari.CommandInteraction):
            await _command(bot, interaction)
        elif isinstance(interaction, hikari.ComponentInteraction):
            text = f"{interaction.message.content} and again"
            await interaction.create_initial_response(_UPDATE, text)
        elif isinstance(interaction, hikari.ModalInteraction):
            said = _said(interaction)
            await interaction.create_initial_response(_MESSAGE, f"You said: {said}")

    @bot.listen()
    async def written(event: hikari.MessageCreateEvent) -> None:
        me = bot.get_me()
        mentioned = event.message.user_mentions_ids
        if event.is_bot or me is None or not mentioned or me.id not in mentioned:
            return
        answer = await event.message.respond(
            components=[_container(bot, "You called?")], reply=True, mentions_reply=False
        )
        await answer.edit(components=[_container(bot, "I am here.")])

    bot.run(check_for_updates=False, enable_signal_handlers=True)


def _commands(bot: hikari.GatewayBot) -> list[builders.CommandBuilder]:
    name = hikari.CommandOption(
        type=hikari.OptionType.STRING,
        name="name",
        description="Whom",
        is_required=True,
        autocomplete=True,
    )
    greet = (
        bot.rest.slash_command_builder("greet", "Greet somebody")
        .set_name_localizations({hikari.Locale.DE: "grüßen"})
        .add_option(name)
    )
    report = bot.rest.slash_command_builder("report", "Make a report, slowly").set_context_types(
        [hikari.ApplicationContextType.GUILD, hikari.ApplicationContextType.BOT_DM]
    )
    form = bot.rest.slash_command_builder("form", "Open a form")
    count = bot.rest.context_menu_command_builder(hikari.CommandType.MESSAGE, "Count letters")
    return [greet, report, form, count]


async def _suggest(interaction: hikari.AutocompleteInteraction) -> None:
    typed = str(interaction.options[0].value)
    names = [name for name in _NAMES if name.startswith(typed)]
    await interaction.create_response(
        [making.AutocompleteChoiceBuilder(name, name.lower()) for name in names]
    )


async def _command(bot: hikari.GatewayBot, interaction: hikari.CommandInteraction) -> None:
    if interaction.command_type == hikari.CommandType.MESSAGE:
        assert interaction.resolved is not None
        (target,) = interaction.resolved.messages.values()
        await interaction.create_initial_response(_MESSAGE, f"{len(target.content or '')} letters")
    elif interaction.command_name == "greet":
        assert interaction.options is not None
        row = bot.rest.build_message_action_row()
        row.add_interactive_button(hikari.ButtonStyle.PRIMARY, "again", label="Again")
        text = f"Hello, {interaction.options[0].value}"
        await interaction.create_initial_response(_MESSAGE, text, component=row)
    elif interaction.command_name == "report":
        ephemeral = hikari.MessageFlag.EPHEMERAL
        await interaction.create_initial_response(_DEFERRED, flags=ephemeral)
        file = hikari.Bytes(b"a,b\n1,2\n", "report.csv")
        await interaction.edit_initial_response("The report", attachment=file)
        await interaction.execute("Anything else?", flags=ephemeral)
    else:
        row = bot.rest.build_modal_action_row().add_text_input("what", "What?")
        await interaction.create_modal_response("Tell us", "tell", component=row)


def _said(interaction: hikari.ModalInteraction) -> str:
    return str(interaction.components[0].components[0].value)


def _container(bot: hikari.GatewayBot, text: str) -> builders.ContainerComponentBuilder:
    container = making.ContainerComponentBuilder(accent_color=hikari.Color(5))
    container.add_text_display(text)
    return container


def say(event: str, **data: object) -> None:
    """Write one event."""
    sys.stdout.write(json.dumps({"event": event, **data}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
