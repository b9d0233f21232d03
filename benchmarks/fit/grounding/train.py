"""Fit the network on pairs for a given time, in one process, and write it as ONNX.

The rate falls to zero over the time, so that a busy machine ends as punctually as an idle one. A
run that was stopped goes on from its last state, which is stored every few minutes.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn

from benchmarks.fit.grounding.network import LABELS, Network, load_start
from benchmarks.fit.grounding.pairs import Pair
from bot.grounding.cross_encoder import MAX_TOKENS, segments
from retrieval.search.embedding.bge_small import load_tokenizer

_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_WARM_UP = 0.04  # of the time
_POOL = 2_560  # pairs, of which those of like length are batched
_BATCH_CHARS = 13_000  # some 3,000 tokens
_STORED_EVERY = 300.0  # seconds
_OPSET = 20


@dataclass(frozen=True, slots=True)
class Recipe:
    """How long to fit, on how many threads, from which seed."""

    minutes: float
    threads: int
    seed: int
    bfloat16: bool = False
    rate: float = 1.2e-4


def fit(start: Path, pairs: Sequence[Pair], recipe: Recipe, stored: Path) -> Network:
    """Return the network of `start` (ONNX) fitted on the pairs; `stored` keeps the state."""
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(recipe.threads)
    model = load_start(start)
    model.train()
    model.words.weight.requires_grad_(False)
    moving = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(moving, recipe.rate, betas=(0.9, 0.98), weight_decay=0.01)
    spent, step, seen, running = 0.0, 0, 0, 1.0
    if stored.exists():
        state: dict[str, Any] = torch.load(stored, weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        spent, step, seen = state["progress"]
    tokenizer = load_tokenizer(MAX_TOKENS)
    began = time.monotonic() - spent
    began_processing, last_stored, budget = time.process_time(), spent, 60 * recipe.minutes
    for batch in islice(_draw_batches(pairs, Random(recipe.seed)), step, None):
        if (spent := time.monotonic() - began) >= budget:
            break
        part = spent / budget
        for group in optimizer.param_groups:
            group["lr"] = recipe.rate * min(part / _WARM_UP, (1 - part) / (1 - _WARM_UP))
        with torch.autocast("cpu", torch.bfloat16, enabled=recipe.bfloat16):
            logits = model(**_to_tensors(tokenizer, batch))
        loss = _find_loss(logits.float(), batch)
        loss.backward()
        nn.utils.clip_grad_norm_(moving, 1.0)
        optimizer.step()
        optimizer.zero_grad()
        step, seen = step + 1, seen + len(batch)
        running += (loss.item() - running) / min(step, 100)
        if spent - last_stored > _STORED_EVERY:
            last_stored, progress = spent, (spent, step, seen)
            state = {"model": model.state_dict(), "optimizer": optimizer.state_dict()}
            torch.save(state | {"progress": progress}, stored)
            print(f"{spent / 60:.0f} min, {seen} pairs, loss {running:.3f}", flush=True)
    rates = [seen / took for took in (spent, time.process_time() - began_processing)]
    print(
        f"{seen} pairs of {len(pairs)}, {rates[0]:.1f} a second, {rates[1]:.1f} a second of "
        f"processor time, loss {running:.3f}"
    )
    model.eval()
    return model


def _draw_batches(pairs: Sequence[Pair], random: Random) -> Iterator[list[Pair]]:
    """Yield batches of pairs of like length without end, in a random order."""
    while True:
        order = random.sample(pairs, len(pairs))
        for start in range(0, len(order), _POOL):
            pool = sorted(order[start : start + _POOL], key=_count_chars)
            batches: list[list[Pair]] = [[]]
            for pair in pool:
                if (len(batches[-1]) + 1) * _count_chars(pair) > _BATCH_CHARS:
                    batches.append([])
                batches[-1].append(pair)
            yield from random.sample(batches, len(batches))


def _count_chars(pair: Pair) -> int:
    return min(len(pair.premise) + len(pair.claim), 1_300)  # all that is read


def _to_tensors(tokenizer: Tokenizer, batch: Sequence[Pair]) -> dict[str, Tensor]:
    read = tokenizer.encode_batch([(pair.premise, pair.claim) for pair in batch])
    rows = zip(*((one.ids, [1] * len(one.ids), segments(one)) for one in read), strict=True)
    padded = (
        nn.utils.rnn.pad_sequence([torch.tensor(row) for row in of_input], batch_first=True)
        for of_input in rows
    )
    return dict(zip(_INPUTS, padded, strict=True))


def _find_loss(logits: Tensor, batch: Sequence[Pair]) -> Tensor:
    """Return the mean negative log likelihood of each pair's label, or of either unsupported."""
    allowed = torch.tensor(
        [
            [
                name == pair.label or (pair.label == "unsupported" and name != "supported")
                for name in LABELS
            ]
            for pair in batch
        ]
    )
    chances = logits.log_softmax(-1).masked_fill(~allowed, -torch.inf)
    return -chances.logsumexp(-1).mean()


def export(model: Network, path: Path) -> None:
    """Write the network with weights of eight bits.

    Matrices are rounded per channel: rounded as a whole, they lose what was fitted. They are
    unsigned: some processors clip sums of products with signed ones. The head is left as it is.
    """
    whole = path.with_suffix(".float.onnx")
    torch.onnx.export(
        model,
        tuple(torch.ones(2, 8, dtype=torch.int64) for _ in _INPUTS),
        str(whole),
        input_names=list(_INPUTS),
        output_names=["logits"],
        dynamic_axes={name: {0: "pairs", 1: "tokens"} for name in _INPUTS}
        | {"logits": {0: "pairs"}},
        opset_version=_OPSET,
        dynamo=False,
    )
    nodes = onnx.load(whole).graph.node
    quantize_dynamic(
        whole,
        path,
        per_channel=True,
        weight_type=QuantType.QUInt8,
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        nodes_to_exclude=[node.name for node in nodes if node.name.startswith("/head/")],
        extra_options={"MatMulConstBOnly": True, "WeightSymmetric": True},
    )
    whole.unlink()
