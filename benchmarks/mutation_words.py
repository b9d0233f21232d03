"""Hold the words and phrases by which sentences are made false, or said in another way.

Written by hand and apart from the tables of the check itself, so that the check is not measured
by its own words.
"""

from __future__ import annotations


def _pairs(table: str) -> tuple[tuple[str, str], ...]:
    lines = (line.split("|") for line in table.strip().splitlines())
    return tuple((a.strip(), b.strip()) for a, b in lines)


OPPOSITES = _pairs(
    """
    increases | decreases
    increase | decrease
    increased | decreased
    increasing | decreasing
    improves | worsens
    improve | worsen
    improved | worsened
    improving | worsening
    improvements | declines
    improvement | decline
    reduces | increases
    reduce | increase
    reduced | increased
    reducing | raising
    reduction | increase
    outperforms | is outperformed by
    outperform | are outperformed by
    outperformed | was outperformed by
    outperforming | falling behind
    surpasses | falls short of
    surpass | fall short of
    surpassing | trailing
    exceeds | falls below
    exceed | fall below
    higher | lower
    lower | higher
    better | worse
    worse | better
    superior | inferior
    faster | slower
    slower | faster
    fewer | more
    larger | smaller
    smaller | larger
    more accurate | less accurate
    more efficient | less efficient
    more robust | less robust
    more effective | less effective
    more than | less than
    less than | more than
    boosts | lowers
    boost | lower
    enhances | degrades
    enhance | degrade
    enhancing | degrading
    degrades | improves
    degrade | improve
    high | low
    strong | weak
    best | worst
    highest | lowest
    effective | ineffective
    efficient | inefficient
    accurate | inaccurate
    robust | fragile
    supervised | unsupervised
    unsupervised | supervised
    labeled | unlabeled
    unlabeled | labeled
    offline | online
    sparse | dense
    simple | complicated
    cheap | expensive
    positive | negative
    local | global
    before | after
    linear | nonlinear
    succeeds | fails
    easy | hard
    accelerates | slows
    mitigates | aggravates
    mitigate | aggravate
    alleviates | aggravates
    alleviate | aggravate
    promotes | inhibits
    activates | suppresses
    upregulated | downregulated
    """
)
"""What is said, and its opposite in the same form."""

VERBS = """improve outperform achieve show reduce increase require provide enable allow use learn
    generalize capture address lead help perform produce support yield demonstrate handle depend
    contain consist include predict work exceed surpass offer generate train preserve scale match
    suffer solve combine rely need apply exploit leverage benefit obtain reach run boost converge
    transfer remain outline cover consider introduce present propose encode detect affect hold
    explain reveal give take make eliminate avoid ensure facilitate guarantee retain treat model
    optimize estimate""".split()
"""Verbs, as they stand after "does not"."""

DETAILS = tuple(
    """
    , using a cluster of eight graphics cards donated by a hospital
    , after a second round of distillation from a larger teacher
    , and the code was audited by an independent laboratory
    , with data gathered from volunteers in Norwegian schools
    , at the price of doubling the memory that inference takes
    , as long as the learning rate follows a cosine schedule
    , which the authors trace back to a bug in earlier implementations
    , and a follow-up survey of radiologists confirms it
    , even when the input is translated into Swahili first
    , thanks to a cache of previously seen queries
    , as measured by a panel of professional chess players
    , provided that batch normalisation is switched off
    , and the gain is largest for elderly speakers
    , with the help of a symbolic theorem prover
    , and it was deployed in a commercial search engine last spring
    , although it needs a licence for a proprietary tokenizer
    , by means of a genetic algorithm that evolves the prompts
    , and the same holds on satellite images of farmland
    , because the optimiser restarts whenever gradients explode
    , in a double-blind trial at a university clinic
    , and the effect vanishes after a week of fine-tuning
    , when combined with a retrieval index of Wikipedia tables
    , on low-cost microcontrollers in agricultural drones
    , as the regulators of several countries had demanded
    """.strip().splitlines()
)
"""Clauses that no abstract has; each begins where the full stop stood."""

DETAILS = tuple(line.strip() for line in DETAILS)

LEADS = (
    "The authors report that ",
    "According to the abstract, ",
    "The paper states that ",
    "The work finds that ",
)
"""Ways to begin a true sentence of somebody else's."""

SAME = _pairs(
    """
    outperforms | is better than
    outperform | are better than
    surpasses | outperforms
    demonstrate that | show that
    show that | find that
    propose | introduce
    introduces | presents
    achieves | reaches
    significantly | substantially
    utilizes | uses
    leverages | makes use of
    approach | method
    a novel | a new
    requires | needs
    numerous | many
    experiments show | experiments demonstrate
    enhances | improves
    enhance | improve
    large-scale | large
    datasets | data sets
    benchmarks | benchmark data sets
    effectiveness | usefulness
    extensive experiments | experiments
    obtains | gets
    """
)
"""What is said, and other words for it that are as true."""
