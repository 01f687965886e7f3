"""Where a link leads at last, where its own address says so: behind what counts clicks, or checks them.

Mailers and some sites send a link through a host of their own, with the target in the address: as a parameter
(`?url=https%3A…`), encoded within the path (`/CL0/https:%2F%2F…/1/0100…`), or as Proofpoint writes it. The target is
taken where it stands there whole: an http(s) address with a host, all of it. What is opaque, cut off, or might go on
in the redirect's own parameters stays as it is. Addresses are only read here; nobody is asked where they lead.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, unquote, urlsplit

from store.text import clean_link

_LONGEST = 8000
"""Characters; browsers and mailers shorten what is longer."""
_MOST_HOPS = 4
"""Redirects within each other: a mailer's, a mail program's, a newsletter's."""
_MOST_PARAMETERS = 50
_CARRIED = frozenset(
    "url u target to dest destination redirect redirect_url redirecturl redirect_to link r uddg".split()
)
_ASKED = re.compile(r"/(?:url|redirect|link|away)/?$", re.IGNORECASE)
"""Paths whose `q` is an address, and no question about one."""
_IN_PATH = re.compile(r"(?<=/)https?(?::|%3A)%2F%2F[^/?#&%]+(?:%(?:2F|3F)[^/?#&]*|$|(?=/\d/))", re.IGNORECASE)
_ABOUT = re.compile(
    r"/(?:share\w*|intent|submit\w*|save|translate|validate|check|analysis|preview|embed|player|proxy)\b", re.IGNORECASE
)
"""Paths of pages that do something with an address instead of leading there."""
_ENCODED = re.compile(r"https?%3A%2F%2F", re.IGNORECASE)
_DEFENCE = re.compile(r"https://[^/]+/v3/__(?P<target>https?:/{1,2}.+?)__;(?P<replaced>[^!]*)!!", re.IGNORECASE)
_DEFENCE_HOSTS = ("urldefense.com", "urldefense.proofpoint.com", "urldefense.us")
_CUT = ("…", "...")


def true_link(url: str) -> str | None:
    """Give an http(s) link that leads where another does, without tracking; None for what is no such link."""
    link = clean_link(url)
    if link is None:
        return None
    written: str | None = url.strip()
    for _ in range(_MOST_HOPS):
        written = _target(written) if written and len(written) <= _LONGEST else None
        target = _whole(written) if written else None
        if target is None:
            break
        link = target
    return link


def _target(url: str) -> str | None:
    """Give the target that an address holds, as it is written there; None where it holds none."""
    parts = urlsplit(url)
    if (parts.hostname or "").endswith(_DEFENCE_HOSTS):
        return _defended(url, parts)
    if _ABOUT.search(parts.path):
        return None
    within = _IN_PATH.search(parts.path)
    return unquote(within.group()) if within else _parameter(parts)


def _parameter(parts: SplitResult) -> str | None:
    """Give the first parameter that is an address."""
    written = parts.query.split("&")[:_MOST_PARAMETERS]
    for n, part in enumerate(written):
        name, _, value = part.partition("=")
        if name.lower() not in _CARRIED and not (name == "q" and _ASKED.search(parts.path)):
            continue
        target = unquote(value) if "://" not in value else value
        target = unquote(target) if _ENCODED.match(target) else target
        if target.startswith(("http://", "https://")) and not _goes_on(value, written[n + 1 :]):
            return target
    return None


def _goes_on(value: str, rest: list[str]) -> bool:
    """Tell an address written unencoded whose own parameters may be among those behind it."""
    return "://" in value and "?" in value and bool(rest)


def _defended(url: str, parts: SplitResult) -> str | None:
    """Read Proofpoint's addresses: of its third version, where it replaced no sign, and of its second."""
    if found := _DEFENCE.match(url):
        return None if found["replaced"] else re.sub(r"^(https?):/(?!/)", r"\1://", found["target"])
    if parts.path.startswith("/v2/url") and (coded := re.search(r"(?:^|&)u=([^&]+)", parts.query)):
        return unquote(coded[1].replace("-", "%").replace("_", "/"))
    return None


def _whole(target: str) -> str | None:
    """Give an address that is one, cleaned; None for one that is cut off, broken or on no host of the web."""
    if any(sign.isspace() or not sign.isprintable() for sign in target) or target.endswith(_CUT):
        return None
    link = clean_link(target)
    host = (urlsplit(link).hostname or "") if link else ""
    return link if "." in host.strip(".") else None
