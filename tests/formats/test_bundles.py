"""Mails that carry more than one newsletter: every one is read, and what is not is named."""

from __future__ import annotations

import base64
import random
from email.message import EmailMessage
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from store.errors import NothingFoundError, UnreadableDocumentError
from store.model import Issue
from store.parse.bundles import MOST_ENCLOSED, Bundle
from store.parse.documents import MAX_BYTES, MAX_MAIL_BYTES, read_document, read_documents
from tests.formats.pages import HEADLINES, LETTER, PAGE_ROWS, PLAIN, mail, pdf

_PLACES = ("Oslo", "Lima", "Kyoto")


def letter(about: str) -> str:
    """Give a newsletter of three stories, all its own, as HTML."""
    rows = "".join(
        f"<h3><a href='https://{about}.example/{place}'>{about.title()} opens a plant in {place}</a></h3>"
        f"<p>It begins work in July with two hundred people. It makes {about} for three ministries.</p>"
        for place in _PLACES
    )
    return f"<html><body><h2>News</h2>{rows}</body></html>"


def markdown(about: str) -> bytes:
    """Give such a newsletter as Markdown."""
    rows = "".join(
        f"## {about.title()} opens a plant in {place}\n\nThe plant in {place} begins work in July with two hundred"
        f" people. It makes {about} for three ministries.\n\n"
        for place in _PLACES
    )
    return f"# {about.title()} Letter 7\n\n{rows}".encode()


def newsletter(about: str) -> EmailMessage:
    """Give a mail of such a newsletter."""
    name = about.title()
    return mail(None, letter(about), sender=f"{name} Letter <n@{about}.example>", subject=f"{name} Letter 7")


def attach(message: EmailMessage, data: bytes, name: str, kind: str = "application/octet-stream") -> None:
    """Attach a file."""
    main, sub = kind.split("/")
    message.add_attachment(data, maintype=main, subtype=sub, filename=name)


def read(message: EmailMessage | MIMEMultipart) -> Bundle:
    """Read a mail with all that it carries."""
    return read_documents(message.as_bytes(), name="a.eml")


def told(bundle: Bundle) -> list[tuple[str, str | None, int]]:
    """Give title, source and number of stories of each issue."""
    assert all(isinstance(issue, Issue) for issue in bundle.issues)
    return [(one.title, one.source, len(one.items)) for one in bundle.issues if isinstance(one, Issue)]


THREE = [(f"{name} Letter 7", f"{name} Letter", 3) for name in ("Cable", "Valve", "Glass")]


def test_a_digest_of_mails_is_all_of_them() -> None:
    """Each part of a multipart/digest is an issue under its own sender and subject."""
    digest = MIMEMultipart("digest")
    digest["From"], digest["Subject"] = "Desk list <list@team.example>", "Desk Digest, Vol 3"
    for about in ("cable", "valve", "glass"):
        digest.attach(MIMEMessage(newsletter(about)))
    assert told(read(digest)) == THREE


def test_forwarded_mails_are_all_of_them_and_the_note_around_is_none() -> None:
    """Three mails attached to a few words are three issues; the words are said to be left out."""
    outer = mail("Hi, these came in this week. " * 6, sender="Ann <ann@team.example>", subject="Fwd: three")
    for about in ("cable", "valve", "glass"):
        outer.add_attachment(newsletter(about))
    bundle = read(outer)
    assert (told(bundle), bundle.unread) == (THREE, ())
    assert bundle.aside == ("the words of a letter that only go along with what is attached",)


def test_a_newsletter_with_attached_ones_is_an_issue_beside_them() -> None:
    """What the mail says itself comes first; files of every format that is read follow, each under its own title."""
    outer = mail(PLAIN, LETTER)
    attach(outer, markdown("cable"), "cable.md", "text/markdown")
    attach(
        outer, letter("valve").replace("<body>", "<title>Valve Letter 7</title><body>").encode(), "v.HTML", "text/html"
    )
    attach(outer, newsletter("glass").as_bytes(), "glass.eml")
    attach(outer, pdf([(740, 24, "Rope Weekly 3"), *PAGE_ROWS[1:]]), "rope.pdf", "application/pdf")
    bundle = read(outer)
    assert [(title, stories) for title, _, stories in told(bundle)] == [
        ("Quay Weekly 12", 3), ("Cable Letter 7", 3), ("Valve Letter 7", 3), ("Glass Letter 7", 3),
    ]  # fmt: skip
    assert bundle.aside == ("what tells the same as Quay Weekly 12",)
    main = read_document(outer.as_bytes())
    assert isinstance(main, Issue)
    assert main.title == "Cable Letter 7"


