"""The one entrance for documents: bytes of any format in, issues or a feed out; of a mail all that it carries.

What the bytes are is told by their content first, then by the media type that came with them, then by the file name,
because servers and people name things wrongly. A page in which no story repeats is read once more as an article.
"""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import urlsplit

from store.errors import NothingFoundError, UnreadableDocumentError
from store.model import Issue
from store.parse import read_issue
from store.parse.article import LAYOUT
from store.parse.bundles import About, Bundle, open_bundle, read_each
from store.parse.encoding import charset_of, decode
from store.parse.entries import Feed
from store.parse.feed import is_feed, read_feed
from store.parse.forwards import forwarded_in
from store.parse.json_feed import is_json_feed, read_json_feed
from store.parse.mail import is_mail, open_mail
from store.parse.markup import check_tags
from store.parse.outline import write_text
from store.parse.page import read_article_text, read_page
from store.parse.pdf import read_pdf
from store.parse.pdf_pages import is_pdf
from store.parse.written import Written

Format = Literal["feed", "json feed", "page", "text"]

MAX_BYTES = 10_000_000
"""The largest document that is read; an issue of a newsletter is a hundredth of it."""
MAX_MAIL_BYTES = 50_000_000
"""The largest mail that is opened, with what is attached: mail services take 25 to 35 MB."""
MOST_FEED_TAGS = 400_000
"""Tags of a feed that are read at once: 20,000 entries and more, in 6 s and 200 MB (measured)."""

_PACKED = (b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"BZh", b"\xfd7zXZ")
_OLE, _OUTLOOK = b"\xd0\xcf\x11\xe0", (".msg", ".oft")
_BINARIES = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture, sound or video"),
    (_OLE, "an old office document"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
    (b"ID3", "a sound"),
)
_PAGE = re.compile(r"(?:\s|<\?xml.{0,300}?\?>|<!--.{0,10000}?-->)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_FRAGMENT = re.compile(
    r"\s*<(?P<tag>address|article|center|div|dl|figure|font|h[1-6]|main|meta|ol|p|section|span|style|table|title|ul)\b",
    re.IGNORECASE,
)
_OTHER_XML = re.compile(r"\s*(?:<\?xml|<opml\b|<svg\b|<urlset\b|<sitemapindex\b)", re.IGNORECASE)
_PAGE_NAMES = (".html", ".htm", ".xhtml")
_TEXT_NAMES = (".md", ".markdown", ".mdown", ".mkd", ".txt", ".text")
_NAMES = (*_PAGE_NAMES, *_TEXT_NAMES, ".eml")
_XML_NAMES = (".xml", ".rss", ".atom", ".rdf")
_ENDING = re.compile(r"\.[a-z]{1,12}$", re.IGNORECASE)


def read_document(
    data: bytes,
    *,
    name: str | None = None,
    media_type: str | None = None,
    charset: str | None = None,
    url: str | None = None,
) -> Issue | Feed:
    """Read a document of any format; of a mail that carries several the one that says most.

    `name` is its file name, `url` where it came from. Raises: UnreadableDocumentError where it is of no format that is
    read, or too large; NothingFoundError where it holds no readable text.
    """
    return read_documents(data, name=name, media_type=media_type, charset=charset, url=url).main


def read_documents(
    data: bytes,
    *,
    name: str | None = None,
    media_type: str | None = None,
    charset: str | None = None,
    url: str | None = None,
) -> Bundle:
    """Read a document of any format as the issues that it holds: of a mail or its text all that it carries, else one.

    Raises: UnreadableDocumentError, NothingFoundError, as `read_document` does.
    """
    name = name or _name_at(url, media_type)
    if is_mail(data, is_named=_ends(name, (".eml",)) or _is_type(media_type, "message/rfc822")):
        if len(data) > MAX_MAIL_BYTES:
            raise UnreadableDocumentError(
                f"The mail is larger than {MAX_MAIL_BYTES // 1_000_000} MB; save what is attached as files and take"
                " these in."
            )
        return open_bundle(open_mail(data), _read_file)
    return _read_file(data, name=name, media_type=media_type, charset=charset, url=url)


def _name_at(url: str | None, media_type: str | None) -> str | None:
    """Give the name that an address ends in, where it tells text from Markdown or a mail, and the server does not."""
    try:
        name = urlsplit(url or "").path.rpartition("/")[2]
    except ValueError:
        return None
    is_told = media_type is not None and media_type.startswith(("text/html", "application/xhtml"))
    return name if not is_told and _ends(name, (*_TEXT_NAMES, ".eml")) else None


