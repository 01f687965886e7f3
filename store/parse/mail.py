"""A mail (`.eml`, RFC 5322 with MIME) as lines: the newsletter that it carries, not the letter around it.

The HTML part is read, unless it is empty; the plain part else. An attached document (`.md`, `.txt`, `.html`, `.pdf`)
that says more than the mail itself is the issue; where none of them can be read, and the mail itself says next to
nothing, it is refused for that. A forwarded mail gives what was forwarded: an attached message, or
the text below an inline block of `From:`, `Date:` and `Subject:` lines in either language, with that sender, day and
subject. The publisher is the sender's name, else the mailing list's, else the sender's host.

Broken base64 and quoted-printable decode as far as they go (the standard library does), charsets by `encoding`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from email import errors
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.utils import parseaddr
from itertools import islice

from store.errors import TidingsError, UnreadableDocumentError
from store.parse.dates import find_date
from store.parse.encoding import decode
from store.parse.html import read_fragment
from store.parse.lines import Line, unquoted
from store.parse.outline import write_text
from store.parse.page import read_page
from store.parse.pdf import is_pdf, read_pdf
from store.parse.vocabulary import fold
from store.parse.written import Written
from store.text import clean_link, collapse
from store.times import utc_or_day

_HEADER = re.compile(
    rb"^(?:>?From |(?:return-path|received|delivered-to|mime-version|message-id|date|from|to|subject|reply-to|cc|sender"
    rb"|content-type|content-transfer-encoding|dkim-signature|list-[a-z]+|x-[\w-]+|arc-[\w-]+|authentication-results)"
    rb"[ \t]*:)",
    re.IGNORECASE,
)
_TYPICAL = re.compile(
    rb"^(?:received|mime-version|message-id|return-path|delivered-to|content-type|dkim-signature)[ \t]*:", re.I | re.M
)
_FORWARDED = re.compile(
    r"^(?:[\[【](?:external(?: e-?mail| sender)?|ext|caution|外部(?:邮件)?|外部来信)[\]】]\s*"
    r"|(?:fwd?|fw|转发|轉寄|转寄|回复|re|aw|wg)\s*[:：]\s*)+",
    re.IGNORECASE,
)
_LABELS = {
    "from": "from", "发件人": "from", "寄件者": "from", "寄件人": "from", "发信人": "from",
    "date": "date", "sent": "date", "日期": "date", "发送时间": "date", "发送日期": "date", "时间": "date",
    "時間": "date", "寄件日期": "date", "subject": "subject", "主题": "subject", "主旨": "subject", "标题": "subject",
    "to": "to", "cc": "to", "收件人": "to", "收件者": "to", "抄送": "to", "reply-to": "to", "副本": "to",
}  # fmt: skip
_LABELLED = re.compile(
    r"[*|\s]{0,4}(?P<label>[A-Za-z-]{2,8}|[\u4e00-\u9fff]{2,4})\**\s*[:|]\**\s*(?P<value>\S.{0,500})"
)
_WROTE = re.compile(
    r"(?:on|am|le|el|在|于)\s?\S.{5,120}?(?:,|，|\s)\s?(?P<who>[^\s,，<>\d:][^,，<>:]{0,60}?)?\s*"
    r"(?:<[^<>]{3,120}@[^<>]{3,120}>)?\s*(?:wrote|schrieb|a écrit|escribió|写道|寫道)\s?[:：]",
    re.IGNORECASE,
)
_AT = re.compile(r"\d{1,2}[:：.]\d{2}\b|@")
"""What tells a reply's line from a report of what somebody wrote: the time of day, or an address."""
_FORWARD_WITHIN = 60
"""Lines within which a forwarded block begins; further down it is a quotation."""
_MOST_FORWARDS = 5
_NOTE = 120
"""Characters of a mail that only goes along with what is attached."""
_DEEPEST = 5
_MOST_PARTS = 200
_LONGEST_HEADER = 4000
_DOCUMENTS = (".md", ".markdown", ".txt", ".html", ".htm", ".pdf")
_FLOWED = re.compile(r"(?<!^--) \r?\n(?=[^\s>])", re.MULTILINE)