def test_forwards_within_each_other_are_opened_five_deep() -> None:
    """The newsletter at the bottom is read; one that lies deeper is named with the reason."""
    message = newsletter("cable")
    for depth in range(1, 8):
        outer = mail("FYI", sender="Ann <ann@team.example>", subject="Fwd: " * depth + "Cable Letter 7")
        outer.add_attachment(message)
        message = outer
        if depth <= 5:
            assert told(read(message)) == [THREE[0]]
        else:
            with pytest.raises(UnreadableDocumentError, match="lies deeper than 5 mails"):
                read(message)


def test_what_cannot_be_read_is_named_beside_what_can() -> None:
    """One torn file costs the others nothing."""
    outer = mail("See below.")
    attach(outer, b"%PDF-1.4 torn", "torn.pdf", "application/pdf")
    attach(outer, markdown("cable"), "cable.md")
    attach(outer, b"PK\x03\x04" + bytes(40), "rest.docx")
    attach(outer, b"\x78\x9f\x3e\x22" + bytes(range(200)), "winmail.dat", "application/ms-tnef")
    attach(outer, b"", "empty.txt", "text/plain")
    bundle = read(outer)
    assert [title for title, _, _ in told(bundle)] == ["Cable Letter 7"]
    assert [part.name for part in bundle.unread] == ["torn.pdf", "rest.docx", "winmail.dat", "empty.txt"]
    assert [str(part.error).split()[:3] for part in bundle.unread] == [
        ["The", "PDF", "is"], ["It", "is", "compressed"], ["Only", "Outlook", "can"], ["No", "readable", "text"],
    ]  # fmt: skip


def test_a_mail_of_nothing_but_winmail_says_what_to_do() -> None:
    """Outlook's own wrapping is refused by its name."""
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "Jo <jo@quay.example>", "Weekly", "6 May 2026 08:00:00 +0000"
    attach(message, b"\x78\x9f\x3e\x22" + bytes(300), "winmail.dat", "application/ms-tnef")
    with pytest.raises(
        UnreadableDocumentError, match=r"winmail\.dat: Only Outlook can open it; have the mail sent as HTML"
    ):
        read(message)


@pytest.mark.parametrize(("method", "is_refused"), [("REQUEST", True), ("REPLY", True), ("PUBLISH", False)])
def test_an_invitation_is_no_news(method: str, is_refused: bool) -> None:
    """A meeting's request is refused; a newsletter that a date is attached to is read."""
    message = mail(PLAIN, LETTER)
    message.add_alternative("BEGIN:VCALENDAR\nEND:VCALENDAR\n", subtype="calendar", params={"method": method})
    attached = mail(PLAIN, LETTER)
    attached.add_attachment("BEGIN:VCALENDAR\n", subtype="calendar", params={"method": method}, filename="party.ics")
    assert told(read(attached)) == [("Quay Weekly 12", "Quay Weekly", 3)]
    if is_refused:
        with pytest.raises(UnreadableDocumentError, match="invitation to a meeting"):
            read(message)
    else:
        assert told(read(message)) == [("Quay Weekly 12", "Quay Weekly", 3)]


def test_a_large_attachment_costs_the_mail_nothing() -> None:
    """A file larger than a document may be is named, the mail around it is read; a mail has its bound too."""
    message = mail(PLAIN, LETTER)
    attach(message, b"%PDF-1.4 " + random.Random(7).randbytes(MAX_BYTES), "large.pdf", "application/pdf")
    bundle = read(message)
    assert told(bundle) == [("Quay Weekly 12", "Quay Weekly", 3)]
    assert [(part.name, str(part.error)[:26]) for part in bundle.unread] == [
        ("large.pdf", "It is larger than 10 MB; s")
    ]
    with pytest.raises(UnreadableDocumentError, match="The mail is larger than 50 MB"):
        read_documents(message.as_bytes() + b"\n" * MAX_MAIL_BYTES)


