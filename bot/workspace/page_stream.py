"""Tells every open page that something changed, as Server-Sent Events; the page then asks for what it shows."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

HEARTBEAT_SECONDS = 15.0


class Streams:
    """The pages that listen. `tell` and `close` may be called from any thread."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[str | None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None

    def tell(self, kind: str) -> None:
        """Tell every page what kind of thing changed."""
        self._put(json.dumps({"kind": kind}))

    def close(self) -> None:
        """End every stream, so that the server can stop."""
        self._put(None)

    async def follow(self) -> AsyncIterator[str]:
        """Give changes as Server-Sent Events until the server stops."""
        self._loop = asyncio.get_running_loop()
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._queues.add(queue)
        try:
            yield ": hello\n\n"
            while (line := await _next_line(queue)) is not None:
                yield line
        finally:
            self._queues.discard(queue)

    def _put(self, line: str | None) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._spread, line)

    def _spread(self, line: str | None) -> None:
        for queue in self._queues:
            queue.put_nowait(line)


async def _next_line(queue: asyncio.Queue[str | None]) -> str | None:
    try:
        data = await asyncio.wait_for(queue.get(), HEARTBEAT_SECONDS)
    except TimeoutError:
        return ": still here\n\n"
    return None if data is None else f"data: {data}\n\n"
