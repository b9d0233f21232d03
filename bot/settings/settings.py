"""Define every setting of Footnote, with its default, its description and its valid values."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal, get_args
from urllib.parse import parse_qsl, unquote, urlsplit

from annotated_types import Ge, Le
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.answering.model_size import ModelSize
from bot.settings import values

FullText = Literal["off", "uploads", "open-access"]
LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]
LogFormat = Literal["json", "text"]
_LogLevel = Annotated[LogLevel, BeforeValidator(lambda level: str(level).upper())]

_MAX_EXTRACTIVE_QUESTIONS = 3  # at the same time, since each keeps a core busy
_MAX_MODEL_QUESTIONS = 32  # at the same time, since they wait for the model's server

_MIN_SECRET_CHARS = 6  # shorter ones occur within ordinary words


def _setting(variable: str, default: Any, allowed: str = "", **limits: Any) -> Any:
    """Define a setting; the text below it describes it in docs/settings.md.

    `allowed` describes its valid values, where `describe_allowed` cannot tell them from its type.
    """
    extra: dict[str, Any] = {"allowed": allowed}
    return Field(default=default, validation_alias=variable, json_schema_extra=extra, **limits)


class Settings(BaseSettings):
    """All settings of the program, under the names that the environment uses.

    A `Settings` made in code holds its arguments and defaults, and reads no environment;
    `load_settings` reads it.
    """

    model_config = SettingsConfigDict(
        frozen=True,
        extra="forbid",
        validate_by_name=True,
        validate_by_alias=True,
        allow_inf_nan=False,
        use_attribute_docstrings=True,
    )

    data_dir: Annotated[Path, AfterValidator(Path.expanduser)] = _setting(
        "FOOTNOTE_DATA_DIR",
        Path("~/.local/share/footnote"),
        "a folder, created if it is missing",
    )
    """The folder of the library: catalog, indexes, caches and the log."""

    openai_api_key: SecretStr | None = _setting("OPENAI_API_KEY", None, "a key")
    """The key of the model's server. With neither key nor base URL, answers are quotes from the
    papers."""

    openai_base_url: values.HttpUrl = _setting(
        "OPENAI_BASE_URL", "", "http(s)://host[:port][/path]", repr=False
    )
    """The address of an OpenAI-compatible server (vLLM, llama.cpp, Ollama, …); empty means OpenAI
    itself."""

    model: str = _setting("FOOTNOTE_MODEL", "gpt-4o-mini", "a model's name", min_length=1)
    """The name of the language model, as its server knows it."""

    models: values.Names = _setting("FOOTNOTE_MODELS", (), "model names, separated by commas")
    """Further models of the same server that a Discord server, or a question, may choose from."""

    model_size: ModelSize = _setting("FOOTNOTE_MODEL_SIZE", "auto")
    """Whether the model is small: then it only answers questions for facts, definitions and
    reasons, briefly, and the rest are quotes. `auto`: if its name has fewer than seven billion
    parameters."""

    context_window: int | None = _setting("FOOTNOTE_CONTEXT_WINDOW", None, ge=1_024, le=10_000_000)
    """The model's context size in tokens, for question, papers and answer. By default 32768 at
    OpenAI, and 8192 at any other server."""

    model_timeout: float = _setting(
        "FOOTNOTE_MODEL_TIMEOUT", 60.0, "seconds, more than 0 and at most 3600", gt=0, le=3_600
    )
    """For how many seconds the model may stay silent before the answer is quotes instead."""

    language: str = _setting(
        "FOOTNOTE_LANGUAGE",
        "English",
        "a language's name, at most 60 characters",
        min_length=1,
        max_length=60,
    )
    """The language that a model answers in."""

    chroma: values.HttpUrl = _setting(
        "FOOTNOTE_CHROMA", "", "http(s)://host:port, or empty", repr=False
    )
    """The address of a Chroma server; empty keeps the vectors in the data folder."""

    chroma_collection: values.CollectionName = _setting(
        "FOOTNOTE_CHROMA_COLLECTION",
        "footnote",
        "3 to 512 letters, digits, dots, underscores and dashes, "
        "with a letter or digit at both ends",
    )
    """The name of the collection that holds the vectors."""

    database_url: values.DatabaseUrl = _setting(
        "FOOTNOTE_DATABASE_URL", None, "postgresql://user:password@host[:port]/name, or empty"
    )
    """The PostgreSQL database of the papers, the text index and the data of servers and people;
    empty keeps them in the data folder. With a Chroma server too, several processes may share one
    library."""

    chroma_token: SecretStr | None = _setting("FOOTNOTE_CHROMA_TOKEN", None, "a key")
    """The key of a Chroma server that requires one, such as Chroma Cloud."""

    chroma_tenant: str = _setting(
        "FOOTNOTE_CHROMA_TENANT", "", "a tenant's name or id, or empty", max_length=200
    )
    """The tenant of the Chroma server; empty means its default."""

    chroma_database: str = _setting(
        "FOOTNOTE_CHROMA_DATABASE", "", "a database's name, or empty", max_length=200
    )
    """The database of the Chroma server; empty means its default."""

    cutoff: float | None = _setting("FOOTNOTE_CUTOFF", None, ge=0, le=1)
    """How relevant an abstract must be to answer from it; empty means the calibrated value."""

    unsupported: Literal["drop", "strike"] = _setting("FOOTNOTE_UNSUPPORTED", "drop")
    """What to do with a sentence that its abstract does not support: drop it, or show it struck
    through as unverified."""

    llm_judge: Literal["auto", "on", "off"] = _setting("FOOTNOTE_LLM_JUDGE", "auto")
    """Whether a language model judges each sentence of a model's answer beside its abstract, which
    takes a further call. `auto`: if the model is large, or FOOTNOTE_JUDGE_MODEL names one."""

    judge_model: str = _setting("FOOTNOTE_JUDGE_MODEL", "", "a model's name, or empty")
    """The model of the same server that judges sentences; empty means the one that wrote them."""

    strictness: Literal["strict", "balanced"] = _setting("FOOTNOTE_STRICTNESS", "balanced")
    """How sure the check of sentences must be: `strict` shows fewer wrong sentences, but loses
    more right ones. docs/models.md has both error rates."""

    receipt_days: int = _setting("FOOTNOTE_RECEIPT_DAYS", 90, ge=0, le=3_650)
    """For how many days the receipts of answers are kept; 0 keeps none. A Discord server may
    choose fewer."""

    log_level: _LogLevel = _setting("FOOTNOTE_LOG_LEVEL", "WARNING")
    """The lowest level of events to log."""

    log_format: LogFormat = _setting("FOOTNOTE_LOG_FORMAT", "json")
    """The format of the log: a line of JSON for each event, or a readable line."""

    log_to: Literal["file", "stderr"] = _setting("FOOTNOTE_LOG_TO", "file")
    """Where the log goes: to `footnote.log` in the data folder, or to standard error, which
    journald or Docker collect."""

    discord_token: SecretStr | None = _setting("DISCORD_TOKEN", None, "a bot token")
    """The token of the Discord bot; only `footnote run` uses it."""

    discord_api: values.HttpUrl = _setting(
        "FOOTNOTE_DISCORD_API", "", "http(s)://host[:port], or empty"
    )
    """The address of an API to use instead of Discord's, such as the playground's."""

    shards: int | None = _setting("FOOTNOTE_SHARDS", None, ge=1, le=10_000)
    """Into how many shards the bot's servers are divided; empty means what Discord recommends. It
    must be the same for all processes of a bot."""

    shard_ids: values.ShardIds = _setting(
        "FOOTNOTE_SHARD_IDS",
        (),
        "numbers below FOOTNOTE_SHARDS, which must be set too, and ranges, separated by commas: "
        "0-3,7",
    )
    """Which of the shards this process serves, counted from 0; empty means all. Direct messages
    come to shard 0."""

    message_content: bool = _setting("FOOTNOTE_MESSAGE_CONTENT", False)
    """Whether the bot asks for the message content intent, to answer plain messages in its threads
    and to add papers that people link to or post as PDFs. It must also be enabled in Discord's
    developer portal."""

    questions_at_once: int | None = _setting("FOOTNOTE_QUESTIONS_AT_ONCE", None, ge=1, le=1_000)
    """How many questions the bot works on at the same time; the others wait. Empty means 32 with a
    language model, which runs elsewhere, and 3 without."""

    contact: values.Contact = _setting("FOOTNOTE_CONTACT", "", "name@host or http(s)://…, or empty")
    """An e-mail or web address at which the services that papers come from can reach you. It is
    sent with each request."""

    semantic_scholar_api_key: SecretStr | None = _setting("SEMANTIC_SCHOLAR_API_KEY", None, "a key")
    """The key of Semantic Scholar's API, which allows fewer requests without one."""

    mirror: values.Mirror = _setting(
        "FOOTNOTE_MIRROR", "", "http(s)://host[:port][/path], or empty"
    )
    """An address that replaces all services that papers come from: https://HOST/PATH is asked as
    MIRROR/HOST/PATH."""

    mirror_pause: float | None = _setting("FOOTNOTE_MIRROR_PAUSE", None, ge=0, le=60)
    """How many seconds to wait between two requests to the mirror; empty means what the services
    themselves require, such as 3 for arXiv."""

    auto_ingest: values.FeedNames = _setting(
        "FOOTNOTE_AUTO_INGEST",
        (),
        "rss:CATEGORY[+CATEGORY…], arxiv:CATEGORY[+CATEGORY…] and hf-daily, separated by commas",
    )
    """What the bot imports by itself while it runs: the daily feed of arXiv categories
    (rss:cs.CL+cs.LG), their new papers by date (arxiv:cs.IR), or Hugging Face's daily papers
    (hf-daily)."""

    auto_ingest_hours: float = _setting(
        "FOOTNOTE_AUTO_INGEST_HOURS", 6.0, "hours, from 1 to 168", ge=1, le=168
    )
    """How many hours to wait between two fetches of a feed."""

    full_text: FullText = _setting("FOOTNOTE_FULL_TEXT", "uploads")
    """Which whole papers the bot reads: none (`off`), PDFs that members upload (`uploads`), or also
    the texts that PubMed Central and arXiv have of papers added by link or id (`open-access`).
    `footnote ingest pdf` and `footnote ingest full-text` work with any of these."""

    rate_user: int = _setting("FOOTNOTE_RATE_USER", 20, ge=1, le=10_000)
    """How many answers, summaries and comparisons one person gets in a minute; beyond that, the
    person is asked to wait."""

    rate_channel: int | None = _setting("FOOTNOTE_RATE_CHANNEL", None, ge=1, le=10000)
    """How many answers, summaries and comparisons one channel gets in a minute; beyond that, the
    person is asked to wait. Empty means no limit."""

    rate_server: int | None = _setting("FOOTNOTE_RATE_SERVER", None, ge=1, le=10000)
    """How many answers, summaries and comparisons one server gets in a minute; beyond that, the
    person is asked to wait. Empty means no limit."""

    rate_add_papers: int = _setting("FOOTNOTE_RATE_ADD_PAPERS", 5, ge=1, le=10_000)
    """How often one person may add papers to the library in a minute, by `/library add` or from a
    message; beyond that, the person is asked to wait."""

    records_user_day: int = _setting("FOOTNOTE_RECORDS_USER_DAY", 1000, ge=1, le=1000000)
    """How many records one person may add to the library in a day (UTC), in files and by link,
    whether or not they turn out to be new; a PDF counts as one if it was added. Beyond that, the
    person is asked to wait until tomorrow."""

    records_server_day: int = _setting("FOOTNOTE_RECORDS_SERVER_DAY", 5000, ge=1, le=1000000)
    """How many records one server may add to the library in a day (UTC), in files and by link,
    whether or not they turn out to be new; a PDF counts as one if it was added. Beyond that, the
    person is asked to wait until tomorrow."""

    rate_commands: int = _setting("FOOTNOTE_RATE_COMMANDS", 60, ge=1, le=10_000)
    """How many commands, buttons, menus and forms one person may use in a minute; beyond that, the
    person is asked to wait."""

    library_servers: values.DiscordIds = _setting(
        "FOOTNOTE_LIBRARY_SERVERS", (), "server ids, separated by commas, or empty"
    )
    """The ids of the Discord servers whose managers may remove papers from the library, which all
    servers of the bot share. Empty means the bot's only server; if it is in several, only
    `footnote papers remove` removes papers. Managers of other servers remove what their own server
    uploaded."""

    cache_answers: bool = _setting("FOOTNOTE_CACHE_ANSWERS", True)
    """Whether to repeat the answer to a question that was answered in the same channel within a
    day, if the library and the settings are the same."""

    moderation: str = _setting(
        "FOOTNOTE_MODERATION",
        "",
        "a model's name, such as omni-moderation-latest, or empty",
        max_length=200,
    )
    """The moderation model, on the model's server, that checks each question first. Flagged
    questions are not answered."""

    daily_tokens: int | None = _setting("FOOTNOTE_DAILY_TOKENS", None, ge=0)
    """How many tokens models may use in a day; beyond that, answers are quotes. Empty means no
    limit."""

    daily_tokens_server: int | None = _setting("FOOTNOTE_DAILY_TOKENS_SERVER", None, ge=0)
    """How many tokens models may use in a day in one server; beyond that, answers are quotes.
    Empty means no limit."""

    daily_tokens_user: int | None = _setting("FOOTNOTE_DAILY_TOKENS_USER", None, ge=0)
    """How many tokens models may use in a day for one person; beyond that, answers are quotes.
    Empty means no limit."""

    daily_dollars: float | None = _setting(
        "FOOTNOTE_DAILY_DOLLARS", None, "US dollars, 0 or more, or empty", ge=0
    )
    """How many US dollars models may cost in a day, by list prices; beyond that, answers are
    quotes. Empty means no limit."""

    daily_dollars_server: float | None = _setting(
        "FOOTNOTE_DAILY_DOLLARS_SERVER", None, "US dollars, 0 or more, or empty", ge=0
    )
    """How many US dollars models may cost in a day, by list prices, in one server; beyond that,
    answers are quotes. Empty means no limit."""

    daily_dollars_user: float | None = _setting(
        "FOOTNOTE_DAILY_DOLLARS_USER", None, "US dollars, 0 or more, or empty", ge=0
    )
    """How many US dollars models may cost in a day, by list prices, for one person; beyond that,
    answers are quotes. Empty means no limit."""

    show_cost: bool = _setting("FOOTNOTE_SHOW_COST", False)
    """Whether to show the tokens and cost of an answer below it."""

    shutdown_grace_seconds: float = _setting(
        "FOOTNOTE_SHUTDOWN_GRACE_SECONDS", 5.0, "seconds, from 0 to 300", ge=0, le=300
    )
    """How many seconds answers in progress have to finish when the bot is stopped; users are told
    if an answer is cut off. Allow thirty more seconds before killing the bot."""

    health_address: values.HostAndPort = _setting(
        "FOOTNOTE_HEALTH_ADDRESS", "", "host:port, or empty"
    )
    """The address at which `footnote run` serves /healthz, /readyz and /metrics by HTTP. Do not
    expose it to the internet."""

    @property
    def mode(self) -> Literal["extractive", "model"]:
        """`model` if a key or a base URL is set, or else `extractive`."""
        return "model" if self.openai_api_key or self.openai_base_url else "extractive"

    @property
    def secrets(self) -> tuple[str, ...]:
        """The keys and passwords that are set, the longest first, for redacting them."""
        fields = (getattr(self, name) for name in type(self).model_fields)
        found = {f.get_secret_value() for f in fields if isinstance(f, SecretStr)}
        parts = [urlsplit(u) for u in (self.openai_base_url, self.chroma, self.database)]
        passwords = {part.password for part in parts if part.password}
        passwords |= {value for part in parts for _, value in parse_qsl(part.query)}
        found |= passwords | {unquote(p) for p in passwords}
        return tuple(
            sorted((s for s in found if len(s) >= _MIN_SECRET_CHARS), key=len, reverse=True)
        )

    @property
    def database(self) -> str:
        """The address of the database with its password; empty if there is no database."""
        return self.database_url.get_secret_value() if self.database_url else ""

    @property
    def database_shown(self) -> str:
        """The address of the database with `***` as its password."""
        parts = urlsplit(self.database)
        before, at, host = parts.netloc.rpartition("@")
        who = before.partition(":")[0] + (":***" if ":" in before else "")
        # Options of the driver may contain a password, too.
        return parts._replace(netloc=f"{who}{at}{host}", query="", fragment="").geturl()

    @property
    def health_host_and_port(self) -> tuple[str, int] | None:
        """The host and port of `FOOTNOTE_HEALTH_ADDRESS`; None if it is empty."""
        host, _, port = self.health_address.rpartition(":")
        return (host.strip("[]"), int(port)) if host else None

    @property
    def max_questions(self) -> int:
        """How many questions are answered at the same time."""
        if self.questions_at_once is not None:
            return self.questions_at_once
        return _MAX_MODEL_QUESTIONS if self.mode == "model" else _MAX_EXTRACTIVE_QUESTIONS

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: Any, init_settings: PydanticBaseSettingsSource, *_: Any, **others: Any
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Use the arguments alone, since `load_settings` reads the environment."""
        return (init_settings,)


def variables() -> dict[str, str]:
    """Return the field of each environment variable, in the order of the fields."""
    return {str(f.validation_alias): name for name, f in Settings.model_fields.items()}


def describe_allowed(name: str) -> str:
    """Return the valid values of a field in words, for error messages and docs/settings.md."""
    field = Settings.model_fields[name]
    if isinstance(field.json_schema_extra, dict) and field.json_schema_extra["allowed"]:
        return str(field.json_schema_extra["allowed"])
    if field.annotation is bool:
        return "true or false"
    choices = get_args(field.annotation)
    if choices and type(None) not in choices:
        return f"{', '.join(choices[:-1])} or {choices[-1]}"
    kind = "a number" if float in (field.annotation, *choices) else "a whole number"
    low = next(limit.ge for limit in field.metadata if isinstance(limit, Ge))
    high = next((limit.le for limit in field.metadata if isinstance(limit, Le)), None)
    empty = ", or empty" if type(None) in choices else ""
    return (
        f"{kind}, {low} or more{empty}" if high is None else f"{kind} from {low} to {high}{empty}"
    )
