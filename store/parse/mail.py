"""A mail (`.eml`, RFC 5322 with MIME): its own words as lines, and what it carries beside them (`bundles` reads that).

Of alternatives the HTML part is read, unless it is empty; the plain part else. Parts that follow each other are read
one beneath the other, as programs show them; mails forwarded inline give what was forwarded (`forwards`), a mailing
list's plain digest each of its messages (RFC 1153: parted by lines of thirty hyphens, each with its headers).

Broken base64 and quoted-printable decode as far as they go (the standard library does), charsets by `encoding`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.message import Message
from email.parser import BytesParser
from functools import reduce
from mimetypes import guess_type

from store.errors import TidingsError, UnreadableDocumentError
from store.parse.encoding import decode
from store.parse.forwards import forwarded_in
from store.parse.headers import name_of, subject_of, titled
from store.parse.html import read_fragment
from store.parse.lines import unquoted
from store.parse.outline import write_text
from store.parse.written import Written

_HEADER = re.compile(
    rb"^(?:>?From |(?:return-path|received|delivered-to|mime-version|message-id|date|from|to|subject|reply-to|cc|sender"
    rb"|content-type|content-transfer-encoding|dkim-signature|list-[a-z]+|x-[\w-]+|arc-[\w-]+|authentication-results)"
    rb"[ \t]*:)",
    re.IGNORECASE,
)
_TYPICAL = re.compile(
    rb"^(?:received|mime-version|message-id|return-path|delivered-to|content-type|dkim-signature)[ \t]*:", re.I | re.M
)
_REPEATED = 0.7
"""Share of a plain part's words that stand in the HTML beside it, at least, where it is the same text."""
_INVITING = ("request", "reply", "cancel", "counter")
_SEPARATOR = re.compile(r"^-{28,}[ \t]*$", re.MULTILINE)
_FOOT, _LONGEST_FOOT = "_" * 20, 800
_MOST_NESTED = 100
"""Parts within parts; a mail that somebody wrote has ten at most."""
_SHOWN = frozenset(("image", "audio", "video"))
_NEVER = re.compile(
    r"(?:image|audio|video|font|multipart)/|message/(?!rfc822)|application/(?:pgp-|x?-?pkcs7|applefile|ics)"
    r"|text/(?:calendar|x?-?vcard|directory|x-amp-html|watch-html|rfc822-headers|enriched)",
    re.IGNORECASE,
)
"""Kinds of parts that are no documents."""
_TEXTS = frozenset(("text/markdown", "text/x-markdown"))
_FLOWED = re.compile(r"(?<!^--) \r?\n(?=[^\s>])", re.MULTILINE)


def is_mail(data: bytes, *, is_named: bool = False) -> bool:
    """Tell a mail by the header lines that it begins with; one that is named as a mail needs fewer of them."""
    head = data[:60_000].lstrip()[:20_000].replace(b"\r\n", b"\n").split(b"\n\n", 1)[0]
    lines = [line for line in head.split(b"\n") if line[:1] not in b" \t"]
    known = sum(_HEADER.match(line) is not None for line in lines[:100])
    if known * 2 < len(lines[:100]):
        return False
    return known >= 1 if is_named else known >= 3 and _TYPICAL.search(head) is not None


def open_mail(data: bytes) -> Message:
    """Open a mail, however torn it is. Raises: UnreadableDocumentError where its parts nest without end."""
    try:
        message = BytesParser().parsebytes(data.lstrip())
        deepest = max(_depths(message))
    except RecursionError:
        deepest = _MOST_NESTED + 1
    if deepest > _MOST_NESTED:
        raise UnreadableDocumentError("The parts of this mail lie within each other without end.", "parts")
    return message


def _depths(message: Message, depth: int = 0) -> Iterator[int]:
    """Give how deep each part lies, those of attached mails too."""
    yield depth
    for part in _inside(message):
        yield from _depths(part, depth + 1)


@dataclass(frozen=True, slots=True)
class Enclosed:
    """What a mail carries beside its own words: a file, or a `mail` of its own."""

    name: str
    part: Message
    mail: Message | None = None

    @property
    def data(self) -> bytes:
        """The file's bytes, decoded as far as they go."""
        return _bytes_of(self.part)


def own_words(message: Message) -> tuple[Written, ...]:
    """Read what a mail says itself, in its parts that are shown, or each mail that it forwards inline."""
    shown = _shown(message, is_alone=not message.is_multipart())
    written = shown.written if shown else Written("", ())
    if shown and not shown.is_html and _digested(written.text):
        written = write_text(_SEPARATOR.split(written.text)[0])
    return forwarded_in(titled(written, message))


def enclosed_in(message: Message) -> list[Enclosed]:
    """Give the files and mails that a mail carries, in order; pictures, sounds, signatures and calendars are none."""
    if message.is_multipart():
        files = [_enclosed(part) for part in _parts(message) if part is not message and _is_file(part)]
    else:
        files = [_enclosed(message)] if message.get_content_maintype() != "text" and _is_file(message) else []
    shown = _shown(message, is_alone=not message.is_multipart())
    return files if shown is None or shown.is_html else [*_digested(shown.written.text), *files]


def _digested(text: str) -> list[Enclosed]:
    """Give the messages of a plain digest, none for any other text."""
    found = []
    for part in _SEPARATOR.split(text)[1:]:
        head, _, body = part.strip().partition("\n\n")
        named = [line for line in head.split("\n") if not line.lower().startswith(("content-", "message:"))]
        if {"from", "subject"} <= {line.partition(":")[0].lower() for line in named} and body.strip():
            mail = open_mail("\n".join([*named, "", body]).encode())
            found.append(Enclosed(subject_of(mail), mail, mail))
    return found


