"""A server of many feeds, as a process of its own: `python -m tests.bench.feed_server` prints its port.

`/N` is the feed of source N with ten entries; `/turn/T` puts all of them forward to turn T, in which each has T more
entries; `If-None-Match` is answered as real servers do.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ENTRIES = 10
_WHO = (
    "Nvidia",
    "OpenAI",
    "Anthropic",
    "TSMC",
    "Mistral",
    "SK Hynix",
    "英伟达",
    "阿里云",
    "智谱",
    "Broadcom",
    "CoreWeave",
)
_WHAT = ("raises ${n} million for inference", "signs a {k}-year deal for {n} megawatts", "cuts its prices by {k}%",
         "opens a laboratory of {n} people", "hires a chief of safety", "delays its chip by {k} months")  # fmt: skip
_WORDS = (
    "harbour ledger council valley winter engine signal garden copper bridge market teacher window river paper forest "
    "doctor island summer kitchen castle planet mirror farmer lawyer station village thunder pencil violin blanket "
    "captain desert diamond elephant feather glacier hammer jacket kettle lantern magnet needle orchard parcel quarry "
    "ribbon saddle tunnel umbrella voyage walnut yellow zephyr anchor basket candle dragon ember falcon gravel helmet "
    "approves delays measures borrows repairs inspects rejects doubles halves carries studies funds drops explains "
    "quickly rarely again abroad together slowly nearly twice openly quietly inland today northward cheaply"
).split()
_START = datetime(2026, 10, 1, tzinfo=UTC)


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    protocol_version = "HTTP/1.1"
    turn = 0

    def do_GET(self) -> None:
        """Give a feed, or go on to another turn."""
        first, _, last = self.path.strip("/").partition("/")
        if first == "turn":
            type(self).turn = int(last)
            self._send(204, b"")
            return
        etag = f'"{first}-{self.turn}"'
        if self.headers.get("If-None-Match") == etag:
            self._send(304, b"", etag)
        else:
            self._send(200, write_feed(int(first), self.turn).encode(), etag)

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _send(self, status: int, body: bytes, etag: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/rss+xml; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        if etag:
            self.send_header("ETag", etag)
        self.end_headers()
        self.wfile.write(body)


def write_feed(source: int, turn: int) -> str:
    """Write the feed of a source in a turn, the newest entry first."""
    items = "".join(_item(source, n) for n in reversed(range(turn, ENTRIES + turn)))
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Wire {source}</title>'
        f"<link>https://wire{source}.example/</link><description>News</description>{items}</channel></rss>"
    )


def _item(source: int, n: int) -> str:
    chance = random.Random(source * 1000 + n)
    who, other = chance.sample(_WHO, 2)
    what = chance.choice(_WHAT).format(n=chance.randint(20, 900), k=chance.randint(2, 40))
    day = format_datetime(_START + timedelta(days=n, minutes=source))
    told = " ".join(" ".join(chance.sample(_WORDS, 9)).capitalize() + "." for _ in range(5))
    text = f"{who} {what}, as {other} did in spring. {told}"
    return (
        f"<item><title>{who} {what}, {' '.join(chance.sample(_WORDS, 3))}</title><link>https://wire{source}.example/{n}</link>"
        f'<guid isPermaLink="false">{source}-{n}</guid><pubDate>{day}</pubDate>'
        f"<description>&lt;p&gt;{text}&lt;/p&gt;</description></item>"
    )


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_address[1], flush=True)
    server.serve_forever()
