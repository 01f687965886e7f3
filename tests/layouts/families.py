"""Families of layouts that the rules were tuned on. Each makes one document and says what is in it."""

from __future__ import annotations

from collections.abc import Callable

from tests.layouts.invented import Document, Told
from tests.layouts.making import Maker, bold_sponsor, headed_sponsor, plain_sponsor

Family = Callable[[Maker], Document]


def reading_times(make: Maker) -> Document:
    """Themes over linked bold headlines with reading times, a paragraph under each; some marked as sponsored."""
    told, entries = make.stories(), []
    markdown = make.maybe()
    for name, group in make.grouped(told):
        entries.append(f"## {name}" if markdown else name.upper())
        for story in group:
            minutes = make.draw.randint(2, 14)
            mark = f"（{minutes}分钟阅读）" if make.zh else f" ({minutes} minute read)"
            words = story.headline if markdown else story.headline.upper()
            entries.append(f"**[{words}{mark}]({story.url}?utm_source=brief)**\n\n{make.body(story)}" if markdown
                           else f"{words}{mark.upper()} [{len(entries)}]\n\n{make.body(story)}")  # fmt: skip
            if not markdown:
                story.url = None

    def sponsor(label: str, text: str, call: str, url: str) -> str:
        mark = "（赞助）" if make.zh else " (Sponsor)"
        return f"**[{call}{mark}]({url})**\n\n{text}" if markdown else f"{call.upper()}{mark.upper()} [99]\n\n{text}"

    return make.wrap(
        entries, told, name="a.md" if markdown else "a.txt", sponsor=sponsor, title_sign="# " if markdown else ""
    )


def lead_and_bullets(make: Maker) -> Document:
    """A headline, a lead, details as bullets, and why it matters, each with a bold label."""
    told, entries = make.stories(3, 6), []
    labels = ("速览：", "细节：", "为什么重要：") if make.zh else ("The Brief:", "The details:", "Why it matters:")
    heading = make.draw.choice(["### {}", "## {}", "**{}**"])
    for story in told:
        lead, *rest = story.body
        linked = f"[{lead}]({story.url})"
        bullets = "\n".join(f"- {sentence}" for sentence in rest[:-1] or rest)
        entries.append(
            heading.format(story.headline)
            + f"\n\n**{labels[0]}** {linked}\n\n**{labels[1]}**\n\n{bullets}\n\n**{labels[2]}** {rest[-1]}"
        )
    return make.wrap(entries, told, name="b.md", sponsor=bold_sponsor)


def link_list(make: Maker) -> Document:
    """Bare lists of linked titles with outlet and day, in one of several orders."""
    told, entries = make.stories(6, 14), []
    order = make.draw.choice([
        "[{h}]({u}) - {o}, {d}", "[{h}]({u}) ({o}, {d})", "{o}: [{h}]({u}) ({d})", "[{h}]({u}) — "
        "{o}", "{d} — [{h}]({u}) ({o})",
    ])  # fmt: skip
    bullet = make.draw.choice(["*", "-", "1."])
    for name, group in make.grouped(told):
        lines = []
        for story in group:
            story.body = []
            lines.append(f"{bullet} " + order.format(
                h=story.headline, u=story.url, o=make.credit(story),
                d=make.date(story) if "{d}" in order else ""))  # fmt: skip
        entries.append(f"## {name}\n\n" + "\n".join(lines))
    return make.wrap(entries, told, name="c.md", sponsor=headed_sponsor("##"))


def table(make: Maker) -> Document:
    """A Markdown table, its columns in any order."""
    told = make.stories(5, 12)
    names = {"date": "日期", "title": "标题", "outlet": "媒体", "summary": "摘要"} if make.zh else {
        "date": "Date", "title": "Story", "outlet": "Outlet", "summary": "Summary"}  # fmt: skip
    columns = make.draw.sample(["date", "title", "outlet"], 3) + (["summary"] if make.maybe() else [])
    rows = []
    for story in told:
        cells = {
            "date": make.date(story),
            "title": f"[{story.headline}]({story.url})",
            "outlet": make.credit(story),
            "summary": make.body(story),
        }
        if "summary" not in columns:
            story.body = []
        rows.append("| " + " | ".join(cells[column] for column in columns) + " |")
    head = "| " + " | ".join(names[column] for column in columns) + " |\n|" + "---|" * len(columns)
    return make.wrap([head + "\n" + "\n".join(rows)], told, name="d.md", sponsor=bold_sponsor)


