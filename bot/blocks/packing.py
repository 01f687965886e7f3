"""Pieces of an edition, and packing them into messages that Slack takes. Pure.

Each message keeps to 45 blocks and 12,000 characters of them (Slack refuses one from about 13,200, slackapi/
bolt-js#2509). What does not fit in the post goes to its thread; no piece is ever split.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.message import Answer, Block

MOST_BLOCKS = 45
MOST_CHARACTERS = 12_000


@dataclass(frozen=True, slots=True)
class Piece:
    """What is never split over two messages: some blocks, and what they say."""

    blocks: list[Block]
    text: str

    @property
    def size(self) -> int:
        """Its characters as JSON, which is how Slack seems to count."""
        return len(json.dumps(self.blocks, ensure_ascii=False))


@dataclass(slots=True)
class Message:
    """A message under way."""

    pieces: list[Piece] = field(default_factory=list)

    def has_room_for(self, *pieces: Piece) -> bool:
        """Whether these fit beside what it has."""
        wanted = [*self.pieces, *pieces]
        blocks = sum(len(piece.blocks) for piece in wanted)
        return blocks <= MOST_BLOCKS and sum(piece.size for piece in wanted) <= MOST_CHARACTERS

    def add_while_room(self, pieces: Iterable[Piece], *reserved: Piece) -> list[Piece]:
        """Take pieces in order while they and what is reserved fit. Gives what is left."""
        left = list(pieces)
        while left and self.has_room_for(left[0], *reserved):
            self.pieces.append(left.pop(0))
        return left

    def answer(self) -> Answer:
        """Write it."""
        blocks = [block for piece in self.pieces for block in piece.blocks]
        return Answer("\n\n".join(piece.text for piece in self.pieces if piece.text), blocks)


def pack(pieces: Sequence[Piece], opening: Piece) -> list[Answer]:
    """Pack pieces into as many messages as they need, each with the same opening."""
    messages: list[Message] = []
    for piece in pieces:
        if not messages or not messages[-1].has_room_for(piece):
            messages.append(Message([opening]))
        messages[-1].pieces.append(piece)
    return [message.answer() for message in messages]
