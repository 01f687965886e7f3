"""Choose the numbers of the day: figures worth knowing by themselves. Pure.

One of each storyline and two of each owner at most, never the same value twice, the most notable first (`sizes`). A
figure must say what it is of, be notable, and be new of its owner: an old one is no news, however large, nor is what
something had been before ("down from $2B"). One that reports disagree on is shown as that, and not as a fact.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from store.model import Disagreement, Entity, Figure, Number, Slot
from store.rank.sizes import notability

MOST_NUMBERS = 5
LEAST_NOTABLE = 0.25
OF_ONE_OWNER = 2


def choose_numbers(
    slots: Iterable[Slot], is_new: frozenset[Figure], disputed: Collection[Disagreement] = ()
) -> tuple[Number, ...]:
    """Choose the numbers of an edition from its slots, of whose figures `is_new` holds those never said before."""
    doubted = {(told.storyline, figure) for told in disputed for figure in (told.figure, told.other)}
    found = [
        (notability(figure), Number(figure, _owner(slot, figure), slot.lead))
        for slot in slots
        if slot.part != "watch"  # a talk repeats what was news
        for figure in slot.figures
        if figure.of
        and not figure.is_former
        and figure in is_new
        and notability(figure) >= LEAST_NOTABLE
        and (slot.lead.storyline, figure) not in doubted
    ]
    chosen: list[Number] = []
    stories: set[int] = set()
    values: set[tuple[object, ...]] = set()
    owners: Counter[str] = Counter()
    for _, number in sorted(found, key=lambda each: -each[0]):
        value = (number.figure.kind, number.figure.unit, number.figure.low, number.figure.high)
        owner = number.owner.id if number.owner else ""
        if number.story.id in stories or value in values or (owner and owners[owner] >= OF_ONE_OWNER):
            continue
        chosen.append(number)
        stories.add(number.story.id)
        values.add(value)
        owners[owner] += 1
    return tuple(chosen[:MOST_NUMBERS])


def _owner(slot: Slot, figure: Figure) -> Entity | None:
    return next((entity for entity in slot.lead.entities if entity.id == figure.entity_id), None)
