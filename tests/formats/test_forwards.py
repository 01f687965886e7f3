"""Newsletters forwarded inline, one behind the other, are issues of their own; what is forwarded twice over is one."""

# ruff: noqa: E501  a program's forwarding block is easiest to compare in its own lines

from __future__ import annotations

import pytest

from store.model import Issue
from store.parse.bundles import Bundle
from store.parse.documents import read_documents
from tests.formats.pages import mail
from tests.formats.test_bundles import attach, letter, markdown, told

TEXT_BLOCKS = {
    "Gmail": "---------- Forwarded message ---------\nFrom: {name} <n@{at}>\nDate: Tue, May {day}, 2026 at 9:00 AM\nSubject: {title}\nTo: Ann <ann@team.example>\n\n\n",
    "Gmail in Chinese": "---------- 转发的邮件 ---------\n发件人： {name} <n@{at}>\n日期：2026年5月{day}日周二 09:00\n主题：{title}\n收件人： Ann <ann@team.example>\n\n\n",
    "Gmail, a long subject": "---------- Forwarded message ---------\nFrom: {name} <n@{at}>\nDate: Tue, May {day}, 2026 at 9:00 AM\nSubject: {folded}\nTo: Ann <ann@team.example>\n\n",
    "Outlook on the web": "________________________________\nFrom: {name} <n@{at}>\nSent: Tuesday, May {day}, 2026 9:00 AM\nTo: Ann <ann@team.example>\nSubject: {title}\n\n",
    "Outlook": "-----Original Message-----\nFrom: {name} [mailto:n@{at}]\nSent: Tuesday, May {day}, 2026 9:00 AM\nTo: Ann\nSubject: {title}\nImportance: High\n\n",
    "Outlook in Chinese": "发件人: {name} <n@{at}>\n发送时间: 2026年5月{day}日 9:00\n收件人: Ann <ann@team.example>\n主题: {title}\n\n",
    "Apple Mail": "Begin forwarded message:\n\nFrom: {name} <n@{at}>\nSubject: {title}\nDate: {day} May 2026 at 09:00:00 CEST\nTo: ann@team.example\n\n",
    "QQ": '------------------ 原始邮件 ------------------\n发件人: "{name}" <n@{at}>;\n发送时间: 2026年5月{day}日(星期二) 上午9:00\n收件人: "Ann"<ann@team.example>;\n主题: {title}\n\n',
    "QQ in English": '------------------ Original ------------------\nFrom: "{name}" <n@{at}>;\nDate: Tue, May {day}, 2026 09:00 AM\nTo: "Ann"<ann@team.example>;\nSubject: {title}\n\n',
    "Netease's Master": "---- 转发的原邮件 ----\n发件人: {name}<n@{at}>\n日期: 2026年5月{day}日 09:00\n收件人: <ann@team.example>\n主题: {title}\n\n",
    "Aliyun": "------------------------------------------------------------------\n发件人：{name} <n@{at}>\n发送时间：2026年5月{day}日(星期二) 09:00\n收件人：Ann <ann@team.example>\n主　题：{title}\n\n",
    "Foxmail": "发件人： {name} <n@{at}>\n发送时间： 2026-05-0{day} 09:00\n收件人： ann\n抄送： bob\n主题： {title}\n\n",
    "163": '-------- 转发邮件信息 --------\n发件人："{name}" <n@{at}>\n发送日期：2026-05-0{day} 09:00:00\n收件人：ann@team.example\n主题：{title}\n\n',
    "Thunderbird": "-------- Forwarded Message --------\nSubject: {title}\nDate: Tue, {day} May 2026 09:00:00 +0000\nFrom: {name} <n@{at}>\nTo: ann@team.example\n\n",
    "mutt": "----- Forwarded message from {name} <n@{at}> -----\n\nDate: Tue, {day} May 2026 09:00:00 +0000\nFrom: {name} <n@{at}>\nTo: ann@team.example\nSubject: {title}\n\n",
}  # fmt: skip

