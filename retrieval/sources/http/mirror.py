"""Let one address stand for all services: `MIRROR/HOST/PATH` for `https://HOST/PATH`."""

from __future__ import annotations

from urllib.parse import urlsplit

from retrieval.errors import SourceNotAllowed
from retrieval.sources.http.hosts import Address, is_known


class Mirror:
    """A copy of the services at one http(s) address, which may have a port and a path.

    Raises SourceNotAllowed where `address` is none.
    """

    def __init__(self, address: str) -> None:
        try:
            parts = urlsplit(address)
            fit = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
        except ValueError:
            fit = False
        if not fit or parts.username or parts.query or parts.fragment:
            raise SourceNotAllowed(
                f"{address!r} can stand for no service. Give an http or https address, such as "
                "http://127.0.0.1:8080."
            )
        self._address = address.rstrip("/")

    def address(self, real: Address) -> str:
        """Return where the mirror has what is at `real`."""
        return f"{self._address}/{real.host}{real.target}"

    def real(self, location: str) -> str:
        """Return the address that `location` in the mirror stands for; others stay as they are."""
        _, at, rest = location.partition(f"{self._address}/")
        known = not _ and at and is_known(rest.partition("/")[0])
        return f"https://{rest}" if known else location
