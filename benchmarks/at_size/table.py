"""What is printed of the systems' answers."""

from __future__ import annotations

import os
import statistics
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.at_size.asking import WARM
from benchmarks.at_size.programs import Program

Answers = Mapping[str, Sequence[Mapping[str, Any]]]
Programs = Mapping[str, tuple[Program, Mapping[str, Any]]]


def print_table(papers: int, way: str, answers: Answers, programs: Programs) -> None:
    """Print a row a system, then Footnote's stages, then what was not as asked."""
    many = len(answers["Footnote"])
    cores = len(os.sched_getaffinity(0))
    print(f"\n{papers:,} papers, {many} searches each, query embedding included")
    print(f"{way}, {WARM} questions before that do not count")
    print(f"{cores} cores, load at the end {os.getloadavg()[0]:.2f}")
    print(f"{'':24}{'median':>9}{'95th':>9}{'least':>9}{'cpu':>9}  ms{'peak':>9}{'own':>7}  GB")
    for name, given in answers.items():
        _print_row(name, given, *programs[name])
    for name, given in answers.items():
        _print_stages(name, [answer["stages"] for answer in given])
    print("least: a fifth of the searches took no longer; cpu: the processor's, all threads")
    print("peak: resident at most, the indexes' mapped files with it; own: without files")
    print("of servers that a system asks, neither the processor's time nor the memory is counted")
    for name, (program, _) in programs.items():
        if program.ready["papers"] != papers:
            print(f"{name} searched only {program.ready['papers']:,} papers.")
        short = sum(len(answer["found"]) < 10 for answer in answers[name])
        if short:
            print(f"{name} found fewer than ten for {short} of {len(answers[name])} searches.")


def _print_row(
    name: str, given: Sequence[Mapping[str, Any]], program: Program, memory: Mapping[str, Any]
) -> None:
    ms, cpu = ([answer[key] for answer in given] for key in ("ms", "cpu_ms"))
    print(
        f"{name:24}{statistics.median(ms):9.1f}{_slow(ms):9.1f}{_quiet(ms):9.1f}"
        f"{statistics.median(cpu):9.1f}    {memory['peak_gb']:9.2f}{memory['own_gb']:7.2f}"
        f"    ready in {program.ready['ready_s']:.1f} s"
    )


def _print_stages(name: str, stages: Sequence[Mapping[str, float]]) -> None:
    for stage in stages[0]:
        times = [each[stage] for each in stages]
        print(f"  {name}, {stage:13}{statistics.median(times):9.1f}{_slow(times):9.1f}")


def _slow(times: Sequence[float]) -> float:
    return sorted(times)[int(0.95 * len(times))]


def _quiet(times: Sequence[float]) -> float:
    return sorted(times)[len(times) // 5]