def pictures_in(message: Message) -> list[str]:
    """Name the pictures, sounds and videos that are attached to a mail, rather than shown in it."""
    attached = [part for part in _parts(message) if part.get_content_disposition() == "attachment"]
    return [name_of(part) for part in attached if part.get_content_maintype() in _SHOWN and "content-id" not in part]


def is_report(message: Message) -> bool:
    """Tell what a mail server writes when a mail was not delivered, or was (RFC 3462), with that mail in it."""
    return message.get_content_type() == "multipart/report"


def is_invitation(message: Message) -> bool:
    """Tell a mail that invites to a meeting, or answers such a mail (iTIP, RFC 5546), by the calendar that it shows."""
    calendars = (part for part in _parts(message) if part.get_content_type() == "text/calendar")
    shown = (part for part in calendars if part.get_content_disposition() != "attachment")
    return any(str(part.get_param("method", "")).casefold() in _INVITING for part in shown)


def _enclosed(part: Message) -> Enclosed:
    name = name_of(part)
    if part.get_content_type() != "message/rfc822" and not name.lower().endswith(".eml"):
        return Enclosed(name or part.get_content_type(), part)
    held = _inside(part)
    inner = held[0] if held else open_mail(_bytes_of(part))
    return Enclosed(subject_of(inner) or name or "a mail", part, inner)


def _is_file(part: Message) -> bool:
    """Tell a part that may be a document, by its name or place; one of a kind that never is one is none."""
    kind = part.get_content_type()
    if kind == "message/rfc822":
        return True
    if kind == "application/octet-stream":  # which says nothing: its name may
        kind = guess_type(name_of(part).lower(), strict=False)[0] or kind
    named = bool(part.get_filename()) or part.get_content_disposition() == "attachment"
    return not _NEVER.match(kind) and (named or part.get_content_maintype() == "application" or kind in _TEXTS)


def _parts(message: Message) -> Iterator[Message]:
    """Give the parts that hold something, in order; an attached message counts as one part."""
    if message.get_content_type() == "message/rfc822" or not message.is_multipart():
        yield message
        return
    for part in _inside(message):
        yield from _parts(part)


def _inside(message: Message) -> list[Message]:
    payload = message.get_payload() if message.is_multipart() else None
    return [part for part in payload if isinstance(part, Message)] if isinstance(payload, list) else []


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a part shows, and whether that was HTML."""

    written: Written
    is_html: bool


def _shown(part: Message, *, is_alone: bool = False) -> _Shown | None:
    """Read what a part shows: of alternatives the best, of a sequence all; nothing for a file."""
    kind = part.get_content_type()
    if not part.is_multipart():
        if kind not in ("text/html", "text/plain") or (_is_file(part) and not is_alone):
            return None
        written = _read_part(part)
        return _Shown(written, kind == "text/html") if written.lines else None
    if kind == "message/rfc822":
        return None
    shown = [found for inner in _inside(part) if (found := _shown(inner))]
    if kind == "multipart/alternative":
        return max(shown, key=lambda one: (one.is_html, len(one.written.text)), default=None)
    said = [one for n, one in enumerate(_told_once(shown)) if n == 0 or not _is_foot(one.written.text)]
    return reduce(_after, said) if said else None


def _is_foot(text: str) -> bool:
    """Tell what mailing lists put beneath a mail: a rule, and how to leave."""
    return len(text) <= _LONGEST_FOOT and text.startswith(_FOOT)


def _told_once(shown: list[_Shown]) -> list[_Shown]:
    """Leave plain parts out whose words stand in HTML beside them: alternatives that their program did not call so."""
    words = {word for one in shown if one.is_html for word in one.written.text.split()}
    return [one for one in shown if one.is_html or not words or not _stands_in(one.written.text.split(), words)]


def _stands_in(said: list[str], words: set[str]) -> bool:
    return sum(word in words for word in said) >= _REPEATED * len(said)


def _after(first: _Shown, second: _Shown) -> _Shown:
    """Put what two parts show one beneath the other."""
    by = len(first.written.text) + 2
    lines = [replace(line, start=line.start + by, end=line.end + by) for line in second.written.lines]
    lines[0] = replace(lines[0], gap=True)
    text = f"{first.written.text}\n\n{second.written.text}"
    heads = (*first.written.heads, *(head + by for head in second.written.heads))
    joined = replace(first.written, text=text, lines=(*first.written.lines, *lines), heads=heads)
    return _Shown(joined, first.is_html or second.is_html)


def _read_part(part: Message) -> Written:
    text = _text(part)
    if part.get_content_type() == "text/html":
        return read_fragment(text)
    if str(part.get_param("format", "")).lower() == "flowed":
        text = _FLOWED.sub(" ", text)
    return write_text(unquoted(text))


def _bytes_of(part: Message) -> bytes:
    """Give what a part holds, decoded as far as it goes."""
    try:
        found = part.get_payload(decode=True)
    except ValueError:  # the name of its charset holds a null, say
        part.del_param("charset")
        found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _text(part: Message) -> str:
    data = _bytes_of(part)
    charset = part.get_param("charset", "")
    try:
        return decode(data, charset if isinstance(charset, str) else None)
    except TidingsError:
        return data.replace(b"\x00", b"").decode("utf-8", "replace")
