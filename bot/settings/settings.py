"""Define every setting of Footnote, with its default, its description and its valid values."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
)
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.answering.model_size import ModelSize
from bot.settings import values

LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]
LogFormat = Literal["json", "text"]
LogTo = Literal["file", "stderr"]
Unsupported = Literal["drop", "strike"]
Strictness = Literal["strict", "balanced"]
LLMJudge = Literal["auto", "on", "off"]

_MAX_EXTRACTIVE_QUESTIONS = 3  # at the same time, since each keeps a core busy
_MAX_MODEL_QUESTIONS = 32  # at the same time, since they wait for the model's server

_MIN_SECRET_CHARS = 6  # shorter ones occur within ordinary words

_Names = Annotated[tuple[str, ...], BeforeValidator(values.split_names)]
_Shards = Annotated[tuple[int, ...], BeforeValidator(values.parse_ranges)]


def _describe_allowed(text: str) -> dict[str, Any]:
    """Describe the allowed values, for error messages and docs/settings.md."""
    return {"allowed": text}


def _switch_field(variable: str, description: str, *, default: bool = False) -> Any:
    return Field(
        default=default,
        validation_alias=variable,
        description=description,
        json_schema_extra=_describe_allowed("true or false"),
    )


def _token_budget_field(variable: str, scope: str) -> Any:
    return Field(
        default=None,
        ge=0,
        validation_alias=variable,
        description=f"How many tokens models may use in a day{scope}; beyond that, answers are "
        "quotes. Empty means no limit.",
        json_schema_extra=_describe_allowed("a whole number, 0 or more, or empty"),
    )


def _dollar_budget_field(variable: str, scope: str) -> Any:
    return Field(
        default=None,
        ge=0,
        allow_inf_nan=False,
        validation_alias=variable,
        description=f"How many US dollars models may cost in a day, by list prices{scope}; beyond "
        "that, answers are quotes. Empty means no limit.",
        json_schema_extra=_describe_allowed("US dollars, 0 or more, or empty"),
    )


def _rate_limit_field(variable: str, scope: str) -> Any:
    return Field(
        default=None,
        ge=1,
        le=10_000,
        validation_alias=variable,
        description=f"How many answers, summaries and comparisons one {scope} gets in a minute; "
        "beyond that, the person is asked to wait. Empty means no limit.",
        json_schema_extra=_describe_allowed("a whole number from 1 to 10000, or empty"),
    )


def _daily_records_field(variable: str, scope: str, default: int) -> Any:
    return Field(
        default=default,
        ge=1,
        le=1_000_000,
        validation_alias=variable,
        description=f"How many records one {scope} may add to the library in a day (UTC), in "
        "files and by link, whether or not they turn out to be new; beyond that, the person is "
        "asked to wait until tomorrow.",
        json_schema_extra=_describe_allowed("a whole number from 1 to 1000000"),
    )


class Settings(BaseSettings):
    """All settings of the program, under the names that the environment uses.

    A `Settings` made in code holds its arguments and defaults, and reads no environment;
    `load_settings` reads it.
    """

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True
    )

    data_dir: Annotated[Path, AfterValidator(Path.expanduser)] = Field(
        default=Path("~/.local/share/footnote"),
        validate_default=True,
        validation_alias="FOOTNOTE_DATA_DIR",
        description="The folder of the library: catalog, indexes, caches and the log.",
        json_schema_extra=_describe_allowed("a folder, created if it is missing"),
    )
    openai_api_key: SecretStr | None = Field(
        default=None,
        validation_alias="OPENAI_API_KEY",
        description="The key of the model's server. With neither key nor base URL, answers are "
        "quotes from the abstracts.",
        json_schema_extra=_describe_allowed("a key"),
    )
    openai_base_url: Annotated[str, AfterValidator(values.check_http_url)] = Field(
        default="",
        repr=False,  # it may have a password
        validation_alias="OPENAI_BASE_URL",
        description="The address of an OpenAI-compatible server (vLLM, llama.cpp, Ollama, …); "
        "empty means OpenAI itself.",
        json_schema_extra=_describe_allowed("http(s)://host[:port][/path]"),
    )
    model: str = Field(
        default="gpt-4o-mini",
        min_length=1,
        validation_alias="FOOTNOTE_MODEL",
        description="The name of the language model, as its server knows it.",
        json_schema_extra=_describe_allowed("a model's name"),
    )
    models: _Names = Field(
        default=(),
        validation_alias="FOOTNOTE_MODELS",
        description="Further models of the same server that a Discord server, or a question, may "
        "choose from.",
        json_schema_extra=_describe_allowed("model names, separated by commas"),
    )
    model_size: ModelSize = Field(
        default="auto",
        validation_alias="FOOTNOTE_MODEL_SIZE",
        description="Whether the model is small: then it only answers questions for facts, "
        "definitions and reasons, briefly, and the rest are quotes. `auto`: if its name has fewer "
        "than seven billion parameters.",
        json_schema_extra=_describe_allowed("auto, small or large"),
    )
    context_window: int | None = Field(
        default=None,
        ge=1_024,
        le=10_000_000,
        validation_alias="FOOTNOTE_CONTEXT_WINDOW",
        description="The model's context size in tokens, for question, abstracts and answer. "
        "By default 32768 at OpenAI, and 8192 at any other server.",
        json_schema_extra=_describe_allowed("a whole number from 1024 to 10000000"),
    )
    model_timeout: float = Field(
        default=60.0,
        gt=0,
        le=3_600,
        allow_inf_nan=False,
        validation_alias="FOOTNOTE_MODEL_TIMEOUT",
        description="For how many seconds the model may stay silent before the answer is "
        "quotes instead.",
        json_schema_extra=_describe_allowed("seconds, more than 0 and at most 3600"),
    )
    language: str = Field(
        default="English",
        min_length=1,
        max_length=60,
        validation_alias="FOOTNOTE_LANGUAGE",
        description="The language that a model answers in.",
        json_schema_extra=_describe_allowed("a language's name, at most 60 characters"),
    )
    embedder: values.Embedder = Field(
        default="bge-small",
        validation_alias="FOOTNOTE_EMBEDDER",
        description="The model that turns text into vectors. `bge-small` is installed with "
        "Footnote and works offline; `openai:MODEL` asks the model's server. After a change, run "
        "`footnote reindex`.",
        json_schema_extra=_describe_allowed("bge-small or openai:MODEL"),
    )
    chroma: Annotated[str, AfterValidator(values.check_http_url)] = Field(
        default="",
        repr=False,  # it may have a password
        validation_alias="FOOTNOTE_CHROMA",
        description="The address of a Chroma server; empty keeps the vectors in the data folder.",
        json_schema_extra=_describe_allowed("http(s)://host:port, or empty"),
    )
    chroma_collection: values.CollectionName = Field(
        default="footnote",
        validation_alias="FOOTNOTE_CHROMA_COLLECTION",
        description="The name of the collection that holds the vectors.",
        json_schema_extra=_describe_allowed(
            "3 to 512 letters, digits, dots, underscores and dashes, "
            "with a letter or digit at both ends"
        ),
    )
    database_url: Annotated[SecretStr | None, AfterValidator(values.check_database_url)] = Field(
        default=None,
        validation_alias="FOOTNOTE_DATABASE_URL",
        description="The PostgreSQL database of the papers, the text index and the data of servers "
        "and people; empty keeps them in the data folder. With a Chroma server too, several "
        "processes may share one library.",
        json_schema_extra=_describe_allowed(
            "postgresql://user:password@host[:port]/name, or empty"
        ),
    )
    chroma_token: SecretStr | None = Field(
        default=None,
        validation_alias="FOOTNOTE_CHROMA_TOKEN",
        description="The key of a Chroma server that requires one, such as Chroma Cloud.",
        json_schema_extra=_describe_allowed("a key"),
    )
    chroma_tenant: str = Field(
        default="",
        max_length=200,
        validation_alias="FOOTNOTE_CHROMA_TENANT",
        description="The tenant of the Chroma server; empty means its default.",
        json_schema_extra=_describe_allowed("a tenant's name or id, or empty"),
    )
    chroma_database: str = Field(
        default="",
        max_length=200,
        validation_alias="FOOTNOTE_CHROMA_DATABASE",
        description="The database of the Chroma server; empty means its default.",
        json_schema_extra=_describe_allowed("a database's name, or empty"),
    )
    cutoff: float | None = Field(
        default=None,
        ge=0,
        le=1,
        allow_inf_nan=False,
        validation_alias="FOOTNOTE_CUTOFF",
        description="How relevant an abstract must be to answer from it; empty means the "
        "calibrated value.",
        json_schema_extra=_describe_allowed("a number from 0 to 1, or empty"),
    )
    unsupported: Unsupported = Field(
        default="drop",
        validation_alias="FOOTNOTE_UNSUPPORTED",
        description="What to do with a sentence that its abstract does not support: drop it, or "
        "show it struck through as unverified.",
        json_schema_extra=_describe_allowed("drop or strike"),
    )
    llm_judge: LLMJudge = Field(
        default="auto",
        validation_alias="FOOTNOTE_LLM_JUDGE",
        description="Whether a language model judges each sentence of a model's answer beside its "
        "abstract, which takes a further call. `auto`: if the model is large, or "
        "FOOTNOTE_JUDGE_MODEL names one.",
        json_schema_extra=_describe_allowed("auto, on or off"),
    )
    judge_model: str = Field(
        default="",
        validation_alias="FOOTNOTE_JUDGE_MODEL",
        description="The model of the same server that judges sentences; empty means the one that "
        "wrote them.",
        json_schema_extra=_describe_allowed("a model's name, or empty"),
    )
    strictness: Strictness = Field(
        default="balanced",
        validation_alias="FOOTNOTE_STRICTNESS",
        description="How sure the check of sentences must be: `strict` shows fewer wrong "
        "sentences, but loses more right ones. docs/models.md has both error rates.",
        json_schema_extra=_describe_allowed("strict or balanced"),
    )
    receipt_days: int = Field(
        default=90,
        ge=0,
        le=3_650,
        validation_alias="FOOTNOTE_RECEIPT_DAYS",
        description="For how many days the receipts of answers are kept; 0 keeps none. A Discord "
        "server may choose fewer.",
        json_schema_extra=_describe_allowed("a whole number from 0 to 3650"),
    )
    log_level: Annotated[LogLevel, BeforeValidator(lambda level: str(level).upper())] = Field(
        default="WARNING",
        validation_alias="FOOTNOTE_LOG_LEVEL",
        description="The lowest level of events to log.",
        json_schema_extra=_describe_allowed("DEBUG, INFO, WARNING or ERROR"),
    )
    log_format: LogFormat = Field(
        default="json",
        validation_alias="FOOTNOTE_LOG_FORMAT",
        description="The format of the log: a line of JSON for each event, or a readable line.",
        json_schema_extra=_describe_allowed("json or text"),
    )
    log_to: LogTo = Field(
        default="file",
        validation_alias="FOOTNOTE_LOG_TO",
        description="Where the log goes: to `footnote.log` in the data folder, or to standard "
        "error, which journald or Docker collect.",
        json_schema_extra=_describe_allowed("file or stderr"),
    )
    discord_token: SecretStr | None = Field(
        default=None,
        validation_alias="DISCORD_TOKEN",
        description="The token of the Discord bot; only `footnote run` uses it.",
        json_schema_extra=_describe_allowed("a bot token"),
    )
    discord_api: Annotated[str, AfterValidator(values.check_http_url)] = Field(
        default="",
        validation_alias="FOOTNOTE_DISCORD_API",
        description="The address of an API to use instead of Discord's, such as the playground's.",
        json_schema_extra=_describe_allowed("http(s)://host[:port], or empty"),
    )
    shards: int | None = Field(
        default=None,
        ge=1,
        le=10_000,
        validation_alias="FOOTNOTE_SHARDS",
        description="Into how many shards the bot's servers are divided; empty means what Discord "
        "recommends. It must be the same for all processes of a bot.",
        json_schema_extra=_describe_allowed("a whole number from 1 to 10000, or empty"),
    )
    shard_ids: Annotated[_Shards, AfterValidator(values.check_shard_ids)] = Field(
        default=(),
        validation_alias="FOOTNOTE_SHARD_IDS",
        description="Which of the shards this process serves, counted from 0; empty means all. "
        "Direct messages come to shard 0.",
        json_schema_extra=_describe_allowed(
            "numbers below FOOTNOTE_SHARDS, which must be set too, and ranges, separated by "
            "commas: 0-3,7"
        ),
    )
    message_content: bool = _switch_field(
        "FOOTNOTE_MESSAGE_CONTENT",
        "Whether the bot asks for the message content intent, to answer plain "
        "messages in its threads and to add papers that people link to. It must also be enabled "
        "in Discord's developer portal.",
    )
    questions_at_once: int | None = Field(
        default=None,
        ge=1,
        le=1_000,
        validation_alias="FOOTNOTE_QUESTIONS_AT_ONCE",
        description="How many questions the bot works on at the same time; the others wait. Empty "
        "means 32 with a language model, which runs elsewhere, and 3 without.",
        json_schema_extra=_describe_allowed("a whole number from 1 to 1000, or empty"),
    )
    contact: values.Contact = Field(
        default="",
        validation_alias="FOOTNOTE_CONTACT",
        description="An e-mail or web address at which the services that papers come from can "
        "reach you. It is sent with each request.",
        json_schema_extra=_describe_allowed("name@host or http(s)://…, or empty"),
    )
    semantic_scholar_api_key: SecretStr | None = Field(
        default=None,
        validation_alias="SEMANTIC_SCHOLAR_API_KEY",
        description="The key of Semantic Scholar's API, which allows fewer requests without one.",
        json_schema_extra=_describe_allowed("a key"),
    )
    mirror: Annotated[str, AfterValidator(values.check_mirror)] = Field(
        default="",
        validation_alias="FOOTNOTE_MIRROR",
        description="An address that replaces all services that papers come from: "
        "https://HOST/PATH is asked as MIRROR/HOST/PATH.",
        json_schema_extra=_describe_allowed("http(s)://host[:port][/path], or empty"),
    )
    mirror_pause: float | None = Field(
        default=None,
        ge=0,
        le=60,
        allow_inf_nan=False,
        validation_alias="FOOTNOTE_MIRROR_PAUSE",
        description="How many seconds to wait between two requests to the mirror; empty means what "
        "the services themselves require, such as 3 for arXiv.",
        json_schema_extra=_describe_allowed("a number from 0 to 60, or empty"),
    )
    auto_ingest: Annotated[tuple[values.FeedName, ...], BeforeValidator(values.split_names)] = (
        Field(
            default=(),
            validation_alias="FOOTNOTE_AUTO_INGEST",
            description="What the bot imports by itself while it runs: the daily feed of arXiv "
            "categories (rss:cs.CL+cs.LG), their new papers by date (arxiv:cs.IR), or Hugging "
            "Face's daily papers (hf-daily).",
            json_schema_extra=_describe_allowed(
                "rss:CATEGORY[+CATEGORY…], arxiv:CATEGORY[+CATEGORY…] and hf-daily, "
                "separated by commas",
            ),
        )
    )
    auto_ingest_hours: float = Field(
        default=6.0,
        ge=1,
        le=168,
        allow_inf_nan=False,
        validation_alias="FOOTNOTE_AUTO_INGEST_HOURS",
        description="How many hours to wait between two fetches of a feed.",
        json_schema_extra=_describe_allowed("hours, from 1 to 168"),
    )
    rate_user: int = Field(
        default=20,
        ge=1,
        le=10_000,
        validation_alias="FOOTNOTE_RATE_USER",
        description="How many answers, summaries and comparisons one person gets in a minute; "
        "beyond that, the person is asked to wait.",
        json_schema_extra=_describe_allowed("a whole number from 1 to 10000"),
    )
    rate_channel: int | None = _rate_limit_field("FOOTNOTE_RATE_CHANNEL", "channel")
    rate_server: int | None = _rate_limit_field("FOOTNOTE_RATE_SERVER", "server")
    rate_add_papers: int = Field(
        default=5,
        ge=1,
        le=10_000,
        validation_alias="FOOTNOTE_RATE_ADD_PAPERS",
        description="How often one person may add papers to the library in a minute, by "
        "`/library add` or from a message; beyond that, the person is asked to wait.",
        json_schema_extra=_describe_allowed("a whole number from 1 to 10000"),
    )
    records_user_day: int = _daily_records_field("FOOTNOTE_RECORDS_USER_DAY", "person", 1_000)
    records_server_day: int = _daily_records_field("FOOTNOTE_RECORDS_SERVER_DAY", "server", 5_000)
    rate_commands: int = Field(
        default=60,
        ge=1,
        le=10_000,
        validation_alias="FOOTNOTE_RATE_COMMANDS",
        description="How many commands, buttons, menus and forms one person may use in a minute; "
        "beyond that, the person is asked to wait.",
        json_schema_extra=_describe_allowed("a whole number from 1 to 10000"),
    )
    library_servers: Annotated[
        tuple[values.DiscordId, ...], BeforeValidator(values.split_names)
    ] = Field(
        default=(),
        validation_alias="FOOTNOTE_LIBRARY_SERVERS",
        description="The ids of the Discord servers whose managers may remove papers from the "
        "library, which all servers of the bot share. Empty means the bot's only server; if it is "
        "in several, only `footnote papers remove` removes papers.",
        json_schema_extra=_describe_allowed("server ids, separated by commas, or empty"),
    )
    cache_answers: bool = _switch_field(
        "FOOTNOTE_CACHE_ANSWERS",
        "Whether to repeat the answer to a question that was answered in the same "
        "channel within a day, if the library and the settings are the same.",
        default=True,
    )
    moderation: str = Field(
        default="",
        max_length=200,
        validation_alias="FOOTNOTE_MODERATION",
        description="The moderation model, on the model's server, that checks each question first. "
        "Flagged questions are not answered.",
        json_schema_extra=_describe_allowed(
            "a model's name, such as omni-moderation-latest, or empty"
        ),
    )
    daily_tokens: int | None = _token_budget_field("FOOTNOTE_DAILY_TOKENS", "")
    daily_tokens_server: int | None = _token_budget_field(
        "FOOTNOTE_DAILY_TOKENS_SERVER", " in one server"
    )
    daily_tokens_user: int | None = _token_budget_field(
        "FOOTNOTE_DAILY_TOKENS_USER", " for one person"
    )
    daily_dollars: float | None = _dollar_budget_field("FOOTNOTE_DAILY_DOLLARS", "")
    daily_dollars_server: float | None = _dollar_budget_field(
        "FOOTNOTE_DAILY_DOLLARS_SERVER", ", in one server"
    )
    daily_dollars_user: float | None = _dollar_budget_field(
        "FOOTNOTE_DAILY_DOLLARS_USER", ", for one person"
    )
    show_cost: bool = _switch_field(
        "FOOTNOTE_SHOW_COST",
        "Whether to show the tokens and cost of an answer below it.",
    )
    shutdown_grace_seconds: float = Field(
        default=5.0,
        ge=0,
        le=300,
        allow_inf_nan=False,
        validation_alias="FOOTNOTE_SHUTDOWN_GRACE_SECONDS",
        description="How many seconds answers in progress have to finish when the bot is "
        "stopped; users are told if an answer is cut off. Allow thirty more seconds before "
        "killing the bot.",
        json_schema_extra=_describe_allowed("seconds, from 0 to 300"),
    )
    health_address: Annotated[str, AfterValidator(values.check_host_and_port)] = Field(
        default="",
        validation_alias="FOOTNOTE_HEALTH_ADDRESS",
        description="The address at which `footnote run` serves /healthz, /readyz and /metrics by "
        "HTTP. Do not expose it to the internet.",
        json_schema_extra=_describe_allowed("host:port, or empty"),
    )

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
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Use the arguments alone, since `load_settings` reads the environment."""
        return (init_settings,)


def variables() -> dict[str, str]:
    """Return the field of each environment variable, in the order of the fields."""
    return {str(f.validation_alias): name for name, f in Settings.model_fields.items()}
