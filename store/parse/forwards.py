"""What a mail forwards inline: the text below a block of `From:`, `Date:` and `Subject:` lines, in either language.

It has that sender, day and subject. A line that says who wrote when does in replies.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from email.utils import parseaddr

from store.parse.dates import find_date
from store.parse.lines import Line
from store.parse.vocabulary import fold
from store.parse.written import Written
from store.times import utc_or_day

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
_LONGEST_NOTE = 1_000
"""Characters above a forwarding within a forwarding, with its own block: more is an issue that came before another."""


def bare_subject(subject: str) -> str:
    """Give a subject without the signs of a reply, a forwarding or a mail from outside."""
    return _FORWARDED.sub("", subject)


@dataclass(frozen=True, slots=True)
class _Block:
    """An inline block of a forwarded mail: what it says, and the first line below it."""

    end: int
    said: dict[str, str]


def unwrapped(written: Written) -> Written:
    """Give the mail that a text forwards below a block of header lines, or the same where none is."""
    for depth in range(_MOST_FORWARDS):
        block = _forwarded_block(written.lines)
        if block is None or (depth and _said(written.lines[: block.end]) > _LONGEST_NOTE):
            return written
        said = block.said
        found = find_date(said.get("date", ""))
        sender = parseaddr(said.get("from", ""))[0] or said.get("from", "").partition("<")[0]
        written = replace(
            written,
            lines=written.lines[block.end :],
            title=bare_subject(said["subject"]) if said.get("subject") else written.title,
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
