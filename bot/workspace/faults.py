"""Bad days on demand: calls that fail and deliveries that go astray, by count, at a rate, or by a script.

A fault waits for a *target*: a Web API method (`chat.postMessage`, `chat.*`, `*`), `response_url`, `link` (an app that
opens a socket), or what the workspace tells the app, by kind or with its name: `events_api`, `events_api/app_mention`,
`slash_commands/*`, `interactive/*`. `where` narrows it to calls with these arguments, `{"channel": "C0AINEWS01"}`.
What happens to connections that are open already stands at the end.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import repeat
from typing import Literal

from bot.workspace.model import Json
from bot.workspace.sockets import DisconnectReason, Sockets

When = Literal["before", "after"]
Victim = Literal["call", "link", "envelope"]
Kind = Literal["rate_limit", "fail", "refuse", "drop", "hang", "slow", "mute", "lose", "lose_ack", "duplicate"]

FOREVER = 10**9
HANG_SECONDS = 60.0

KINDS: dict[Victim, tuple[Kind, ...]] = {
    "call": ("rate_limit", "fail", "refuse", "drop", "hang", "slow"),
    "link": ("fail", "drop", "hang", "mute"),
    "envelope": ("slow", "lose", "lose_ack", "duplicate"),
}
"""What can befall a call, an app that opens a socket, and what the workspace tells the app."""

_ENVELOPES = ("events_api", "slash_commands", "interactive")


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong, `when` before or after the call had its effect.

    Of calls: `rate_limit` answers 429 with Retry-After `seconds`, `fail` the `status` of a broken server, `refuse`
    `{"ok": false, "error": …}`; `drop` cuts the connection, `hang` answers nothing for `seconds` and cuts it then,
    `slow` answers well after `seconds`. Of a socket being opened: `mute` opens it and never says anything. Of
    deliveries: `slow` waits `seconds`, `lose` sends nothing, `lose_ack` overhears the ack, `duplicate` sends twice.
    """

    kind: Kind
    when: When = "before"
    status: int = 500
    error: str = "internal_error"
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class _Rule:
    victim: Victim
    target: str
    steps: Iterator[Fault | None]
    where: Mapping[str, str]

    def fits(self, victim: Victim, names: tuple[str, ...], arguments: Json) -> bool:
        """Tell whether a call or delivery is one of those that this rule is for."""
        named = victim == self.victim and any(fnmatchcase(name, self.target) for name in names)
        return named and all(str(arguments.get(key)) == value for key, value in self.where.items())


class Faults:
    """The faults to come, in the order in which they were asked for. Safe to use from any thread."""

    def __init__(self, sockets: Sockets) -> None:
        self._lock = threading.Lock()
        self._rules: list[_Rule] = []
        self._sockets = sockets

    def add(self, target: str, fault: Fault, *, times: int = 1, where: Mapping[str, str] | None = None) -> None:
        """Let the next calls of a target suffer a fault; `FOREVER` means until `clear`.

        Raises: ValueError for a fault that cannot befall the target.
        """
        self._append(target, repeat(fault, times), [fault], where)

    def at_rate(
        self, target: str, fault: Fault, rate: float, *, seed: int = 0, where: Mapping[str, str] | None = None
    ) -> None:
        """Let each call of a target suffer a fault with a probability from 0 to 1, the same ones for the same seed.

        Raises: ValueError for a fault that cannot befall the target.
        """
        dice = random.Random(seed)  # noqa: S311
        self._append(target, (fault if dice.random() < rate else None for _ in repeat(0)), [fault], where)

    def script(self, target: str, steps: Iterable[Fault | None], *, where: Mapping[str, str] | None = None) -> None:
        """Let the calls of a target suffer a list of faults, one each; None lets one pass.

        Raises: ValueError for a fault that cannot befall the target.
        """
        listed = list(steps)
        self._append(target, iter(listed), [step for step in listed if step], where)

    def clear(self) -> None:
        """Forget every fault to come."""
        with self._lock:
            self._rules.clear()

    def take(self, victim: Victim, names: tuple[str, ...], arguments: Json) -> Fault | None:
        """Give the fault that this call or delivery is to suffer, if any, and use it up."""
        with self._lock:
            for rule in [rule for rule in self._rules if rule.fits(victim, names, arguments)]:
                try:
                    step = next(rule.steps)
                except StopIteration:
                    self._rules.remove(rule)
                    continue
                if step is not None:
                    return step
        return None

    def rate_limit(self, method: str, *, retry_after: int = 1, times: int = 1) -> None:
        """Answer the next calls with 429 and `Retry-After` in seconds, without effect."""
        self.add(method, Fault("rate_limit", seconds=retry_after), times=times)

    def fail(self, method: str, *, status: int = 500, when: When = "before", times: int = 1) -> None:
        """Answer the next calls with a server error, before or after their effect."""
        self.add(method, Fault("fail", when, status=status), times=times)

    def refuse(self, method: str, error: str, *, times: int = 1) -> None:
        """Answer the next calls with `{"ok": false, "error": …}`, without effect."""
        self.add(method, Fault("refuse", error=error), times=times)

    def drop(self, method: str, *, when: When, times: int = 1) -> None:
        """Cut the connection of the next calls, before or after their effect."""
        self.add(method, Fault("drop", when), times=times)

    def hang(self, method: str, *, when: When, seconds: float = HANG_SECONDS, times: int = 1) -> None:
        """Answer nothing to the next calls, before or after their effect, and cut the connection in the end."""
        self.add(method, Fault("hang", when, seconds=seconds), times=times)

    def disconnect(self, reason: DisconnectReason) -> None:
        """Tell every open socket that it is to close, as Slack does; all but those only warned are closed then."""
        self._sockets.disconnect(reason)

    def cut(self) -> None:
        """Cut every open socket without a word."""
        self._sockets.cut()

    def freeze(self) -> None:
        """Leave every open socket half open: nothing more is read from it or written to it, not even a pong."""
        self._sockets.freeze()

    def begin_outage(self) -> None:
        """Cut every connection of the app, and each new one, until `end_outage`. The page goes on."""
        self._sockets.is_out = True
        self._sockets.cut()

    def end_outage(self) -> None:
        """Let the app connect again."""
        self._sockets.is_out = False

    def _append(
        self,
        target: str,
        steps: Iterator[Fault | None],
        faults: list[Fault],
        where: Mapping[str, str] | None,
    ) -> None:
        victim: Victim = "link" if target == "link" else "envelope" if target.startswith(_ENVELOPES) else "call"
        for fault in faults:
            if fault.kind not in KINDS[victim]:
                raise ValueError(f"{fault.kind} cannot befall {target}: only {', '.join(KINDS[victim])}")
        with self._lock:
            self._rules.append(_Rule(victim, target, steps, where or {}))
