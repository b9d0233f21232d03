"""Read Footnote's settings from the environment and `.env`, once, before anything starts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import unquote, urlsplit

from dotenv.parser import Binding, parse_stream
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
)
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]
LogFormat = Literal["json", "text"]
LogTo = Literal["file", "stderr"]
Unsupported = Literal["drop", "strike"]
ChromaSearch = Literal["vectors", "hybrid"]

_QUOTING = 3  # questions at once where answers are quotes: each keeps a core busy
_WRITING = 32  # where a model's server writes them: they wait for it

_SECRET = 6  # characters: what is shorter stands in many a word

_PASSWORD = re.compile(r"(?<=//)\S*:\S*@")  # of an address, with who has it
_COLLECTION = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9._-]{1,510}[a-zA-Z0-9]")
_ID = re.compile(r"[1-9][0-9]{4,19}")  # Discord's are numbers of 64 bits
_CONTACT = re.compile(r"[!-~]+@[!-~]+|https?://[!-~]+")

# https://arxiv.org/category_taxonomy, and the sets of https://info.arxiv.org/help/oa
_CATEGORY = r"[a-z]+(?:-[a-z]+)*(?:\.[A-Za-z]+(?:-[a-z]+)*)?"
_GROWING = re.compile(
    rf"(?:rss|arxiv):{_CATEGORY}(?:\+{_CATEGORY})*|oai:[a-z-]+(?::[A-Za-z-]+)*|hf-daily"
)


def default_data_dir(environ: Mapping[str, str]) -> Path:
    """Return `$XDG_DATA_HOME/footnote`, else `~/.local/share/footnote`.

    https://specifications.freedesktop.org/basedir-spec/latest/: a relative path is ignored.
    """
    given = environ.get("XDG_DATA_HOME", "")
    home = Path(given) if Path(given).is_absolute() else Path("~/.local/share").expanduser()
    return home / "footnote"


def default_cache_dir(environ: Mapping[str, str]) -> Path:
    """Return `$XDG_CACHE_HOME/footnote`, else `~/.cache/footnote`; RuntimeError without a home."""
    given = environ.get("XDG_CACHE_HOME", "")
    home = Path(given) if Path(given).is_absolute() else Path("~/.cache").expanduser()
    return home / "footnote"


def _http_url(value: str) -> str:
    parts = urlsplit(value)
    if value and (parts.scheme not in {"http", "https"} or not parts.hostname):
        raise ValueError("not an http address")
    _ = parts.port  # raises ValueError where the port is no number
    return value.rstrip("/")


def _embedder(value: str) -> str:
    if value not in {"minilm", "chroma-minilm"} and not re.fullmatch(r"openai:\S+", value):
        raise ValueError("not an embedder")
    return value


def _collection(value: str) -> str:
    if not _COLLECTION.fullmatch(value):
        raise ValueError("not a collection name")
    return value


def _mirror(value: str) -> str:
    parts = urlsplit(_http_url(value))
    if parts.username is not None or parts.query or parts.fragment or parts.port == 0:
        raise ValueError("not an address that others can be put under")
    return value.rstrip("/")


def _contact(value: str) -> str:
    if value and not _CONTACT.fullmatch(value):
        raise ValueError("not an address")
    return value


def _listening(value: str) -> str:
    host, colon, port = value.rpartition(":")
    if value and not (host and colon and port.isascii() and port.isdecimal() and int(port) < 65536):
        raise ValueError("not host:port")
    return value


def _growing(value: tuple[str, ...]) -> tuple[str, ...]:
    if not all(_GROWING.fullmatch(name) for name in value):
        raise ValueError("not a source")
    return value


def _database(value: SecretStr | None) -> SecretStr | None:
    if value is None:
        return None
    parts = urlsplit(value.get_secret_value())
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise ValueError("not the address of a PostgreSQL database")
    _ = parts.port  # raises ValueError where the port is no number
    return SecretStr(parts._replace(scheme="postgresql").geturl())


def _path(value: Path) -> Path:
    return value.expanduser()


def _ids(value: tuple[str, ...]) -> tuple[str, ...]:
    if not all(_ID.fullmatch(name) for name in value):
        raise ValueError("not an id of Discord's")
    return value


def _names(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return tuple(dict.fromkeys(name for part in value.split(",") if (name := part.strip())))


def _ranges(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    found: dict[int, None] = {}
    for part in _names(value):
        matched = re.fullmatch(r"([0-9]{1,5})(?:-([0-9]{1,5}))?", part)
        if matched is None:
            raise ValueError("not a number or a range")
        first, last = matched[1], matched[2] or matched[1]
        found |= dict.fromkeys(range(int(first), int(last) + 1))
    return tuple(sorted(found))


def _chroma_search(value: ChromaSearch, others: ValidationInfo) -> ChromaSearch:
    shared = others.data.get("chroma") and others.data.get("database_url")
    if value == "hybrid" and not shared:
        raise ValueError("not without a server and a database")
    return value


_Shards = Annotated[tuple[int, ...], BeforeValidator(_ranges)]


def _shard_ids(value: tuple[int, ...], others: ValidationInfo) -> tuple[int, ...]:
    count = others.data.get("shards")
    if value and (count is None or not all(0 <= n < count for n in value)):
        raise ValueError("not shards that there are")
    return value


def _upper(value: Any) -> Any:
    return value.upper() if isinstance(value, str) else value


def _allowed(text: str, *, live: bool = False) -> dict[str, Any]:
    """Say what is allowed; `live`, whether another value is taken while the bot runs."""
    return {"allowed": text, "live": live}


class Settings(BaseSettings):
    """What the whole program may be told, under the names that the environment uses.

    A `Settings` made in code holds its arguments and defaults, and reads no environment;
    `load_settings` reads it.
    """

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True
    )

    data_dir: Annotated[Path, AfterValidator(_path)] = Field(
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
    openai_base_url: Annotated[str, AfterValidator(_http_url)] = Field(
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
    models: Annotated[tuple[str, ...], BeforeValidator(_names)] = Field(
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
        description="How many tokens the model takes in, question, abstracts and answer together.",
        json_schema_extra=_allowed("a whole number from 1024 to 10000000"),
    )
    model_timeout: float = Field(
        default=60.0,
        gt=0,
        le=3_600,
        allow_inf_nan=False,
        validation_alias="FOOTNOTE_MODEL_TIMEOUT",
        description="How many seconds the model may stay silent before we give up on it.",
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
    embedder: Annotated[str, AfterValidator(_embedder)] = Field(
        default="minilm",
        validation_alias="FOOTNOTE_EMBEDDER",
        description="What turns text into vectors. `minilm` is installed with Footnote and works "
        "offline; `chroma-minilm` is downloaded once; `openai:MODEL` asks the model's server.",
        json_schema_extra=_allowed("minilm, chroma-minilm or openai:MODEL"),
    )
    chroma: Annotated[str, AfterValidator(_http_url)] = Field(
        default="",
        repr=False,  # it may have a password
        validation_alias="FOOTNOTE_CHROMA",
        description="The address of a Chroma server; empty keeps the vectors in the data folder.",
        json_schema_extra=_allowed("http(s)://host:port, or empty"),
    )
    chroma_collection: Annotated[str, AfterValidator(_collection)] = Field(
        default="footnote",
        validation_alias="FOOTNOTE_CHROMA_COLLECTION",
        description="The name of the collection that holds the vectors.",
        json_schema_extra=_allowed(
            "3 to 512 letters, digits, dots, underscores and dashes, "
            "with a letter or digit at both ends"
        ),
    )
    database_url: Annotated[SecretStr | None, AfterValidator(_database)] = Field(
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
    chroma_search: Annotated[ChromaSearch, AfterValidator(_chroma_search)] = Field(
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
        description="What becomes of a sentence that its abstract does not bear: it is dropped, or "
        "shown struck through as unverified.",
        json_schema_extra=_allowed("drop or strike", live=True),
    )
    judge: bool = Field(
        default=False,
        validation_alias="FOOTNOTE_JUDGE",
        description="Whether the language model is asked about sentences of which the check alone "
        "is not sure.",
        json_schema_extra=_allowed("true or false"),
    )
    entailment: bool = Field(
        default=True,
        validation_alias="FOOTNOTE_ENTAILMENT",
        description="Whether a small model of entailment, where it is installed, has its say on "
        "each sentence; it takes half a gigabyte of memory.",
        json_schema_extra=_allowed("true or false"),
    )
    receipt_days: int = Field(
        default=90,
        ge=0,
        le=3_650,
        validation_alias="FOOTNOTE_RECEIPT_DAYS",
        description="For how many days the receipts of answers are kept; 0 keeps none. A Discord "
        "server may settle on fewer.",
        json_schema_extra=_allowed("a whole number from 0 to 3650", live=True),
    )
    log_level: Annotated[LogLevel, BeforeValidator(_upper)] = Field(
        default="WARNING",
        validation_alias="FOOTNOTE_LOG_LEVEL",
        description="From which level on events are logged.",
        json_schema_extra=_allowed("DEBUG, INFO, WARNING or ERROR", live=True),
    )
    log_format: LogFormat = Field(
        default="json",
        validation_alias="FOOTNOTE_LOG_FORMAT",
        description="How events stand in the log: a line of JSON each, or a line to be read.",
        json_schema_extra=_allowed("json or text", live=True),
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
    discord_api: Annotated[str, AfterValidator(_http_url)] = Field(
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
    shard_ids: Annotated[_Shards, AfterValidator(_shard_ids)] = Field(
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
        json_schema_extra=_allowed("a whole number from 1 to 1000, or empty", live=True),
    )
    contact: Annotated[str, AfterValidator(_contact)] = Field(
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
    mirror: Annotated[str, AfterValidator(_mirror)] = Field(
        default="",
        validation_alias="FOOTNOTE_MIRROR",
        description="An address that stands for all services that papers come from: "
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
    grow: Annotated[tuple[str, ...], BeforeValidator(_names), AfterValidator(_growing)] = Field(
        default=(),
        validation_alias="FOOTNOTE_GROW",
        description="What comes into the library by itself while the bot runs: the daily feed of "
        "arXiv categories (rss:cs.CL+cs.LG), their new papers by date (arxiv:cs.IR), all that "
        "changes in a set (oai:cs), the daily papers of Hugging Face (hf-daily). Empty: nothing.",
        json_schema_extra=_allowed(
            "rss:CATEGORY[+CATEGORY…], arxiv:CATEGORY[+CATEGORY…], oai:SET and hf-daily, "
            "with commas between them",
            live=True,
        ),
    )
    grow_every: float = Field(
        default=6.0,
        ge=1,
        le=168,
        allow_inf_nan=False,
        validation_alias="FOOTNOTE_GROW_EVERY",
        description="How many hours lie between two looks at what comes in by itself.",
        json_schema_extra=_allowed("hours, from 1 to 168", live=True),
    )
    rate_user: int = Field(
        default=20,
        ge=1,
        le=10_000,
        validation_alias="FOOTNOTE_RATE_USER",
        description="How many answers, summaries and comparisons one person gets in a minute; "
        "beyond that, the person is asked to wait.",
        json_schema_extra=_allowed("a whole number from 1 to 10000", live=True),
    )
    rate_channel: int | None = Field(
        default=None,
        ge=1,
        le=10_000,
        validation_alias="FOOTNOTE_RATE_CHANNEL",
        description="How many answers, summaries and comparisons one channel gets in a minute; "
        "beyond that, the person is asked to wait. Empty is no limit.",
        json_schema_extra=_allowed("a whole number from 1 to 10000, or empty", live=True),
    )
    rate_server: int | None = Field(
        default=None,
        ge=1,
        le=10_000,
        validation_alias="FOOTNOTE_RATE_SERVER",
        description="How many answers, summaries and comparisons one server gets in a minute; "
        "beyond that, the person is asked to wait. Empty is no limit.",
        json_schema_extra=_allowed("a whole number from 1 to 10000, or empty", live=True),
    )
    rate_add: int = Field(
        default=5,
        ge=1,
        le=10_000,
        validation_alias="FOOTNOTE_RATE_ADD",
        description="How often one person may add papers to the library in a minute, by "
        "`/library add` or from a message; beyond that, the person is asked to wait.",
        json_schema_extra=_allowed("a whole number from 1 to 10000", live=True),
    )
    library_servers: Annotated[tuple[str, ...], BeforeValidator(_names), AfterValidator(_ids)] = (
        Field(
            default=(),
            validation_alias="FOOTNOTE_LIBRARY_SERVERS",
            description="The ids of the Discord servers whose managers may remove papers from "
            "the library, which all servers of the bot share. Empty: of the bot's only server; "
            "where it is in several, papers are removed by `footnote papers remove` alone.",
            json_schema_extra=_allowed(
                "servers' ids with commas between them, or empty", live=True
            ),
        )
    )
    answer_once: bool = Field(
        default=True,
        validation_alias="FOOTNOTE_ANSWER_ONCE",
        description="Whether a question that was answered within a day is answered by the same "
        "answer, where the library and the settings are the same.",
        json_schema_extra=_allowed("true or false", live=True),
    )
    moderation: str = Field(
        default="",
        max_length=200,
        validation_alias="FOOTNOTE_MODERATION",
        description="The moderation model of the model's server that each question in Discord is "
        "shown to first: what it flags is not answered. Empty: none.",
        json_schema_extra=_allowed(
            "a model's name, such as omni-moderation-latest, or empty", live=True
        ),
    )
    daily_tokens: int | None = Field(
        default=None,
        ge=0,
        validation_alias="FOOTNOTE_DAILY_TOKENS",
        description="How many tokens models may use in a day; "
        "beyond that, answers are quotes. Empty is no limit.",
        json_schema_extra=_allowed("a whole number, or empty", live=True),
    )
    daily_tokens_server: int | None = Field(
        default=None,
        ge=0,
        validation_alias="FOOTNOTE_DAILY_TOKENS_SERVER",
        description="How many tokens models may use in a day in one server; "
        "beyond that, answers are quotes. Empty is no limit.",
        json_schema_extra=_allowed("a whole number, or empty", live=True),
    )
    daily_tokens_user: int | None = Field(
        default=None,
        ge=0,
        validation_alias="FOOTNOTE_DAILY_TOKENS_USER",
        description="How many tokens models may use in a day for one person; "
        "beyond that, answers are quotes. Empty is no limit.",
        json_schema_extra=_allowed("a whole number, or empty", live=True),
    )
    daily_dollars: float | None = Field(
        default=None,
        ge=0,
        allow_inf_nan=False,
        validation_alias="FOOTNOTE_DAILY_DOLLARS",
        description="How many US dollars models may cost in a day, by list prices; "
        "beyond that, answers are quotes. Empty is no limit.",
        json_schema_extra=_allowed("US dollars, or empty", live=True),
    )
    daily_dollars_server: float | None = Field(
        default=None,
        ge=0,
        allow_inf_nan=False,
        validation_alias="FOOTNOTE_DAILY_DOLLARS_SERVER",
        description="How many US dollars models may cost in a day, by list prices, in one server; "
        "beyond that, answers are quotes. Empty is no limit.",
        json_schema_extra=_allowed("US dollars, or empty", live=True),
    )
    daily_dollars_user: float | None = Field(
        default=None,
        ge=0,
        allow_inf_nan=False,
        validation_alias="FOOTNOTE_DAILY_DOLLARS_USER",
        description="How many US dollars models may cost in a day, by list prices, for one person; "
        "beyond that, answers are quotes. Empty is no limit.",
        json_schema_extra=_allowed("US dollars, or empty", live=True),
    )
    show_cost: bool = Field(
        default=False,
        validation_alias="FOOTNOTE_SHOW_COST",
        description="Whether the tokens and the cost of an answer stand at its foot.",
        json_schema_extra=_allowed("true or false", live=True),
    )
    stop_grace: float = Field(
        default=5.0,
        ge=0,
        le=300,
        allow_inf_nan=False,
        validation_alias="FOOTNOTE_STOP_GRACE",
        description="How many seconds what is being answered has when the bot is told to stop; "
        "what takes longer says that it was cut. What stops the bot by force should wait for ten "
        "more.",
        json_schema_extra=_allowed("seconds, from 0 to 300", live=True),
    )
    http: Annotated[str, AfterValidator(_listening)] = Field(
        default="",
        validation_alias="FOOTNOTE_HTTP",
        description="Where `footnote run` tells over HTTP whether it lives (/healthz) and whether "
        "it can answer (/readyz); empty: nowhere. Keep it from the internet.",
        json_schema_extra=_allowed("host:port, or empty"),
    )
    watch_loop: bool = Field(
        default=False,
        validation_alias="FOOTNOTE_WATCH_LOOP",
        description="Whether `footnote run` logs when its event loop stands still for over 50 ms.",
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
        return tuple(sorted((s for s in found if len(s) >= _SECRET), key=len, reverse=True))

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
        """The host and port of `FOOTNOTE_HTTP`; None where it is empty."""
        host, _, port = self.http.rpartition(":")
        return (host.strip("[]"), int(port)) if host else None

    @property
    def at_once(self) -> int:
        """How many questions are worked on at the same time."""
        if self.questions_at_once is not None:
            return self.questions_at_once
        return _WRITING if self.mode == "model" else _QUOTING

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


def _is_live(name: str) -> bool:
    extra = Settings.model_fields[name].json_schema_extra
    return isinstance(extra, dict) and bool(extra["live"])


LIVE = frozenset(filter(_is_live, Settings.model_fields))
"""The fields of which another value is taken while the bot runs, at SIGHUP; none is a secret."""


def variables() -> dict[str, str]:
    """Return the field that each environment variable sets, in the order of the fields."""
    return {str(f.validation_alias): name for name, f in Settings.model_fields.items()}


class SettingsError(Exception):
    """Some settings are wrong; the message names each with what is allowed."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


