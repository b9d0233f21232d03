"""Name every setting of Footnote, with its default, what it says, and what is allowed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import unquote, urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
)
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.settings import values
from bot.settings.values import ChromaSearch

LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]
LogFormat = Literal["json", "text"]
LogTo = Literal["file", "stderr"]
Unsupported = Literal["drop", "strike"]

_EXTRACTIVE_QUESTIONS = 3  # at once: each keeps a core busy
_MODEL_QUESTIONS = 32  # at once: they wait for the model's server

_MIN_SECRET_CHARS = 6  # anything shorter occurs within ordinary words

_Names = Annotated[tuple[str, ...], BeforeValidator(values.names)]
_Shards = Annotated[tuple[int, ...], BeforeValidator(values.ranges)]


def _allowed(text: str) -> dict[str, Any]:
    """Describe the allowed values, for error messages and the page of all settings."""
    return {"allowed": text}


class Settings(BaseSettings):
    """All settings of the program, under the names that the environment uses.

    A `Settings` made in code holds its arguments and defaults, and reads no environment;
    `load_settings` reads it.
    """

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True
    )

    data_dir: Annotated[Path, AfterValidator(values.path)] = Field(
        default=Path("~/.local/share/footnote"),
        validate_default=True,
        validation_alias="FOOTNOTE_DATA_DIR",
        description="The folder of the library: catalogue, indexes, caches and the log.",
        json_schema_extra=_allowed("a folder, made where it is missing"),
    )
    openai_api_key: SecretStr | None = Field(
        default=None,
        validation_alias="OPENAI_API_KEY",
        description="The key of the model's server. With neither key nor base URL, answers are "
        "quotes from the abstracts.",
        json_schema_extra=_allowed("a key"),
    )
    openai_base_url: Annotated[str, AfterValidator(values.http_url)] = Field(
        default="",
        repr=False,  # it may have a password
        validation_alias="OPENAI_BASE_URL",
        description="Where an OpenAI-compatible server answers (vLLM, llama.cpp, Ollama, …); "
        "empty is OpenAI itself.",
        json_schema_extra=_allowed("http(s)://host[:port][/path]"),
    )
    model: str = Field(
        default="gpt-4o-mini",
        min_length=1,
        validation_alias="FOOTNOTE_MODEL",
        description="The name of the language model, as its server knows it.",
        json_schema_extra=_allowed("a model's name"),
    )
    models: _Names = Field(
        default=(),
        validation_alias="FOOTNOTE_MODELS",
        description="Further models of the same server that a Discord server may choose from.",
        json_schema_extra=_allowed("models' names with commas between them"),
    )
    context_window: int = Field(
        default=8_192,
        ge=1_024,
        le=10_000_000,
        validation_alias="FOOTNOTE_CONTEXT_WINDOW",
        description="How many tokens the model can take: question, abstracts and answer together.",
        json_schema_extra=_allowed("a whole number from 1024 to 10000000"),
    )
    model_timeout: float = Field(
        default=60.0,
        gt=0,
        le=3_600,
        allow_inf_nan=False,
        validation_alias="FOOTNOTE_MODEL_TIMEOUT",
        description="How many seconds the model may stay silent before the answer is made "
        "without it.",
        json_schema_extra=_allowed("seconds, more than 0 and at most 3600"),
    )
    language: str = Field(
        default="English",
        min_length=1,
        max_length=60,
        validation_alias="FOOTNOTE_LANGUAGE",
        description="The language that a model answers in.",
        json_schema_extra=_allowed("a language's name, at most 60 characters"),
    )
    embedder: Annotated[str, AfterValidator(values.embedder)] = Field(
        default="minilm",
        validation_alias="FOOTNOTE_EMBEDDER",
        description="The model that turns text into vectors. `minilm` is installed with "
        "Footnote and works offline; `chroma-minilm` is downloaded once; `openai:MODEL` asks "
        "the model's server.",
        json_schema_extra=_allowed("minilm, chroma-minilm or openai:MODEL"),
    )
    chroma: Annotated[str, AfterValidator(values.http_url)] = Field(
        default="",
        repr=False,  # it may have a password
        validation_alias="FOOTNOTE_CHROMA",
        description="The address of a Chroma server; empty keeps the vectors in the data folder.",
        json_schema_extra=_allowed("http(s)://host:port, or empty"),
    )
    chroma_collection: Annotated[str, AfterValidator(values.collection)] = Field(
        default="footnote",
        validation_alias="FOOTNOTE_CHROMA_COLLECTION",
        description="The name of the collection that holds the vectors.",
        json_schema_extra=_allowed(
            "3 to 512 letters, digits, dots, underscores and dashes, "
            "with a letter or digit at both ends"
        ),
    )
    database_url: Annotated[SecretStr | None, AfterValidator(values.database)] = Field(
        default=None,
        validation_alias="FOOTNOTE_DATABASE_URL",
        description="The PostgreSQL database of the papers, the text index and all that servers "
        "and people keep; empty keeps them in the data folder. With a Chroma server too, several "
        "processes may share one library.",
        json_schema_extra=_allowed("postgresql://user:password@host[:port]/name, or empty"),
    )
    chroma_token: SecretStr | None = Field(
        default=None,
        validation_alias="FOOTNOTE_CHROMA_TOKEN",
        description="The key of a Chroma server that wants one, as Chroma Cloud does.",
        json_schema_extra=_allowed("a key"),
    )
    chroma_tenant: str = Field(
        default="",
        max_length=200,
        validation_alias="FOOTNOTE_CHROMA_TENANT",
        description="The tenant of the Chroma server; empty is its default.",
        json_schema_extra=_allowed("a tenant's name or id, or empty"),
    )
    chroma_database: str = Field(
        default="",
        max_length=200,
        validation_alias="FOOTNOTE_CHROMA_DATABASE",
        description="The database of the Chroma server; empty is its default.",
        json_schema_extra=_allowed("a database's name, or empty"),
    )
    chroma_search: Annotated[ChromaSearch, AfterValidator(values.chroma_search)] = Field(
        default="vectors",
        validation_alias="FOOTNOTE_CHROMA_SEARCH",
        description="Whether the Chroma server is asked for the nearest papers by vectors alone, "
        "or by words too: Chroma Cloud and distributed Chroma can do so.",
        json_schema_extra=_allowed(
            "vectors, or hybrid, which FOOTNOTE_CHROMA and FOOTNOTE_DATABASE_URL must be set for"
        ),
    )
    cutoff: float | None = Field(
        default=None,
        ge=0,
        le=1,
        allow_inf_nan=False,
        validation_alias="FOOTNOTE_CUTOFF",
        description="How relevant an abstract must be to answer from it; empty is the tuned value.",
        json_schema_extra=_allowed("a number from 0 to 1, or empty"),
    )
    unsupported: Unsupported = Field(
        default="drop",
        validation_alias="FOOTNOTE_UNSUPPORTED",
        description="What to do with a sentence that its abstract does not support: drop it, or "
        "show it struck through as unverified.",
        json_schema_extra=_allowed("drop or strike"),
    )
    llm_judge: bool = Field(
        default=False,
        validation_alias="FOOTNOTE_LLM_JUDGE",
        description="Whether to ask the language model about sentences of which the check alone is "
        "not sure.",
        json_schema_extra=_allowed("true or false"),
    )
    nli: bool = Field(
        default=True,
        validation_alias="FOOTNOTE_NLI",
        description="Whether to check each sentence with a small entailment model too, if it is "
        "installed; it takes half a gigabyte of memory.",
        json_schema_extra=_allowed("true or false"),
    )
    receipt_days: int = Field(
        default=90,
        ge=0,
        le=3_650,
        validation_alias="FOOTNOTE_RECEIPT_DAYS",
        description="For how many days the receipts of answers are kept; 0 keeps none. A Discord "
        "server may choose fewer.",
        json_schema_extra=_allowed("a whole number from 0 to 3650"),
    )
    log_level: Annotated[LogLevel, BeforeValidator(values.upper)] = Field(
        default="WARNING",
        validation_alias="FOOTNOTE_LOG_LEVEL",
        description="The lowest level of events to log.",
        json_schema_extra=_allowed("DEBUG, INFO, WARNING or ERROR"),
    )
    log_format: LogFormat = Field(
        default="json",
        validation_alias="FOOTNOTE_LOG_FORMAT",
        description="The format of the log: a line of JSON for each event, or a readable line.",
        json_schema_extra=_allowed("json or text"),
    )
    log_to: LogTo = Field(
        default="file",
        validation_alias="FOOTNOTE_LOG_TO",
        description="Where the log goes: to `footnote.log` in the data folder, or to standard "
        "error, for what collects it (journald, Docker).",
        json_schema_extra=_allowed("file or stderr"),
    )
    discord_token: SecretStr | None = Field(
        default=None,
        validation_alias="DISCORD_TOKEN",
        description="The token of the Discord bot; only `footnote run` uses it.",
        json_schema_extra=_allowed("a bot token"),
    )
    discord_api: Annotated[str, AfterValidator(values.http_url)] = Field(
        default="",
        validation_alias="FOOTNOTE_DISCORD_API",
        description="Where Discord's API answers, if not at Discord: the playground, say.",
        json_schema_extra=_allowed("http(s)://host[:port], or empty"),
    )
    shards: int | None = Field(
        default=None,
        ge=1,
        le=10_000,
        validation_alias="FOOTNOTE_SHARDS",
        description="Into how many shards the bot's servers are divided; empty is what Discord "
        "recommends. It must be the same for all processes of a bot.",
        json_schema_extra=_allowed("a whole number from 1 to 10000, or empty"),
    )
    shard_ids: Annotated[_Shards, AfterValidator(values.shard_ids)] = Field(
        default=(),
        validation_alias="FOOTNOTE_SHARD_IDS",
        description="Which of them this process serves, where several do, counted from 0; empty is "
        "all. Direct messages come to shard 0.",
        json_schema_extra=_allowed(
            "numbers below FOOTNOTE_SHARDS, which must be set too, and ranges of them, with commas "
            "between them: 0-3,7"
        ),
    )
    message_content: bool = Field(
        default=False,
        validation_alias="FOOTNOTE_MESSAGE_CONTENT",
        description="Whether the bot asks for the message content intent, to answer plain "
        "messages in its threads and to add papers that people link to. It must be switched on in "
        "Discord's developer portal too.",
        json_schema_extra=_allowed("true or false"),
    )
    questions_at_once: int | None = Field(
        default=None,
        ge=1,
        le=1_000,
        validation_alias="FOOTNOTE_QUESTIONS_AT_ONCE",
        description="How many questions the bot works on at the same time; the others wait. Empty "
        "is 32 with a language model, which takes its time elsewhere, and 3 without.",
        json_schema_extra=_allowed("a whole number from 1 to 1000, or empty"),
    )
    contact: Annotated[str, AfterValidator(values.contact)] = Field(
        default="",
        max_length=200,
        validation_alias="FOOTNOTE_CONTACT",
        description="Where the services that papers come from can reach who runs this, an e-mail "
        "or web address: it is sent with each request.",
        json_schema_extra=_allowed("name@host or http(s)://…, or empty"),
    )
    semantic_scholar_api_key: SecretStr | None = Field(
        default=None,
        validation_alias="SEMANTIC_SCHOLAR_API_KEY",
        description="The key of Semantic Scholar's API, which answers without one too, but less.",
        json_schema_extra=_allowed("a key"),
    )
    mirror: Annotated[str, AfterValidator(values.mirror)] = Field(
        default="",
        validation_alias="FOOTNOTE_MIRROR",
        description="An address that replaces all services that papers come from: "
        "https://HOST/PATH is asked as MIRROR/HOST/PATH.",
        json_schema_extra=_allowed("http(s)://host[:port][/path], or empty"),
    )
    mirror_pause: float | None = Field(
        default=None,
        ge=0,
        le=60,
        allow_inf_nan=False,
        validation_alias="FOOTNOTE_MIRROR_PAUSE",
        description="How many seconds lie between two requests to the mirror; empty is what the "
        "services themselves ask for, 3 for arXiv.",
        json_schema_extra=_allowed("a number from 0 to 60, or empty"),
    )
    auto_ingest: Annotated[
        tuple[str, ...], BeforeValidator(values.names), AfterValidator(values.feeds)
    ] = Field(
        default=(),
        validation_alias="FOOTNOTE_AUTO_INGEST",
        description="What the bot adds to the library by itself while it runs: the daily feed of "
        "arXiv categories (rss:cs.CL+cs.LG), their new papers by date (arxiv:cs.IR), all that "
        "changes in a set (oai:cs), the daily papers of Hugging Face (hf-daily). Empty: nothing.",
        json_schema_extra=_allowed(
            "rss:CATEGORY[+CATEGORY…], arxiv:CATEGORY[+CATEGORY…], oai:SET and hf-daily, "
            "with commas between them",
        ),
    )
    auto_ingest_hours: float = Field(
        default=6.0,
        ge=1,
        le=168,
        allow_inf_nan=False,
        validation_alias="FOOTNOTE_AUTO_INGEST_HOURS",
        description="How many hours pass between two fetches of each feed.",
        json_schema_extra=_allowed("hours, from 1 to 168"),
    )
    rate_user: int = Field(
        default=20,
        ge=1,
        le=10_000,
        validation_alias="FOOTNOTE_RATE_USER",
        description="How many answers, summaries and comparisons one person gets in a minute; "
        "beyond that, the person is asked to wait.",
        json_schema_extra=_allowed("a whole number from 1 to 10000"),
    )
    rate_channel: int | None = Field(
        default=None,
        ge=1,
        le=10_000,
        validation_alias="FOOTNOTE_RATE_CHANNEL",
        description="How many answers, summaries and comparisons one channel gets in a minute; "
        "beyond that, the person is asked to wait. Empty is no limit.",
        json_schema_extra=_allowed("a whole number from 1 to 10000, or empty"),
    )
    rate_server: int | None = Field(
        default=None,
        ge=1,
        le=10_000,
        validation_alias="FOOTNOTE_RATE_SERVER",
        description="How many answers, summaries and comparisons one server gets in a minute; "
        "beyond that, the person is asked to wait. Empty is no limit.",
        json_schema_extra=_allowed("a whole number from 1 to 10000, or empty"),
    )
    rate_add_papers: int = Field(
        default=5,
        ge=1,
        le=10_000,
        validation_alias="FOOTNOTE_RATE_ADD_PAPERS",
        description="How often one person may add papers to the library in a minute, by "
        "`/library add` or from a message; beyond that, the person is asked to wait.",
        json_schema_extra=_allowed("a whole number from 1 to 10000"),
    )
    library_servers: Annotated[_Names, AfterValidator(values.ids)] = Field(
        default=(),
        validation_alias="FOOTNOTE_LIBRARY_SERVERS",
        description="The ids of the Discord servers whose managers may remove papers from the "
        "library, which all servers of the bot share. Empty: of the bot's only server; where it "
        "is in several, papers are removed by `footnote papers remove` alone.",
        json_schema_extra=_allowed("servers' ids with commas between them, or empty"),
    )
    cache_answers: bool = Field(
        default=True,
        validation_alias="FOOTNOTE_CACHE_ANSWERS",
        description="Whether to repeat the answer to a question that was answered in the same "
        "channel within a day, if the library and the settings are the same.",
        json_schema_extra=_allowed("true or false"),
    )
    moderation: str = Field(
        default="",
        max_length=200,
        validation_alias="FOOTNOTE_MODERATION",
        description="The moderation model of the model's server that each question in Discord is "
        "shown to first: what it flags is not answered. Empty: none.",
        json_schema_extra=_allowed("a model's name, such as omni-moderation-latest, or empty"),
    )
    daily_tokens: int | None = Field(
        default=None,
        ge=0,
        validation_alias="FOOTNOTE_DAILY_TOKENS",
        description="How many tokens models may use in a day; "
        "beyond that, answers are quotes. Empty is no limit.",
        json_schema_extra=_allowed("a whole number, 0 or more, or empty"),
    )
    daily_tokens_server: int | None = Field(
        default=None,
        ge=0,
        validation_alias="FOOTNOTE_DAILY_TOKENS_SERVER",
        description="How many tokens models may use in a day in one server; "
        "beyond that, answers are quotes. Empty is no limit.",
        json_schema_extra=_allowed("a whole number, 0 or more, or empty"),
    )
    daily_tokens_user: int | None = Field(
        default=None,
        ge=0,
        validation_alias="FOOTNOTE_DAILY_TOKENS_USER",
        description="How many tokens models may use in a day for one person; "
        "beyond that, answers are quotes. Empty is no limit.",
        json_schema_extra=_allowed("a whole number, 0 or more, or empty"),
    )
    daily_dollars: float | None = Field(
        default=None,
        ge=0,
        allow_inf_nan=False,
        validation_alias="FOOTNOTE_DAILY_DOLLARS",
        description="How many US dollars models may cost in a day, by list prices; "
        "beyond that, answers are quotes. Empty is no limit.",
        json_schema_extra=_allowed("US dollars, 0 or more, or empty"),
    )
    daily_dollars_server: float | None = Field(
        default=None,
        ge=0,
        allow_inf_nan=False,
        validation_alias="FOOTNOTE_DAILY_DOLLARS_SERVER",
        description="How many US dollars models may cost in a day, by list prices, in one server; "
        "beyond that, answers are quotes. Empty is no limit.",
        json_schema_extra=_allowed("US dollars, 0 or more, or empty"),
    )
    daily_dollars_user: float | None = Field(
        default=None,
        ge=0,
        allow_inf_nan=False,
        validation_alias="FOOTNOTE_DAILY_DOLLARS_USER",
        description="How many US dollars models may cost in a day, by list prices, for one person; "
        "beyond that, answers are quotes. Empty is no limit.",
        json_schema_extra=_allowed("US dollars, 0 or more, or empty"),
    )
    show_cost: bool = Field(
        default=False,
        validation_alias="FOOTNOTE_SHOW_COST",
        description="Whether to show the tokens and the cost of an answer below it.",
        json_schema_extra=_allowed("true or false"),
    )
    shutdown_grace_seconds: float = Field(
        default=5.0,
        ge=0,
        le=300,
        allow_inf_nan=False,
        validation_alias="FOOTNOTE_SHUTDOWN_GRACE_SECONDS",
        description="How many seconds answers in progress have to finish when the bot is "
        "stopped; one that takes longer says that it was cut. Wait ten seconds more before "
        "stopping the bot by force.",
        json_schema_extra=_allowed("seconds, from 0 to 300"),
    )
    health_address: Annotated[str, AfterValidator(values.host_and_port)] = Field(
        default="",
        validation_alias="FOOTNOTE_HEALTH_ADDRESS",
        description="Where `footnote run` serves over HTTP whether it lives (/healthz), whether "
        "it can answer (/readyz) and its metrics (/metrics); empty: nowhere. Keep it from the "
        "internet.",
        json_schema_extra=_allowed("host:port, or empty"),
    )
    watch_loop: bool = Field(
        default=False,
        validation_alias="FOOTNOTE_WATCH_LOOP",
        description="Whether `footnote run` logs when its event loop is blocked for over 50 ms.",
        json_schema_extra=_allowed("true or false"),
    )

    @property
    def mode(self) -> Literal["extractive", "model"]:
        """`model` where a key or a base URL is set, else `extractive`."""
        return "model" if self.openai_api_key or self.openai_base_url else "extractive"

    @property
    def secrets(self) -> tuple[str, ...]:
        """The keys and tokens that are set, the longest first: for taking them out of a text."""
        fields = (getattr(self, name) for name in type(self).model_fields)
        found = {f.get_secret_value() for f in fields if isinstance(f, SecretStr)}
        addresses = (self.openai_base_url, self.chroma, self.database)
        passwords = {p for u in addresses if (p := urlsplit(u).password)}
        found |= passwords | {unquote(p) for p in passwords}
        return tuple(
            sorted((s for s in found if len(s) >= _MIN_SECRET_CHARS), key=len, reverse=True)
        )

    @property
    def database(self) -> str:
        """The address of the database, with its password; empty where the data folder has all."""
        return self.database_url.get_secret_value() if self.database_url else ""

    @property
    def database_shown(self) -> str:
        """The address of the database for people to see: `***` is its password."""
        parts = urlsplit(self.database)
        before, at, host = parts.netloc.rpartition("@")
        who = before.partition(":")[0] + (":***" if ":" in before else "")
        # what is asked of the driver may hold a password too
        return parts._replace(netloc=f"{who}{at}{host}", query="", fragment="").geturl()

    @property
    def listening(self) -> tuple[str, int] | None:
        """The host and port of `FOOTNOTE_HEALTH_ADDRESS`; None where it is empty."""
        host, _, port = self.health_address.rpartition(":")
        return (host.strip("[]"), int(port)) if host else None

    @property
    def at_once(self) -> int:
        """How many questions are worked on at the same time."""
        if self.questions_at_once is not None:
            return self.questions_at_once
        return _MODEL_QUESTIONS if self.mode == "model" else _EXTRACTIVE_QUESTIONS

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take arguments alone: the environment is an argument of `load_settings`."""
        return (init_settings,)


def variables() -> dict[str, str]:
    """Return the field that each environment variable sets, in the order of the fields."""
    return {str(f.validation_alias): name for name, f in Settings.model_fields.items()}