def test_the_number_of_parts_is_bounded() -> None:
    """What lies beyond is told in one line."""
    message = mail("See below.")
    for n in range(MOST_ENCLOSED + 2):
        attach(message, f"Plant {n} in Oslo begins its work in July with two hundred people.".encode(), f"{n}.txt")
    bundle = read(message)
    assert len(bundle.issues) == MOST_ENCLOSED
    assert [part.name for part in bundle.unread] == ["50.txt and 1 more"]
    assert "save the rest as files" in str(bundle.unread[0].error)


def test_parts_that_follow_each_other_are_one_text() -> None:
    """Programs cut a mail around its pictures; a plain copy beside HTML is no second text, a list's footer no story."""
    half, rest = LETTER.partition("<h3")[0], "<h3" + LETTER.partition("<h3")[2]
    mixed = MIMEMultipart("mixed")
    mixed["From"], mixed["Subject"] = "Quay Weekly <news@quay.example>", "Quay Weekly 12"
    for part in (MIMEText(half, "html"), MIMEText(rest, "html"), MIMEText(PLAIN)):
        mixed.attach(part)
    mixed.attach(
        MIMEText("_" * 47 + "\nDesk mailing list\ndesk@team.example\nhttps://lists.team.example/options/desk\n")
    )
    [issue] = read(mixed).issues
    assert isinstance(issue, Issue)
    assert [item.headline for item in issue.items if item.kind == "story"] == HEADLINES
    assert "mailing list" not in issue.items[-1].summary


def test_issues_of_one_title_stay_apart() -> None:
    """Two mails of one subject and day get a number, or the second would overwrite the first."""
    outer = mail("See below.")
    for about in ("cable", "valve"):
        outer.add_attachment(mail(None, letter(about)))
    assert [title for title, _, _ in told(read(outer))] == ["Quay Weekly 12", "Quay Weekly 12 (2)"]


def test_pictures_that_are_attached_are_told_and_shown_ones_are_not() -> None:
    """A logo is no loss; a page sent as a photograph may be."""
    message = mail(PLAIN, LETTER)
    message.add_attachment(
        base64.b64decode("R0lGODlhAQABAAAAACw="), maintype="image", subtype="gif", filename="page.gif"
    )
    for name in ("logo.PNG", "smime.p7s", "ann.vcf"):
        attach(message, b"\x89PNG" + bytes(99), name)
    bundle = read(message)
    assert (bundle.aside, bundle.unread) == (("page.gif, which holds no text",), ())


def test_parts_nested_without_end_are_no_harm() -> None:
    """A hostile nesting of parts is read or refused, and nothing else."""
    head = b"From: a@b.example\nSubject: x\nMIME-Version: 1.0\nDate: Wed, 6 May 2026 08:30:00 +0800\n"
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3_000))
    with pytest.raises(UnreadableDocumentError):
        read_documents(head + nested + b"Content-Type: text/plain\n\nQuay buys Marl.\n")


TOPICS = "Today's Topics:\n\n   1. Cable Letter 7 (Cable Letter)\n   2. Valve Letter 7 (Valve Letter)\n"
FOOT = "_" * 47 + "\nDesk mailing list\nDesk@team.example\n"


def test_a_list_of_what_a_digest_holds_is_no_issue() -> None:
    """Its topics are the titles of the mails that follow; a foot beneath is none either."""
    digest = MIMEMultipart("mixed")
    digest["From"], digest["Subject"] = "Desk list <list@team.example>", "Desk Digest, Vol 3"
    inner = MIMEMultipart("digest")
    for about in ("cable", "valve"):
        inner.attach(MIMEMessage(newsletter(about)))
    for part in (MIMEText(TOPICS), inner, MIMEText(FOOT)):
        digest.attach(part)
    bundle = read(digest)
    assert told(bundle) == THREE[:2]
    assert len(bundle.aside) == 1


def test_a_plain_digest_is_all_of_its_messages() -> None:
    """Mailing lists write them one beneath the other, between rules (RFC 1153), whatever their headers claim."""
    rule, text = "-" * 30, f"{TOPICS}\n\n{'-' * 70}\n"
    for n, about in enumerate(("cable", "Zürich"), 1):
        body = markdown(about).decode().partition("\n\n")[2].replace("## ", f"{n}. ")
        text += (
            f"\nMessage: {n}\nDate: Wed, 6 May 2026 08:00:0{n} +0000\nFrom: {about.title()} Letter <n@x.example>\n"
            f"Subject: [Desk] {about.title()} Letter 7\nContent-Type: text/plain; charset=us-ascii\n\n{body}\n{rule}\n"
        )
    text += f"\nSubject: Digest Footer\n\n{FOOT}\n{rule}\n\nEnd of Desk Digest, Vol 3\n{'*' * 25}\n"
    bundle = read(mail(text, subject="Desk Digest, Vol 3", sender="desk-request@team.example"))
    assert told(bundle) == [
        ("[Desk] Cable Letter 7", "Cable Letter", 3),
        ("[Desk] Zürich Letter 7", "Zürich Letter", 3),
    ]
    assert read_document(mail(f"{PLAIN}\n{'-' * 30}\nQuay Weekly\n").as_bytes())


