"""Say whose an amount is, by the names in its sentence, or nobody's where that is not sure.

In order: the name that it is written as belonging to ("OpenAI's $24B", OpenAI的240亿美元, 估值8520亿美元的OpenAI), that
is valued at it, or whose round it is ("values Groq at $4B", "leads Groq round at $4B"); else the subject before it,
which is the first name of the sentence that no preposition, rival or joining word stands before, or a later one that
opens a clause ("Anthropic locked in power via Google and Broadcom" is Anthropic's); else the name behind it after
"for", "by", "of" or "into", or of the model whose size it is; else, where its sentence names nobody, the subject of the
sentence before, which a pronoun in it means (its, the company, 其, 该公司), or the first name of the text's first line.
Who is only quoted ("according to Bloomberg", 据彭博社) owns nothing.
Where two amounts are compared ("$30 billion to $24 billion"), the second is somebody else's.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from store.figures.amounts import Amount
from store.figures.plain import Plain
from store.model import Mention

_WIDEST = 240
"""Characters of a sentence that are looked at on either side."""
_start = attrgetter("start")
_OWNING = re.compile(
    r"'s?(?: [a-z-]+){0,3} ?|'s?(?: [a-z-]+){0,2} (?:is|was|hit|reached) ?| ?的[\u4e00-\u9fff]{0,6} ?| "
    r"|(?:'s)?(?: [a-z-]+){0,2} round (?:at|of|worth) (?:an? )?"
    r"|(?:,|,? (?:which|that)) (?:[a-z]+ ){0,3}(?:valued at|worth) (?:an? )?"
)
_VALUES = re.compile("(?<![a-z])(?:value[sd]?|valuing) $")
_AT = re.compile(" at (?:an? )?")
_VALUED_IT = re.compile(r"[^.;:]{0,40}?(?:valuing|values|valued) (?:it|the (?:company|start-?up|firm)) at (?:an? )?")
_PART_OF = re.compile("(?<![a-z])(?:of|in|into) $")
"""What stands before somebody whom another one buys or joins, and who is valued by that."""
_TOUCHING = re.compile("[\u4e00-\u9fff]{1,5} ?")
_OWNED_BY = re.compile(r" ?(?:[\u4e00-\u9fff]{0,4}的 ?[“”\"「《]?|(?:[a-z-]+ ){0,3}(?:for|by|of|in|into|at) (?:the )?)")
_NO_SUBJECT = re.compile(
    r"(?:(?<![a-z])(?:via|with|by|from|through|against|than|of|(?<!— )(?<!– )and|or|for|to|at|in|into|on|per|over"
    r"|like|versus|vs\.?|using|pay|pays|paid|owes?|gave|gives|sues?|sued|fined|handed|hands"
    r"|passe[ds]|passing|overtook|surpass(?:ed|es)|beats?|joins?|joined|plus|about|around|alongside|under|after|its)"
    r"|[&、(]|[与和及跟对向由据比让从给在用被至将把]|通过|超越|超过|反超|使用|基于|加入|包括|转用|击败|领先) ?$"
)
_PRONOUN = re.compile(
    r"(?<![a-z])(?:it|its|they|their|the (?:company|startup|start-up|firm|lab|group|chipmaker|maker))(?![a-z])"
    r"|其(?![他它余中实次])|[该这]家?(?:公司|企业|初创|实验室|厂商|集团)|(?:^|[。，,\n])公司"
)
_PAID = re.compile("(?<![a-z])(?:pay|pays|paid|owes?|gave|gives|sues?|sued|fined|handed|hands) $")
"""Verbs before whoever gets an amount: it is not theirs."""
_CLAUSE_START = re.compile(
    r"(?:[,，—:：“\"]|(?<![a-z])(?:said|says|that|while|but|when|as|where)|[而但称则]|宣布|表示|指出|证实) ?$"
)
_QUOTED = re.compile(r" (?:reports?|reported|estimates?|estimated)(?![a-z])|(?:报道|消息|援引|统计|预测)")
_BACKING = re.compile(
    "-(?:backed|owned|funded|led|run|supported|linked)(?![a-z])| ?(?:支持|投资|领投|参投|入股|控股|持股|孵化|背书)的"
)
"""What makes a name an adjective of another: Nvidia-backed Reflection, 英伟达支持的Reflection."""
_DOES = re.compile(" (?:has |had )?(?:[a-z]+ed|won|lost|hit|cut|laid|sold|spent|bought|took|filed) ")
_COMPARED = re.compile(r" ?(?:to|vs\.?|versus|against|compared (?:to|with)|对|对比|比|而) ?(?:the )?")


@dataclass(frozen=True, slots=True)
class _Name:
    start: int
    end: int
    entity_id: str


def find_owners(plain: Plain, amounts: Sequence[Amount], mentions: Sequence[Mention]) -> list[str | None]:
    """Say for each amount whose it is, or None. Amounts come in order."""
    named = [mention for mention in mentions if mention.how == "named"]
    places = [_Name(mention.start, mention.start + len(mention.words), mention.entity_id) for mention in named]
    names = sorted(places, key=_start)
    first_line = plain.text.find("\n")
    headline = names[0].entity_id if names and names[0].end <= first_line else None
    owners: list[str | None] = []
    for place, amount in enumerate(amounts):
        if amount.unit.kind == "duration":
            owners.append(None)
            continue
        before, behind = _around(plain, names, amount)
        owner = _owner(plain, amount, before, behind) or _meant_before(plain, names, before, amount)
        if not before and not behind:
            owner = owner or headline
        elif place and _is_rival(plain, amounts[place - 1], amount) and not _belongs(plain, before, amount):
            owner = None
        owners.append(owner)
    return owners


def _meant_before(plain: Plain, names: Sequence[_Name], before: Sequence[_Name], amount: Amount) -> str | None:
    """Give whom a pronoun before an amount and all names of its sentence means: the last sentence's subject."""
    start, _ = plain.sentence(amount.start, amount.end)
    until = before[0].start if before else amount.start
    if start < 2 or not _PRONOUN.search(plain.low, max(start, amount.start - _WIDEST), until):
        return None
    window = max(0, start - _WIDEST)
    at = window + len(plain.low[window:start].rstrip(" \n。.！!？?；;"))
    first, last = plain.sentence(max(0, at - 1), max(0, at - 1))
    told = names[bisect_left(names, first, key=_start) : bisect_right(names, last, key=_start)]
    return next((name.entity_id for name in told if not _is_object(plain, name)), None)


