"""Mails: the newsletter inside, whatever wraps it."""

# ruff: noqa: E501  a program's forwarding block is easiest to compare in its own lines

from __future__ import annotations

import base64
from email.message import EmailMessage

import pytest

from store.errors import UnreadableDocumentError
from store.model import Issue
from store.parse.documents import read_document
from tests.formats.pages import HEADLINES, LETTER, NEXT_ROWS, PAGE_ROWS, PLAIN, mail, pdf


def read(data: bytes, name: str | None = None) -> Issue:
    """Read a mail."""
    issue = read_document(data, name=name)
    assert isinstance(issue, Issue)
    return issue


def headlines(issue: Issue) -> list[str]:
    """Give the headlines of its stories."""
    return [item.headline for item in issue.items if item.kind == "story"]


@pytest.mark.parametrize("html", [LETTER, "<html><body>  </body></html>", None])
def test_the_html_part_is_read_unless_it_is_empty(html: str | None) -> None:
    """Either part gives the stories; sender, subject and date are the mail's."""
    issue = read(mail(PLAIN, html).as_bytes())
    assert headlines(issue) == HEADLINES
    assert (issue.title, issue.source) == ("Quay Weekly 12", "Quay Weekly")
    assert issue.published_at == ("2026-05-06" if html == LETTER else "2026-05-06T00:30:00Z")


CHINESE = "<h2>芯片</h2>" + "".join(
    f"<h3><a href='https://a.example/{n}'>朱镕基路的第{n}家芯片厂开工</a></h3><p>供应商被告知要为两年的增长做计划，订单金额达到{n}20亿美元。</p>"
    for n in range(1, 4)
)


def test_gbk_under_the_name_of_gb2312_is_read() -> None:
    """Sender, subject and body may hold characters that the declared charset lacks."""
    words = base64.b64encode("镕声周报".encode("gbk")).decode()
    raw = mail(None, CHINESE, charset="gb18030", subject="SUBJECT", sender="SENDER <a@b.example>").as_bytes()
    raw = raw.replace(b"gb18030", b"gb2312").replace(b"SUBJECT", f"=?gb2312?B?{words}?=".encode())
    issue = read(raw.replace(b"SENDER", f"=?GB2312?B?{words}?=".encode()))
    assert (issue.title, issue.source) == ("镕声周报", "镕声周报")
    assert headlines(issue)[0] == "朱镕基路的第1家芯片厂开工"


def test_headers_sent_as_bare_bytes_are_read() -> None:
    """Some programs send a subject in GBK without saying so."""
    raw = mail(PLAIN, subject="SUBJECT").as_bytes().replace(b"SUBJECT", "封装周报第十二期".encode("gbk"))
    assert read(raw).title == "封装周报第十二期"


FORWARDS = {
    "Gmail": "---------- Forwarded message ---------\nFrom: Quay Weekly <news@quay.example>\nDate: Tue, May 5, 2026 at 9:00 AM\n"
    "Subject: Quay Weekly 11\nTo: Ann <ann@team.example>\n\n\n",
    "Outlook": "\n________________________________\nFrom: Quay Weekly <news@quay.example>\nSent: Tuesday, May 5, 2026 9:00 AM\n"
    "To: Ann <ann@team.example>\nSubject: Quay Weekly 11\n\n",
    "Apple": "Begin forwarded message:\n\nFrom: Quay Weekly <news@quay.example>\nSubject: Quay Weekly 11\n"
    "Date: 5 May 2026 at 09:00:00 CEST\nTo: ann@team.example\n\n",
    "Chinese": "------------------ 原始邮件 ------------------\n发件人: \"Quay Weekly\" <news@quay.example>;\n"
    "发送时间: 2026年5月5日(星期二) 上午9:00\n收件人: \"Ann\"<ann@team.example>;\n主题: Quay Weekly 11\n\n",
}  # fmt: skip


@pytest.mark.parametrize("program", FORWARDS)
def test_a_mail_forwarded_inline_is_the_inner_one(program: str) -> None:
    """Its sender, day and subject are those of the block, in either language; the forwarder's note is left out."""
    text = f"Have a look at this, it is rather good.\n\n{FORWARDS[program]}{PLAIN}"
    issue = read(mail(text, sender="Ann <ann@team.example>", subject="Fwd: Quay").as_bytes())
    assert headlines(issue) == HEADLINES
    assert (issue.title, issue.source, (issue.published_at or "")[:10]) == (
        "Quay Weekly 11",
        "Quay Weekly",
        "2026-05-05",
    )


