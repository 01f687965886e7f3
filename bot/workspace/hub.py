"""Everything that the Web API, the sockets, the people and the page share, put together once."""

from __future__ import annotations

from dataclasses import dataclass

from bot.clock import Clock
from bot.workspace.faults import Faults
from bot.workspace.manifest import Manifest
from bot.workspace.outbox import Outbox
from bot.workspace.passes import Passes
from bot.workspace.rates import Rates
from bot.workspace.request_url import RequestUrl
from bot.workspace.sockets import Sockets
from bot.workspace.state import State
from bot.workspace.traffic import Traffic
from bot.workspace.views import Views


@dataclass(slots=True)
class Hub:
    """One workspace's parts. `port` is known once the server listens."""

    clock: Clock
    manifest: Manifest
    state: State
    passes: Passes
    views: Views
    sockets: Sockets
    request_url: RequestUrl
    outbox: Outbox
    traffic: Traffic
    faults: Faults
    rates: Rates
    port: int = 0

    @property
    def origin(self) -> str:
        """The address that the server listens on."""
        return f"http://127.0.0.1:{self.port}"

    def response_url(self, channel: str, person: str, message_ts: str | None = None) -> str:
        """Give out a new `response_url`."""
        return f"{self.origin}/respond/{self.passes.new_response(channel, person, message_ts)}"


def make_hub(
    manifest: Manifest,
    clock: Clock,
    *,
    ack_seconds: float,
    retry_seconds: tuple[float, ...],
    request_url: str | None,
    signing_secret: str | None,
    rate_limits: bool,
) -> Hub:
    """Put a new, empty workspace together."""
    state, traffic, sockets = State(manifest.bot_name, clock), Traffic(clock), Sockets(ack_seconds)
    address, faults = RequestUrl(request_url, signing_secret, ack_seconds), Faults(sockets)
    return Hub(
        clock=clock,
        manifest=manifest,
        state=state,
        passes=Passes(clock),
        views=Views(state),
        sockets=sockets,
        request_url=address,
        outbox=Outbox(sockets, address, traffic, faults, ack_seconds, retry_seconds),
        traffic=traffic,
        faults=faults,
        rates=Rates(rate_limits),
    )
