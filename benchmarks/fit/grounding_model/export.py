"""Write the fitted model as ONNX, its weights rounded to eight bits a channel, and read it back."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer

from benchmarks.fit.grounding_model.data import Pair
from benchmarks.fit.grounding_model.fit import encode, tensors
from benchmarks.fit.grounding_model.network import CrossEncoder, load_start

_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_OPSET = 20
_BATCH = 16
_LAYERS = 12


def load_checkpoint(path: Path) -> CrossEncoder:
    """Return the model of a checkpoint, in float32."""
    state = torch.load(path, weights_only=True)["model"]
    model = CrossEncoder(len({name.split(".")[1] for name in state if name.startswith("layers.")}))
    model.load_state_dict(state)
    model.eval()
    return model


def mix(start: Path, checkpoints: Sequence[Path], share: float) -> CrossEncoder:
    """Return a model of mean weights: `share` of where the fit started, the rest of checkpoints.

    What the start knew of other texts is kept so, and most of what was fitted (WiSE-FT, Wortsman et
    al., 2022).
    """
    mixed = load_start(start, list(range(_LAYERS)))
    mixed.eval()
    parts = [load_checkpoint(path).state_dict() for path in checkpoints]
    mixed.load_state_dict(
        {
            name: share * first + (1 - share) * sum(part[name] for part in parts) / len(parts)
            for name, first in mixed.state_dict().items()
        }
    )
    return mixed


def export(model: CrossEncoder, path: Path) -> str:
    """Write the model to `path` and return the file's sha256.

    Matrices are rounded per channel: rounded as a whole, they lose what was fitted. They are
    unsigned: some processors clip sums of products with signed ones.
    """
    example = tuple(torch.ones(2, 8, dtype=torch.int64) for _ in _INPUTS)
    whole = path.with_suffix(".float.onnx")
    torch.onnx.export(
        model,
        example,
        str(whole),
        input_names=list(_INPUTS),
        output_names=["logits"],
        dynamic_axes={name: {0: "pairs", 1: "tokens"} for name in _INPUTS}
        | {"logits": {0: "pairs"}},
        opset_version=_OPSET,
        dynamo=False,
    )
    quantize_dynamic(
        whole,
        path,
        per_channel=True,
        weight_type=QuantType.QUInt8,
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        nodes_to_exclude=_head(whole),
        extra_options={"MatMulConstBOnly": True, "WeightSymmetric": True},
    )
    whole.unlink()
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _head(path: Path) -> list[str]:
    """Return the names of the nodes that make the logits: too small to be worth rounding."""
    return [node.name for node in onnx.load(path).graph.node if node.name.startswith("/head/")]


class OnnxScorer:
    """Judges pairs by an exported file, on one thread."""

    def __init__(self, model: Path, tokenizer: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(model, options, ["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(tokenizer))

    def __call__(self, pairs: Sequence[Pair]) -> NDArray[np.float32]:
        """Return the probabilities of the three labels for each pair."""
        found = np.zeros((len(pairs), 3), np.float32)
        order = sorted(range(len(pairs)), key=lambda i: len(pairs[i].premise) + len(pairs[i].claim))
        for start in range(0, len(order), _BATCH):
            places = order[start : start + _BATCH]
            inputs = tensors(encode(self._tokenizer, [pairs[i] for i in places]))
            (logits,) = self._session.run(None, {n: t.numpy() for n, t in inputs.items()})
            exponents = np.exp(logits - logits.max(-1, keepdims=True))
            found[places] = exponents / exponents.sum(-1, keepdims=True)
        return found
