"""Who may do what to a source.

Members who are no guests add; editors and whoever added a source pause, resume, edit and remove it; the operator may do
all of it (`person` is then None).
"""

from __future__ import annotations

from store.model import AudienceKind
from store.people import Person
from store.source_names import SourceRefusedError
from store.source_rows import Source


def may_change(source: Source, person: Person | None) -> bool:
    """Tell whether a person may pause, rename or remove a source: editors may, and who added it; the operator too."""
    return person is None or person.may_edit or (source.added_by == person.id and not person.is_guest)


def audiences_for(source: Source, person: Person | None) -> tuple[AudienceKind, ...]:
    """Give for whom a person may have a source, which includes for whom it is.

    Who may change it may also narrow it down to a channel. Only whoever added it lets more people see it, for what it
    brought is private to those who see it now; the operator opens what is a channel's. Nobody else's is made one's own.
    """
    if not may_change(source, person):
        return (source.audience,)
    is_adder = person is not None and person.id == source.added_by
    opens = is_adder or (person is None and source.audience != "person")
    may: dict[AudienceKind, bool] = {
        "workspace": opens,
        "channel": opens or source.audience == "workspace",
        "person": source.added_by is not None and (is_adder or person is None),
    }
    return tuple(kind for kind, allowed in may.items() if allowed or kind == source.audience)


def check_change(source: Source, person: Person | None) -> None:
    """Check that a person may change a source. Raises: SourceRefusedError."""
    check_member(person)
    if not may_change(source, person):
        raise SourceRefusedError("not_yours", source.name)


def check_member(person: Person | None) -> None:
    """Check that somebody is no guest. Raises: SourceRefusedError."""
    if person and person.is_guest:
        raise SourceRefusedError("guest")
