"""A mail with all that it carries, as issues: nothing that is a document of its own is lost, or left out unsaid.

Issues are, in plain English: what the mail says itself, or each mail that it forwards inline; each file of a format
that is read; each mail attached to it or digested in it, opened in the same way. What only goes along is none: words
beside something else that was read, if they are a note (`_NOTE`), one story no longer than a letter around others
(`_LETTER`, longer where it begins with a greeting), or list the titles of what is carried. Two that share half of the
headlines of the smaller one (a newsletter, and its print attached) are one, and the richer one is kept. A file that is
the only one carries the mail's subject; among several each has its own title.

Bounded: `MOST_ENCLOSED` parts in all, mails `_DEEPEST` within each other, each file as large as any document, and no
PDF after one that took too long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from email.message import Message
from typing import Protocol

from store.errors import NothingFoundError, TidingsError, UnreadableDocumentError
from store.model import Issue
from store.parse import read_issue
from store.parse.article import LAYOUT as ONE_STORY
from store.parse.entries import Feed
from store.parse.headers import titled
from store.parse.mail import Enclosed, enclosed_in, is_invitation, is_report, own_words, pictures_in
from store.parse.notices import is_greeting
from store.parse.pdf_pages import is_pdf
from store.parse.written import Written
from store.text import headline_key, link_key

MOST_ENCLOSED = 50
"""Files and mails that are opened of one mail, in all."""
_DEEPEST = 5
_NOTE = 120
"""Characters of a mail that only goes along with what is attached."""
_LETTER = 600
_LONGEST_LETTER = 3_000
"""Characters of a letter around what is attached, at most, if it holds no several stories; of one that greets."""
_ALONG = "the words of a letter that only go along with what is attached"
_TNEF = "application/ms-tnef", "application/vnd.ms-tnef"

About = Callable[[Written], Written]
"""Adds to a document what is known of it from elsewhere, before it is read as an issue."""


class ReadFile(Protocol):
    """Reads a file of any format but mail. Raises: UnreadableDocumentError, NothingFoundError."""

    def __call__(self, data: bytes, *, name: str | None, media_type: str | None, about: About) -> Bundle: ...


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of a document that could not be read, and why."""

    name: str
    error: TidingsError


@dataclass(frozen=True, slots=True)
class Bundle:
    """The issues of one document, in order; the parts that could not be read; and what else was left out, in words."""

    issues: tuple[Issue | Feed, ...]
    unread: tuple[Unread, ...] = ()
    aside: tuple[str, ...] = ()

    @property
    def main(self) -> Issue | Feed:
        """The issue that says most."""
        return max(self.issues, key=lambda one: len(one.text) if isinstance(one, Issue) else 0)


@dataclass(slots=True)
class _Opening:
    """What has come of a mail so far."""

    read: ReadFile
    issues: list[Issue | Feed] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    opened: int = 0


def open_bundle(message: Message, read: ReadFile) -> Bundle:
    """Read a mail and what it carries as issues; `read` reads a file.

    Raises: UnreadableDocumentError or NothingFoundError where none of it is one, with the reason of each part.
    """
    opening = _Opening(read)
    _open(opening, message, 0)
    if not opening.issues:
        raise _nothing(opening.unread)
    issues = _told_once(opening)
    return Bundle(tuple(_apart(issues)), tuple(opening.unread), tuple(dict.fromkeys(opening.aside)))


def read_each(texts: tuple[Written, ...]) -> Bundle:
    """Read what a text holds, one document or several. Raises: NothingFoundError where none of it says anything."""
    issues: list[Issue] = []
    unread: list[Unread] = []
    for words in texts:
        try:
            issues.append(read_issue(words))
        except NothingFoundError as error:
            unread.append(Unread(words.title or "a mail", error))
    if not issues:
        raise unread[0].error
    return Bundle(tuple(_apart(issues)), tuple(unread))


def _nothing(unread: list[Unread]) -> UnreadableDocumentError:
    """Give why nothing of a mail could be read."""
    if not unread:
        return UnreadableDocumentError(
            "The mail says nothing, and what is attached is of no format that is read; attach text, HTML or PDF.",
            "attachment",
        )
    first = unread[0].error
    reason = first.reason if isinstance(first, UnreadableDocumentError) else "attachment"
    return UnreadableDocumentError(" ".join(f"{part.name}: {part.error}" for part in unread), reason)


def _open(opening: _Opening, message: Message, depth: int) -> None:
    """Open a mail: what it says itself, then what it carries. Raises: TidingsError where it is none to be read."""
    if is_invitation(message):
        raise UnreadableDocumentError("It is an invitation to a meeting, or the answer to one, and holds no news.")
    if is_report(message):
        raise UnreadableDocumentError("It is a mail server's report on a mail that was sent, and holds no news.")
    carried, said, enclosed = _Opening(opening.read, opened=opening.opened), own_words(message), enclosed_in(message)
    room = max(0, MOST_ENCLOSED - opening.opened)
    for one in enclosed[:room]:
        _open_part(carried, one, message, depth, is_only=len(enclosed) == len(said) == 1)
    if rest := enclosed[room:]:
        carried.unread.append(_too_many(rest))
    pictures = pictures_in(message)
    carried.aside += [f"{name or 'a picture'}, which holds no text" for name in pictures]
    own = _own(carried, said, is_bare=not enclosed and not pictures)
    opening.issues += [*own, *carried.issues]
    opening.unread += carried.unread
    opening.aside += carried.aside
    opening.opened = carried.opened