HTML_BLOCKS = {
    "Gmail": '<div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>From: <b class="gmail_sendername">{name}</b> <span>&lt;<a href="mailto:n@{at}">n@{at}</a>&gt;</span><br>Date: Tue, May {day}, 2026 at 9:00 AM<br>Subject: {title}<br>To: &lt;<a href="mailto:a@t.example">a@t.example</a>&gt;<br></div><br><br>{body}</div><br>',
    "Outlook on the web": '<hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg"><font face="Calibri"><b>From:</b> {name} &lt;n@{at}&gt;<br><b>Sent:</b> Tuesday, May {day}, 2026 9:00 AM<br><b>To:</b> Ann &lt;a@t.example&gt;<br><b>Subject:</b> {title}</font><div>&nbsp;</div></div><div>{body}</div>',
    "Outlook": '<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal"><b>From:</b> {name} &lt;n@{at}&gt; <br><b>Sent:</b> Tuesday, May {day}, 2026 9:00 AM<br><b>To:</b> Ann &lt;a@t.example&gt;<br><b>Subject:</b> {title}<o:p></o:p></p></div>{body}',
    "Apple Mail": '<blockquote type="cite"><div>Begin forwarded message:</div><br><div><b>From: </b>{name} &lt;<a href="mailto:n@{at}">n@{at}</a>&gt;<br></div><div><b>Subject: </b><b>{title}</b><br></div><div><b>Date: </b>{day} May 2026 at 09:00:00 CEST<br></div><div><b>To: </b>a@t.example<br></div><br><div>{body}</div></blockquote>',
    "QQ": '<div>------------------&nbsp;原始邮件&nbsp;------------------</div><div style="background:#efefef"><div><b>发件人:</b>&nbsp;"{name}" &lt;n@{at}&gt;;</div><div><b>发送时间:</b>&nbsp;2026年5月{day}日(星期二) 上午9:00</div><div><b>收件人:</b>&nbsp;"Ann"&lt;a@t.example&gt;;</div><div><b>主题:</b>&nbsp;{title}</div></div><div><br></div>{body}',
    "163": '<br>-------- 转发邮件信息 --------<br><table><tbody><tr><td>发件人：</td><td>{name} &lt;n@{at}&gt;</td></tr><tr><td>发送日期：</td><td>2026-05-0{day} 09:00:00</td></tr><tr><td>收件人：</td><td>a@t.example</td></tr><tr><td>主题：</td><td>{title}</td></tr></tbody></table>{body}',
    "Thunderbird": '<div class="moz-forward-container"><br>-------- Forwarded Message --------<table class="moz-email-headers-table"><tbody><tr><th>Subject: </th><td>{title}</td></tr><tr><th>Date: </th><td>Tue, {day} May 2026 09:00:00 +0000</td></tr><tr><th>From: </th><td>{name} &lt;n@{at}&gt;</td></tr><tr><th>To: </th><td>a@t.example</td></tr></tbody></table><br>{body}</div>',
    "Outlook, in spans": '<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in"><p class="MsoNormal"><b><span style="font-size:11.0pt">From:</span></b><span> {name} &lt;n@{at}&gt; <br><b>Sent:</b> Tuesday, May {day}, 2026 9:00 AM<br><b>To:</b> Ann &lt;a@t.example&gt;<br><b>Subject:</b> {title}<o:p></o:p></span></p></div></div><p class="MsoNormal"><o:p>&nbsp;</o:p></p>{body}',
    "Outlook, in paragraphs": '<div style="border:none;border-top:solid #B5C4DF 1.0pt"><p><b>From:</b> {name} [mailto:n@{at}]</p><p><b>Sent:</b> Tuesday, May {day}, 2026 9:00 AM</p><p><b>To:</b> Ann</p><p><b>Subject:</b> {title}</p></div>{body}',
    "Outlook, without an address": '<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal"><b>From:</b> {name} <br><b>Sent:</b> Tuesday, May {day}, 2026 9:00 AM<br><b>To:</b> Ann<br><b>Subject:</b> {title}<o:p></o:p></p></div>{body}',
    "Outlook in Chinese": '<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal"><b><span lang="ZH-CN">发件人</span>:</b> {name} &lt;n@{at}&gt; <br><b><span>发送时间</span>:</b> 2026<span>年</span>5<span>月</span>{day}<span>日</span> 9:00<br><b><span>收件人</span>:</b> Ann &lt;a@t.example&gt;<br><b><span>主题</span>:</b> {title}<o:p></o:p></p></div>{body}',
    "Outlook for Mac": '<div style="border:none;border-top:solid #B5C4DF 1.0pt"><p class="MsoNormal"><b><span style="color:black">From: </span></b><span style="color:black">{name} &lt;n@{at}&gt;<br><b>Date: </b>Tuesday, May {day}, 2026 at 9:00 AM<br><b>To: </b>Ann &lt;a@t.example&gt;<br><b>Subject: </b>{title}</span></p></div>{body}',
    "Foxmail": '<div>&nbsp;</div><div style="border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0cm 0cm 0cm"><div style="background:#efefef;font-size:12px"><div><b>发件人：</b>&nbsp;<a href="mailto:n@{at}">{name}</a></div><div><b>发送时间：</b>&nbsp;2026-05-0{day}&nbsp;09:00</div><div><b>收件人：</b>&nbsp;<a href="mailto:a@t.example">ann</a></div><div><b>主题：</b>&nbsp;{title}</div></div></div><div>{body}</div>',
    "163, older": '<div style="position:relative;zoom:1">---- 转发的邮件 ----</div><table width="100%"><tr><td style="width:60px">发件人</td><td>{name} &lt;n@{at}&gt;</td></tr><tr><td>日期</td><td>2026年05月0{day}日 09:00</td></tr><tr><td>收件人</td><td>a@t.example</td></tr><tr><td>主题</td><td>{title}</td></tr></table>{body}',
    "Gmail in Chinese": '<div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>发件人： <b class="gmail_sendername">{name}</b> <span>&lt;<a href="mailto:n@{at}">n@{at}</a>&gt;</span><br>Date: 2026年5月{day}日周二 09:00<br>Subject: {title}<br>To: &lt;<a href="mailto:a@t.example">a@t.example</a>&gt;<br></div><br><br>{body}</div>',
    "Apple Mail in Chinese": '<blockquote type="cite"><div>以下是转发的邮件：</div><br><div><b>发件人: </b>{name} &lt;<a href="mailto:n@{at}">n@{at}</a>&gt;<br></div><div><b>主题: </b><b>{title}</b><br></div><div><b>日期: </b>2026年5月{day}日 GMT+8 09:00:00<br></div><div><b>收件人: </b>a@t.example<br></div><br>{body}</blockquote>',
    "Thunderbird in Chinese": '<div class="moz-forward-container"><br>-------- 转发的消息 --------<table class="moz-email-headers-table"><tbody><tr><th>主题：</th><td>{title}</td></tr><tr><th>日期：</th><td>Tue, {day} May 2026 09:00:00 +0000</td></tr><tr><th>发件人：</th><td>{name} &lt;n@{at}&gt;</td></tr><tr><th>收件人：</th><td>a@t.example</td></tr></tbody></table><br>{body}</div>',
    "Yahoo": '<div id="x_yahoo_quoted"><div>----- Forwarded message -----</div><div><b>From:</b> {name} &lt;n@{at}&gt;</div><div><b>To:</b> "Ann" &lt;a@t.example&gt;</div><div><b>Sent:</b> Tuesday, May {day}, 2026 at 09:00:00 AM GMT</div><div><b>Subject:</b> {title}</div><div><br></div>{body}</div>',
    "Proton": '<div class="protonmail_quote">------- Forwarded Message -------<br>From: {name} &lt;n@{at}&gt;<br>Date: On Tuesday, May {day}th, 2026 at 9:00 AM<br>Subject: {title}<br>To: Ann &lt;a@t.example&gt;<br><br><blockquote class="protonmail_quote" type="cite">{body}</blockquote></div>',
    "Lark": '<div class="lark-mail-quote"><div>---------- Forwarded message ---------</div><div>发件人：{name}&lt;n@{at}&gt;</div><div>日期：2026年5月{day}日 (周二) 09:00</div><div>主题：{title}</div><div>收件人：&lt;a@t.example&gt;</div></div>{body}',
    "Gmail in traditional Chinese": '<div>---------- 轉寄郵件 ---------<br>寄件者： <b>{name}</b> &lt;n@{at}&gt;<br>日期：2026年5月{day}日 週二 09:00<br>主旨：{title}<br>收件者： &lt;a@t.example&gt;</div><br>{body}',
}  # fmt: skip

