"""Know which words are opposites: a table of the field, written by hand.

Each line is a scale, with the words of its one end, a bar, and those of the other. A word stands
by its stem, so that its forms need not be listed. What lies on one scale may be set against each
other: "reduces" against "higher", "outperforms" against "worse". More scales, whose words seldom
decide, are in opposites.txt.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from bot.grounding.rules.stems import stem

AMOUNT = "amount"
"""The scale of more and less, which a change of direction turns round."""

WORTH = "worth"
"""The scale of better and worse."""

_SCALES = """
amount: above increase raise rise grow higher high more greater great larger large bigger big boost
  elevate enhance amplify strengthen strong upregulate accelerate speed promote induce
  stimulate facilitate
  encourage activate enable expand abundant frequent frequently maximize exacerbate trigger
  potentiate favor intensify augment upregulation overexpress multiply double triple excess gain
  accumulate heighten longer elevated overestimate surge climb escalate accumulation stabilize
  | knockdown knockout deletion ablation null below down decrease reduce lower low fewer less
  smaller small drop decline fall diminish
  attenuate weaken
  weak downregulate decelerate suppress inhibit impede prevent block hinder repress deactivate
  inactivate disrupt impair abrogate abolish shrink minimize restrict alleviate mitigate ameliorate
  lessen dampen curtail rare rarely infrequent scarce deplete depletion deficiency deficit cut halve
  downregulation silence shorter shorten loss interfere antagonize counteract deter halt stop
  underestimate limit eliminate slow slower slows lowering plummet weakening delay delays retard
  destabilize mute blunt compromise
worth: improve enhance boost better superior outperform surpass exceed beat good effective
  excel advance benefit
  beneficial win outdo accurate reliable robust useful helpful succeed success successful competent
  adequate favorable advantage efficient well strong feasible capable able outshine
  | worsen worse inferior decline underperform degrade deteriorate bad poor poorly ineffective lag
  detrimental harm harmful lose inaccurate unreliable brittle useless unhelpful fail failure
  unsuccessful incompetent inadequate hurt damage unfavorable disadvantage inefficient struggle
  adverse trail fragile infeasible incapable unable weak underwhelm
speed: fast faster quick quickly rapid rapidly quicker accelerate speedup speed swift swiftly
  | slow slower slowly sluggish decelerate gradually gradual slowdown delay
size: large larger big bigger huge massive vast long longer giant | small smaller tiny compact
  short shorter little lightweight minimal brief
reaction: sensitive susceptible vulnerable | resistant insensitive invulnerable
  refractory invariant unresponsive robust
sign: positive positively | negative negatively inverse inversely
presence: present presence contain include available | absent absence exclude omit unavailable
relief: mitigate alleviate ameliorate ease relieve resolve solve overcome lessen remedy
  | aggravate exacerbate worsen intensify amplify
outcome: safe safely benign harmless | harmful dangerous toxic unsafe malignant
price: cheap inexpensive affordable cheaply | expensive costly prohibitive
ease: simple easy easily straightforward trivial | complex difficult hard complicated challenge
  intricate sophisticated
supervision: supervised | unsupervised self-supervised
time: online | offline
labels: labeled annotated | unlabeled unannotated raw
motion: static fixed stationary | dynamic adaptive moving varying
reach: local | global
filling: sparse sparsely | dense densely
weights: frozen freeze | finetune unfreeze
decoding: autoregressive | nonautoregressive
order: before prior precede earlier pre | after following subsequent later post follow
likeness: same identical similar equal alike comparable homogeneous | different differ dissimilar
  distinct unequal heterogeneous diverse
likelihood: likely probable | unlikely improbable
commonness: common often frequently frequent usual typical abundant widespread
  | rare rarely seldom infrequent uncommon unusual atypical scarce
linear: linear linearly | nonlinear nonlinearly
parametric: parametric | nonparametric
deterministic: deterministic | stochastic random probabilistic nondeterministic
convex: convex | nonconvex
symmetric: symmetric | asymmetric
manual: manual manually handcrafted | automatic automatically automated
public: public publicly open | private proprietary closed confidential
dependence: dependent depend rely | independent
known: known seen familiar | unknown unseen novel unfamiliar
central: centralized | decentralized distributed federated
depth: deep | shallow
early: early earlier earliest | late later latest
start: start begin commence initiate | end stop cease terminate finish
agreement: agree consistent confirm support | disagree inconsistent contradict refute oppose
sufficiency: sufficient enough suffice | insufficient
necessity: necessary essential crucial require need mandatory indispensable | unnecessary optional
  dispensable superfluous obviate