def is_mail(data: bytes, *, is_named: bool = False) -> bool:
    """Tell a mail by the header lines that it begins with; one that is named as a mail needs fewer of them."""
    head = data.lstrip()[:20_000].replace(b"\r\n", b"\n").split(b"\n\n", 1)[0]
    lines = [line for line in head.split(b"\n") if line[:1] not in b" \t"]
    known = sum(_HEADER.match(line) is not None for line in lines[:100])
    if known * 2 < len(lines[:100]):
        return False
    return known >= 1 if is_named else known >= 3 and _TYPICAL.search(head) is not None


def read_mail(data: bytes) -> Written:
    """Read a mail as the newsletter that it carries. Raises: UnreadableDocumentError."""
    return _read(BytesParser().parsebytes(data.lstrip()), 0)


def _read(message: Message, depth: int) -> Written:
    parts = list(islice(_parts(message), _MOST_PARTS))
    body = _body(parts)
    inner = [part for part in parts if _is_message(part)] if depth < _DEEPEST else []
    for part in inner:
        forwarded = _read_inner(part, depth)
        if forwarded is not None and len(forwarded.text) >= len(body.text):
            return forwarded
    attached = list(_documents(parts))
    documents = [found for found in attached if isinstance(found, Written)]
    if not documents and len(body.text) <= _NOTE:
        _refuse(parts, [found for found in attached if isinstance(found, TidingsError)], is_empty=not body.lines)
    issue = max([body, *documents], key=lambda written: len(written.text))
    return unwrapped(_titled(issue, message))


def _refuse(parts: list[Message], faults: list[TidingsError], *, is_empty: bool) -> None:
    """Refuse a mail that only goes along with what cannot be read. Raises: UnreadableDocumentError, or the fault."""
    if faults:
        raise faults[0]
    if is_empty and any(part.get_content_disposition() == "attachment" for part in parts):
        raise UnreadableDocumentError(
            "The mail says nothing, and what is attached is of no format that is read; attach text, HTML or PDF.",
            "attachment",
        )


def _is_message(part: Message) -> bool:
    """Tell an attached mail, by its type or, as some programs send it, by its name alone."""
    return part.get_content_type() == "message/rfc822" or _name_of(part).endswith(".eml")


def _read_inner(part: Message, depth: int) -> Written | None:
    payload = part.get_payload()
    inner = payload[0] if isinstance(payload, list) and payload else None
    if inner is None and isinstance(data := part.get_payload(decode=True), bytes):
        inner = BytesParser().parsebytes(data.lstrip())
    with suppress(TidingsError):  # what is attached to a mail that is attached
        return _read(inner, depth + 1) if isinstance(inner, Message) else None
    return None


def _parts(message: Message) -> Iterator[Message]:
    """Give the parts that hold something, in order; an attached message counts as one part."""
    if message.get_content_type() == "message/rfc822" or not message.is_multipart():
        yield message
        return
    payload = message.get_payload()
    for part in payload if isinstance(payload, list) else []:
        if isinstance(part, Message):
            yield from _parts(part)


def _body(parts: list[Message]) -> Written:
    shown = [part for part in parts if part.get_content_disposition() != "attachment" or len(parts) == 1]
    for wanted in ("text/html", "text/plain"):
        read = [_read_part(part) for part in shown if part.get_content_type() == wanted]
        if said := [written for written in read if written.lines]:
            return max(said, key=lambda written: len(written.text))
    return Written("", ())


def _read_part(part: Message) -> Written:
    text = _text(part)
    if part.get_content_type() == "text/html":
        return read_fragment(text)
    if str(part.get_param("format", "")).lower() == "flowed":
        text = _FLOWED.sub(" ", text)
    return write_text(unquoted(text))


def _text(part: Message) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    charset = part.get_param("charset", "")
    try:
        return decode(data, charset if isinstance(charset, str) else None)
    except TidingsError:
        return data.replace(b"\x00", b"").decode("utf-8", "replace")


def _documents(parts: list[Message]) -> Iterator[Written | TidingsError]:
    """Read the attachments that may be the issue, or say why one cannot be read."""
    for part in parts:
        name = _name_of(part)
        data = part.get_payload(decode=True) if name.endswith(_DOCUMENTS) else None
        if not isinstance(data, bytes):
            continue
        try:
            if is_pdf(data):
                yield read_pdf(data)
            elif name.endswith((".html", ".htm")):
                yield read_page(decode(data))
            elif not name.endswith(".pdf"):
                yield write_text(decode(data), name)
        except TidingsError as error:
            yield error


