"""The network between the bot and its workspace, to be cut, frozen and restored."""

from __future__ import annotations

import socket
import struct
import threading
import time
from contextlib import suppress

_RESET = struct.pack("ii", 1, 0)
"""SO_LINGER on, for no time: closing sends a reset."""


class Wire:
    """Passes bytes between a free port of 127.0.0.1 and another one.

    While it is `blocked`, connections are taken and nothing passes, as behind a firewall that drops.
    """

    def __init__(self, target: int) -> None:
        self._target = target
        self._lines: list[_Line] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.blocked = False
        self.taken = 0
        self._is_open = True
        self._listen()

    def cut(self) -> None:
        """Reset every connection."""
        self._close(reset=True)

    def hang_up(self) -> None:
        """Close every connection in order, as a proxy does that is restarted."""
        self._close(reset=False)

    def _close(self, *, reset: bool) -> None:
        """Close what is open; whoever connects anew meanwhile is none of it, and can be frozen later."""
        lines, self._lines = self._lines, []
        for line in lines:
            line.close(reset=reset)

    def freeze(self) -> None:
        """Let every connection stay open and carry nothing more, either way."""
        for line in self._lines:
            line.is_frozen = True

    def forget(self) -> None:
        """Have the other side notice which connections are frozen."""
        for line in [line for line in self._lines if line.is_frozen]:
            line.close(reset=True)
            self._lines.remove(line)

    def down(self) -> None:
        """Reset every connection, and refuse new ones."""
        self._is_open = False
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()
        self.cut()

    def up(self) -> None:
        """Take connections again."""
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self._is_open = True
        self._listen()

    def close(self) -> None:
        """Close everything."""
        if self._is_open:
            self.down()

    def _listen(self) -> None:
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            self.taken += 1
            far = socket.create_connection(("127.0.0.1", self._target))
            self._lines.append(_Line(near, far, is_frozen=self.blocked))


class _Line:
    """One connection, with a thread for each way."""

    def __init__(self, near: socket.socket, far: socket.socket, *, is_frozen: bool) -> None:
        self.is_frozen = is_frozen
        self._is_reset = False
        self._ends = (near, far)
        for source, sink in ((near, far), (far, near)):
            threading.Thread(target=self._pump, args=(source, sink), daemon=True).start()

    def close(self, *, reset: bool) -> None:
        """Close both ends."""
        self._is_reset = reset
        for end in self._ends:
            with suppress(OSError):
                if reset:
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                end.shutdown(socket.SHUT_RD)  # wakes the thread that reads it, without a word to the other side
            end.close()

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                while self.is_frozen:
                    time.sleep(0.02)
                    if source.fileno() < 0:
                        return
                sink.sendall(data)
            if not self._is_reset:
                sink.shutdown(socket.SHUT_WR)
