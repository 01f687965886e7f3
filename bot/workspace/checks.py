"""The kinds of rule that a JSON value can be held to, each with the words in which Slack refuses what breaks it.

Slack's validator is public: the wording is that of slackhq/hack-json-schema, the pointers those of its answers. Each
check is called with the problems found so far, a value and its path; it adds to the problems and gives nothing back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from bot.workspace.model import Json

T = TypeVar("T", str, int, float, bool, list[object], dict[str, object])


class Problems:
    """What was found wrong so far, each with the JSON pointer to it."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def add(self, what: str, path: str) -> None:
        """Note one problem."""
        self.found.append(f"{what} [json-pointer:{path}]")

    def typed(self, value: object, kind: type[T] | tuple[type[T], ...], name: str, path: str) -> T | None:
        """Give a value of the kind asked for; note any other, and give None."""
        if isinstance(value, kind) and (kind is bool or not isinstance(value, bool)):
            return value
        self.add(f"must provide {name}", path)
        return None


Check = Callable[[Problems, object, str], None]


@dataclass(frozen=True, slots=True)
class Words:
    """A string of so many characters, which a pattern may bind further."""

    most: int
    least: int = 1
    pattern: str = ""

    def __call__(self, problems: Problems, value: object, path: str) -> None:
        """Check a value."""
        words = problems.typed(value, str, "a string", path)
        if words is None:
            return
        if len(words) < self.least:
            problems.add(f"must be more than {self.least - 1} characters", path)
        elif len(words) > self.most:
            problems.add(f"must be less than {self.most + 1} characters", path)
        elif self.pattern and not re.fullmatch(self.pattern, words):
            problems.add(f"input must match regex pattern: {self.pattern}", path)


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of some values."""

    values: tuple[object, ...]

    def __call__(self, problems: Problems, value: object, path: str) -> None:
        """Check a value."""
        if value not in self.values:
            problems.add("must be a valid enum value", path)


@dataclass(frozen=True, slots=True)
class Number:
    """A number, whole unless told otherwise, within bounds."""

    least: float
    most: float
    is_whole: bool = True

    def __call__(self, problems: Problems, value: object, path: str) -> None:
        """Check a value."""
        kinds = int if self.is_whole else (int, float)
        number = problems.typed(value, kinds, "an integer" if self.is_whole else "a number", path)
        if number is not None and number < self.least:
            problems.add(f"must be greater than {self.least}", path)
        elif number is not None and number > self.most:
            problems.add(f"must be less than {self.most}", path)


def yes_or_no(problems: Problems, value: object, path: str) -> None:
    """Check that a value is true or false."""
    problems.typed(value, bool, "a boolean", path)


@dataclass(frozen=True, slots=True)
class Items:
    """A list of so many values, each held to one check."""

    each: Check
    most: int
    least: int = 1

    def __call__(self, problems: Problems, value: object, path: str) -> None:
        """Check a value."""
        items = problems.typed(value, list, "an array", path)
        if items is None:
            return
        if len(items) < self.least:
            problems.add(f"must provide at least {self.least} items", path)
        if len(items) > self.most:
            problems.add(f"no more than {self.most} items allowed", path)
        for i, item in enumerate(items):
            self.each(problems, item, f"{path}/{i}")


@dataclass(frozen=True, slots=True)
class Shape:
    """An object with these fields and no others. At least one of `some_of` must be there; `also` sees the whole."""

    needed: Mapping[str, Check] = field(default_factory=dict)
    free: Mapping[str, Check] = field(default_factory=dict)
    some_of: tuple[str, ...] = ()
    also: Callable[[Problems, Json, str], None] | None = None

    def __call__(self, problems: Problems, value: object, path: str) -> None:
        """Check a value."""
        found = problems.typed(value, dict, "an object", path)
        if found is None:
            return
        for name in self.needed.keys() - found.keys():
            problems.add(f"missing required field: {name}", path)
        if self.some_of and not any(found.get(name) for name in self.some_of):
            problems.add(f"must define one of: {', '.join(self.some_of)}", path)
        before = len(problems.found)
        for name, inner in found.items():
            self._check_field(problems, str(name), inner, path)
        if self.also and len(problems.found) == before:
            self.also(problems, found, path)

    def _check_field(self, problems: Problems, name: str, value: object, path: str) -> None:
        check = self.needed.get(name) or self.free.get(name)
        if check is None:
            if name != "type":
                problems.add(f"invalid additional property: {name}", path)
        elif value is not None or name in self.needed:
            check(problems, value, f"{path}/{name}")


@dataclass(frozen=True, slots=True)
class Kinds:
    """An object whose `type` names one of these shapes."""

    shapes: Mapping[str, Check]

    def __call__(self, problems: Problems, value: object, path: str) -> None:
        """Check a value."""
        found = problems.typed(value, dict, "an object", path)
        if found is None:
            return
        kind = found.get("type")
        if kind is None:
            problems.add("missing required field: type", path)
        elif not isinstance(kind, str) or kind not in self.shapes:
            problems.add(f"unsupported type: {kind}", f"{path}/type")
        else:
            self.shapes[kind](problems, found, path)

    def only(self, *names: str) -> Kinds:
        """Give the same with only some of the shapes."""
        return Kinds({name: self.shapes[name] for name in names})
