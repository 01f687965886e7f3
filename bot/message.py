"""One message as data, before it is posted anywhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Block = dict[str, Any]
"""One Block Kit block."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a screen reader says, and the blocks that are drawn."""

    text: str
    blocks: list[Block] = field(default_factory=list)
