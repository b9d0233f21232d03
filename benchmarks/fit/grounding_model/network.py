"""The cross-encoder as it is fitted: BERT of the wheel's shape, with a head of three labels.

Its start weights are those of an int8 ONNX file, dequantized: no other form of them is needed.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor, nn
from torch.nn import functional

LABELS = ("supported", "contradicted", "not_stated")
HIDDEN, HEADS, INNER, VOCABULARY, POSITIONS = 384, 12, 1536, 30522, 512
_EPSILON = 1e-12
_PARTS = {
    "attention/self/query": "query",
    "attention/self/key": "key",
    "attention/self/value": "value",
    "attention/output/dense": "merge",
    "intermediate/dense": "widen",
    "output/dense": "narrow",
}


class Layer(nn.Module):  # type: ignore[misc] # torch is seldom installed
    """One layer of BERT, its normalization after each of the two sums."""

    def __init__(self) -> None:
        super().__init__()
        self.query_key_value = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.merge = nn.Linear(HIDDEN, HIDDEN)
        self.merge_norm = nn.LayerNorm(HIDDEN, eps=_EPSILON)
        self.widen = nn.Linear(HIDDEN, INNER)
        self.narrow = nn.Linear(INNER, HIDDEN)
        self.narrow_norm = nn.LayerNorm(HIDDEN, eps=_EPSILON)

    def forward(self, hidden: Tensor, ignored: Tensor) -> Tensor:
        """Return the layer's output for `hidden` (texts, tokens, 384)."""
        texts, tokens, _ = hidden.shape
        joined = self.query_key_value(hidden).view(texts, tokens, 3, HEADS, HIDDEN // HEADS)
        query, key, value = joined.permute(2, 0, 3, 1, 4)
        nearness = query @ key.transpose(-1, -2) * (HIDDEN // HEADS) ** -0.5 + ignored
        read = nearness.softmax(-1) @ value  # on a processor, eight times as fast as the fused one
        read = read.transpose(1, 2).reshape(texts, tokens, HIDDEN)
        hidden = self.merge_norm(hidden + self.merge(read))
        inner = functional.gelu(self.widen(hidden))
        return self.narrow_norm(hidden + self.narrow(inner))


class CrossEncoder(nn.Module):  # type: ignore[misc]
    """Read a premise and a claim together, and give three logits in the order of `LABELS`."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.sides = nn.Embedding(4, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=_EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.head = nn.Linear(HIDDEN, len(LABELS))

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        """Return logits (texts, labels) for token ids (texts, tokens) and their mask."""
        places = torch.arange(input_ids.shape[1], device=input_ids.device)
        hidden = self.words(input_ids) + self.positions(places) + self.sides(token_type_ids)
        hidden = self.norm(hidden)
        ignored = (1 - attention_mask[:, None, None, :].to(hidden.dtype)) * -1e4
        for layer in self.layers:
            hidden = layer(hidden, ignored)
        logits: Tensor = self.head(hidden[:, 0])
        return logits


def load_start(path: Path, layers: list[int]) -> CrossEncoder:
    """Return a cross-encoder to start from.

    It is that of a file which `export` wrote, or has the chosen layers of another ONNX file's BERT
    and a fresh head.
    """
    graph = onnx.load(path).graph
    if any(tensor.name == "norm.weight" for tensor in graph.initializer):
        return _load_exported(graph)
    tensors = _dequantized(graph)
    model = CrossEncoder(len(layers))
    state = {
        "words.weight": tensors["words"],
        "positions.weight": tensors["positions"],
        "sides.weight": _four_sides(tensors["sides"]),
        "norm.weight": tensors["embeddings.LayerNorm.weight"],
        "norm.bias": tensors["embeddings.LayerNorm.bias"],
        "head.weight": model.head.weight.detach().numpy() * 0.1,
        "head.bias": np.zeros(len(LABELS), np.float32),
    }
    for place, layer in enumerate(layers):
        old, new = f"encoder.layer.{layer}", f"layers.{place}"
        for kind, axis in (("weight", 0), ("bias", 0)):
            state[f"{new}.query_key_value.{kind}"] = np.concatenate(
                [tensors[f"{old}.{part}.{kind}"] for part in ("query", "key", "value")], axis
            )
            for part in ("merge", "widen", "narrow"):
                state[f"{new}.{part}.{kind}"] = tensors[f"{old}.{part}.{kind}"]
            state[f"{new}.merge_norm.{kind}"] = tensors[f"{old}.attention.output.LayerNorm.{kind}"]
            state[f"{new}.narrow_norm.{kind}"] = tensors[f"{old}.output.LayerNorm.{kind}"]
    model.load_state_dict({name: torch.from_numpy(np.array(t)) for name, t in state.items()})
    return model


def _four_sides(two: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return BERT's segments, and beside each a like one for words that both texts have."""
    shift = np.random.default_rng(14).normal(0, 0.05, HIDDEN).astype(np.float32)
    return np.concatenate([two, two + shift])


def _load_exported(graph: onnx.GraphProto) -> CrossEncoder:
    """Return the model of a graph that `export` wrote, its rounded weights in float32."""
    raw = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    state = {name: tensor for name, tensor in raw.items() if not name.startswith("onnx::")}
    for name in ("words", "positions", "sides"):
        state[f"{name}.weight"] = _floats(raw, f"{name}.weight")
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            stem = node.input[1].removesuffix("_quantized")
            name = node.name.removesuffix("/MatMul_quant").removesuffix("/Gemm_MatMul_quant")
            state[f"{name[1:].replace('/', '.')}.weight"] = _floats(raw, stem).T
    layers = sum(name.endswith("merge.bias") for name in state)
    model = CrossEncoder(layers)
    wanted = model.state_dict()
    model.load_state_dict({n: torch.from_numpy(np.array(state[n], np.float32)) for n in wanted})
    return model


def _dequantized(graph: onnx.GraphProto) -> dict[str, NDArray[np.float32]]:
    """Return the file's weights in float32 under short names, matrices as (outputs, inputs)."""
    raw = {t.name.removeprefix("bert."): numpy_helper.to_array(t) for t in graph.initializer}
    found = {name: t for name, t in raw.items() if t.dtype == np.float32}
    for node in graph.node:
        if node.op_type == "MatMulInteger" and "encoder/layer." in node.name:
            _, where = node.name.split("encoder/layer.")
            number, _, part = where.removesuffix("/MatMul_quant").partition("/")
            name = f"encoder.layer.{number}.{_PARTS[part]}"
            stem = node.input[1].removesuffix("_quantized").removeprefix("bert.")
            found[f"{name}.weight"] = _floats(raw, stem).T
            bias = f"encoder.layer.{number}.{part.replace('/', '.')}.bias"
            found[f"{name}.bias"] = raw[bias]
    for short, name in (("words", "word"), ("positions", "position"), ("sides", "token_type")):
        found[short] = _floats(raw, f"embeddings.{name}_embeddings.weight")
    return found


def _floats(raw: dict[str, NDArray[np.generic]], stem: str) -> NDArray[np.float32]:
    values, zero = raw[f"{stem}_quantized"].astype(np.float32), raw[f"{stem}_zero_point"]
    return (values - zero.astype(np.float32)) * raw[f"{stem}_scale"].astype(np.float32)
