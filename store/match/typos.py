"""Which name did they mean to type? Decided in tiers by length, never by one global cutoff.

Distance is optimal string alignment: one edit is a letter left out, put in, changed, or swapped with its neighbour.
"Length" is that of the shorter of the two keys, without common words that both begin or end with (`generic`).

accept   5–9 characters at 1 edit, 10 and more at 2 with the same last letter (perplexica is another name), if it
         begins with the same letter (or the first two are swapped, or it is one edit from ten letters and more), is
         not the name and more (applet), the next best entity is further off (by two edits where there are only five
         letters), every word with a digit is the very same (one edit away is another version), what was typed is not
         ordinary English, and neither is the name (figure)
ask      4–6 characters at 1 edit, 7 and more at 2; names with Chinese in them, of three characters and more, at 1
neither  three letters and less, and whatever differs in its digits: GPT-4 is no slip for GPT-5; another ordinary word
         in the place of a common one (Otter Tail, Otter AI); a surname or a topic's word that is two edits off

How often that is right, and how often it asks about names that we do not know: `python -m tests.names.accuracy`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from store.folding import fold_name
from store.match.dictionary import USUAL, is_word, is_wordlike
from store.match.generic import distinctive, is_generic
from store.match.index import Hit, NameIndex
from store.match.keys import is_chinese_key, name_key
from store.match.outcomes import MOST, ask
from store.match.pinyin import is_chinese_word
from store.model import Entity, EntityKind, Match

ALIKE = 0.6
"""How much of the longer key must be alike for a name to be suggested."""
LONG_PHRASE = 12
"""Letters from which a phrase of ordinary words, near a name, is a slip and no other phrase."""
LONGEST_NAME = 9
"""Letters up to which a single word that looks like a name is rather another name than two slips in one of ours."""
WELL_KNOWN = 2
"""Names (products, people) that belong to one of which a short slip is accepted although it could be another name."""
_SHORT = 5

_DOUBLED = re.compile(r"(.)\1")
_DIGITS = re.compile(r"[\d.]+")


@dataclass(frozen=True, slots=True)
class Near:
    """A name near to what was typed: its key, one hit of it, the edits between, and what is distinctive of both."""

    key: str
    hit: Hit
    edits: int
    left: tuple[str, str]

    @property
    def length(self) -> int:
        """How many characters tell the two apart at least."""
        return min(map(len, self.left))


def nearest(index: NameIndex, text: str, prefer: EntityKind | None = None, *, same_letter: bool = False) -> list[Near]:
    """List the entities near a typed text, one entry each, best first.

    Fewest edits first; then those of a preferred kind, with the same letters, with the same first letter, in most
    stories, with most names belonging to them. `same_letter` leaves out those that begin otherwise.
    """
    best: dict[str, Near] = {}
    key, typed_words = name_key(text), fold_name(text).folded.split()
    for candidate, edits in index.neighbours.near(key):
        if same_letter and candidate[0] != key[0]:
            continue
        for hit in index.names[candidate]:
            known = best.get(hit.entity.id)
            if known is None or edits < known.edits:
                words = fold_name(hit.spelling.text).folded.split()
                best[hit.entity.id] = Near(candidate, hit, edits, distinctive(key, candidate, (typed_words, words)))
    return sorted(best.values(), key=lambda near: _rank(index, near, key, prefer))


def _rank(index: NameIndex, near: Near, key: str, prefer: EntityKind | None) -> tuple[object, ...]:
    entity = near.hit.entity
    return (
        near.edits,
        entity.kind != prefer,
        not _has_same_letters(near.key, key),
        near.key[0] != key[0],
        -index.stories.get(entity.id, 0),
        -index.belonging[entity.id],
        entity.id,
    )


def misspelt(index: NameIndex, text: str, near: list[Near], *, farthest: int = 2) -> Match | None:
    """Decide what a text that is near to names means: a match, a question, or None.

    `near` as `nearest` lists it; names more than `farthest` edits off are not asked about.
    """
    key, words = name_key(text), fold_name(text).folded.split()
    near = [one for one in near if not _has_other_words(words, one)]
    is_plain = is_ordinary(words)
    if not near or (is_plain and len(words) == 1):
        return None
    could_be_name = len(words) == 1 and is_wordlike(key)
    doubtful = (is_plain and len(key) < LONG_PHRASE) or (len(words) == 1 and _is_obscure(index, near[0], key))
    if _is_clear(near, key, words) and not doubtful:
        return Match(text, "match", near[0].hit.entity, "typo", near[0].hit.spelling.text)
    asked = [
        one.hit
        for one in near
        if one.edits <= farthest and _may_ask(one, key) and not (could_be_name and _is_far(one, key))
    ]
    return ask(text, asked, "typo") if asked else None


def suggested(near: list[Near], key: str) -> tuple[Entity, ...]:
    """Give the names that are near enough to be shown beside "no match"."""
    if len(key) < 3 or (len(key) == 3 and not is_chinese_key(key)):
        return ()
    return tuple(one.hit.entity for one in near if one.edits * 3 <= one.length and _alike(one, key) >= ALIKE)[:MOST]


def is_ordinary(words: Iterable[str]) -> bool:
    """Tell whether folded words are all ordinary English, as `apply` and `machine yearning` are."""
    return all(len(word) < 3 or is_word(word) for word in words)


def _has_other_words(words: list[str], near: Near) -> bool:
    """Tell whether an ordinary word was typed where the name has a common or short one: Otter Tail is not Otter AI."""
    others = fold_name(near.hit.spelling.text).folded.split()
    if len(words) != len(others):
        return False
    return any(
        (is_generic(other) or len(other) <= 3) and OSA.distance(word, other) > 1 and len(word) >= 3 and is_word(word)
        for word, other in zip(words, others, strict=True)
    )


def _is_clear(near: list[Near], key: str, words: list[str]) -> bool:
    """Tell whether the best name may be accepted, and the next best is clearly worse."""
    best = near[0]
    clearly = 2 if best.length <= _SHORT else 1
    stands_out = len(near) == 1 or near[1].edits - best.edits >= clearly
    return stands_out and _may_accept(best, key) and _same_versions(words, best)


def _may_accept(near: Near, key: str) -> bool:
    length = near.length
    reach = 2 if length >= 10 and near.key[-1] == key[-1] else 1 if length >= 5 else 0
    begins = _same_start(near.key, key) or (length >= 10 and near.edits == 1)
    same = begins and _digits(near.key) == _digits(key) and not _runs_on(near.key, key)
    return near.edits <= reach and same and near.key.isascii() and not _is_near_word(near, key)


def _is_near_word(near: Near, key: str) -> bool:
    """Tell whether the name is an ordinary word, to which many words are near: figura, moonshots, harley.

    A name that counts in one case only is one too, and if it is short, another letter in it makes another name.
    A topic is an ordinary word by nature: `finanse` is finance.
    """
    if near.hit.entity.kind == "topic":
        return False
    is_changed = len(key) == len(near.key) and sorted(key) != sorted(near.key)
    if near.hit.spelling.case_sensitive:
        return len(key) <= _SHORT + 1 and is_changed
    return near.hit.spelling.use == "typed" and is_word(near.key)


def _same_versions(words: list[str], near: Near) -> bool:
    """Tell whether the words with a digit, which tell one version from another, are the very same."""
    return _versions(words) == _versions(fold_name(near.hit.spelling.text).folded.split())


def _versions(words: list[str]) -> list[str]:
    return [word for word in words if any(map(str.isdigit, word))]


def _same_start(name: str, key: str) -> bool:
    return name[0] == key[0] or (name[:2] == key[1::-1] and name[2:3] == key[2:3])


def _runs_on(name: str, key: str) -> bool:
    """Tell whether a typed word is the name and more, which is rather another word: applet, openair; not altmann."""
    return key.startswith(name) and key[len(name) :].strip(name[-1]) not in ("", "s")


def _may_ask(near: Near, key: str) -> bool:
    if _digits(near.key) != _digits(key):
        return False
    if not near.key.isascii():
        return near.edits <= 1 and near.length >= 3 and not is_chinese_word(key)
    if near.edits > 1:
        typed, name = map(len, near.left)
        return name >= 7 and typed >= 6 and not _is_one_word(near)
    return near.length >= 4 or (near.length >= 2 and len(key) >= 7)


def _is_obscure(index: NameIndex, near: Near, key: str) -> bool:
    """Tell whether a single word that could be a name of its own is rather that than a slip for this one.

    It is if it is two edits off, or one word for the name's several (Liquidia, Liquid AI), or short and with another
    letter (Hilton, Hinton), or if it is not long and few other names belong to this one (Resona, Resonac).
    """
    is_short = len(key) <= LONGEST_NAME - 2
    is_known = index.belonging[near.hit.entity.id] >= WELL_KNOWN
    if not is_wordlike(key, 1 if is_short and not is_known else USUAL):
        return False
    if near.edits > 1 or " " in near.hit.spelling.text:
        return True
    if len(key) > LONGEST_NAME or _has_same_letters(near.key, key):
        return False
    return not is_known or (is_short and len(key) == len(near.key))


def _is_far(near: Near, key: str) -> bool:
    """Tell whether a word that could be a name is too far from this one: two edits, or another letter in a short one.

    Letters that merely moved or were doubled are what slips are (antrophic, altmann).
    """
    if len(key) > LONGEST_NAME or _has_same_letters(near.key, key):
        return False
    return near.edits > 1 or (len(key) <= _SHORT and (len(key) == len(near.key) or not _same_start(near.key, key)))


def _has_same_letters(name: str, key: str) -> bool:
    return sorted(key) == sorted(name) or _DOUBLED.sub(r"\1", key) == _DOUBLED.sub(r"\1", name)


def _is_one_word(near: Near) -> bool:
    """Tell whether a name is a surname alone or a topic's short word; there are too many of their kind to guess."""
    kind, spelling = near.hit.entity.kind, near.hit.spelling
    return (kind == "person" and " " not in spelling.text) or (kind == "topic" and near.length <= LONGEST_NAME - 2)


def _digits(key: str) -> list[str]:
    return _DIGITS.findall(key)


def _alike(near: Near, key: str) -> float:
    return 1 - near.edits / max(len(key), len(near.key))
