"""`footnote evaluate search`: how well search does on a collection with known answers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli import json_output
from bot.cli.context import context_of
from bot.cli.options import AsJson
from bot.cli.search import Leg


def search(
    ctx: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="A folder in BEIR form: corpus, queries, qrels.")
    ],
    mode: Annotated[Leg, typer.Option(help="The indexes to ask.")] = Leg.hybrid,
    run_out: Annotated[
        Path | None, typer.Option(help="Write the ranking to this file in TREC form.")
    ] = None,
    data_dir: Annotated[
        Path | None,
        typer.Option(help="Where to index it; a folder of its own inside the library's without."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Measure search on a BEIR collection; the library itself is left alone."""
    from bot.cli.render.page import plain
    from bot.cli.terminal import output, remarks

    context = context_of(ctx)
    place = data_dir or context.load_settings().data_dir / "evaluation" / folder.resolve().name
    beside = remarks()
    with beside.status("Evaluating …") as status:
        done = context.evaluate_search(
            folder,
            mode=mode.value,
            data_dir=place,
            run_out=run_out,
            on_progress=lambda stage: status.update(plain(f"Evaluating: {stage}")),
        )
    if as_json:
        json_output.emit(json_output.evaluation(done))
        return
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    rows = {
        "mode": done.mode,
        "questions": f"{done.queries:,}",
        "papers": f"{done.documents:,}",
        "nDCG@10": f"{done.ndcg_at_10:.4f}",
        "recall@10": f"{done.recall_at_10:.4f}",
        "recall@100": f"{done.recall_at_100:.4f}",
        "MRR@10": f"{done.mrr_at_10:.4f}",
        "took": f"{done.seconds:.1f} s",
    }
    for name, value in rows.items():
        table.add_row(name, value)
    output().print(table)
