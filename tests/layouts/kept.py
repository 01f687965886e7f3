"""Families of layouts held apart: written before the rules were tuned, and never tuned on."""

from __future__ import annotations

from tests.layouts.families import Family
from tests.layouts.invented import Document, Told
from tests.layouts.making import Maker, bold_sponsor, headed_sponsor, plain_sponsor


def essays_with_labels(make: Maker) -> Document:
    """Long sections under a headline, each with labelled paragraphs, after a letter to the readers."""
    told, entries = make.stories(3, 5), []
    labels = (
        ("新消息：", "怎么做到的：", "我们怎么看：") if make.zh else ("What's new:", "How it works:", "We're thinking:")
    )
    for story in told:
        parts = [f"**{label}** {sentence}" for label, sentence in zip(labels, story.body, strict=False)]
        entries.append(f"## {story.headline}\n\n" + "\n\n".join(parts))
        entries[-1] = entries[-1].replace(story.body[0], f"[{story.body[0]}]({story.url})")
    return make.wrap(entries, told, name="a.md", sponsor=headed_sponsor("##"))


def titles_and_sites(make: Maker) -> Document:
    """One line a story: linked title and its site, with a link to comments."""
    told, entries = make.stories(6, 15), []
    comments = "评论" if make.zh else "comments"
    dash = make.draw.choice([" — ", " - ", " "])
    for n, story in enumerate(told):
        story.body = []
        site = f"({story.site})" if dash == " " else story.site
        entries.append(f"[{story.headline}]({story.url}){dash}{site} [{comments}](https://talk.example/item?id={n})")
    return make.wrap(entries, told, name="b.md", sponsor=None)


def smart_and_short(make: Maker) -> Document:
    """Big numbered headlines; short paragraphs with bold openers, bullets and a link to go deeper."""
    told, entries = make.stories(4, 7), []
    opener, deeper = ("背景：", "延伸阅读") if make.zh else ("The big picture:", "Go deeper")
    why = "为何重要：" if make.zh else "Why it matters:"
    for n, story in enumerate(told, start=1):
        first, *rest = story.body
        bullets = "\n".join(f"- {sentence}" for sentence in rest)
        entries.append(f"## {n}. {story.headline}\n\n{first}\n\n**{why}** "
         f"{'事情会变。' if make.zh else 'It changes who pays.'}\n\n"
                       f"**{opener}**\n\n{bullets}\n\n[{deeper}]({story.url})")  # fmt: skip
    return make.wrap(entries, told, name="c.md", sponsor=bold_sponsor)


def long_sections(make: Maker) -> Document:
    """A bold headline, several paragraphs, and `Read more: title (site)` at the end of each."""
    told, entries = make.stories(3, 6), []
    for story in told:
        more = f"**阅读更多：**[{story.headline}]({story.url})（{make.credit(story)}）" if make.zh else (
            f"**Read more:** [{story.headline}]({story.url}) ({make.credit(story)}).")  # fmt: skip
        dots = "…" if make.maybe() else ""
        entries.append(f"**{story.headline}{dots}**\n\n{make.paragraphs(story)}\n\n{more}\n\n####")
    return make.wrap(entries, told, name="d.md", sponsor=bold_sponsor)


def plain_mail(make: Maker) -> Document:
    """A plain text mail: headline, body and a bare address, parted by rules."""
    told, entries = make.stories(4, 8), []
    rule = make.draw.choice(["\n\n***\n\n", "\n\n----------\n\n", "\n\n\n"])
    form = make.draw.choice(["{h}\n{b}\n{u}", "{h}\n{u}\n\n{b}", "{h}\n\n{b}\n\n{more}: {u}", "* {h} *\n\n{b}\n<{u}>"])
    for story in told:
        entries.append(
            form.format(h=story.headline, b=make.body(story), u=story.url, more="阅读全文" if make.zh else "Read more")
        )
    return make.wrap(entries, told, name="e.txt", sponsor=plain_sponsor, title_sign="", gap=rule)