NAMES = ("Cable", "Valve", "Glass")
ALL = [(f"{name} Letter 7", f"{name} Letter", 3) for name in NAMES]


def plain(about: str) -> str:
    """Give the three stories of a newsletter as the text part of its mail."""
    return "News\n\n" + "".join(
        f"* {about.title()} opens a plant in {place}: it begins work in July with two hundred people, and makes {about} for"
        f" three ministries. https://{about}.example/{place}\n"
        for place in ("Oslo", "Lima", "Kyoto")
    )


def block(form: str, name: str, day: int, body: str = "") -> str:
    """Give a program's forwarding block of a newsletter's seventh number."""
    title = f"{name} Letter 7"
    folded = title.replace(" 7", "\n7")
    about = {"name": f"{name} Letter", "at": f"{name.lower()}.example", "title": title, "folded": folded}
    return form.format(**about, day=day, body=body)


def in_text(form: str, names: tuple[str, ...] = NAMES) -> str:
    """Give several newsletters, one behind the other, as a program forwards their text."""
    return "\n\n".join(block(form, name, day) + plain(name.lower()) for day, name in enumerate(names, 3))


def forwarded(text: str | None, html: str | None = None, subject: str = "Fwd: three letters") -> Bundle:
    """Read a mail of Ann's that says this."""
    return read_documents(mail(text, html, sender="Ann <ann@team.example>", subject=subject).as_bytes(), name="a.eml")


