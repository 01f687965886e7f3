"""What a mail's headers say: subject, sender, day, the names of its files; in whatever encoding they were sent.

The publisher is the sender's name, else the mailing list's, else the sender's host.
"""

from __future__ import annotations

from dataclasses import replace
from email import errors
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr

from store.errors import TidingsError
from store.parse.encoding import decode
from store.parse.forwards import bare_subject
from store.parse.written import Written
from store.text import clean_link, collapse
from store.times import utc_or_day

_LONGEST_HEADER = 4000


def subject_of(message: Message) -> str:
    """Give a mail's subject without the signs of a reply or forwarding."""
    return bare_subject(collapse(_decoded(_raw(message, "subject"))))


def name_of(part: Message) -> str:
    """Give the file name of a part, empty where it has none."""
    return collapse(_decoded(str(part.get_filename() or "")[:_LONGEST_HEADER]))


def titled(written: Written, message: Message) -> Written:
    """Add what the mail's headers state."""
    archived = _raw(message, "archived-at").strip(" <>")
    return replace(
        written,
        title=subject_of(message) or written.title,
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
    return text if text.isascii() else _decode_bytes(text.encode("utf-8", "surrogateescape"))


def _decode_bytes(data: bytes) -> str:
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