def starred_lines(make: Maker) -> Document:
    """Starred lines of title, outlet in brackets and a bare address."""
    told, entries = make.stories(5, 12), []
    form = make.draw.choice(["* {h} ({o}) {u}", "* {h} ({o})\n  {u}", "• {h} – {o} <{u}>"])
    for name, group in make.grouped(told):
        lines = []
        for story in group:
            story.body = []
            lines.append(form.format(h=story.headline, o=make.credit(story), u=story.url))
        entries.append(f"{name}\n\n" + "\n".join(lines))
    return make.wrap(entries, told, name="f.txt", sponsor=None, title_sign="")


def bold_titles(make: Maker) -> Document:
    """Bold titles over a paragraph that ends in the outlet's name, with captions of pictures between."""
    told, entries = make.stories(4, 9), list[str]()
    for story in told:
        credit = f"（{make.credit(story)}）" if make.zh else f" ({make.credit(story)})"
        caption = "\n\n▲ 图片来自网络" if make.zh else "\n\nImage: a rendering of the site"
        picture = f"\n\n![图](https://img.example/{len(entries)}.png){caption}" if make.maybe(0.4) else ""
        entries.append(f"**{story.headline}**{picture}\n\n{make.body(story)}{credit}")
        story.url = None
    return make.wrap(entries, told, name="g.md", sponsor=bold_sponsor)


def overview_first(make: Maker) -> Document:
    """A list of the headlines first, then each with its body."""
    told, entries = make.stories(4, 8), []
    form = make.draw.choice(["## {}", "**{}**"])
    entries += [
        form.format(story.headline)
        + f"\n\n{make.paragraphs(story)}\n\n[{'原文链接' if make.zh else 'Source'}]({story.url})"
        for story in told
    ]
    head = make.draw.choice(["今天的内容：", "本期看点"] if make.zh else ["In today's issue:", "Today's menu"])
    top = f"**{head}**\n\n" + "\n".join(f"- {story.headline}" for story in told)
    return make.wrap(entries, told, name="h.md", sponsor=bold_sponsor, top=top)


def interview(make: Maker) -> Document:
    """An interview is one story."""
    told = make.stories(4, 7)
    title = "对话林真：小机器的十年" if make.zh else "Mara Lind on ten years of small machines"
    asked = ["你为什么离开？", "账是怎么算的？", "谁在付钱？", "你后悔吗？", "下一步呢？", "还有什么？",
             "最难的是？"] if make.zh else [
        "Why did you leave?", "How do the sums "
        "work?", "Who pays?", "Any regrets?", "What's next?", "Anything else?", "What was hardest?"]  # fmt: skip
    form = make.draw.choice(
        ["**Q: {q}**\n\nA: {a}", "**{q}**\n\n{a}", "问：{q}\n\n答：{a}"]
        if make.zh
        else ["**Q: {q}**\n\nA: {a}", "**{q}**\n\n{a}", "Q: {q}\n\nA: {a}"]
    )
    turns = [form.format(q=question, a=make.body(story)) for question, story in zip(asked, told, strict=False)]
    text = f"# {title}\n\n{make.body(make.stories(1, 1)[0])}\n\n" + "\n\n".join(turns) + "\n"
    return Document(text, "i.md", [Told(title, [], None, None, make.today, "")], is_article=True)


def days_as_sections(make: Maker) -> Document:
    """Bullets under the day on which they happened."""
    told = sorted(make.stories(6, 12), key=lambda story: story.day)
    entries: list[str] = []
    for day in dict.fromkeys(story.day for story in told):
        group = [story for story in told if story.day == day]
        stop = "。" if make.zh else "."
        lines = [
            f"- **{story.headline}**{stop}{make.body(story)} [{make.credit(story)}]({story.url})" for story in group
        ]
        entries.append(f"### {make.date(group[0])}\n\n" + "\n".join(lines))
        for story in group:
            story.published_at = day.isoformat()
    return make.wrap(entries, told, name="j.md", sponsor=None)


