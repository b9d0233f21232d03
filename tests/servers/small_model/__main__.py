"""Serve a model until standard input ends; the first line is the server's address.

    python -m tests.servers.small_model NAME FILE SHA256 WINDOW REPEAT_PENALTY

Standard input is a pipe from whoever started it: should that process die, so does this one.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.servers.small_model.weights import Weights


def main() -> None:
    """Serve until nobody is there any more."""
    # The server speaks of itself on standard output, which is to have the address alone.
    address = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    from xllamacpp import CommonParams, Server  # type: ignore[import-not-found, unused-ignore]

    name, path, sha256, window, penalty = sys.argv[1:]
    weights = Weights(name, Path(path), sha256, int(window), float(penalty))
    weights.check()
    params = CommonParams()
    params.model.path = str(weights.path)
    params.model_alias = {weights.name}
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.n_ctx = weights.window
    params.n_parallel = 1
    params.cpuparams.n_threads = 1
    params.cpuparams_batch.n_threads = 1
    params.cpuparams.poll = params.cpuparams_batch.poll = 0  # to wait takes no processor
    params.ui = False
    params.warmup = False
    params.sampling.seed = 1
    params.sampling.temp = 0.0
    params.sampling.penalty_repeat = weights.repeat_penalty
    server = Server(params)
    address.write(f"{server.listening_address}/v1\n")
    address.flush()
    sys.stdin.read()
    os._exit(0)  # at once, whatever it is writing


if __name__ == "__main__":
    main()
