"""Fit the cross-encoder, by workers of one thread each that average their gradients.

The rate falls to zero over a budget of time, so that a busy machine ends as punctually as an idle
one; what was spent before an interruption counts.
"""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import torch
from tokenizers import Encoding, Tokenizer
from torch import Tensor, distributed, nn

from benchmarks.fit.grounding_model.data import Pair, read_pairs
from benchmarks.fit.grounding_model.network import LABELS, CrossEncoder, load_start
from bot.grounding.cross_encoder import MAX_TOKENS, segments

_WARM_UP = 0.04
_POOL = 2560


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is fitted, on what, for how long: all that a run is made of."""

    start: Path
    tokenizer: Path
    pairs: Path
    out: Path
    layers: tuple[int, ...]
    minutes: float
    rate: float = 1.2e-4
    batch_tokens: int = 1664
    max_tokens: int = MAX_TOKENS
    workers: int = 2
    seed: int = 14
    checkpoint_minutes: float = 3.0


def encode(
    tokenizer: Tokenizer, pairs: Sequence[Pair], max_tokens: int = MAX_TOKENS
) -> list[Encoding]:
    """Return the tokens of pairs; of a premise that is too long, the end is cut."""
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_tokens, strategy="longest_first")
    return list(tokenizer.encode_batch([(pair.premise, pair.claim) for pair in pairs]))


def tensors(read: Sequence[Encoding]) -> dict[str, Tensor]:
    """Return what the model reads, padded to the longest pair."""
    width = max(len(one.ids) for one in read)

    def padded(rows: Iterable[list[int]]) -> Tensor:
        return torch.tensor([row + [0] * (width - len(row)) for row in rows])

    return {
        "input_ids": padded(one.ids for one in read),
        "attention_mask": padded(one.attention_mask for one in read),
        "token_type_ids": padded(segments(one) for one in read),
    }


def allowed_labels(pairs: Sequence[Pair]) -> Tensor:
    """Return which of `LABELS` each pair may have: two of them for an `unsupported` one."""
    return torch.tensor(
        [
            [
                label == p.label or (p.label == "unsupported" and label != "supported")
                for label in LABELS
            ]
            for p in pairs
        ]
    )


def loss_of(logits: Tensor, allowed: Tensor) -> Tensor:
    """Return the mean negative log likelihood that each pair has one of its allowed labels."""
    chances = logits.log_softmax(-1).masked_fill(~allowed, -torch.inf)
    return -chances.logsumexp(-1).mean()


def batches(
    pairs: list[Pair], tokenizer: Tokenizer, recipe: Recipe, rank: int
) -> Iterator[Callable[[], tuple[dict[str, Tensor], Tensor]]]:
    """Yield a worker's batches without end, of pairs of like length, in a seeded order.

    A batch is made when it is called, so that those before a checkpoint cost little.
    """
    order = random.Random(recipe.seed)  # the same in each worker
    while True:
        order.shuffle(pairs)
        for start in range(0, len(pairs), _POOL):
            pool = pairs[start : start + _POOL]
            read = encode(tokenizer, pool, recipe.max_tokens)
            found = list(
                _filled(sorted(zip(read, pool, strict=True), key=_tokens), recipe.batch_tokens)
            )
            order.shuffle(found)
            whole = len(found) - len(found) % recipe.workers
            yield from (partial(_batch, one) for one in found[rank : whole : recipe.workers])


def _batch(found: Sequence[tuple[Encoding, Pair]]) -> tuple[dict[str, Tensor], Tensor]:
    return tensors([read for read, _ in found]), allowed_labels([pair for _, pair in found])


def _tokens(one: tuple[Encoding, Pair]) -> int:
    return len(one[0].ids)


def _filled(
    pool: Sequence[tuple[Encoding, Pair]], most: int
) -> Iterator[list[tuple[Encoding, Pair]]]:
    """Yield runs of a pool sorted by length, of at most so many tokens when padded."""
    batch: list[tuple[Encoding, Pair]] = []
    for one in pool:
        if batch and (len(batch) + 1) * _tokens(one) > most:
            yield batch
            batch = []
        batch.append(one)
    yield batch


def fit(recipe: Recipe, rank: int) -> None:
    """Run one worker until the budget is spent; worker 0 writes checkpoints and the log."""
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(1)
    if recipe.workers > 1:
        meeting = f"file://{(recipe.out / f'meeting.{os.getppid()}').absolute()}"
        distributed.init_process_group("gloo", meeting, rank=rank, world_size=recipe.workers)
    model = load_start(recipe.start, list(recipe.layers)).train()
    model.words.weight.requires_grad_(False)
    moving = [p for p in model.parameters() if p.requires_grad]
    exact = [p.detach().clone() for p in moving]  # in float32, beside a model in bfloat16
    optimizer = torch.optim.AdamW(
        exact, recipe.rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True
    )
    tokenizer = Tokenizer.from_file(str(recipe.tokenizer))
    spent, step, seen = _resume(recipe, exact, optimizer)
    model.to(torch.bfloat16)
    _copy(exact, moving)
    source = batches(list(read_pairs(recipe.pairs)), tokenizer, recipe, rank)
    for _ in range(step):
        next(source)
    began = saved = time.monotonic() - spent
    saved += spent
    first, running = step, 0.0
    while True:
        inputs, allowed = next(source)()
        loss = loss_of(model(**inputs).float(), allowed)
        loss.backward()
        spent = _agree(recipe, moving, exact, time.monotonic() - began)
        part = spent / (60 * recipe.minutes)
        for group in optimizer.param_groups:
            group["lr"] = recipe.rate * max(0.0, min(part / _WARM_UP, (1 - part) / (1 - _WARM_UP)))
        nn.utils.clip_grad_norm_(exact, 1.0)
        optimizer.step()
        _copy(exact, moving)
        model.zero_grad()
        step, seen = step + 1, seen + len(allowed) * recipe.workers
        running += (loss.item() - running) / min(step - first, 100)
        if rank == 0 and (part >= 1 or spent + began - saved > 60 * recipe.checkpoint_minutes):
            _save(recipe, model, exact, optimizer, (spent, step, seen))
            saved = time.monotonic()
            _log(recipe, minutes=spent / 60, step=step, pairs=seen, loss=running)
        if part >= 1:
            return


def _agree(
    recipe: Recipe, moving: Sequence[nn.Parameter], exact: Sequence[Tensor], spent: float
) -> float:
    """Give `exact` the mean gradients of all workers; return the time spent that all go by."""
    flat = torch.cat([*(g.grad.flatten() for g in moving if g.grad is not None)]).float()
    flat = torch.cat([flat, torch.tensor([spent])])
    if recipe.workers > 1:
        distributed.all_reduce(flat)
        flat /= recipe.workers
    start = 0
    for tensor in exact:
        tensor.grad = flat[start : start + tensor.numel()].view_as(tensor)
        start += tensor.numel()
    return float(flat[-1])


def _copy(source: Sequence[Tensor], target: Sequence[nn.Parameter]) -> None:
    with torch.no_grad():
        for one, other in zip(source, target, strict=True):
            other.copy_(one)


def _resume(
    recipe: Recipe, exact: Sequence[Tensor], optimizer: torch.optim.Optimizer
) -> tuple[float, int, int]:
    path = recipe.out / "checkpoint.pt"
    if not path.exists():
        return 0.0, 0, 0
    state: dict[str, Any] = torch.load(path, weights_only=True)
    for one, saved in zip(exact, state["exact"], strict=True):
        one.copy_(saved)
    optimizer.load_state_dict(state["optimizer"])
    spent, step, seen = state["progress"]
    return spent, step, seen


def _save(
    recipe: Recipe,
    model: CrossEncoder,
    exact: Sequence[Tensor],
    optimizer: torch.optim.Optimizer,
    progress: tuple[float, int, int],
) -> None:
    names = [name for name, p in model.named_parameters() if p.requires_grad]
    state = {
        "model": {
            **{name: p.detach().float() for name, p in model.named_parameters()},
            **dict(zip(names, exact, strict=True)),
        },
        "exact": list(exact),
        "optimizer": optimizer.state_dict(),
        "progress": progress,
    }
    unfinished = recipe.out / "checkpoint.partial"
    torch.save(state, unfinished)
    unfinished.replace(recipe.out / "checkpoint.pt")


def _log(recipe: Recipe, **figures: float) -> None:
    line = json.dumps({name: round(figure, 4) for name, figure in figures.items()})
    print(line, flush=True)
    with (recipe.out / "log.jsonl").open("a", encoding="utf-8") as file:
        file.write(line + "\n")
