"""Lists of sources as OPML, read and written. Pure.

Reading takes every outline with an `xmlUrl` at any depth, as feed readers write them (opml.org: OPML 2.0, "Subscription
lists"); a page that Tidings reads itself stands there with `type="page"`. A document that declares entities is
refused before it is parsed: libxml2 expands those in attributes whatever its parser is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from store.errors import NothingFoundError, UnreadableDocumentError
from store.parse import decode
from store.text import collapse

MOST = 2000
"""The most sources in one list."""

LONGEST_NAME = 200
_UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Outline:
    """One source of a list: its name, where it is read, its page, and whether that page itself is read."""

    name: str | None
    url: str
    home_url: str | None = None
    language: str | None = None
    is_page: bool = False


def read_opml(data: bytes) -> list[Outline]:
    """Read a list of sources; an address that stands in it twice is given once.

    Raises: UnreadableDocumentError where it is no OPML; NothingFoundError where it names no source.
    """
    from lxml import etree

    text = decode(data)
    if "<!entity" in text.casefold():
        raise UnreadableDocumentError("This OPML declares entities, which is refused; export it anew without them.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, encoding="utf-8")
    try:
        root = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocumentError(f"This is no well-formed OPML ({error}); export it anew.") from error
    if etree.QName(root).localname.lower() != "opml":
        raise UnreadableDocumentError("This is XML but no OPML; export the list of feeds as OPML and try again.")
    found = {one.url: one for element in root.iter("outline") if (one := _outline(element.attrib.items()))}
    if not found:
        raise NothingFoundError("This OPML names no feed: no outline in it has an xmlUrl.")
    if len(found) > MOST:
        raise UnreadableDocumentError(f"This OPML names {len(found)} feeds; split it into lists of at most {MOST}.")
    return list(found.values())


def _outline(attributes: Iterable[tuple[object, object]]) -> Outline | None:
    values = {str(name).lower(): collapse(str(value)) for name, value in attributes}
    url = values.get("xmlurl")
    if not url:
        return None
    return Outline(
        name=(values.get("title") or values.get("text") or "")[:LONGEST_NAME] or None,
        url=url,
        home_url=values.get("htmlurl") or None,
        language=values.get("language") or None,
        is_page=values.get("type", "").lower() == "page",
    )


def write_opml(outlines: Iterable[Outline], title: str) -> str:
    """Write a list of sources as an OPML document."""
    from lxml import etree

    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    for one in outlines:
        attributes = {
            "type": "page" if one.is_page else "rss",
            "text": one.name or one.url,
            "title": one.name or one.url,
            "xmlUrl": one.url,
            "htmlUrl": one.home_url,
            "language": one.language,
        }
        etree.SubElement(body, "outline", {name: _plain(value) for name, value in attributes.items() if value})
    written: bytes = etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="UTF-8")
    return written.decode()


def _plain(value: str) -> str:
    """Drop the characters that XML cannot hold, and other controls."""
    return _UNWRITABLE.sub("", value)