def test_a_letter_with_a_long_foot_goes_along_where_it_greets() -> None:
    """What companies put beneath each mail makes no story of it; a text of its own that greets nobody is one."""
    foot = "This e-mail is confidential and meant for the addressee alone; delete it if that is not you. " * 9
    for words, titles in (
        (f"Dear all,\n\nhere are two letters.\n\nAnn\n\n{foot}", ["Cable Letter 7"]),
        ("Quay buys Marl for $2 billion in cash. " * 30, ["two", "Cable Letter 7"]),
    ):
        outer = mail(words, sender="Ann <ann@team.example>", subject="two")
        outer.add_attachment(newsletter("cable"))
        assert [title for title, _, _ in told(read(outer))] == titles


def test_a_forwarding_beneath_a_whole_issue_takes_nothing_from_it() -> None:
    """Two letters forwarded inline, one beneath the other, are both there; one within the other is the inner one."""
    block = (
        "---------- Forwarded message ---------\nFrom: {0} <n@x.example>\nDate: Tue, May 5, 2026 at 9:00 AM\n"
        "Subject: {0} 7\n\n"
    )
    one, other = block.format("Cable"), block.format("Quay")
    cable = "".join(
        f"* Cable opens a plant in {place}: it begins work in July. {'It makes cable. ' * 25}\n" for place in _PLACES
    )
    first, second = read(mail(f"{one}{cable}\n{other}{PLAIN}", sender="Ann <ann@team.example>")).issues
    assert isinstance(first, Issue)
    assert isinstance(second, Issue)
    assert "Cable opens a plant in Oslo" in first.text
    assert "Tern closes its office in Ohio" in second.text
    assert told(read(mail(f"{one}FYI\n\n{other}{PLAIN}", sender="Ann <ann@team.example>"))) == [("Quay 7", "Quay", 3)]


def test_what_mail_servers_write_is_no_news() -> None:
    """A report on a mail that came back holds that mail, which nobody sent here."""
    report = MIMEMultipart("report")
    report["From"], report["Subject"] = "MAILER-DAEMON@x.example", "Undelivered"
    for part in (MIMEText("I could not deliver your message."), MIMEMessage(newsletter("cable"))):
        report.attach(part)
    with pytest.raises(UnreadableDocumentError, match="a mail server's report"):
        read(report)


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(500), "letter.msg", "as Outlook keeps it; save it as .eml"),
        (b"a,b\n1,2\n" * 20, "table.csv", "A file named .csv"),
        (b"{}", "data.json", "It is JSON, but no JSON Feed"),
    ],
)
def test_why_a_file_is_not_read_is_said_by_its_kind(data: bytes, name: str, why: str) -> None:
    """The sentence is that of the file, with its name."""
    message = mail(PLAIN, LETTER)
    attach(message, data, name)
    [part] = read(message).unread
    assert part.name == name
    assert why in str(part.error)


def test_a_mail_without_words_is_refused() -> None:
    """A subject alone is no story."""
    with pytest.raises(NothingFoundError, match="says nothing beside its subject"):
        read(mail(""))


def test_a_charset_that_no_program_knows_is_no_harm() -> None:
    """Not even one with a null in it."""
    raw = mail(PLAIN).as_bytes().replace(b'"utf-8"', b'"utf\x00-8"').replace(b"Tern", b"T\xc3\xa9rn")
    [issue] = read_documents(raw).issues
    assert isinstance(issue, Issue)
    assert issue.items[-1].headline.startswith("Térn closes")


def test_long_rules_cost_no_time() -> None:
    """A line of hyphens behind a place's name looks like the begin of a dateline, in more ways than can be tried."""
    text = f"Oslo {'-' * 4_000}\n\n{PLAIN}"
    assert isinstance(read_document(text.encode(), name="a.md"), Issue)
