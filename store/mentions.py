"""Find the entities that a text names.

How, in plain English. One pass (Aho-Corasick) over the folded text finds every spelling, overlaps included. Then:
a spelling of letters must stand at the edges of a word, where a possessive or a plural may follow (not after a
spelling that counts in one case only: `Arms` is not Arm); such a spelling must stand in exactly that case; a version
is not the beginning of a longer one (`GPT-4` in `GPT-4.1`). The longest spelling wins over all that overlap it.
Chinese needs no edges, so words that merely contain a name (博通 in 彭博通讯社) are listed as blockers: they compete
like spellings and name nobody. A spelling that two entities share names neither.

It does not resolve what people type; that is `match`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from store.folding import Folded, fold, is_word_character
from store.model import Entity, Mention, Spelling

_SHORTEST_PLURAL = 3


@dataclass(frozen=True, slots=True)
class Blocker:
    """Words that contain a name and name nobody, unless one of the longer texts in `unless` begins there.

    苹果树 is no company, but 苹果树立 begins "Apple sets up…".
    """

    text: str
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """A spelling to look for, and whom it names.

    `cased` holds the only case in which it counts; `has_plural` says that an added s leaves it the same name.
    """

    folded: str
    entity_id: str
    cased: str | None
    has_plural: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text names someone: characters `start` to `end`, a possessive or plural ending included after `words`.

    More than one id: the spelling is shared.
    """

    start: int
    end: int
    words: str
    entity_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    ids: tuple[str, ...]


class Finder:
    """Spellings and blockers, ready to be looked for. Immutable; safe to share between threads."""

    def __init__(
        self,
        patterns: Iterable[Pattern],
        blockers: Iterable[Blocker] = (),
        makers: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self._patterns: dict[str, list[Pattern]] = defaultdict(list)
        for pattern in patterns:
            self._patterns[pattern.folded].append(pattern)
        self._blockers = {
            fold(blocker.text).folded: tuple(fold(longer).folded for longer in blocker.unless) for blocker in blockers
        }
        self._makers = makers or {}
        self._texts = [text for text in {**self._patterns, **self._blockers} if text]
        self._automaton = AhoCorasick(self._texts)

    def places(self, text: str) -> list[Place]:
        """Find every place in which a text names someone, in order, none overlapping."""
        folded = fold(text)
        return [
            Place(
                folded.start(span.start),
                folded.end(_behind_ending(folded, span.end)),
                folded.words(span.start, span.end),
                span.ids,
            )
            for span in _choose_longest(self._spans(folded))
            if span.ids
        ]

    def find(self, text: str) -> list[Mention]:
        """Find the entities that a text names, each at its first place, then the companies its products imply.

        A product implies its maker unless the text names it. A shared spelling names nobody.
        """
        named: dict[str, Mention] = {}
        for place in self.places(text):
            if len(place.entity_ids) == 1:
                entity_id = place.entity_ids[0]
                named.setdefault(entity_id, Mention(entity_id, place.words, place.start))
        implied: dict[str, Mention] = {}
        for mention in named.values():
            for maker in self._makers.get(mention.entity_id, ()):
                if maker not in named:
                    implied.setdefault(maker, Mention(maker, mention.words, mention.start, "implied"))
        return [*named.values(), *implied.values()]

    def patterns_of(self, text: str) -> list[Pattern]:
        """Give the patterns that are spelled as a text is, in any case: whom it would name where it stands."""
        return list(self._patterns.get(fold(text).folded, ()))

    def _spans(self, folded: Folded) -> list[_Span]:
        spans = []
        for index, start, end in self._automaton.find_matches_as_indexes(folded.folded, overlapping=True):
            span = self._span(self._texts[index], folded, start, end)
            if span:
                spans.append(span)
        return spans

    def _span(self, text: str, folded: Folded, start: int, end: int) -> _Span | None:
        """Judge one hit: whom it names there, or nobody where it is a blocker, or None where it does not count."""
        if not _begins_word(folded.folded, start):
            return None
        ids = {pattern.entity_id for pattern in self._patterns.get(text, ()) if _fits(pattern, folded, start, end)}
        if ids:
            return _Span(start, end, tuple(sorted(ids)))
        blocks = text in self._blockers and _ends_word(folded, end, has_plural=False)
        if blocks and not folded.folded.startswith(self._blockers[text], start):
            return _Span(start, end, ())
        return None


def build_finder(entities: Iterable[Entity], blockers: Iterable[Blocker] = ()) -> Finder:
    """Build the finder of everything that counts in running text; companies are implied by the products they make."""
    known = {entity.id: entity for entity in entities}
    patterns = [
        pattern_of(entity.id, spelling)
        for entity in known.values()
        for spelling in entity.spellings
        if spelling.use != "typed"
    ]
    makers = {
        entity.id: tuple(other for relation, other in entity.relations if relation == "made_by" and other in known)
        for entity in known.values()
        if entity.kind == "product"
    }
    return Finder(patterns, blockers, makers)


def pattern_of(entity_id: str, spelling: Spelling) -> Pattern:
    """Fold a spelling into what is looked for in folded text."""
    folded = fold(spelling.text)
    cased = folded.kept if spelling.case_sensitive else None
    return Pattern(folded.folded, entity_id, cased, has_plural(spelling))


def has_plural(spelling: Spelling) -> bool:
    """Tell whether an added s leaves a spelling the same name: GPUs and chips, but not Arms, which is a word."""
    text = spelling.text
    is_ordinary = spelling.use == "typed" or (spelling.case_sensitive and not text.isupper())
    return len(text) >= _SHORTEST_PLURAL and not is_ordinary and is_word_character(text[-1])


def _fits(pattern: Pattern, folded: Folded, start: int, end: int) -> bool:
    if pattern.cased is not None and folded.kept[start:end] != pattern.cased:
        return False
    return _ends_word(folded, end, has_plural=pattern.has_plural)


def _begins_word(text: str, start: int) -> bool:
    return start == 0 or not (is_word_character(text[start]) and is_word_character(text[start - 1]))


def _ends_word(folded: Folded, end: int, *, has_plural: bool) -> bool:
    """Tell whether a spelling that ends here ends a word: no letter or digit follows, and no `.1` after a digit."""
    text = folded.folded
    if not is_word_character(text[end - 1]) or end == len(text):
        return True
    if text[end - 1].isdigit() and text[end] == "." and text[end + 1 : end + 2].isdigit():
        return False
    if not is_word_character(text[end]):
        return True
    return has_plural and folded.kept[end] == "s" and not is_word_character(text[end + 1 : end + 2] or " ")


def _behind_ending(folded: Folded, end: int) -> int:
    """Give where a name ends together with its possessive or plural ending."""
    text = folded.folded
    if not is_word_character(text[end - 1]):
        return end
    for ending in ("'s", "s'", "s"):
        after = end + len(ending)
        if text.startswith(ending, end) and not is_word_character(text[after : after + 1] or " "):
            return after
    return end


def _choose_longest(spans: list[_Span]) -> list[_Span]:
    """Keep the longest of all spans that overlap, the first of equals; in order of place."""
    taken: list[_Span] = []
    used: set[int] = set()
    for span in sorted(spans, key=lambda span: (span.start - span.end, span.start)):
        if used.isdisjoint(range(span.start, span.end)):
            used.update(range(span.start, span.end))
            taken.append(span)
    return sorted(taken, key=lambda span: span.start)