def days(bundle: Bundle) -> list[str]:
    return [(issue.published_at or "")[:10] for issue in bundle.issues if isinstance(issue, Issue)]


@pytest.mark.parametrize("program", TEXT_BLOCKS)
@pytest.mark.parametrize("remark", ["", "Three for the desk, the last is the best.\n\nAnn\n\n"], ids=["bare", "remark"])
def test_newsletters_forwarded_in_one_text_are_all_of_them(program: str, remark: str) -> None:
    """Each has its own title, sender, day and stories; a remark above is none, and no block is left in a story."""
    bundle = forwarded(remark + in_text(TEXT_BLOCKS[program]))
    assert (told(bundle), days(bundle)) == (ALL, ["2026-05-03", "2026-05-04", "2026-05-05"])
    for issue in bundle.issues:
        assert isinstance(issue, Issue)
        assert not any(word in item.summary for item in issue.items for word in ("example>", "---", "2026", "Ann"))
        assert all(item.headline in issue.text for item in issue.items)


@pytest.mark.parametrize("program", HTML_BLOCKS)
def test_newsletters_forwarded_in_one_page_are_all_of_them(program: str) -> None:
    """The same holds for the HTML that programs write."""
    bodies = [
        block(HTML_BLOCKS[program], name, day, letter(name.lower()).partition("</h2>")[2].partition("</body>")[0])
        for day, name in enumerate(NAMES, 3)
    ]
    bundle = forwarded("Three.", f"<html><body><div>Three for the desk.</div>{''.join(bodies)}</body></html>")
    assert (told(bundle), days(bundle)) == (ALL, ["2026-05-03", "2026-05-04", "2026-05-05"])


def test_newsletters_of_several_programs_are_told_apart() -> None:
    """What somebody put together from two programs is two issues where both announce what they forward."""
    text = "\n\n".join(
        block(TEXT_BLOCKS[program], name, 4) + plain(name.lower())
        for program, name in (("Gmail", "Cable"), ("QQ", "Valve"), ("Outlook on the web", "Glass"))
    )
    assert told(forwarded(text)) == ALL


def test_a_quoted_text_is_told_apart_too() -> None:
    """Programs that quote what they forward put a sign before each line."""
    text = "\n".join(f"> {line}" for line in in_text(TEXT_BLOCKS["Apple Mail"]).split("\n"))
    assert told(forwarded(f"Three.\n\n{text}")) == ALL


def test_numbers_of_one_newsletter_are_issues_each() -> None:
    """Two that have one subject and one sender are two, by their days."""
    other = plain("cable").replace("opens a plant", "shuts its office")
    form = TEXT_BLOCKS["Gmail"].replace("{title}", "The Cable Letter")
    bundle = forwarded(f"{block(form, 'Cable', 3)}{plain('cable')}\n\n{block(form, 'Cable', 4)}{other}")
    assert [title for title, _, _ in told(bundle)] == ["The Cable Letter"] * 2
    assert days(bundle) == ["2026-05-03", "2026-05-04"]


def test_a_remark_between_two_is_in_neither() -> None:
    """What introduces the second stands in no story of the first, and the first one's foot is a foot still."""
    foot = "You are receiving this email because you signed up at cable.example.\nUnsubscribe: https://cable.example/u"
    cable, valve = (block(TEXT_BLOCKS["Gmail"], name, 4) + plain(name.lower()) for name in NAMES[:2])
    bundle = forwarded(f"{cable}\n{foot}\n\nAnd here is the other one, which I liked:\n\n{valve}\n\nBest,\nAnn")
    assert told(bundle) == ALL[:2]
    said = [item.summary for issue in bundle.issues if isinstance(issue, Issue) for item in issue.items]
    assert not any(word in summary for summary in said for word in ("liked", "receiving", "Best", "Ann"))


@pytest.mark.parametrize("sign", ["RE: ", "回复：", "Fwd: Re: "])
def test_a_discussion_that_was_forwarded_is_one_issue(sign: str) -> None:
    """Answers upon answers to one mail, however long, are no newsletters."""
    form = TEXT_BLOCKS["Outlook on the web"]
    said = [form.format(name=name, at="x.example", day=6, title=f"{sign}the dock") + COMMENT * 2 for name in "ABC"]
    text = "\n\n".join([*said, form.format(name="D", at="x.example", day=5, title="the dock") + COMMENT * 2])
    assert len(forwarded(text, subject="FW: the dock").issues) == 1


