"""Know the units of the field, and what a figure counts."""

from __future__ import annotations

import re

from bot.grounding.rules.stems import stem
from retrieval.search.query import STOP_WORDS


def _named(table: str) -> dict[str, str]:
    """Return each spelling with the name of its unit, the first of its line."""
    return {w: line.split()[0] for line in table.strip().splitlines() for w in line.split()}


SCALED = {"k": 1e3, "K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12, "bn": 1e9, "mn": 1e6}
"""Letters after a figure that multiply it."""

UNITS = _named(
    r"""
    % \% percent pct prozent
    points point pp pts
    x × X times fold -fold
    s sec secs second seconds
    ms millisecond milliseconds msec
    µs us microsecond microseconds
    ns nanosecond nanoseconds
    min mins minute minutes
    h hr hrs hour hours
    days day
    weeks week
    months month
    years year yrs
    GB gigabyte gigabytes GiB
    MB megabyte megabytes MiB
    KB kB kilobyte kilobytes
    TB terabyte terabytes
    Gbps
    Mbps
    bits bit
    bytes byte
    dB decibel decibels
    Hz hertz
    kHz
    MHz
    GHz
    fps FPS
    m meter meters metre metres
    cm centimeter centimetre centimeters centimetres
    mm millimeter millimetre millimeters millimetres
    µm um micrometer micrometers micron microns
    nm nanometer nanometers
    km kilometer kilometers kilometre kilometres
    kg kilogram kilograms
    g gram grams
    mg milligram milligrams
    W watt watts
    mW milliwatt
    kW kilowatt
    V volt volts
    mV millivolt
    J joule joules
    K kelvin
    °C °
    N newton newtons
    Pa pascal
    $ dollars dollar USD
    GFLOPs GFLOPS gflops
    TFLOPs TFLOPS tflops
    FLOPs FLOPS flops
    """
)
"""Spellings of units, each with the unit's name."""

# What may be counted by other words. A figure of "benchmarks" is one of "data sets".
_ALIKE = {
    stem(word): stem(line.split()[0])
    for line in """
    dataset benchmark corpus collection datasets set
    example sample instance datapoint observation record
    image picture photo photograph photos
    participant subject person people individual volunteer user respondent patient adult annotator
    task problem
    model system network architecture llm lm
    paper article publication study work document abstract
    sentence utterance
    method approach technique algorithm baseline
    stage phase step
    part component module piece element
    class category type kind
    parameter weight
    layer block
    question query prompt
    hour h
    speaker voice
    team participant submission
    metric measure score
    """.strip().splitlines()
    for word in line.split()
}
_WORD = re.compile(r"[A-Za-z]+|[^\w\s-]")
_PASSED = frozenset(
    """different various distinct diverse popular standard public publicly available challenging
    real world new novel separate large small common widely main key major additional further
    other more less fewer higher lower better faster of the these those its their up order open
    recent existing such well known to in total""".split()
)
_ENDS = frozenset(
    """and or but while with for on at by from when than compared over under is are was were be has
    have that which who respectively using via can we it as between after before achieve achieves
    show shows during through across against without within per""".split()
)


def counted(text: str, at: int) -> tuple[str, ...]:
    """Return the stems of the noun phrase after place `at`, at most three, alike nouns as one."""
    found: list[str] = []
    for match in _WORD.finditer(text, at, at + 70):
        word = match.group().lower()
        if not word.isalpha() or (word in _ENDS):
            break
        if word in _PASSED or word in STOP_WORDS:
            if word in ("in",) and found:
                break
            continue
        root = stem(word)
        found.append(_ALIKE.get(root, root))
        if len(found) == 3:
            break
    return tuple(found)