possible: possible feasible | impossible infeasible
complete: complete fully entire whole full | incomplete partial partially partly
stable: stable stability | unstable instability
balanced: balanced | imbalanced unbalanced
explicit: explicit explicitly | implicit implicitly
direct: direct directly | indirect indirectly
upper: upper above | lower below
inner: internal inside intrinsic | external outside extrinsic
monolingual: monolingual | multilingual crosslingual bilingual
single: single unimodal | multiple multimodal several
noise: clean noiseless | noisy
regular: regular | irregular
discrete: discrete | continuous
strict: strong strongly strict rigorous | weak weakly loose lax
gain: gain benefit profit win | loss lose harm penalty
accept: accept approve allow permit | reject deny refuse forbid
add: add insert include | remove delete eliminate discard exclude
keep: keep retain preserve maintain | discard lose forget drop
open: open unlock | close shut lock
ask: male men man boys | female women woman girls
age: young younger children adolescents | old older elderly adults
weightings: heavy heavier | light lighter
birth: survive survival alive | die death mortality dead
health: healthy | diseased sick ill unhealthy
primary: primary | secondary
acute: acute | chronic
benignity: underlying overt | latent hidden
extracell: extracellular | intracellular
vitro: vitro | vivo
homo: homozygous | heterozygous
dominant: dominant | recessive
innate: innate inherited | adaptive acquired
hyper: hypermethylated hyperactive hypertension | hypomethylated hypoactive hypotension
nonneg: toxic | nontoxic
invasive: invasive | noninvasive
synthetic: synthetic artificial simulated | real natural
forward: forward | backward reverse
way: toward towards into | away
pull: pull attract together closer | push repel apart
side: top topmost | bottom
extreme: maximum maximal | minimum minimal
sharing: share shared joint | separate individual own
sequence: first | last
above: above ahead exceed pass | below behind under
linearly: linear linearly | quadratic quadratically cubic exponential exponentially
  logarithmic logarithmically
quadratically: quadratic quadratically | linear linearly logarithmic logarithmically exponential
  exponentially cubic
"""

# Scales whose ends are told apart by no more than the head word's own meaning, so that a sentence
# may well have both: weighed lower by the rule that uses them.
_FAINT = frozenset(
    """size likeness commonness start agreement complete upper inner single strict gain accept add
    keep open ask age manual public known early order presence motion time deterministic central
    synthetic side sequence sharing forward primary adaptive innate necessity possible ease
  dependence birth""".split()
)


_FURTHER = Path(__file__).with_name("opposites.txt")


@cache
def faint() -> frozenset[str]:
    """Return the scales of which a sentence may well have both ends."""
    return _FAINT | {name for name, _, strong in _further() if not strong}


@cache
def sides() -> Mapping[str, tuple[tuple[str, int], ...]]:
    """Return, for a stem, the scales on which it lies and at which end, 1 or -1."""
    found: dict[str, list[tuple[str, int]]] = {}
    for name, ends in (*_lines(), *((name, ends) for name, ends, _ in _further())):
        for words, side in zip(ends.split("|"), (1, -1), strict=True):
            for word in words.split():
                places = found.setdefault(stem(word.replace("-", "")), [])
                if (name, side) not in places and (name, -side) not in places:
                    places.append((name, side))
    return MappingProxyType({word: tuple(places) for word, places in found.items()})


def _lines() -> list[tuple[str, str]]:
    joined = _SCALES.strip().replace("\n  ", " ").splitlines()
    pairs = (line.split(":", 1) for line in joined)
    return [(name.strip(), ends) for name, ends in pairs]


@cache
def _further() -> tuple[tuple[str, str, bool], ...]:
    """Read opposites.txt: name, ends, and whether the scale is strong ("name!:")."""
    found = []
    for line in _FURTHER.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _, ends = line.partition(":")
            found.append((name.rstrip("!"), ends, name.endswith("!")))
    return tuple(found)
