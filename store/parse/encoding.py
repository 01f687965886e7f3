"""Bytes as text, whatever they say of themselves.

What the bytes show comes first, because documents are copied and served under wrong names: a byte order mark; the
control signs that UTF-16 is full of, where nearly every pair is a letter or sign of the languages read here; valid
UTF-8. Then what the document or its server declares (HTTP, XML, HTML, MIME), if the bytes are valid in it; GBK and
GB 2312 are read as GB 18030, which holds both, and Latin 1 as Windows-1252, in which all bytes are valid, so that it is
believed only where half of the high ones stand alone. Then UTF-8 that is torn or broken in a few places, with a mark in
each; then, by the shape of the bytes:

- high bytes that stand alone among Latin letters, digits and signs are Windows-1252 (`café`, `€5m`, `“é”`);
- pairs whose second byte is often an ASCII sign are Big5: in GB 2312 it never is, in GBK seldom;
- anything else is GB 18030;
- what is valid in none of these, and has few high bytes, is Windows-1252 all the same.
"""

from __future__ import annotations

import codecs
import re

from store.errors import UnreadableDocumentError

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")
_MOST_CONTROLS = 0.005
"""Share of control characters above which decoded bytes are no text; real documents have next to none."""
_MOST_BROKEN = 0.02
"""Share of broken places among the characters beyond ASCII up to which bytes are still UTF-8."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})|<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})",
    re.IGNORECASE,
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_READ_AS = {"gb2312": "gb18030", "gbk": "gb18030", "iso8859-1": "cp1252", "ascii": "cp1252", "big5": "big5hkscs"}
_FAMILIES = ("utf-8", "utf-16", "gb", "hz", "big5", "iso8859", "cp125", "koi8", "ascii", "euc", "mac-roman")
"""What may be declared, as Python calls it; it also knows "encodings" that are none, and UTF-7, which hides tags."""
_LONE = re.compile(
    rb"(?<![\xa0-\xff])[\x80-\xff](?=[\t-?A-Za-z\x80-\x9f]|$)|[\x80-\x9f](?=[\t-?A-Za-z]|$)"  # \x80-\x9f: “ ” – €
)
_HIGH = re.compile(rb"[\x80-\xff]")
_PAIR = re.compile(rb"[\xa1-\xf9]([\x40-\x7e\xa1-\xfe])")
_FEW_HIGH = 4
"""A text of Western Europe has fewer high bytes than one in so many; Chinese has next to nothing else."""
_UTF16_CONTROLS = 0.02
"""Share of bytes that are control signs in any other encoding from which a text may be UTF-16."""
_CONTROL_BYTE = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_READABLE = re.compile(
    r"[\t\n\r\u0020-\u007e\u00a0-\u024f\u0370-\u052f\u2010-\u2027\u20ac\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]"
)
_COMMON = re.compile(r"[\n\u0020-\u007e\u3001\u3002\uff0c]")
_MOST_READABLE = 0.9
_SAMPLE = 200_000
"""Bytes from which shapes are told."""


def decode(data: bytes, declared: str | None = None) -> str:
    """Decode a document's bytes. `declared` is a charset or media type that came beside them.

    Raises: UnreadableDocumentError where they are no text in an encoding that we read.
    """
    text = _marked(data) or _valid(data, "utf-8") or _declared(data, declared) or _guessed(data)
    controls = len(_CONTROLS.findall(text))
    if "\x00" in text or controls > len(text) * _MOST_CONTROLS:
        raise _unreadable()
    return text


def charset_of(media_type: str) -> str | None:
    """Give the charset that a media type names: `text/html; charset=gbk`."""
    found = _CHARSET.search(media_type[:400])
    return found[1] if found else None


def _marked(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _valid(data, encoding) or _broken(data, encoding)
    return _unmarked(data)


def _unmarked(data: bytes) -> str | None:
    """Decode UTF-16 without its mark; of its two orders the one in which more signs are common."""
    sample = data[:_SAMPLE]
    if len(_CONTROL_BYTE.findall(sample)) < max(1, len(sample) * _UTF16_CONTROLS):
        return None
    texts = {order: sample.decode(order, "replace") for order in ("utf-16-le", "utf-16-be")}
    likely = [order for order, text in texts.items() if len(_READABLE.findall(text)) >= len(text) * _MOST_READABLE]
    order = max(likely, key=lambda each: len(_COMMON.findall(texts[each])), default=None)
    return (_valid(data, order) or _broken(data, order)) if order else None


def _valid(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _broken(data: bytes, encoding: str) -> str | None:
    """Decode bytes that are broken in a few places, such as a torn end."""
    text = data.decode(encoding, "replace")
    broken, beyond = text.count("\ufffd"), sum(map(len, re.findall(r"[^\x00-\x7f]+", text)))
    return text if broken <= max(1, beyond * _MOST_BROKEN) and beyond > broken else None


def _declared(data: bytes, beside: str | None) -> str | None:
    inside = [part.decode("ascii") for found in _DECLARED.finditer(data[:4096]) for part in found.groups() if part]
    for name in [(charset_of(beside) or beside) if beside else None, *inside]:
        encoding = _known(name) if name else None
        if encoding is None or encoding == "utf-8" or (encoding == "cp1252" and _is_paired(data)):
            continue
        if (text := _valid(data, encoding)) is not None:
            return text
    return None


def _is_paired(data: bytes) -> bool:
    """Tell bytes most of whose high ones stand in pairs, as nowhere in Western Europe."""
    high, lone = _shape(data)
    return lone * 2 < high


def _shape(data: bytes) -> tuple[int, int]:
    """Count the high bytes, and those that stand alone."""
    sample = data[:_SAMPLE]
    return len(_HIGH.findall(sample)), len(_LONE.findall(sample))


def _known(name: str) -> str | None:
    try:
        found = codecs.lookup(name.strip()).name
    except (LookupError, ValueError):
        return None
    return _READ_AS.get(found, found) if found.startswith(_FAMILIES) else None


def _guessed(data: bytes) -> str:
    if (text := _broken(data, "utf-8")) is not None:
        return text
    sample, (high, lone) = data[:_SAMPLE], _shape(data)
    is_western = high * _FEW_HIGH <= len(sample)
    if lone * 5 >= high * 4 and is_western:
        return data.decode("cp1252", "replace")
    seconds = _PAIR.findall(sample)
    is_big5 = sum(second < b"\x80" for second in seconds) * 8 >= len(seconds) > 0
    for encoding in ("big5hkscs", "gb18030") if is_big5 else ("gb18030", "big5hkscs"):
        text = _valid(data, encoding) or _broken(data, encoding)
        if text is not None:
            return text
    if is_western:
        return data.decode("cp1252", "replace")
    raise _unreadable()


def _unreadable() -> UnreadableDocumentError:
    return UnreadableDocumentError(
        "This is no text in an encoding that is read (UTF-8, UTF-16, GB 18030, Big5, Windows-1252); save it as UTF-8"
        " and try again.",
        "encoding",
    )
