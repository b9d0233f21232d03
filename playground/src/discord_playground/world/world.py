"""Put the state and its operations together, and make the world that everybody starts in."""

from __future__ import annotations

import base64
from collections.abc import Callable

from discord_playground.snowflakes import Snowflakes
from discord_playground.world import permissions
from discord_playground.world.answers import Answers
from discord_playground.world.commands import Commands
from discord_playground.world.guilds import Guild, Role
from discord_playground.world.interactions import Deadlines, Interactions
from discord_playground.world.messages import Messages
from discord_playground.world.places import Places
from discord_playground.world.state import State
from discord_playground.world.threads import Threads
from discord_playground.world.users import Application, User


class World:
    """Everything there is, and what may be done to it.

    `now` tells the time in seconds since 1970, `later` calls back after so many seconds, and
    `new_token` makes up secrets. `examples` are commands that the page offers to try.
    """

    def __init__(
        self,
        now: Callable[[], float],
        later: Callable[[float, Callable[[], None]], object],
        new_token: Callable[[], str],
    ) -> None:
        self.state = State(now, Snowflakes(now), new_token)
        self.messages = Messages(self.state)
        self.threads = Threads(self.state, self.messages)
        self.places = Places(self.state)
        self.commands = Commands(self.state)
        self.interactions = Interactions(self.state, self.commands, later, Deadlines())
        self.answers = Answers(self.state, self.messages, self.interactions)
        self.examples: tuple[str, ...] = ()

    @property
    def deadlines(self) -> Deadlines:
        """Return the times that applications have, which may be changed."""
        return self.interactions.deadlines

    def add_person(
        self, name: str, *guilds: Guild, roles: tuple[Role, ...] = (), locale: str = "en-US"
    ) -> User:
        """Let a person into servers; the token is `user-` and the name."""
        user = User(
            self.state.new_id(), name.lower(), f"user-{name.lower()}", name.title(), locale=locale
        )
        self.state.users[user.id] = self.state.tokens[user.token] = user
        for guild in guilds:
            own = [role for role in roles if role.id in guild.roles]
            self.places.add_member(guild, user, *own)
        return user

    def add_application(self, name: str, owner: User, *guilds: Guild) -> Application:
        """Make an application with a bot, and invite the bot into servers."""
        state = self.state
        application_id = state.new_id()
        head = base64.urlsafe_b64encode(application_id.encode()).decode().rstrip("=")
        token = f"{head}.{state.new_token()[:6]}.{state.new_token()[:38]}"
        bot = User(application_id, name, token, bot=True, application_id=application_id)
        state.users[bot.id] = state.tokens[token] = bot
        application = Application(application_id, name, bot, owner)
        state.applications[application_id] = application
        for guild in guilds:
            self.invite(application, guild)
        return application

    def invite(self, application: Application, guild: Guild) -> None:
        """Add an application's bot to a server, with a role of its own."""
        role = self.places.add_role(
            guild, application.name, permissions.FOR_BOTS, bot_id=application.bot.id
        )
        self.places.add_member(guild, application.bot, role)

    # Finding by name, for tests and the page

    def person(self, name: str) -> User:
        """Return a person by name; KeyError where there is none."""
        return self.state.tokens[f"user-{name.lower()}"]

    def guild_named(self, name: str) -> Guild:
        """Return a server by name; KeyError where there is none."""
        for guild in self.state.guilds.values():
            if guild.name == name:
                return guild
        raise KeyError(name)

    def channel_named(self, name: str, guild: Guild | None = None) -> str:
        """Return the id of a channel or thread by name; KeyError where there is none."""
        for channel in self.state.channels.values():
            if channel.name == name and (guild is None or channel.guild_id == guild.id):
                return channel.id
        raise KeyError(name)


def populate(world: World, bot_name: str = "Bot") -> Application:
    """Fill a world with two servers, their people, and an application with a bot."""
    places = world.places
    ines = world.add_person("ines")
    group = places.add_guild("Reading group", ines, locale="en-GB")
    organisers = places.add_role(
        group, "Organisers", permissions.FOR_MANAGERS, mentionable=False, color=0x3B82F6
    )
    readers = places.add_role(group, "Readers", mentionable=True, color=0x22C55E)
    places.add_channel(group, "papers", topic="What we read, and what we ask of it")
    places.add_channel(group, "general", topic="Everything else")
    places.add_channel(group, "bots", topic="For trying commands")
    lab = places.add_guild("Open science lab", ines, locale="de")
    lab_organisers = places.add_role(lab, "Organisers", permissions.FOR_MANAGERS)
    places.add_channel(lab, "journal-club", topic="A paper a week, in German")
    world.add_person(
        "mara", group, lab, roles=(organisers, readers, lab_organisers), locale="en-GB"
    )
    world.add_person("jonas", group, lab, roles=(readers,), locale="de")
    return world.add_application(bot_name, ines, group, lab)
