"""Make the pairs, fit the model, export it, and print how well it judges.

Each step is a command of its own, as the fit takes an hour or more and is taken up again from its
last checkpoint when it is run again.
"""

from __future__ import annotations

import argparse
import multiprocessing
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
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
    for name, (run, told, names) in _MAKING.items():
        making = steps.add_parser(name, help=told)
        for one in names:
            making.add_argument(one, type=Path, help=_FILES[one])
        making.set_defaults(run=run)
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
    referring = steps.add_parser("reference", help="judge the pairs of a test in float32")
    referring.add_argument("model", type=Path, help="an exported file")
    referring.add_argument("pairs", type=Path, help="tests/grounding/float_judgments.jsonl")
    referring.set_defaults(run=_refer)
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


def _make_eighth(arguments: argparse.Namespace) -> None:
    from benchmarks.fit.grounding_model.contrasts import make_eighth
    from benchmarks.fit.grounding_model.data import read_pairs

    files = (arguments.first, arguments.sixth, arguments.seventh)
    first, sixth, seventh = (list(read_pairs(one)) for one in files)
    _write(arguments.pairs, make_eighth(arguments.data, first, sixth, seventh, seed=12))


def _make_ninth(arguments: argparse.Namespace) -> None:
    from benchmarks.fit.grounding_model.contrasts import make_ninth
    from benchmarks.fit.grounding_model.data import read_pairs

    first, eighth = (list(read_pairs(one)) for one in (arguments.first, arguments.eighth))
    _write(arguments.pairs, make_ninth(arguments.data, first, eighth, seed=13))


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


def _refer(arguments: argparse.Namespace) -> None:
    from benchmarks.fit.grounding_model.reference import write_judgments

    write_judgments(arguments.model, arguments.pairs)


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


_FILES = {
    "data": "the folder of the public sets",
    "wordnet": "the folder of WordNet's files",
    "work": "a folder to keep the library in",
    "first": "the pairs of the first stage",
    "sixth": "the pairs of the sixth stage",
    "seventh": "the pairs of the seventh stage",
    "eighth": "the pairs of the eighth stage",
    "mined": "what `mine` writes",
    "pairs": "the file to write",
}
_Run = Callable[[argparse.Namespace], None]
_MAKING: Mapping[str, tuple[_Run, str, Sequence[str]]] = {
    "pairs": (_make, "make the pairs", ("data", "wordnet", "pairs")),
    "second": (_make_second, "make the pairs of the second stage", ("data", "first", "pairs")),
    "third": (_make_third, "make the pairs of the third stage", ("data", "first", "pairs")),
    "fourth": (_make_fourth, "make the pairs of the fourth stage", ("data", "first", "pairs")),
    "mine": (_mine, "find the papers that are near the questions", ("data", "work", "mined")),
    "fifth": (_make_fifth, "make those of the fifth stage", ("data", "first", "mined", "pairs")),
    "sixth": (_make_sixth, "make those of the sixth stage", ("data", "first", "mined", "pairs")),
    "seventh": (_make_seventh, "make those of the seventh stage", ("first", "sixth", "pairs")),
    "eighth": (
        _make_eighth,
        "make those of the eighth stage",
        ("data", "first", "sixth", "seventh", "pairs"),
    ),
    "ninth": (_make_ninth, "make those of the ninth stage", ("data", "first", "eighth", "pairs")),
}
"""The commands that make something: what each runs, does, and is given."""


if __name__ == "__main__":
    main()
