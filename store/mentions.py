"""Find the entities that a text names.

How, in plain English. One pass (Aho-Corasick) over the folded text finds every spelling, overlaps included. Then:
a spelling of letters must stand at the edges of a word, where a possessive or a plural may follow (not after a
spelling that counts in one case only: `Arms` is not Arm); such a spelling must stand in exactly that case; a version
is not the beginning of a longer one (`GPT-4` in `GPT-4.1`). The longest spelling wins over those inside it, and of
spellings that overlap those that cover most (`Anthropic` and `Claude Code` rather than `Anthropic Claude`).
Chinese needs no edges, so words that merely contain a name (博通 in 彭博通讯社) are listed as blockers: they compete
like spellings and name nobody. A spelling that two entities share names neither.

It does not resolve what people type; that is `match`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from store.folding import Folded, fold, is_word_character
from store.model import Entity, Mention
from store.patterns import Blocker, Pattern, text_patterns, typed_patterns

_LATER = "\u2e80"
"""The first character of the scripts whose words have no edges (see `folding.is_word_character`)."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text names someone: characters `start` to `end`, a possessive or plural ending included after `words`.

    More than one id: the spelling is shared.
    """

    start: int
    end: int
    words: str
    entity_ids: tuple[str, ...]


_Span = tuple[int, int, tuple[str, ...]]
"""Start and end in the folded text, and whom it names; nobody where it is blocked."""


@dataclass(slots=True)
class _Entry:
    """One text that is looked for: the patterns and blockers that it stands for."""

    begins_word: bool
    ends_word: bool
    patterns: list[Pattern]
    takes_number: bool = False
    """Whether the catalogue writes a number behind it, as Qwen3 for Qwen: then any may, with no space too."""
    always: tuple[str, ...] = ()
    """Whom it names wherever it stands alone, in any case."""
    unless: tuple[str, ...] | None = None


class Finder:
    """Spellings and blockers, ready to be looked for. Immutable; safe to share between threads."""

    def __init__(
        self,
        patterns: Iterable[Pattern],
        blockers: Iterable[Blocker] = (),
        makers: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self._makers = makers or {}
        self._by_text: dict[str, _Entry] = {}
        for pattern in patterns:
            self._entry(pattern.folded).patterns.append(pattern)
        for blocker in blockers:
            self._entry(fold(blocker.text).folded).unless = tuple(fold(longer).folded for longer in blocker.unless)
        self._by_text.pop("", None)
        self._entries = list(self._by_text.values())
        for entry in self._entries:
            if not any(pattern.cased for pattern in entry.patterns):
                entry.always = tuple(sorted({pattern.entity_id for pattern in entry.patterns}))
        self._note_numbered()
        self._automaton = AhoCorasick(list(self._by_text), store_patterns=False)

    def _note_numbered(self) -> None:
        for text, entry in self._by_text.items():
            stem = self._by_text.get(text.rstrip("0123456789.").rstrip(" -"))
            if stem is not None and stem is not entry:
                stem.takes_number |= not _ids(stem).isdisjoint(_ids(entry))

    def _entry(self, text: str) -> _Entry:
        entry = self._by_text.get(text)
        if entry is None:
            entry = _Entry(is_word_character(text[:1] or " "), is_word_character(text[-1:] or " "), [])
            self._by_text[text] = entry
        return entry

    def patterns_of(self, text: str) -> list[Pattern]:
        """Give whom a text names where it is spelled so in running text, each with the case in which it counts."""
        entry = self._by_text.get(fold(text).folded)
        return list(entry.patterns) if entry else []

    def places(self, text: str) -> list[Place]:
        """Find every place in which a text names someone, in order, none overlapping."""
        folded = fold(text)
        return [
            Place(
                folded.start(start),
                folded.end(_behind_ending(folded, end)),
                folded.words(start, end),
                ids,
            )
            for start, end, ids in _choose_longest(self._spans(folded))
            if ids
        ]

    def find(self, text: str) -> list[Mention]:
        """Find the entities that a text names, each at its first place, then the companies its products imply.

        A product implies its maker unless the text names it. A shared spelling names nobody.
        """
        folded = fold(text)
        named: dict[str, Mention] = {}
        for start, end, ids in _choose_longest(self._spans(folded)):
            if len(ids) == 1 and ids[0] not in named:
                first = folded.start(start)
                named[ids[0]] = Mention(ids[0], text[first : folded.end(end)], first)
        implied: dict[str, Mention] = {}
        for mention in named.values():
            for maker in self._makers.get(mention.entity_id, ()):
                if maker not in named:
                    implied.setdefault(maker, Mention(maker, mention.words, mention.start, "implied"))
        return [*named.values(), *implied.values()]

    def _spans(self, folded: Folded) -> list[_Span]:
        """Judge every hit; what is inside a word, and what needs no closer look, is told apart here, for speed."""
        text, spans, entries = folded.folded, [], self._entries
        last = len(text)
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            entry = entries[number]
            if entry.begins_word and start and (before := text[start - 1]).isalnum() and before < _LATER:
                continue
            after = text[end] if end < last else " "
            goes_on = entry.ends_word and after.isalnum() and after < _LATER
            if goes_on and after.isdigit() and entry.takes_number and entry.always:
                goes_on = False
            if goes_on and after != "s":
                continue
            if entry.always and not goes_on and after != ".":
                spans.append((start, end, entry.always))
            elif span := _judge(entry, folded, start, end):
                spans.append(span)
        return spans


def _ids(entry: _Entry) -> set[str]:
    return {pattern.entity_id for pattern in entry.patterns}


def build_finder(entities: Iterable[Entity], blockers: Iterable[Blocker] = ()) -> Finder:
    """Build the finder of names in running text; companies are implied by the products they make."""
    known = {entity.id: entity for entity in entities}
    makers = {
        entity.id: tuple(other for relation, other in entity.relations if relation == "made_by" and other in known)
        for entity in known.values()
        if entity.kind == "product"
    }
    return Finder(text_patterns(known.values()), blockers, makers)


def build_typed_finder(entities: Iterable[Entity], blockers: Iterable[Blocker] = ()) -> Finder:
    """Build the finder of names in what people type, where they count in any case; so do tickers of some length."""
    return Finder(typed_patterns(entities), blockers)


def _judge(entry: _Entry, folded: Folded, start: int, end: int) -> _Span | None:
    """Judge one hit: whom it names there, or nobody where it is a blocker, or None where it does not count."""
    ids = {one.entity_id for one in entry.patterns if _fits(one, entry, folded, start, end)}
    if ids:
        return start, end, tuple(sorted(ids))
    if entry.unless is None or not _ends_word(entry, folded, end, has_plural=False):
        return None
    return None if folded.folded.startswith(entry.unless, start) else (start, end, ())


def _fits(pattern: Pattern, entry: _Entry, folded: Folded, start: int, end: int) -> bool:
    if pattern.cased is not None and folded.kept[start:end] != pattern.cased:
        return False
    return _ends_word(entry, folded, end, has_plural=pattern.has_plural)


def _ends_word(entry: _Entry, folded: Folded, end: int, *, has_plural: bool) -> bool:
    """Tell whether a spelling that ends here ends a word: no letter or digit follows, and no `.1` after a digit."""
    text = folded.folded
    if not entry.ends_word or end == len(text):
        return True
    if text[end] == "." and text[end - 1].isdigit() and text[end + 1 : end + 2].isdigit():
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
    """Keep of all spans that overlap those that cover most of the text, the longer of equals; in order of place."""
    taken: list[_Span] = []
    group: list[_Span] = []
    behind = 0
    for span in sorted(spans):
        if span[0] >= behind:
            taken += group if len(group) < 2 else _longest_of(group)
            group = []
        group.append(span)
        behind = max(behind, span[1])
    return taken + _longest_of(group)


def _longest_of(group: list[_Span]) -> list[_Span]:
    """Choose from spans of which each overlaps another those that cover most, and of equals the fewest."""
    if len(group) < 2:
        return group
    best: list[tuple[int, int, list[_Span]]] = [(0, 0, [])]
    ordered = sorted(group, key=lambda span: (span[1], -span[0]))
    ends = [span[1] for span in ordered]
    for number, span in enumerate(ordered):
        before = best[bisect_right(ends, span[0], 0, number)]
        taken = (before[0] + span[1] - span[0], before[1] - 1, [*before[2], span])
        best.append(max(best[-1], taken, key=lambda choice: choice[:2]))
    return best[-1][2]