def _name_of(part: Message) -> str:
    return _decoded(str(part.get_filename() or "")[:_LONGEST_HEADER]).lower()


def _titled(written: Written, message: Message) -> Written:
    """Add what the mail's headers state."""
    subject = _FORWARDED.sub("", collapse(_decoded(_raw(message, "subject"))))
    archived = _raw(message, "archived-at").strip(" <>")
    return replace(
        written,
        title=subject or written.title,
        source=_sender(message),
        published_at=utc_or_day(_raw(message, "date")) or written.published_at,
        url=clean_link(archived) if archived else written.url,
    )


def _sender(message: Message) -> str | None:
    name, address = parseaddr(_raw(message, "from"))
    named = collapse(_decoded(name)).strip("\"' ")
    if named and "@" not in named:
        return named
    listed = collapse(_decoded(_raw(message, "list-id"))).partition("<")[0].strip(" \"'")
    return listed or address.rpartition("@")[2] or None


def _raw(message: Message, name: str) -> str:
    """Give a header as it was sent, unfolded; bytes beyond ASCII in it are decoded as any text is."""
    value = next((raw for key, raw in message.raw_items() if key.lower() == name), "")
    text = " ".join(str(value)[:_LONGEST_HEADER].splitlines())
    return text if text.isascii() else decode_header_bytes(text.encode("utf-8", "surrogateescape"))


def decode_header_bytes(data: bytes) -> str:
    """Decode the bytes of a header that were sent as they are, against the rules."""
    try:
        return decode(data)
    except TidingsError:
        return data.decode("utf-8", "replace")


def _decoded(value: str) -> str:
    """Decode the encoded words (RFC 2047) of a header's value, in whatever charset they really are."""
    try:
        pieces = decode_header(value)
    except (errors.MessageError, ValueError):
        return value
    words = []
    for piece, charset in pieces:
        try:
            words.append(piece if isinstance(piece, str) else decode(piece, charset))
        except TidingsError:
            words.append(piece.decode("utf-8", "replace") if isinstance(piece, bytes) else piece)
    return "".join(words)


@dataclass(frozen=True, slots=True)
class _Block:
    """An inline block of a forwarded mail: what it says, and the first line below it."""

    end: int
    said: dict[str, str]


def unwrapped(written: Written) -> Written:
    """Give the mail that a text forwards below a block of header lines, or the same where none is."""
    for _ in range(_MOST_FORWARDS):
        block = _forwarded_block(written.lines)
        if block is None:
            return written
        said = block.said
        found = find_date(said.get("date", ""))
        sender = parseaddr(said.get("from", ""))[0] or said.get("from", "").partition("<")[0]
        written = replace(
            written,
            lines=written.lines[block.end :],
            title=_FORWARDED.sub("", said["subject"]) if said.get("subject") else written.title,
            source=sender.strip(" \"'“”[]") or written.source,
            published_at=utc_or_day(said.get("date", "")) or (found.day if found else None),
        )
    return written


def _forwarded_block(lines: tuple[Line, ...]) -> _Block | None:
    """Find lines that say from whom, and when or about what, right below each other, with text beneath.

    A single one does in replies ("On 3 May Jo wrote:"), where what it quotes is longer than what stands above.
    """
    said: dict[str, str] = {}
    for n, line in enumerate(lines[:_FORWARD_WITHIN]):
        wrote = _WROTE.fullmatch(line.text[:300])
        if wrote and _AT.search(line.text[:300]) and _said(lines[n + 1 :]) > 2 * _said(lines[:n]):
            return _Block(n + 1, {"from": wrote["who"] or "", "date": line.text})
        found = _labelled(line)
        if found:
            said.setdefault(*found)
        elif "from" in said and len(said) >= 3:
            return _Block(n, said)
        else:
            said = {}
    return None


def _said(lines: tuple[Line, ...]) -> int:
    return sum(len(line.text) for line in lines)


def _labelled(line: Line) -> tuple[str, str] | None:
    found = _LABELLED.fullmatch(fold(line.text)[:520])
    label = _LABELS.get(found["label"].lower()) if found else None
    return (label, line.text[found.start("value") :].strip()) if found and label else None