def _too_many(rest: list[Enclosed]) -> Unread:
    """Name the first of those for which there is no room."""
    more = f" and {len(rest) - 1} more" if len(rest) > 1 else ""
    why = f"A mail is opened up to {MOST_ENCLOSED} files and mails; save the rest as files and take these in."
    return Unread(f"{rest[0].name}{more}", UnreadableDocumentError(why))


def _own(carried: _Opening, own: tuple[Written, ...], *, is_bare: bool) -> list[Issue | Feed]:
    """Read what a mail says itself, unless it only goes along with what it carries. Raises: NothingFoundError."""
    words, is_several = own[0], len(own) > 1
    is_note = not is_several and len(words.text) <= _NOTE
    if not is_bare and (not words.lines or (is_note and (carried.issues or carried.unread))):
        carried.aside += [_ALONG] if words.lines and carried.issues else []
        return []
    if not words.lines:
        raise NothingFoundError("The mail says nothing beside its subject.")
    try:
        said = read_each(own)
    except NothingFoundError:
        if is_bare:
            raise
        return []
    if carried.issues and not is_several and _goes_along(said.main, words, carried.issues):
        carried.aside.append(_ALONG)
        return []
    carried.unread += said.unread
    return list(said.issues)


def _goes_along(issue: Issue | Feed, words: Written, others: list[Issue | Feed]) -> bool:
    """Tell a letter around other issues, or the list of their titles, from an issue of its own."""
    if not isinstance(issue, Issue):
        return False
    if issue.layout == ONE_STORY:
        greets = any(is_greeting(line.text) for line in words.lines[:2])
        return len(words.text) <= (_LONGEST_LETTER if greets else _LETTER)
    titles = {headline_key(other.title or "") for other in others}
    return sum(headline_key(item.headline) in titles for item in issue.items) * 2 >= len(issue.items)


def _open_part(carried: _Opening, one: Enclosed, around: Message, depth: int, *, is_only: bool) -> None:
    """Open one file or mail, or note why it cannot be read."""
    carried.opened += 1
    try:
        _check(carried, one, depth)
        if one.mail is not None:
            _open(carried, one.mail, depth + 1)
        else:
            found = _read(carried, one, around, is_only=is_only)
            carried.issues += found.issues
            carried.unread += found.unread
    except TidingsError as error:
        carried.unread.append(Unread(one.name, error))


def _check(carried: _Opening, one: Enclosed, depth: int) -> None:
    """Check that a part may be opened. Raises: UnreadableDocumentError."""
    if one.mail is not None and depth >= _DEEPEST:
        raise UnreadableDocumentError(f"It lies deeper than {_DEEPEST} mails within each other; save it as a file.")
    if one.part.get_content_type() in _TNEF or one.name.casefold() == "winmail.dat":
        raise UnreadableDocumentError(
            "Only Outlook can open it; have the mail sent as HTML or plain text, not as Rich Text.", "attachment"
        )
    slow = any(
        isinstance(left.error, UnreadableDocumentError) and left.error.reason == "pdf_time" for left in carried.unread
    )
    if slow and one.mail is None and is_pdf(one.data):
        raise UnreadableDocumentError("Another PDF of this mail took too long; save this one as a file.", "pdf_time")


def _read(carried: _Opening, one: Enclosed, around: Message, *, is_only: bool) -> Bundle:
    def _about(written: Written) -> Written:
        by_mail = titled(written, around)
        if is_only:
            return by_mail
        day = written.published_at or by_mail.published_at
        return replace(by_mail, title=written.title, url=written.url, published_at=day)

    kind = one.part.get_content_type()
    return carried.read(one.data, name=one.name if "." in one.name else None, media_type=kind, about=_about)


def _told_once(opening: _Opening) -> list[Issue | Feed]:
    """Leave issues out that say what a richer one does, and name them."""
    kept: list[tuple[int, Issue | Feed]] = []
    for n, issue in sorted(enumerate(opening.issues), key=lambda one: -_size(one[1])):
        same = next((other for _, other in kept if _says_the_same(issue, other)), None)
        if same is None:
            kept.append((n, issue))
        else:
            opening.aside.append(f"what tells the same as {same.title}")
    return [issue for _, issue in sorted(kept, key=lambda one: one[0])]


def _size(issue: Issue | Feed) -> int:
    return len(issue.items) if isinstance(issue, Issue) else len(issue.entries)


def _says_the_same(lesser: Issue | Feed, other: Issue | Feed) -> bool:
    if not (isinstance(lesser, Issue) and isinstance(other, Issue)):
        return False
    keys, told = ({headline_key(item.headline) for item in issue.items} for issue in (lesser, other))
    return len(keys & told) * 2 >= len(keys)


def _apart(issues: Iterable[Issue | Feed]) -> Iterable[Issue | Feed]:
    """Give issues of one title, day and source numbers, and one link to the first only: they would be one issue."""
    seen: dict[object, int] = {}
    for issue in issues:
        if isinstance(issue, Issue):
            key = link_key(issue.url or "")
            issue = replace(issue, url=None) if key and key in seen else issue
            mark = (headline_key(issue.title), issue.published_at, issue.source)
            seen[mark] = seen.get(mark, 0) + 1
            issue = replace(issue, title=f"{issue.title} ({seen[mark]})") if seen[mark] > 1 else issue
            seen[key] = 1
        yield issue
