"""Rewrite a model with int8 weights to multiply by them without converting them to float32.

The file holds each weight as int8 with a scale per column, and converts it to float32 on loading
(`Cast`, `Mul`, `MatMul`). This module replaces those three by one `MatMulNBits` of onnxruntime
(https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md), whose weights stay
int8, four times smaller, and whose other operand is quantized to int8 in blocks of 64. One short
text takes two thirds of the time; large batches gain nothing.

It parses only the parts of the ONNX format that it needs
(https://github.com/onnx/onnx/blob/main/onnx/onnx.proto), and copies the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BLOCK = 64  # cosine to float32 .9997; 32 gives .9998 and is slower, 128 .9994
_DOMAIN = "com.microsoft"
_FLOAT32, _UINT8, _INT8 = 1, 2, 3
_TYPES = {_FLOAT32: "<f4", _INT8: "i1"}
_INT_ATTRIBUTE = 2  # the type of an attribute

# Field numbers of ModelProto, GraphProto, NodeProto and TensorProto.
_GRAPH, _OPSETS = 7, 8
_NODE, _INITIALIZER = 1, 5
_INPUT, _OUTPUT, _NAME, _OPERATION = 1, 2, 3, 4
_DIMS, _TYPE, _TENSOR_NAME, _RAW = 1, 2, 8, 9

Field = tuple[int, int | bytes]


@dataclass(frozen=True, slots=True)
class _Node:
    field: Field
    operation: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Weight:
    """An int8 matrix (k, n), its scales (n,), and the nodes that multiplied both."""

    levels: NDArray[np.int8]
    scales: NDArray[np.float32]
    made_by: tuple[_Node, _Node]


def weight_only(model: bytes) -> bytes:
    """Return the ONNX model rewritten; other parts stay byte for byte.

    A matrix that is not used by exactly one `MatMul`, or has another form, stays.
    """
    fields = _parse_fields(model)
    parts = [
        (n, _rewrite_graph(v) if n == _GRAPH and isinstance(v, bytes) else v) for n, v in fields
    ]
    return b"".join(
        map(_encode_field, [*parts, (_OPSETS, _encode_message([(1, _DOMAIN.encode()), (2, 1)]))])
    )


def _rewrite_graph(graph: bytes) -> bytes:
    fields = list(_parse_fields(graph))
    nodes = [_parse_node(f, f[1]) for f in fields if f[0] == _NODE and isinstance(f[1], bytes)]
    made_by = {output: node for node in nodes for output in node.outputs}
    uses = Counter(name for node in nodes for name in node.inputs)
    tensors = {_tensor_name(v): v for n, v in fields if n == _INITIALIZER and isinstance(v, bytes)}
    replaced: dict[int, list[Field]] = {}
    dropped: set[int] = set()
    for node in nodes:
        weight = _find_weight(node, made_by, uses, tensors)
        if weight is not None:
            replaced[id(node.field)] = _build_matmul(node, weight)
            dropped |= {id(made.field) for made in weight.made_by}
    kept = [field for field in fields if id(field) not in dropped]
    used = {name for node in nodes if id(node.field) not in dropped for name in node.inputs}
    made = [part for field in kept for part in replaced.get(id(field), [field])]
    return b"".join(
        _encode_field((number, value))
        for number, value in made
        if number != _INITIALIZER
        or not isinstance(value, bytes)
        or (name := _tensor_name(value)) in used
        or name not in tensors
    )


def _find_weight(
    node: _Node, made_by: dict[str, _Node], uses: Counter[str], tensors: dict[str, bytes]
) -> _Weight | None:
    """Return the weight that a `MatMul` multiplies by, if it is int8 and used by no other node."""
    if node.operation != "MatMul":
        return None
    scaled = made_by.get(node.inputs[1])
    if scaled is None or scaled.operation != "Mul" or uses[node.inputs[1]] != 1:
        return None
    cast, scales = made_by.get(scaled.inputs[0]), tensors.get(scaled.inputs[1])
    if cast is None or cast.operation != "Cast" or uses[scaled.inputs[0]] != 1 or scales is None:
        return None
    levels = tensors.get(cast.inputs[0])
    if levels is None:
        return None
    matrix, factors = _parse_array(levels), _parse_array(scales)
    if matrix.dtype != np.int8 or matrix.shape[0] % _BLOCK or factors.size != matrix.shape[1]:
        return None
    return _Weight(matrix, factors.reshape(-1), (scaled, cast))


def _build_matmul(node: _Node, weight: _Weight) -> list[Field]:
    """Return the node that multiplies by the weight, and its tensors."""
    k, n = weight.levels.shape
    blocks = k // _BLOCK
    name = node.outputs[0]
    shifted = (weight.levels.T.astype(np.int16) + 128).astype(np.uint8).reshape(n, blocks, _BLOCK)
    scales = np.repeat(weight.scales.astype("<f4"), blocks)
    settings = {"K": k, "N": n, "bits": 8, "block_size": _BLOCK, "accuracy_level": 4}
    inputs = (node.inputs[0], f"{name}_levels", f"{name}_scales")
    made: list[Field] = [
        *((_INPUT, i.encode()) for i in inputs),
        (_OUTPUT, name.encode()),
        (_OPERATION, b"MatMulNBits"),
        *(
            (5, _encode_message([(1, key.encode()), (3, value), (20, _INT_ATTRIBUTE)]))
            for key, value in settings.items()
        ),
        (7, _DOMAIN.encode()),
    ]
    return [
        (_INITIALIZER, _encode_tensor(inputs[1], shifted, _UINT8)),
        (_INITIALIZER, _encode_tensor(inputs[2], scales, _FLOAT32)),
        (_NODE, _encode_message(made)),
    ]


def _parse_node(field: Field, message: bytes) -> _Node:
    texts: dict[int, list[str]] = {_INPUT: [], _OUTPUT: [], _OPERATION: []}
    for number, value in _parse_fields(message):
        if number in texts and isinstance(value, bytes):
            texts[number].append(value.decode())
    return _Node(field, texts[_OPERATION][0], tuple(texts[_INPUT]), tuple(texts[_OUTPUT]))


def _tensor_name(tensor: bytes) -> str:
    return next(
        value.decode()
        for number, value in _parse_fields(tensor)
        if number == _TENSOR_NAME and isinstance(value, bytes)
    )


def _parse_array(tensor: bytes) -> NDArray[Any]:
    """Parse a tensor of int8 or float32 stored as raw bytes; any other gives an empty array."""
    dims, kind, raw = [], 0, b""
    for number, value in _parse_fields(tensor):
        if number == _DIMS:
            dims += [value] if isinstance(value, int) else list(_parse_varints(value))
        elif number == _TYPE and isinstance(value, int):
            kind = value
        elif number == _RAW and isinstance(value, bytes):
            raw = value
    if kind not in _TYPES or not raw:
        return np.zeros((1, 0), np.uint8)
    values: NDArray[Any] = np.frombuffer(raw, np.dtype(_TYPES[kind])).reshape(dims)
    return values


def _encode_tensor(name: str, values: NDArray[Any], kind: int) -> bytes:
    dims: list[Field] = [(_DIMS, size) for size in values.shape]
    raw = np.ascontiguousarray(values).tobytes()
    return _encode_message([*dims, (_TYPE, kind), (_TENSOR_NAME, name.encode()), (_RAW, raw)])


# The wire format: https://protobuf.dev/programming-guides/encoding


def _parse_fields(message: bytes) -> Iterator[Field]:
    """Yield a message's fields in order: varints as int, length-delimited ones as bytes."""
    at = 0
    while at < len(message):
        key, at = _parse_varint(message, at)
        match key & 7:
            case 0:
                value, at = _parse_varint(message, at)
                yield key >> 3, value
            case 2:
                size, at = _parse_varint(message, at)
                yield key >> 3, message[at : at + size]
                at += size
            case kind:
                raise ValueError(f"The model has a field of wire type {kind}.")


def _encode_message(fields: Iterable[Field]) -> bytes:
    return b"".join(map(_encode_field, fields))


def _encode_field(field: Field) -> bytes:
    number, value = field
    if isinstance(value, int):
        return _encode_varint(number << 3) + _encode_varint(value)
    return _encode_varint(number << 3 | 2) + _encode_varint(len(value)) + value


def _parse_varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at


def _parse_varints(packed: bytes) -> Iterator[int]:
    at = 0
    while at < len(packed):
        value, at = _parse_varint(packed, at)
        yield value


def _encode_varint(value: int) -> bytes:
    made = bytearray()
    while value > 127:
        made.append(value & 127 | 128)
        value >>= 7
    return bytes([*made, value])
