"""Serve the small model until standard input ends; the first line is the server's address.

Standard input is a pipe from whoever started it: should that process die, so does this one.
"""

from __future__ import annotations

import os
import sys

from tests.servers.small_model.weights import checked_path

_WINDOW = 4_096  # tokens


def main() -> None:
    """Serve until nobody is there any more."""
    # The server speaks of itself on standard output, which is to have the address alone.
    address = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    from xllamacpp import CommonParams, Server  # type: ignore[import-not-found, unused-ignore]

    params = CommonParams()
    params.model.path = str(checked_path())
    params.model_alias = {sys.argv[1]}
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.n_ctx = _WINDOW
    params.n_parallel = 1
    params.cpuparams.n_threads = 1
    params.cpuparams_batch.n_threads = 1
    params.cpuparams.poll = params.cpuparams_batch.poll = 0  # to wait takes no processor
    params.ui = False
    params.warmup = False
    params.sampling.seed = 1
    params.sampling.temp = 0.0
    params.sampling.penalty_repeat = 1.15
    server = Server(params)
    address.write(f"{server.listening_address}/v1\n")
    address.flush()
    sys.stdin.read()
    os._exit(0)  # at once, whatever it is writing


if __name__ == "__main__":
    main()
