"""Say what an amount is of, where the words around it tell.

Cue words are listed with the kinds of figure that they fit (`cues`). In an amount's sentence the nearest fitting cue
wins, where near means few characters between (a Chinese one weighs as three), and a comma, "and" or another amount
between counts as more, and so does a weak cue ("a month", "seeks"); behind an amount, a cue counts only if nothing
parts them. A cue that is nearer to another amount counts as farther away, so that in "a $14B loss and $600B in
spending" each gets its own; a cue may still serve several
("loss narrowed to $110 million from $190 million"). Growth is what something rose *by*: "rose to 88%" is a
level. Where no cue is near, the same amount elsewhere in the text tells, or the one that it is compared with or
became ("$30B vs. $24B", "from $9B to $30B"). By how much a market value moved ("lost $600B of market value", 市值蒸发
6000亿美元) is neither that value nor a loss that anybody made, so it is of nothing that we name; nor is what goods cost
("buys 30,000 GPUs for $900 million", "buys $30 billion of computing") what a company was acquired for.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from ahocorasick_rs import AhoCorasick, MatchKind

from store.figures.amounts import Amount
from store.figures.cues import ALWAYS, CUES, WEAK
from store.figures.plain import Plain, is_whole_word
from store.model import FigureKind

_FARTHEST = 60
"""Characters."""
_WEAKEST = 80
"""The most that a cue may count as far away, all weights included."""
_COMMA, _AND, _OTHER_AMOUNT, _TAKEN, _SHY = 14, 8, 18, 15, 25
_OWN_NOUN = 30
"""How far the noun that people are counted by is: 3,000 jobs that were cut are layoffs first."""
_CHINESE_WEIGHT = 2
"""What each Chinese character counts beside itself."""
_LEVELS = ("growth", "decline")
_start = attrgetter("start")
_PARTING = re.compile("[,，、—:：()（）]")
_ASIDE = re.compile(r"\([^()]{1,20}\)|, [a-z0-9]+-(?:year|month)(?![a-z])")
_JOINING = re.compile("(?<![a-z])(?:and|or|while|but)(?![a-z])|[与和或而但]")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_MINUS = re.compile(r"(?:^|[^0-9A-Za-z])[-−–] ?$")
_COMPARED = re.compile(
    r"(?<![a-z])(?:from|than|versus|vs|against|compared)(?![a-z])|^ ?(?:to|对) ?$|反超|超越|对比|低于|高于|较|优于"
    "|[上下]调|调[升降高低整]|[增升降减]至"
)
_FROM_SOMEBODY = re.compile(r"(?<![A-Za-z])from (?:the )?[A-Z][\w-]*(?!\w|'s)")
"""Whose money it is compares nothing: "$500M from Nvidia at a valuation of $14B"; "from May's $9B" does."""
_MOVES_VALUE = re.compile(
    r"(?<![a-z])(?:los[et]|loses|losing|shed|sheds|shedding|wip(?:ed?|es|ing)|eras(?:ed?|es|ing)|cut|cuts|knock(?:ed|s)"
    r"|add(?:ed|s|ing)?|gain(?:ed|s|ing)?)(?![a-z])[^.;,]{0,25}$"
)
_OF_VALUE = re.compile(r"^ ?(?:of|in|off|from|to)(?![a-z])[^.;,]{0,40}?(?:market (?:cap|val)|valuation)")
_VALUE_MOVED = re.compile(
    r"(?:market (?:cap|val)|valuation)[^.;,]{0,30}(?:fell|dropped|slid|shrank|declined|rose|grew|jumped)[^.;,]{0,12}"
    r" by (?:[a-z]+ )?$"
    r"|[市估]值[^。；，,]{0,10}(?:蒸发|缩水|抹去|跌去|跌掉|损失|减少|下跌|下降|增加|上涨|大涨|暴涨)了?[^\d。；，,至到]{0,4}$"
)
_GOODS = (
    r"(?:(?:gpus|chips|tpus|accelerators|servers|racks|[gm]w|power|electricity|energy|compute|computing|capacity|land|shares|stock)"
    r"(?= (?:from|for|worth|at|in|over)(?![a-z])|,)|芯片|算力|电力|服务器|GPU|显卡|土地|股票)"
)
_BUYS_AMOUNT = re.compile(
    r"(?<![a-z])(?:buy|buys|buying|bought) (?:[a-z]+ ){0,3}$|(?:购买|采购|订购)了?(?:价值|至多|最多|约)?$"
)
_LISTING = re.compile(",? (?:and )?|[、和与及]|以及")
_CONVERTING = re.compile(" ?[(](?:or |about |roughly |approximately |around |约合?|合)? ?")
_RESTATING = re.compile(
    "[^.,;()。，；]{0,40}(?:, or |, 或| ?[(][约近]?|，(?:即|相当于|也就是)[约近]?) ?(?:or |about |some )?"
)
_OF_GOODS = re.compile(r"^ ?(?:worth )?of(?![a-z])|^ ?的?[^，。；、]{0,12}" + _GOODS)
_BUYS_GOODS = re.compile(
    r"(?:(?<![a-z])(?:buy|buys|buying|bought|purchase of)(?![a-z])|购买|采购|订购)[^.;。；]{0,40}?"
    + _GOODS
    + r"[^.;。；]{0,40}$"
)
_OF = re.compile(" of (?:an? )?")
_LEVEL = re.compile("(?:(?<![a-z])(?:to|from|at)|[至到为由从]) ?(?:[a-z]+ )?$")


@dataclass(frozen=True, slots=True)
class _Cue:
    start: int
    end: int
    words: str


def _build() -> dict[str, dict[FigureKind, str]]:
    meanings: dict[str, dict[FigureKind, str]] = {}
    for kinds, table in CUES:
        for of, words in table.items():
            for word in words.split(", "):
                meanings.setdefault(word.strip(), {}).update(dict.fromkeys(kinds, of))
    return meanings


_MEANINGS = _build()
_WORDS = list(_MEANINGS)
_AUTOMATON = AhoCorasick(_WORDS, matchkind=MatchKind.LeftmostLongest)


def find_of(plain: Plain, amounts: Sequence[Amount]) -> list[str | None]:
    """Say for each amount what it is of, or None. Amounts come in order."""
    cues = _find_cues(plain.low)
    pairs = [_fitting(plain, amounts, place, cues) for place in range(len(amounts))]
    owners = _owners(pairs)
    found = [
        _nearest(place, near, owners, amount) for place, (near, amount) in enumerate(zip(pairs, amounts, strict=True))
    ]
    return _lend(plain, amounts, [_signed(plain, *pair) for pair in zip(amounts, found, strict=True)])


def _find_cues(low: str) -> list[_Cue]:
    places = _AUTOMATON.find_matches_as_indexes(low)
    return [_Cue(start, end, _WORDS[index]) for index, start, end in places if is_whole_word(low, start, end)]


_Near = list[tuple[int, _Cue, str]]
"""How far, which cue, and what it means for the amount."""


def _fitting(plain: Plain, amounts: Sequence[Amount], place: int, cues: Sequence[_Cue]) -> _Near:
    """Give the cues near an amount that fit its kind, with their distances."""
    amount = amounts[place]
    first = bisect_left(cues, amount.start - _FARTHEST, key=_start)
    last = bisect_right(cues, amount.end + _FARTHEST, key=_start)
    near: _Near = []
    for cue in cues[first:last]:
        if _is_of_next(plain, amounts, place, cue):
            continue
        of = _MEANINGS[cue.words].get(amount.unit.kind)
        if cue.words.endswith(" at") and cue.start >= amount.end:
            of = of and "funding"  # a $400 million round at a $2 billion valuation, $500M Series F at $10B
        distance = _distance(plain, amounts, place, cue) if of else None
        if distance is not None and cue.words in WEAK:
            distance += _SHY
        if of and distance is not None and not (of in _LEVELS and _is_level(plain, cue, amount)):
            near.append((distance, cue, of))
    return near


def _is_of_next(plain: Plain, amounts: Sequence[Amount], place: int, cue: _Cue) -> bool:
    """Tell whether a cue behind an amount says what the next one is of: "took $500M at a valuation of $14B"."""
    if cue.start < amounts[place].end or place + 1 == len(amounts):
        return False
    return _OF.fullmatch(plain.low, cue.end, amounts[place + 1].start) is not None


def _distance(plain: Plain, amounts: Sequence[Amount], place: int, cue: _Cue) -> int | None:
    amount = amounts[place]
    if amount.start <= cue.start < amount.end:
        return _OWN_NOUN if amount.unit.kind == "people" else 0
    start, end = (cue.end, amount.start) if cue.start < amount.start else (amount.end, cue.start)
    if not plain.is_one_sentence(start, end):
        return None
    gap = _ASIDE.sub("", plain.low[start:end])
    others = sum(
        1 for step in (-1, 1) if 0 <= place + step < len(amounts) and start <= amounts[place + step].start < end
    )
    parts, joins = len(_PARTING.findall(gap)), len(_JOINING.findall(gap))
    if cue.start > amount.start and (parts or joins):
        return None
    if cue.start > amount.start and not gap.strip(" "):
        return 0
    length = len(gap) + _CHINESE_WEIGHT * len(_CHINESE.findall(gap))
    return length + _COMMA * parts + _AND * joins + _OTHER_AMOUNT * others


def _is_level(plain: Plain, cue: _Cue, amount: Amount) -> bool:
    return _LEVEL.search(plain.low[max(0, amount.start - 12) : amount.start]) is not None and cue.start < amount.start


def _owners(pairs: Sequence[_Near]) -> dict[int, int]:
    """Say for each cue, by its start, which amount it is nearest to."""
    best: dict[int, tuple[int, int]] = {}
    for place, near in enumerate(pairs):
        for distance, cue, _ in near:
            best[cue.start] = min(best.get(cue.start, (distance, place)), (distance, place))
    return {start: place for start, (_, place) in best.items()}


def _nearest(place: int, near: _Near, owners: dict[int, int], amount: Amount) -> str | None:
    weighed = [(distance + (0 if owners[cue.start] == place else _TAKEN), of) for distance, cue, of in near]
    nearest = min(weighed, default=(_WEAKEST + 1, None))
    return nearest[1] if nearest[0] <= _WEAKEST else ALWAYS.get(amount.unit.kind)


def _signed(plain: Plain, amount: Amount, of: str | None) -> str | None:
    """Call a profit with a minus a loss (净利润 -8.2亿元), and a move of a market value, or goods bought, nothing."""
    if of in ("market cap", "valuation", "loss") and _is_move(plain, amount):
        return None
    if of in ("acquisition", "investment") and _is_for_goods(plain, amount):
        return None
    return "loss" if of == "profit" and _MINUS.search(plain.text[max(0, amount.start - 3) : amount.start]) else of


def _is_move(plain: Plain, amount: Amount) -> bool:
    """Tell whether an amount is by how much a market value moved."""
    before, after = (
        plain.low[max(0, amount.start - _FARTHEST) : amount.start],
        plain.low[amount.end : amount.end + _FARTHEST],
    )
    moves = _MOVES_VALUE.search(before) and _OF_VALUE.search(after)
    return moves is not None or _VALUE_MOVED.search(before) is not None


def _is_for_goods(plain: Plain, amount: Amount) -> bool:
    """Tell whether goods, not a company, are bought for an amount."""
    before, after = (
        plain.low[max(0, amount.start - _FARTHEST) : amount.start],
        plain.low[amount.end : amount.end + _FARTHEST],
    )
    of_it = _BUYS_AMOUNT.search(before) and _OF_GOODS.search(after)
    return of_it is not None or _BUYS_GOODS.search(before) is not None


def _lend(plain: Plain, amounts: Sequence[Amount], found: list[str | None]) -> list[str | None]:
    """Let an amount without a cue take what the same one elsewhere is of, and a development what its end is of."""
    known: dict[tuple[object, ...], set[str]] = {}
    for amount, of in zip(amounts, found, strict=True):
        if of:
            known.setdefault(amount.value_key, set()).add(of)
    lent = [of or _only(known.get(amount.value_key, set())) for amount, of in zip(amounts, found, strict=True)]
    for place, (first, second) in enumerate(pairwise(amounts)):
        if "layoffs" in lent[place : place + 2] and _is_restated(plain, first, second):
            lent[place : place + 2] = ["layoffs", "layoffs"]
        if _is_listed_with(plain, first, second):
            lent[place + 1] = lent[place + 1] or lent[place]
        if first.turns_into_next or _is_compared(plain, first, second):
            lent[place] = lent[place] or lent[place + 1]
            lent[place + 1] = (first.turns_into_next and lent[place]) or lent[place + 1] or lent[place]
    return lent


def _is_restated(plain: Plain, first: Amount, second: Amount) -> bool:
    """Tell whether a share of people and a number of them are the same people: 13% of its staff, or 1,100 employees."""
    if {first.unit.kind, second.unit.kind} != {"percent", "people"}:
        return False
    return _RESTATING.fullmatch(plain.low, first.end, max(first.end, second.start)) is not None


def _is_listed_with(plain: Plain, first: Amount, second: Amount) -> bool:
    """Tell whether money follows money in a list, or as the same in another currency: €42 million ($48.9 million)."""
    if first.unit.kind != "money" or second.unit.kind != "money":
        return False
    joint = _LISTING if first.unit == second.unit else _CONVERTING
    return joint.fullmatch(plain.low, first.end, max(first.end, second.start)) is not None


def _is_compared(plain: Plain, first: Amount, second: Amount) -> bool:
    """Tell whether two amounts of one unit are the same of two owners or times: $30B vs. OpenAI's $24B."""
    if first.unit != second.unit or second.start - first.end > _FARTHEST:
        return False
    gap = _FROM_SOMEBODY.sub(" ", plain.text[first.end : second.start]).lower()
    return plain.is_one_sentence(first.end, second.start) and _COMPARED.search(gap) is not None


def _only(known: set[str]) -> str | None:
    return next(iter(known)) if len(known) == 1 else None