def load_settings(environ: Mapping[str, str], env_file: Path | None) -> Settings:
    """Return the settings in `environ`, and below it in `env_file` where there is one.

    An empty value counts as not given. Raises `SettingsError` with every wrong one.
    """
    given = {**_read(env_file), **{k: v for k, v in environ.items() if v != ""}}
    known = variables()
    problems = [
        _unknown(name, known)
        for name in sorted(given)
        if name.startswith("FOOTNOTE_") and name not in known
    ]
    values: dict[str, Any] = {n: given[n].strip() for n in known if given.get(n, "").strip()}
    values.setdefault("FOOTNOTE_DATA_DIR", default_data_dir(environ))
    try:
        settings = Settings(**values)
    except ValidationError as error:
        wrong = dict.fromkeys(str(e["loc"][0]) for e in error.errors())
        problems += [_wrong(name, values.get(name, "")) for name in wrong]
    if problems:
        raise SettingsError(tuple(problems))
    return settings


def _read(env_file: Path | None) -> dict[str, str]:
    """Return what a `.env` file sets to something; nothing where there is no file."""
    if env_file is None or not env_file.is_file():
        return {}
    try:
        with env_file.open(encoding="utf-8-sig") as lines:
            bindings = list(parse_stream(lines))
    except UnicodeDecodeError as error:
        problem = f"{env_file} cannot be read: it is no text in UTF-8. Save it as such."
        raise SettingsError((problem,)) from error
    except OSError as error:
        problem = f"{env_file} cannot be read ({error.strerror}). Change its permissions."
        raise SettingsError((problem,)) from error
    # Without what they hold, which may be a key.
    wrong = tuple(
        f"Line {_line(binding)} of {env_file} cannot be read. Write NAME=value, and close each "
        "quote that is opened."
        for binding in bindings
        if binding.error
    )
    if wrong:
        raise SettingsError(wrong)
    return {binding.key: binding.value for binding in bindings if binding.key and binding.value}


def _line(binding: Binding) -> int:
    before = binding.original.string
    return binding.original.line + len(before) - len(before.lstrip("\n"))


def _unknown(name: str, known: Mapping[str, str]) -> str:
    close = get_close_matches(name, known, n=1)
    hint = f"; did you mean {close[0]}?" if close else "; the settings are in .env.example."
    return f"{name} is no setting of Footnote{hint}"


def _wrong(name: str, value: object) -> str:
    field = Settings.model_fields[variables().get(name, name)]
    extra = field.json_schema_extra
    allowed = extra["allowed"] if isinstance(extra, dict) else "something else"
    told = _PASSWORD.sub("…@", str(value))[:80]
    shown = "" if "SecretStr" in str(field.annotation) else f" is {told!r}, which"
    return f"{name}{shown} is not allowed; allowed is {allowed}."
