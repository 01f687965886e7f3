"""What buttons, menus and modals carry along, as JSON. What comes back is from outside, and checked as it is read."""

from __future__ import annotations

from typing import TypeVar

import msgspec

_T = TypeVar("_T", bound=msgspec.Struct)


def as_carried(what: msgspec.Struct) -> str:
    """Write something to be carried along, with no `<` in it: no part of a message looks like markup of Slack's."""
    return msgspec.json.encode(what).decode().replace("<", "\\u003c")


def read_carried(value: object, kind: type[_T]) -> _T | None:
    """Read back what was carried along, or None for anything that is none of the kind."""
    try:
        return msgspec.json.decode(str(value), type=kind)
    except (msgspec.MsgspecError, UnicodeEncodeError, RecursionError):
        return None