COMMENT = "The second story is the one for us, for the plant in Lima is where our own makers are. " * 6


@pytest.mark.parametrize("program", TEXT_BLOCKS)
@pytest.mark.parametrize("note", ["FYI", COMMENT, COMMENT * 3], ids=["short", "long", "an essay"])
def test_what_was_forwarded_twice_is_one_issue(program: str, note: str) -> None:
    """The block of whoever passed it on, their words and the newsletter's own block are one mail."""
    form = TEXT_BLOCKS[program]
    outer = form.format(
        name="Bob", at="team.example", title="Fwd: Cable Letter 7", folded="Fwd: Cable\nLetter 7", day=6
    )
    [issue] = told(forwarded(f"{outer}{note}\n\n{block(form, 'Cable', 4)}{plain('cable')}"))
    assert issue[0] == "Cable Letter 7"
    if len(note) < 1_000:
        assert issue == ALL[0]


def test_one_that_was_forwarded_twice_stands_beside_others() -> None:
    """A forwarding within a forwarding is one of the several."""
    form = TEXT_BLOCKS["Gmail"]
    outer = form.format(name="Bob", at="team.example", title="Fwd: Valve Letter 7", day=6)
    cable, valve, glass = (block(form, name, 4) + plain(name.lower()) for name in NAMES)
    assert told(forwarded(f"{cable}\n\n{outer}Look at this.\n\n{valve}\n\n{glass}")) == ALL


LEAKED = "From: {0} Hale\nTo: Ida Quill\nSubject: the dock\n\nIda, we shall buy the dock before the tide turns.\n\n"
FULL = "From: Jo Hale <jo@hale.example>\nSent: Friday, May 1, 2026 7:00 AM\nTo: Ida Quill\nSubject: the dock\n\nIda, we buy it.\n\n"


@pytest.mark.parametrize("quoted", [LEAKED.format("Jo") + LEAKED.format("Mo"), FULL * 2], ids=["bare", "full"])
@pytest.mark.parametrize("is_forwarded", [False, True])
def test_a_newsletter_that_quotes_mails_is_one_issue(quoted: str, is_forwarded: bool) -> None:
    """Header lines that it shows among its stories part nothing, also where it was forwarded itself."""
    above = block(TEXT_BLOCKS["Gmail"], "Cable", 4) if is_forwarded else ""
    text = f"{above}{plain('cable') * 2}\n\nWhat they wrote to each other:\n\n{quoted}{plain('glass')}"
    assert len(forwarded(text, subject="Cable Letter 7").issues) == 1


def test_a_newsletter_that_shows_forwardings_beneath_its_stories_is_one_issue() -> None:
    """Even a program's whole block parts nothing where the mail does not begin with one."""
    text = plain("cable") * 3 + "\n\nSent in by readers:\n\n" + in_text(TEXT_BLOCKS["Gmail"], ("Valve", "Glass"))
    assert len(forwarded(text, subject="Cable Letter 7").issues) == 1


def test_files_beside_forwardings_are_issues_under_their_own_titles() -> None:
    """What is attached follows; a forwarding without a word is none, and its block stands in no other issue."""
    form = TEXT_BLOCKS["Gmail"]
    text = f"{block(form, 'Cable', 4)}{plain('cable')}\n\n{block(form, 'Valve', 4)}{plain('valve')}\n\n{block(form, 'Rope', 4)}"
    message = mail(text, sender="Ann <ann@team.example>", subject="Fwd: three")
    attach(message, markdown("glass"), "glass.md", "text/markdown")
    bundle = read_documents(message.as_bytes(), name="a.eml")
    assert [title for title, _, _ in told(bundle)] == ["Cable Letter 7", "Valve Letter 7", "Glass Letter 7"]
    assert not any("Rope" in issue.text for issue in bundle.issues if isinstance(issue, Issue))


def test_the_text_of_such_a_mail_is_all_of_them_as_a_file_too() -> None:
    """Saved as text, or attached as such to another mail."""
    text = f"Three for the desk.\n\n{in_text(TEXT_BLOCKS['QQ'])}"
    assert told(read_documents(text.encode(), name="mail.txt")) == ALL
    outer = mail("See what is attached.", sender="Ann <ann@team.example>", subject="three")
    attach(outer, text.encode(), "mail.txt", "text/plain")
    assert told(read_documents(outer.as_bytes(), name="a.eml")) == ALL