def _around(plain: Plain, names: Sequence[_Name], amount: Amount) -> tuple[list[_Name], list[_Name]]:
    """Give the names before and behind an amount in its sentence."""
    start, last = plain.sentence(amount.start, amount.end)
    start, last = max(start, amount.start - _WIDEST), min(last, amount.end + _WIDEST)
    first = bisect_left(names, start, key=_start)
    middle = bisect_left(names, amount.start, key=_start)
    return list(names[first:middle]), list(names[middle : bisect_right(names, last, key=_start)])


def _owner(plain: Plain, amount: Amount, before: list[_Name], behind: list[_Name]) -> str | None:
    if _belongs(plain, before, amount):
        return before[-1].entity_id
    if before and not _is_object(plain, before[-1]) and _TOUCHING.fullmatch(plain.low, before[-1].end, amount.start):
        return before[-1].entity_id
    is_sized = amount.unit.kind in ("parameters", "tokens") and behind and behind[0].start == amount.end + 1
    if is_sized:
        return behind[0].entity_id
    is_followed = behind and _OWNED_BY.fullmatch(plain.low, amount.end, behind[0].start)
    if is_followed and "的" in plain.text[amount.end : behind[0].start]:
        return behind[0].entity_id
    subject = None
    for name in before:
        if not _is_object(plain, name) and (subject is None or _opens_clause(plain, name)):
            subject = name.entity_id
    return subject or (behind[0].entity_id if is_followed else None)


def _opens_clause(plain: Plain, name: _Name) -> bool:
    return _CLAUSE_START.search(plain.low[max(0, name.start - 14) : name.start]) is not None


def _belongs(plain: Plain, before: list[_Name], amount: Amount) -> bool:
    """Tell whether an amount is written as belonging to the name right before it."""
    if not before or _PAID.search(plain.low[max(0, before[-1].start - 8) : before[-1].start]):
        return False
    start, end = before[-1].start, before[-1].end
    if _PART_OF.search(plain.low[max(0, start - 6) : start]) and _VALUED_IT.fullmatch(plain.low, end, amount.start):
        return True
    is_valued = _VALUES.search(plain.low[max(0, before[-1].start - 9) : before[-1].start]) is not None
    return (_AT if is_valued else _OWNING).fullmatch(plain.low, end, amount.start) is not None


def _is_object(plain: Plain, name: _Name) -> bool:
    """Tell whether a name is governed by a preposition, joined to another, or only quoted."""
    before = plain.low[max(0, name.start - 14) : name.start]
    if before.endswith("after ") and _DOES.match(plain.low, name.end):  # months after Acme closed a round
        return False
    if _BACKING.match(plain.low, name.end):
        return True
    return _NO_SUBJECT.search(before) is not None or _QUOTED.match(plain.low, name.end) is not None


def _is_rival(plain: Plain, other: Amount, amount: Amount) -> bool:
    """Tell whether an amount is what another one is compared with."""
    return (
        other.unit == amount.unit
        and not other.turns_into_next
        and _COMPARED.fullmatch(plain.low, other.end, amount.start) is not None
    )
