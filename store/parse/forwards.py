"""What a mail forwards inline: the text below a block of `From:`, `Date:` and `Subject:` lines, in either language.

It has that sender, day and subject. A line that says who wrote when does in replies.

Mails forwarded one behind the other are told apart in plain English: the mail begins with a forwarding, below a remark
at most; each further block has sender, day and subject, and stands below words or a rule by which programs announce
what they forward, or where they draw it, or has the time of day and came to the same reader as the first one, or is
built as that is, with an address. A block is within the forwarding above it, which stays one mail, if only a note
stands between the two (`_NOTE`), or if the outer subject bears the sign of a forwarding or reply and the inner one is
that subject without it, or follows a longer note. A newsletter that quotes a block beneath its own stories begins with
no forwarding, so that nothing is cut from it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from email.utils import parseaddr

from store.parse.dates import find_date
from store.parse.lines import Line
from store.parse.vocabulary import fold
from store.parse.written import Written
from store.text import headline_key
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
    "to": "to", "cc": "to", "bcc": "to", "reply-to": "to", "importance": "to", "attachments": "to", "收件人": "to",
    "收件者": "to", "抄送": "to", "副本": "to", "密送": "to", "附件": "to", "重要性": "to",
}  # fmt: skip
_LABELLED = re.compile(
    r"[*|\s]{0,4}(?P<label>[A-Za-z-]{2,11}|[\u4e00-\u9fff](?:\s?[\u4e00-\u9fff]){1,3})\**\s*[:|][*|\s]{0,4}(?P<value>\S.{0,500})"
)
_WROTE = re.compile(
    r"(?:on|am|le|el|在|于)\s?\S.{5,120}?(?:,|，|\s)\s?(?P<who>[^\s,，<>\d:][^,，<>:]{0,60}?)?\s*"
    r"(?:<[^<>]{3,120}@[^<>]{3,120}>)?\s*(?:wrote|schrieb|a écrit|escribió|写道|寫道)\s?[:：]",
    re.IGNORECASE,
)
_AT = re.compile(r"\d{1,2}[:：.]\d{2}\b|@")
"""What tells a reply's line from a report of what somebody wrote: the time of day, or an address."""
_ANNOUNCED = re.compile(
    r"[-=_*\s]*(?:(?:begin |end (?:of )?)?forwarded (?:message|e?-?mail)(?: from .{1,200}?)?"
    r"|original(?: message| e?-?mail)?"
    r"|(?:以下[是为]|开始)?(?:(?:回复|转发|转寄)的?)?(?:原始|原)?(?:邮件|消息|讯息)(?:信息|原件)?)[-=_*\s:]*",
    re.IGNORECASE,
)
"""What programs write above the header lines of a mail that they forward; some write it beneath the mail as well."""
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_MAILTO = re.compile(r"\[mailto:[^\[\]]{0,200}\]", re.IGNORECASE)
_RULE = re.compile(r"_{20,}\s*$")
_FORWARD_WITHIN = 60
"""Lines within which a forwarded block begins; further down it is a quotation."""
_MOST_FORWARDS = 5
_MOST_PARTS = 50
_MOST_LABELS = 12
_LONGEST_NOTE = 1_000
"""Characters above a forwarding within a forwarding, with its own block: more is an issue that came before another."""
_NOTE, _SEVERAL_LINKS = 300, 3
"""Characters between two blocks that are a note, whatever the subjects are, unless they hold several links."""


def bare_subject(subject: str) -> str:
    """Give a subject without the signs of a reply, a forwarding or a mail from outside."""
    return _FORWARDED.sub("", subject)


@dataclass(frozen=True, slots=True)
class _Block:
    """An inline block of a forwarded mail: its first line, the first line below it, and what it says, in order."""

    start: int
    end: int
    said: dict[str, str]

    @property
    def subject(self) -> str:
        return self.said.get("subject", "")


def forwarded_in(written: Written) -> tuple[Written, ...]:
    """Give the mails that a text forwards inline, one behind the other; for any other what `unwrapped` gives."""
    blocks = _in_a_row(written)
    if len(blocks) < 2:
        return (unwrapped(written),)
    stops = [*(block.start for block in blocks[1:]), len(written.lines)]
    spans = [(block.start, stop) for block, stop in zip(blocks, stops, strict=True) if block.end < stop]
    return tuple(unwrapped(_part(written, *span)) for span in spans)


def _in_a_row(written: Written) -> list[_Block]:
    """Find the blocks of mails that are forwarded one behind the other, without those within these mails."""
    blocks = _blocks(written.lines)
    if not blocks or blocks[0].start > _FORWARD_WITHIN or _said(written.lines[: blocks[0].start]) > _LONGEST_NOTE:
        return []
    first, *others = blocks
    outermost, before = [first], first
    for block in others:
        if not _is_forwarding(written, block, first):
            continue
        if not _is_within(block, before, written.lines[before.end : block.start]):
            outermost.append(block)
        before = block
    return outermost[:_MOST_PARTS]