def headed_with_call(make: Maker) -> Document:
    """Numbered or plain headings, a body, and a call to read on that holds the link."""
    told, entries = make.stories(4, 8), []
    call = make.draw.choice(["阅读原文", "查看全文"] if make.zh else ["Read more", "Full story →", "Continue reading"])
    numbered = make.maybe()
    for n, story in enumerate(told, start=1):
        heading = f"### {n}. {story.headline}" if numbered else f"### {story.headline}"
        entries.append(f"{heading}\n\n{make.paragraphs(story)}\n\n[{call}]({story.url})")
    return make.wrap(entries, told, name="e.md", sponsor=headed_sponsor("###"))


def linked_paragraphs(make: Maker) -> Document:
    """A round-up of paragraphs, each beginning with its linked title, commentary after it."""
    told, entries = make.stories(4, 9), []
    form = make.draw.choice(["**[{h}]({u})** {b}", "[**{h}**]({u}) — {b}", "[{h}]({u}). {b}", "**[{h}]({u}).** {b}"])
    entries += [form.format(h=story.headline, u=story.url, b=make.body(story)) for story in told]
    return make.wrap(entries, told, name="f.md", sponsor=bold_sponsor)


def black_brackets(make: Maker) -> Document:
    """【headline】 and body in one paragraph, with the outlet credited at its end."""
    told, entries = make.stories(5, 10), []
    for story in told:
        credit = f"（来源：{make.credit(story)}）" if make.zh else f" (Source: {make.credit(story)})"
        entries.append(f"【{story.headline}】{make.body(story)}{credit}")
        story.url = None
    return make.wrap(entries, told, name="g.txt", sponsor=plain_sponsor, title_sign="")


def flashes(make: Maker) -> Document:
    """Time-stamped flashes, one a line or with a line of body."""
    told, entries = make.stories(6, 12), []
    form = make.draw.choice(["{t} | {h}", "【{t}】{h}", "{t} {h}", "[{t}] {h}"])
    with_body = make.maybe()
    for n, story in enumerate(told):
        story.url = None
        story.body = story.body if with_body else []
        line = form.format(t=f"{6 + n:02}:{make.draw.randint(10, 59)}", h=story.headline)
        entries.append(line + (f"\n{make.body(story)}" if with_body else ""))
    return make.wrap(entries, told, name="h.txt", sponsor=None, title_sign="", gap="\n\n" if with_body else "\n")


def numbered_paper(make: Maker) -> Document:
    """A morning paper: numbered headlines on their own lines, a paragraph under each, a credit at the end."""
    told, entries = make.stories(5, 10), []
    sign = make.draw.choice(["circled", "{}、", "{}. "])
    for n, story in enumerate(told, start=1):
        number = chr(ord("①") + n - 1) if sign == "circled" else sign.format(n)
        credit = "" if make.maybe(0.3) else f"（{make.credit(story)}）" if make.zh else f" ({make.credit(story)})"
        entries.append(f"{number}{story.headline}\n{make.body(story)}{credit}")
        story.url = None
    return make.wrap(entries, told, name="i.txt", sponsor=None, title_sign="")


def cards(make: Maker) -> Document:
    """Cards of headline, day and outlet in any order and with any separator, commentary beneath."""
    told, entries = make.stories(5, 9), []
    separator = make.draw.choice([" · ", " | ", " — ", " / "])
    order = make.draw.choice([("h", "d", "o"), ("h", "o", "d"), ("o", "h", "d"), ("d", "h", "o"), ("d", "o", "h")])
    arrow = make.draw.choice(["→ ", "", "> "])
    for name, group in make.grouped(told):
        entries.append(name)
        for story in group:
            parts = {"h": story.headline, "d": make.date(story), "o": make.credit(story)}
            entries.append(separator.join(parts[part] for part in order) + f"\n{arrow}{make.body(story)}")
            story.url = None
    return make.wrap(entries, told, name="j.txt", sponsor=None, title_sign="")


