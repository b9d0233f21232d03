"""Run a real Chroma server on a free loopback port."""

from __future__ import annotations

import http.client
import os
import signal
import sys
from pathlib import Path
from typing import Self

from tests.servers.process import ServerProcess


class ChromaServer:
    """`chroma run` over a folder: up inside the context, and to be stopped and started again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server = ServerProcess(self._answers)

    @property
    def address(self) -> str:
        """What FOOTNOTE_CHROMA would be."""
        return f"http://127.0.0.1:{self._server.port}"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start the server and wait until it answers."""
        program = Path(sys.executable).with_name("chroma")
        where = [
            "--path",
            str(self._folder),
            "--host",
            "127.0.0.1",
            "--port",
            str(self._server.port),
        ]
        environ = os.environ | {"ANONYMIZED_TELEMETRY": "False", "HOME": str(self._folder)}
        self._server.start([str(program), "run", *where], self._folder, env=environ)

    def stop(self) -> None:
        """Stop the server and wait until it is gone."""
        self._server.stop(signal.SIGTERM)

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self._server.port, timeout=60)
        try:
            connection.request("GET", "/api/v2/heartbeat")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()
