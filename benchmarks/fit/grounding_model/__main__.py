"""Make the pairs, fit the model, export it, and print how well it judges.

Each step is a command of its own, as the fit takes an hour or more and is taken up again from its
last checkpoint when it is run again.
"""

from __future__ import annotations

import argparse
import multiprocessing
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.fit.grounding_model.data import Pair

LAYERS = "0,1,2,3,4,5,6,7,8,9,10,11"
"""All layers. Every other one is twice as fast, but was not fitted to the end."""


def main() -> None:
    """Run the step that the command names."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    steps = parser.add_subparsers(required=True)
    making = steps.add_parser("pairs", help="make the pairs")
    making.add_argument("data", type=Path, help="the folder of the public sets")
    making.add_argument("wordnet", type=Path, help="the folder of WordNet's files")
    making.add_argument("pairs", type=Path, help="the file to write")
    making.set_defaults(run=_make)
    second = steps.add_parser("second", help="make the pairs of the second stage")
    second.add_argument("data", type=Path, help="the folder of the public sets")
    second.add_argument("first", type=Path, help="the pairs of the first stage")
    second.add_argument("pairs", type=Path, help="the file to write")
    second.set_defaults(run=_make_second)
    third = steps.add_parser("third", help="make the pairs of the third stage")
    third.add_argument("data", type=Path, help="the folder of the public sets")
    third.add_argument("first", type=Path, help="the pairs of the first stage")
    third.add_argument("pairs", type=Path, help="the file to write")
    third.set_defaults(run=_make_third)
    fourth = steps.add_parser("fourth", help="make the pairs of the fourth stage")
    fourth.add_argument("data", type=Path, help="the folder of the public sets")
    fourth.add_argument("first", type=Path, help="the pairs of the first stage")
    fourth.add_argument("pairs", type=Path, help="the file to write")
    fourth.set_defaults(run=_make_fourth)
    mining = steps.add_parser("mine", help="find the papers that are near the questions")
    mining.add_argument("data", type=Path, help="the folder of the public sets")
    mining.add_argument("work", type=Path, help="a folder to keep the library in")
    mining.add_argument("mined", type=Path, help="the file to write")
    mining.set_defaults(run=_mine)
    fifth = steps.add_parser("fifth", help="make the pairs of the fifth stage")
    fifth.add_argument("data", type=Path, help="the folder of the public sets")
    fifth.add_argument("first", type=Path, help="the pairs of the first stage")
    fifth.add_argument("mined", type=Path, help="what `mine` wrote")
    fifth.add_argument("pairs", type=Path, help="the file to write")
    fifth.set_defaults(run=_make_fifth)
    sixth = steps.add_parser("sixth", help="make the pairs of the sixth stage")
    sixth.add_argument("data", type=Path, help="the folder of the public sets")
    sixth.add_argument("first", type=Path, help="the pairs of the first stage")
    sixth.add_argument("mined", type=Path, help="what `mine` wrote")
    sixth.add_argument("pairs", type=Path, help="the file to write")
    sixth.set_defaults(run=_make_sixth)
    seventh = steps.add_parser("seventh", help="make the pairs of the seventh stage")
    seventh.add_argument("first", type=Path, help="the pairs of the first stage")
    seventh.add_argument("sixth", type=Path, help="the pairs of the sixth stage")
    seventh.add_argument("pairs", type=Path, help="the file to write")
    seventh.set_defaults(run=_make_seventh)
    fitting = steps.add_parser("fit", help="fit, or go on with fitting")
    fitting.add_argument("start", type=Path, help="the ONNX file to start from")
    fitting.add_argument("tokenizer", type=Path)
    fitting.add_argument("pairs", type=Path)
    fitting.add_argument("out", type=Path, help="the folder of checkpoint and log")
    fitting.add_argument("--layers", default=LAYERS)
    fitting.add_argument("--minutes", type=float, default=50)
    fitting.add_argument("--workers", type=int, default=2)
    fitting.add_argument("--rate", type=float, default=1.2e-4)
    fitting.add_argument("--tokens", type=int, help="of a pair, at most; 176 up to the fifth stage")
    fitting.set_defaults(run=_fit)
    exporting = steps.add_parser("export", help="write a checkpoint as ONNX")
    exporting.add_argument("model", type=Path, help="the file to write")
    exporting.add_argument("checkpoints", type=Path, nargs="+", help="of several, the mean")
    exporting.add_argument("--start", type=Path, help="the ONNX file that the fit started from")
    exporting.add_argument("--share", type=float, default=0.25, help="of the start in the mean")
    exporting.set_defaults(run=_export)
    judging = steps.add_parser("evaluate", help="judge the visible sets by an exported model")
    judging.add_argument("data", type=Path)
    judging.add_argument("model", type=Path)
    judging.add_argument("tokenizer", type=Path)
    judging.add_argument("cache", type=Path, help="a folder for the sets as they are judged")
    judging.add_argument("--most", type=int, help="look at no more pairs of a set")
    judging.set_defaults(run=_evaluate)
    asking = steps.add_parser("questions", help="judge the questions that were held out")
    asking.add_argument("data", type=Path)
    asking.add_argument("model", type=Path)
    asking.add_argument("tokenizer", type=Path)
    asking.set_defaults(run=_evaluate_questions)
    arguments = parser.parse_args()
    arguments.run(arguments)


def _make(arguments: argparse.Namespace) -> None:
    from benchmarks.fit.grounding_model.pairs import make_pairs

    _write(arguments.pairs, make_pairs(arguments.data, arguments.wordnet, seed=14))


def _make_second(arguments: argparse.Namespace) -> None:
    from benchmarks.fit.grounding_model.data import read_pairs
    from benchmarks.fit.grounding_model.written import make_second

    _write(arguments.pairs, make_second(arguments.data, list(read_pairs(arguments.first)), seed=15))


def _make_third(arguments: argparse.Namespace) -> None:
    from benchmarks.fit.grounding_model.asked import make_third
    from benchmarks.fit.grounding_model.data import read_pairs

    _write(arguments.pairs, make_third(arguments.data, list(read_pairs(arguments.first)), seed=5))


def _make_fourth(arguments: argparse.Namespace) -> None:
    from benchmarks.fit.grounding_model.data import read_pairs
    from benchmarks.fit.grounding_model.listed import make_fourth

    _write(arguments.pairs, make_fourth(arguments.data, list(read_pairs(arguments.first)), seed=6))


def _mine(arguments: argparse.Namespace) -> None:
    from benchmarks.fit.grounding_model.described import mine

    mine(arguments.data, arguments.work, arguments.mined, seed=9)


def _make_fifth(arguments: argparse.Namespace) -> None:
    from benchmarks.fit.grounding_model.data import read_pairs
    from benchmarks.fit.grounding_model.described import make_fifth

    first = list(read_pairs(arguments.first))
    _write(arguments.pairs, make_fifth(arguments.data, first, arguments.mined, seed=8))


def _make_sixth(arguments: argparse.Namespace) -> None:
    from benchmarks.fit.grounding_model.data import read_pairs
    from benchmarks.fit.grounding_model.reworded import make_sixth

    first = list(read_pairs(arguments.first))
    _write(arguments.pairs, make_sixth(arguments.data, first, arguments.mined, seed=10))


def _make_seventh(arguments: argparse.Namespace) -> None:
    from benchmarks.fit.grounding_model.data import read_pairs
    from benchmarks.fit.grounding_model.reworded import make_seventh

    first, sixth = (list(read_pairs(one)) for one in (arguments.first, arguments.sixth))
    _write(arguments.pairs, make_seventh(first, sixth, seed=11))


def _write(path: Path, made: Sequence[Pair]) -> None:
    from benchmarks.fit.grounding_model.data import write_pairs

    write_pairs(path, made)
    for (kind, label), count in Counter((pair.kind, pair.label) for pair in made).most_common():
        print(f"{count:6} {label:12} {kind}")


def _fit(arguments: argparse.Namespace) -> None:
    from benchmarks.fit.grounding_model.fit import Recipe, fit
    from bot.grounding.cross_encoder import MAX_TOKENS

    arguments.out.mkdir(parents=True, exist_ok=True)
    recipe = Recipe(
        start=arguments.start,
        tokenizer=arguments.tokenizer,
        pairs=arguments.pairs,
        out=arguments.out,
        layers=tuple(int(one) for one in arguments.layers.split(",")),
        minutes=arguments.minutes,
        rate=arguments.rate,
        workers=arguments.workers,
        max_tokens=arguments.tokens or MAX_TOKENS,
    )
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=fit, args=(recipe, rank)) for rank in range(recipe.workers)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


def _export(arguments: argparse.Namespace) -> None:
    from benchmarks.fit.grounding_model.export import export, load_checkpoint, mix

    model = (
        load_checkpoint(arguments.checkpoints[0])
        if arguments.start is None
        else mix(arguments.start, arguments.checkpoints, arguments.share)
    )
    digest = export(model, arguments.model)
    print(f"{arguments.model.stat().st_size:,} bytes, sha256 {digest}")


def _evaluate(arguments: argparse.Namespace) -> None:
    from benchmarks.fit.grounding_model.evaluate import print_table, sampled, sets_to_judge
    from benchmarks.fit.grounding_model.export import OnnxScorer

    sets = sets_to_judge(arguments.data, arguments.cache)
    if arguments.most:
        sets = sampled(sets, arguments.most)
    print_table(sets, OnnxScorer(arguments.model, arguments.tokenizer))


def _evaluate_questions(arguments: argparse.Namespace) -> None:
    from benchmarks.fit.grounding_model.evaluate_asked import print_questions
    from benchmarks.fit.grounding_model.export import OnnxScorer

    print_questions(arguments.data, OnnxScorer(arguments.model, arguments.tokenizer))


if __name__ == "__main__":
    main()