def _as_it_is(written: Written) -> Written:
    return written


def _read_file(
    data: bytes,
    *,
    name: str | None = None,
    media_type: str | None = None,
    charset: str | None = None,
    url: str | None = None,
    about: About = _as_it_is,
) -> Bundle:
    """Read a document of any format but mail. Raises: UnreadableDocumentError, NothingFoundError."""
    if len(data) > MAX_BYTES:
        raise UnreadableDocumentError(f"It is larger than {MAX_BYTES // 1_000_000} MB; split it and try again.")
    if is_pdf(data):
        return Bundle((read_issue(about(read_pdf(data))),))
    if data.startswith(_PACKED):
        raise UnreadableDocumentError(
            "It is compressed (an archive or office document); unpack it, or save it as text or PDF.",
            "packed",
        )
    if data.startswith(_OLE) and _ends(name, _OUTLOOK):
        raise UnreadableDocumentError("It is a mail as Outlook keeps it; save it as .eml, or drag it out as one.")
    if what := next((what for sign, what in _BINARIES if data.startswith(sign)), None):
        raise UnreadableDocumentError(f"It is {what}, not a document that is read; save it as text, HTML or PDF.")
    return _read_text(decode(data, charset or charset_of(media_type or "")), name, media_type, url, about)


def _read_text(text: str, name: str | None, media_type: str | None, url: str | None, about: About) -> Bundle:
    if not text.strip("\ufeff \t\r\n"):
        raise NothingFoundError("No readable text was found; check that the document is not empty.")
    kind = _format(text, name, media_type)
    if kind == "feed":
        check_tags(text, MOST_FEED_TAGS)
    match kind:
        case "feed":
            return Bundle((read_feed(text, url=url),))
        case "json feed":
            return Bundle((read_json_feed(text, url=url),))
        case "page":
            return Bundle((_read_page(text, url, about),))
        case "text":
            return read_each(forwarded_in(about(write_text(text, name, base=url))))


def _format(text: str, name: str | None, media_type: str | None) -> Format:
    """Tell what a text is. Raises: UnreadableDocumentError for XML, JSON or anything named as another format."""
    if is_feed(text):
        return "feed"
    if is_json_feed(text):
        return "json feed"
    if _PAGE.match(text):
        return "page"
    if _OTHER_XML.match(text) or _ends(name, _XML_NAMES):
        raise UnreadableDocumentError("It is XML, but neither a feed (RSS, Atom) nor a page; give one of these.")
    is_typed = _is_type(media_type, "text/html") or _is_type(media_type, "application/xhtml")
    if is_typed or (_ends(name, _PAGE_NAMES) and "<" in text):
        return "page"
    if not _ends(name, _TEXT_NAMES) and (found := _FRAGMENT.match(text)) and f"</{found['tag']}" in text:
        return "page"
    _refuse_other(text, name)
    return "text"


def _refuse_other(text: str, name: str | None) -> None:
    """Refuse what is text only to a machine: data and programs, told by JSON's shape or a file's name."""
    ending = _ENDING.search(name or "")
    if text.lstrip()[:1] in "{[" and _is_json(text):
        raise UnreadableDocumentError("It is JSON, but no JSON Feed; give a feed, text, HTML, mail or PDF.")
    if ending and ending[0].lower() not in _NAMES:
        raise UnreadableDocumentError(
            f"A file named {ending[0].lower()} is of no format that is read; give text, Markdown, HTML, mail, PDF or"
            " a feed."
        )


def _is_json(text: str) -> bool:
    import msgspec

    try:
        msgspec.json.decode(text.strip() or "?")
    except (msgspec.MsgspecError, RecursionError):
        return False
    return True


def _read_page(markup: str, url: str | None, about: About) -> Issue:
    page = about(read_page(markup, url=url))
    issue = read_issue(page) if page.lines else None
    if issue is None or issue.layout == LAYOUT:
        return read_issue(read_article_text(markup, page), as_article=issue is not None)
    return issue


def _ends(name: str | None, endings: tuple[str, ...]) -> bool:
    return name is not None and name.lower().endswith(endings)


def _is_type(media_type: str | None, wanted: str) -> bool:
    return media_type is not None and media_type.strip().lower().startswith(wanted)
