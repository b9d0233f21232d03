"""Say in words for people what went wrong with an embedding server, and whether to ask again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval import openai_server
from retrieval.errors import EmbeddingError
from retrieval.openai_server import OpenAIServer, reason, said

if TYPE_CHECKING:
    from openai import APIStatusError

_LONGEST_WAIT = 20.0  # seconds, whatever a server asks for

_TOO_LONG = re.compile(
    r"context_length|context (?:length|size|window)|maximum (?:context|input)|too (?:long|large)"
    r"|too many tokens|max_tokens|physical batch size",
    re.IGNORECASE,
)


class EmbeddingServer(OpenAIServer):
    """An embedding model and its server."""

    __slots__ = ()

    def check(self) -> None:
        """Raise EmbeddingError where no request can be made with this address and key."""
        if not self.has_address:
            raise EmbeddingError(
                "The address of the embedding server is not a web address. OPENAI_BASE_URL looks "
                "like https://api.openai.com/v1 or http://localhost:11434/v1."
            )
        if not self.has_sendable_key:
            raise EmbeddingError(
                f"The API key for {self.host} has blanks or letters that no key has. Copy it "
                "to OPENAI_API_KEY again, without quotes around it."
            )

    def silent(self, tries: int) -> EmbeddingError:
        """Return the error for a server that cannot be reached or does not answer in time."""
        return EmbeddingError(
            f"The embedding server at {self.host} does not answer (asked {tries} times). Check "
            "that it runs and that OPENAI_BASE_URL is right, or set FOOTNOTE_EMBEDDER=minilm, "
            "which works offline."
        )

    def garbled(self, what: str) -> EmbeddingError:
        """Return the error for an answer that is no vectors."""
        return EmbeddingError(
            f"The server at {self.host} sent {what} when asked to embed with the model "
            f"“{self.model}”. Check that OPENAI_BASE_URL is that of an OpenAI-compatible API (it "
            "often ends in /v1) and that the model is one for embeddings."
        )

    def refused(self, error: APIStatusError, tries: int) -> EmbeddingError:
        """Return the error for a status that says no."""
        status, model = error.status_code, f"“{self.model}”"
        if status in {401, 403}:
            return EmbeddingError(
                f"The embedding server at {self.host} refused the API key ({status}). Check "
                f"OPENAI_API_KEY, and that it may use the model {model}."
            )
        if status == 404:
            return EmbeddingError(
                f"The server at {self.host} knows no embedding model {model} (404). Check "
                "FOOTNOTE_EMBEDDER, and that OPENAI_BASE_URL is that of an OpenAI-compatible API; "
                "it often ends in /v1."
            )
        if status == 429 and not is_passing(error):
            return EmbeddingError(
                f"The account at {self.host} has no credit left for the model {model} (429). Add "
                "credit, or set FOOTNOTE_EMBEDDER=minilm, which works offline."
            )
        if is_passing(error):
            return EmbeddingError(
                f"The embedding server at {self.host} is busy or in trouble ({status}, asked "
                f"{tries} times). Try again later; what is not yet indexed stays queued."
            )
        words = self.clean(reason(error))
        return EmbeddingError(
            f"The server at {self.host} refused to embed with the model {model} ({status}): "
            f"{words}. Check FOOTNOTE_EMBEDDER.",
            quoted=words,
        )


def again(error: Exception) -> bool | float:
    """Say whether to send a request again, or in how many seconds where the server says so."""
    if not is_passing(error):
        return False
    response = getattr(error, "response", None)
    asked = response.headers.get("retry-after", "") if response is not None else ""
    if not re.fullmatch(r"\d{1,6}(\.\d+)?", asked):
        return True
    return min(float(asked), _LONGEST_WAIT)


def is_passing(error: Exception) -> bool:
    """Say whether the same request may succeed later; one that is too long does not."""
    from openai import APIStatusError

    if isinstance(error, APIStatusError) and is_too_long(error):
        return False
    return openai_server.is_passing(error)


def is_too_long(error: APIStatusError) -> bool:
    """Say whether a server complains of a text's length; llama.cpp does so by a 500."""
    return error.status_code in {400, 413, 422, 500} and bool(_TOO_LONG.search(said(error)))