def themed_items(make: Maker) -> Document:
    """Themes over bullets with a bold lead, a body and the outlet linked at the end."""
    told, entries = make.stories(6, 12), []
    end = make.draw.choice(["{b} [{o}]({u})", "{b} ([{o}]({u}))", "{b} (via [{o}]({u}))"])
    bullet = make.draw.choice(["*", "-", "1."])
    stop = "。" if make.zh else "."
    for name, group in make.grouped(told):
        lines = [
            f"{bullet} **{s.headline}{stop}** " + end.format(b=make.body(s), o=make.credit(s), u=s.url) for s in group
        ]
        entries.append(f"## {name}\n\n" + "\n".join(lines))
    return make.wrap(entries, told, name="k.md", sponsor=headed_sponsor("##"))


def essay(make: Maker) -> Document:
    """An essay with headings is one story."""
    told = make.stories(4, 6)
    heads = (["问题从哪里来", "机器的账", "谁来付钱", "结语", "我们学到什么", "下一步"] if make.zh
             else ["Where the trouble began", "The machine's "
              "ledger", "Who pays", "What we learned", "What comes next", "Conclusion"])  # fmt: skip
    title = "为什么小机器更耐用" if make.zh else "Why small machines last longer"
    parts = [
        f"## {head}\n\n{make.paragraphs(story)}\n\n{make.body(story)}" for head, story in zip(heads, told, strict=False)
    ]
    by = "作者：林真" if make.zh else "By Mara Lind"
    text = f"# {title}\n\n{by}\n\n{make.body(make.stories(1, 1)[0])}\n\n" + "\n\n".join(parts) + "\n"
    return Document(text, "l.md", [Told(title, [], None, None, make.today, "")], is_article=True)


def press_release(make: Maker) -> Document:
    """A press release is one story."""
    told = make.stories(3, 5)
    title = told[0].headline
    place = (
        f"{make.today.month}月{make.today.day}日，海港市——"
        if make.zh
        else f"PORT HARBOUR, {make.today:%B} {make.today.day}, {make.today.year} — "
    )
    about = "关于我们" if make.zh else "About Northwind Labs"
    quotes = "\n\n".join(make.body(story) for story in told)
    contact = "媒体联系" if make.zh else "Media contact"
    text = f"{title}\n\n{place}{quotes}\n\n{about}\n\n{make.body(told[0])}\n\n{contact}\npress@northwind.example\n"
    return Document(text, "m.txt", [Told(title, [], None, None, make.today, "")], is_article=True)


def grouped_daily(make: Maker) -> Document:
    """A daily grouped under headings, entries numbered, with a bold lead that a colon closes, images between."""
    told, entries = make.stories(6, 12), []
    for name, group in make.grouped(told):
        lines = []
        for n, story in enumerate(group, start=1):
            colon = "：" if make.zh else ": "
            lines.append(f"{n}. **{story.headline}**{colon}{make.body(story)}")
            if make.maybe(0.3):
                lines.append("\n   ![image](https://img.example/x.png)\n")
            more = "原文" if make.zh else "source"
            lines[-1 if lines[-1].startswith(str(n)) else -2] += f" [{more}]({story.url})"
        entries.append(f"### **{name}**\n\n" + "\n".join(lines))
    return make.wrap(entries, told, name="n.md", sponsor=headed_sponsor("###"))


def emoji_leads(make: Maker) -> Document:
    """Paragraphs that begin with an emoji and a bold headline."""
    told, entries = make.stories(4, 9), []
    dash = "：" if make.zh else make.draw.choice([" — ", ": ", " "])
    for story in told:
        call = "详情" if make.zh else "Link"
        emoji = make.draw.choice(["🚀", "🧠", "💰", "⚖️", "📱"])
        entries.append(f"{emoji} **{story.headline}**{dash}{make.body(story)} [{call}]({story.url})")
    return make.wrap(entries, told, name="o.md", sponsor=bold_sponsor)


TUNED: tuple[Family, ...] = (
    reading_times, lead_and_bullets, link_list, table, headed_with_call, linked_paragraphs, black_brackets, flashes,
    numbered_paper, cards, themed_items, essay, press_release, grouped_daily, emoji_leads,
)  # fmt: skip