def nested_bullets(make: Maker) -> Document:
    """Bullets with details and the source nested beneath."""
    told, entries = make.stories(5, 9), []
    source = "来源" if make.zh else "Source"
    for name, group in make.grouped(told):
        lines = []
        for story in group:
            lines.append(f"- {story.headline}")
            lines += [f"    - {sentence}" for sentence in story.body]
            lines.append(f"    - {source}: [{make.credit(story)}]({story.url})")
        entries.append(f"## {name}\n\n" + "\n".join(lines))
    return make.wrap(entries, told, name="k.md", sponsor=headed_sponsor("##"))


def linked_headings(make: Maker) -> Document:
    """Linked headings, a line of outlet and day in italics, a body."""
    told, entries = make.stories(4, 8), []
    dot = make.draw.choice([" · ", " | ", ", "])
    for name, group in make.grouped(told):
        entries.append(f"## {name}")
        for story in group:
            entries.append(
                f"### [{story.headline}]({story.url})\n\n*{make.credit(story)}{dot}{make.date(story)}*"
                f"\n\n{make.paragraphs(story)}"
            )
    return make.wrap(entries, told, name="l.md", sponsor=headed_sponsor("###"))


def outlet_first(make: Maker) -> Document:
    """The outlet in bold, then the linked headline, then a sentence."""
    told, entries = make.stories(5, 10, 2), []
    form = make.draw.choice(["- **{o}** | [{h}]({u})", "- **{o}**: [{h}]({u})", "- {o} — [{h}]({u})"])
    for story in told:
        with_body = make.maybe(0.7)
        story.body = story.body if with_body else []
        entries.append(
            form.format(o=make.credit(story), h=story.headline, u=story.url)
            + (f"  \n  {make.body(story)}" if with_body else "")
        )
    return make.wrap(entries, told, name="m.md", sponsor=None, gap="\n")


def links_within(make: Maker) -> Document:
    """Paragraphs of prose under themes, with a link inside the first sentence and no bold words."""
    told, entries = make.stories(5, 9), []
    for name, group in make.grouped(told):
        entries.append(f"## {name}")
        for story in group:
            first = story.headline
            words = first[-6:] if make.zh else " ".join(first.split()[-3:])
            stop = "。" if make.zh else ". "
            entries.append(f"{first[: -len(words)]}[{words}]({story.url}){stop}{make.body(story)}")
    return make.wrap(entries, told, name="n.md", sponsor=headed_sponsor("##"))


def labelled_entries(make: Maker) -> Document:
    """Bold numbered titles, a body, then source and link behind labels."""
    told, entries = make.stories(4, 8), []
    source, link = ("来源：", "链接：") if make.zh else ("Source: ", "Link: ")
    for n, story in enumerate(told, start=1):
        entries.append(
            f"**{n}. {story.headline}**\n\n{make.body(story)}\n\n{source}{make.credit(story)}\n\n{link}{story.url}"
        )
    return make.wrap(entries, told, name="o.md", sponsor=None)


def table_with_links(make: Maker) -> Document:
    """A table under each theme, with its link in a column of its own."""
    told, entries = make.stories(5, 10), []
    head = "| # | 新闻 | 时间 | 链接 |" if make.zh else "| # | News | When | Link |"
    for name, group in make.grouped(told):
        rows = []
        for n, story in enumerate(group, start=1):
            story.body = []
            rows.append(
                f"| {n} | {story.headline} | {make.date(story)} | [{'查看' if make.zh else 'link'}]({story.url}) |"
            )
        entries.append(f"## {name}\n\n{head}\n|---|---|---|---|\n" + "\n".join(rows))
    return make.wrap(entries, told, name="p.md", sponsor=None)


KEPT: tuple[Family, ...] = (
    essays_with_labels, titles_and_sites, smart_and_short, long_sections, plain_mail, starred_lines, bold_titles,
    overview_first, interview, days_as_sections, nested_bullets, linked_headings, outlet_first, links_within,
    labelled_entries, table_with_links,
)  # fmt: skip