def _blocks(lines: tuple[Line, ...]) -> list[_Block]:
    blocks: list[_Block] = []
    for n in range(len(lines)):
        if (not blocks or n >= blocks[-1].end) and (block := _block_at(lines, n)):
            blocks.append(block)
    return blocks


def _is_forwarding(written: Written, block: _Block, first: _Block) -> bool:
    """Tell what a program wrote above a mail from header lines that a newsletter quotes."""
    lines, said = written.lines, block.said
    if not {"from", "date", "subject"} <= said.keys() or lines[block.start].quoted != lines[first.start].quoted:
        return False
    if _is_announced(written, block):
        return True
    is_alike = "@" in said["from"] and list(said) == list(first.said) and not _is_announced(written, first)
    return (is_alike or not _readers(first).isdisjoint(_readers(block))) and _AT.search(said["date"]) is not None


def _is_announced(written: Written, block: _Block) -> bool:
    lines, n = written.lines, block.start
    if n and announces(lines[n - 1].text):
        return True
    above, start = lines[n - 1].end if n else 0, lines[n].start
    is_drawn = any(above <= head <= start for head in written.heads)
    return is_drawn or _RULE.search(written.text[above:start]) is not None


def announces(words: str) -> bool:
    """Tell what programs write above the header lines of a mail that they forward."""
    return _ANNOUNCED.fullmatch(fold(words[:300])) is not None


def _readers(block: _Block) -> set[str]:
    """Give what names to whom a mail came: the addresses, what stands in them before the `@`, and the first name."""
    to = block.said.get("to", "").casefold()
    addresses = _ADDRESS.findall(to)
    return {to.partition("<")[0].strip(" \"'“”[];,"), *addresses, *(one.partition("@")[0] for one in addresses)} - {""}


def _is_within(block: _Block, outer: _Block, between: tuple[Line, ...]) -> bool:
    """Tell a forwarding within a forwarding from one behind it, by their subjects and what stands between them."""
    said = _said(between)
    if said <= _NOTE and sum(len(line.links) for line in between) < _SEVERAL_LINKS:
        return True
    is_passed_on = _FORWARDED.match(outer.subject) is not None
    is_same = headline_key(bare_subject(outer.subject)) == headline_key(bare_subject(block.subject))
    return is_passed_on and (is_same or said <= _LONGEST_NOTE)


def _part(written: Written, first: int, end: int) -> Written:
    """Cut one mail out of a text, without what introduces the next one; what led to the whole leads to none of it."""
    while end > first + 1 and (announces((line := written.lines[end - 1]).text) or line.text.endswith((":", "："))):
        end -= 1
    lines = written.lines[first:end]
    start, stop = lines[0].start, lines[-1].end
    moved = tuple(replace(line, start=line.start - start, end=line.end - start) for line in lines)
    return replace(written, text=written.text[start:stop], lines=moved, url=None, heads=())


def unwrapped(written: Written) -> Written:
    """Give the mail that a text forwards below a block of header lines, or the same where none is."""
    for depth in range(_MOST_FORWARDS):
        block = _forwarded_block(written.lines)
        if block is None or (depth and _said(written.lines[: block.end]) > _LONGEST_NOTE):
            return written
        said = block.said
        found = find_date(said.get("date", ""))
        by = _MAILTO.sub("", said.get("from", ""))
        sender = parseaddr(by)[0] or by.partition("<")[0]
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
    for n, line in enumerate(lines[:_FORWARD_WITHIN]):
        wrote = _WROTE.fullmatch(line.text[:300])
        if wrote and _AT.search(line.text[:300]) and _said(lines[n + 1 :]) > 2 * _said(lines[:n]):
            return _Block(n, n + 1, {"from": wrote["who"] or "", "date": line.text})
        if (block := _block_at(lines, n)) and block.end < len(lines):
            return block
    return None


def _block_at(lines: tuple[Line, ...], first: int) -> _Block | None:
    """Read the labelled lines that begin at one; a value may go on in a line of its own, between two of them."""
    said: dict[str, str] = {}
    label, n = "", first
    for n in range(first, min(first + _MOST_LABELS, len(lines))):
        if found := _labelled(lines[n]):
            label = found[0]
            said.setdefault(*found)
        elif label and _goes_on(lines[n : n + 2]):
            said[label] += f" {lines[n].text}"
        else:
            break
    else:
        n += 1
    return _Block(first, n, said) if "from" in said and len(said) >= 3 else None


def _goes_on(pair: tuple[Line, ...]) -> bool:
    """Tell the rest of a value, in a line by itself, by the labelled line that follows."""
    return len(pair) == 2 and not any(line.gap for line in pair) and _labelled(pair[1]) is not None


def _said(lines: tuple[Line, ...]) -> int:
    return sum(len(line.text) for line in lines)


def _labelled(line: Line) -> tuple[str, str] | None:
    found = _LABELLED.fullmatch(fold(line.text[:520]))
    label = _LABELS.get("".join(found["label"].lower().split())) if found else None
    return (label, line.text[found.start("value") :].strip()) if found and label else None
