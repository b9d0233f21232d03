"""Judge pairs by the weights of an exported file in float32, for a test of what rounds and clips.

The test is tests/grounding/test_cross_encoder.py.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
import onnx
from onnx import helper, numpy_helper

from bot.grounding.cross_encoder import load_pair_tokenizer, run
from retrieval.search.embedding.onnx_model import open_session


def write_judgments(model: Path, pairs: Path) -> None:
    """Replace the judgments of a file of pairs (JSON lines) by those in float32."""
    tokenizer, session = load_pair_tokenizer(), open_session(dequantize(model))
    lines = []
    for line in pairs.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        row["judgment"] = asdict(run(tokenizer, session, row["premise"], row["claim"]))
        lines.append(json.dumps(row, ensure_ascii=False) + "\n")
    pairs.write_text("".join(lines), encoding="utf-8")


def dequantize(path: Path) -> bytes:
    """Return the ONNX model of a file with each integer product in float32 instead.

    A product is the nodes DynamicQuantizeLinear, MatMulInteger, Cast and Mul, as onnxruntime's
    quantizer writes them; the weights are the rounded ones.
    """
    model = onnx.load(path)
    graph = model.graph
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    made_by = {name: node for node in graph.node for name in node.output}
    read_by = {name: node for node in graph.node for name in node.input}
    products, dropped = {}, set()
    for node in graph.node:
        if node.op_type != "MatMulInteger":
            continue
        rounded, weights, _, zero = node.input
        name = weights.removesuffix("_quantized")
        integers = stored[weights].astype(np.float32) - stored[zero].astype(np.float32)
        exact = integers * stored[f"{name}_scale"]
        graph.initializer.append(numpy_helper.from_array(exact, f"{name}_float"))
        cast = read_by[node.output[0]]
        scaled = read_by[cast.output[0]]
        inputs = [made_by[rounded].input[0], f"{name}_float"]
        products[scaled.name] = helper.make_node("MatMul", inputs, scaled.output)
        dropped |= {node.name, cast.name}
    nodes = [products.get(node.name, node) for node in graph.node if node.name not in dropped]
    del graph.node[:]
    graph.node.extend(nodes)
    used = {name for node in nodes for name in node.input}
    kept = [tensor for tensor in graph.initializer if tensor.name in used]
    del graph.initializer[:]
    graph.initializer.extend(kept)
    content: bytes = model.SerializeToString()
    return content
