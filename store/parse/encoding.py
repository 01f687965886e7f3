"""Bytes as text: UTF-8 with or without its mark, UTF-16 by its mark, else GB 18030, which holds GBK and GB 2312."""

from __future__ import annotations

import codecs
import re

from store.errors import UnreadableDocumentError

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")
_MOST_CONTROLS = 0.005
"""Share of control characters above which decoded bytes are no text; real documents have next to none."""


def decode(data: bytes) -> str:
    """Decode a document's bytes.

    Raises: UnreadableDocumentError where they are no text in an encoding that we read.
    """
    try:
        text = data.decode(_encoding(data))
    except UnicodeDecodeError:
        text = _decode_chinese(data)
    controls = len(_CONTROLS.findall(text))
    if "\x00" in text or controls > len(text) * _MOST_CONTROLS:
        raise _unreadable()
    return text


def _encoding(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return "utf-8-sig"


def _decode_chinese(data: bytes) -> str:
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        raise _unreadable() from None


def _unreadable() -> UnreadableDocumentError:
    return UnreadableDocumentError(
        "This is not a text document (UTF-8, UTF-16 or GB 18030); save it as plain text or Markdown and try again."
    )