@pytest.mark.parametrize("as_file", [False, True])
def test_a_mail_forwarded_as_an_attachment_is_the_inner_one(as_file: bool) -> None:
    """An attached message, or a file of one, that says more than the letter is read in its place."""
    outer, inner = mail("See below.", sender="Ann <ann@team.example>", subject="FW: Quay"), mail(PLAIN, LETTER)
    if as_file:
        outer.add_attachment(inner.as_bytes(), maintype="application", subtype="octet-stream", filename="Quay 12.EML")
    else:
        outer.add_attachment(inner)
    issue = read(outer.as_bytes())
    assert (headlines(issue), issue.title, issue.source) == (HEADLINES, "Quay Weekly 12", "Quay Weekly")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("issue.md", "# Chips\n\n" + PLAIN.partition("\n\n")[2]),
        ("issue.txt", PLAIN),
        ("issue.html", LETTER),
    ],
)
def test_an_attached_document_is_the_issue(name: str, data: str) -> None:
    """A letter that only carries the issue gives the issue."""
    message = mail("Attached.")
    message.add_attachment(data.encode(), maintype="application", subtype="octet-stream", filename=name)
    assert headlines(read(message.as_bytes())) == HEADLINES


def test_an_attached_pdf_is_the_issue() -> None:
    """PDFs in mails go through the same child process."""
    message = mail("Attached.")
    message.add_attachment(pdf(PAGE_ROWS, NEXT_ROWS), maintype="application", subtype="pdf", filename="issue.pdf")
    assert headlines(read(message.as_bytes())) == HEADLINES


@pytest.mark.parametrize("transfer", ["base64", "quoted-printable"])
def test_a_torn_encoding_gives_what_is_left(transfer: str) -> None:
    """A body that breaks off is read as far as it goes."""
    message = mail(None, LETTER)
    message.set_content(LETTER, subtype="html", cte=transfer)
    issue = read(message.as_bytes()[:-400])
    assert headlines(issue)[:2] == HEADLINES[:2]


def test_the_sender_is_the_list_where_he_has_no_name() -> None:
    """Display name, else list, else host."""
    message = mail(PLAIN, sender="news@quay.example")
    assert read(message.as_bytes()).source == "quay.example"
    message["List-Id"] = "Quay Weekly <weekly.quay.example>"
    assert read(message.as_bytes()).source == "Quay Weekly"


def test_flowed_text_is_joined() -> None:
    """Lines that end in a space go on in the next one (RFC 3676)."""
    raw = mail(PLAIN.replace(" two years", " \ntwo years")).as_bytes()
    issue = read(raw.replace(b'charset="utf-8"', b'charset="utf-8"; format=flowed'))
    assert "plan for two years of growth" in issue.items[0].summary


def test_a_text_that_speaks_of_mails_is_no_mail() -> None:
    """Labels in a document are not headers."""
    issue = read(b"From: the editors\nDate: 6 May 2026\nSubject: chips\n\n" + PLAIN.encode())
    assert headlines(issue) == HEADLINES


@pytest.mark.parametrize(
    ("said", "data", "name", "why"),
    [
        ("See attached.", b"%PDF-1.4 torn", "issue.pdf", "The PDF is damaged"),
        ("See attached.", bytes(range(256)) * 20, "issue.md", "This is no text"),
        ("", b"PK\x03\x04", "issue.zip", "issue.zip: It is compressed"),
    ],
)
def test_a_mail_of_nothing_but_what_cannot_be_read_is_refused(said: str, data: bytes, name: str, why: str) -> None:
    """It says why, rather than becoming a story of its own; a mail that says something stays one."""
    for words, is_refused in ((said, True), ("Quay buys Marl. " * 20, False)):
        message = EmailMessage()
        message["Subject"], message["From"] = "Quay Weekly", "Jo <jo@quay.example>"
        message.set_content(words)
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
        if is_refused:
            with pytest.raises(UnreadableDocumentError, match=why):
                read(message.as_bytes(), "a.eml")
        else:
            assert "Quay buys Marl." in read(message.as_bytes(), "a.eml").items[0].summary


def test_a_short_mail_with_a_signature_is_a_story() -> None:
    """What is attached beside words of the mail's own changes nothing."""
    message = EmailMessage()
    message["Subject"], message["From"] = "Quay buys Marl", "Jo <jo@quay.example>"
    message.set_content("It pays in cash.")
    message.add_attachment(b"\x30\x80", maintype="application", subtype="pkcs7-signature", filename="smime.p7s")
    assert read(message.as_bytes(), "a.eml").items[0].summary == "It pays in cash."
