"""How the page reads Slack's mrkdwn, Markdown and dates: each text, and the HTML that stands for what is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import open_page
from tests.browser.small_app import SmallApp

CONTEXT = """{
  me: { id: "U0ADA00001", locale: "en-US", tz: "Europe/Berlin" },
  people: { U0ADA00001: { real_name: "Ada" }, U0XIAOLIN1: { real_name: "小林" } },
  channels: [{ id: "C1", name: "general", kind: "public" }], names: { C2: "quiet" },
  now: () => Date.UTC(2026, 10, 22, 12, 0), t: (key) => key,
}"""


@pytest.fixture(scope="module")
def page(browser: Browser, small_app: SmallApp) -> Iterator[Page]:
    """One page for all texts."""
    page, _ = open_page(browser, small_app.workspace.page_url)
    yield page
    page.context.close()


def draw(page: Page, name: str, text: str, give: str) -> Any:
    """Draw a text by the page's own function of a name, in a module of that name, and give something of the box."""
    script = f"""async (text) => {{
      const {{ {name}: draw }} = await import("/page/{name}.js");
      const box = document.createElement("div");
      box.append(draw(text, {CONTEXT}));
      const all = [...box.querySelectorAll("*")];
      {give}
    }}"""
    return page.evaluate(script, text)


def html_of(page: Page, name: str, text: str) -> str:
    """Give the HTML of what is drawn, without the attributes that say nothing here."""
    silent = ["target", "rel", "type", "title", "datetime", "tabindex"]
    give = f"for (const name of {silent}) all.forEach((each) => each.removeAttribute(name)); return box.innerHTML;"
    return str(draw(page, name, text, give)).replace("\u202f", " ")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        # Styles count between spaces and certain signs.
        ("*b* _i_ ~s~", "<strong>b</strong> <em>i</em> <s>s</s>"),
        ("(*b*), *b*.", "(<strong>b</strong>), <strong>b</strong>."),
        ("in*tra*word snake_case_name a~b~c", "in*tra*word snake_case_name a~b~c"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("*two words* and _two words_", "<strong>two words</strong> and <em>two words</em>"),
        ("*not\nover lines*", "*not\nover lines*"),
        ("*unclosed", "*unclosed"),
        ("* spaced *", "* spaced *"),
        ("**", "**"),
        ("*b*& *b*@ *b*( *b*| *b*\\", "*b*&amp; *b*@ *b*( *b*| *b*\\"),
        ("*b*! *b*) *b*: *b*/ *b*]", "".join(f"<strong>b</strong>{sign} " for sign in "!):/]").strip()),
        # Chinese needs a space: letters and full-width signs beside a mark leave it a mark.
        ("中文*粗体*中文", "中文*粗体*中文"),
        ("中文 *粗体* 中文", "中文 <strong>粗体</strong> 中文"),
        ("「*粗体*」", "「*粗体*」"),
        ("用`代码`吧", "用`代码`吧"),
        ("用 `代码` 吧", "用 <code>代码</code> 吧"),
        ("用\u200b`代码`\u200b、\u200b*粗*", "用\u200b<code>代码</code>\u200b、\u200b<strong>粗</strong>"),
        # Styles within styles.
        ("*b _i_ ~s~*", "<strong>b <em>i</em> <s>s</s></strong>"),
        ("_*both*_", "<em><strong>both</strong></em>"),
        ("_i_*b*~s~", "<em>i</em>*b*~s~"),
        ("*b*_i_~s~", "*b*_i_~s~"),
        # Code goes before everything, and styles nothing.
        ("`*x* _y_ :wave:`", "<code>*x* _y_ :wave:</code>"),
        ("*`x`*", "<strong><code>x</code></strong>"),
        ("a\n```\n*x* <y>\n```\nb", "a<pre>*x* &lt;y&gt;</pre>b"),
        ("``` <https://x.y|z> ```", "<pre> &lt;https://x.y|z&gt; </pre>"),
        ("`unclosed", "`unclosed"),
        # Quotes.
        ("&gt; a\n&gt; *b*\nc", "<blockquote>a\n<strong>b</strong></blockquote>c"),
        ("&gt;&gt;&gt; a\nb", "<blockquote>a\nb</blockquote>"),
        ("a &gt; b", "a &gt; b"),
        # Escapes are undone once.
        ("&lt;b&gt; &amp;lt; &amp;amp; &nbsp;", "&lt;b&gt; &amp;lt; &amp;amp; &amp;nbsp;"),
        ("&lt;!channel&gt; &lt;@U0ADA00001&gt;", "&lt;!channel&gt; &lt;@U0ADA00001&gt;"),
        # Links.
        ("<https://x.example/a?b=1&amp;c=2|l *a* bel>", '<a href="https://x.example/a?b=1&amp;c=2">l *a* bel</a>'),
        ("<https://x.example>", '<a href="https://x.example">https://x.example</a>'),
        ("https://x.example/a_b_c, ok", '<a href="https://x.example/a_b_c">https://x.example/a_b_c</a>, ok'),
        ("*<https://x.example|l>*", '<strong><a href="https://x.example">l</a></strong>'),
        ("<mailto:a@x.example|a@x.example>", '<a href="mailto:a@x.example">a@x.example</a>'),
        ("<javascript:alert(1)|press>", "<span>press</span>"),
        ("<data:text/html,x|press>", "<span>press</span>"),
        # Mentions, channels, groups.
        ("<@U0ADA00001> <@U0XIAOLIN1|x>", '<span class="mention me">@Ada</span> <span class="mention">@小林</span>'),
        ("<@U0NOBODY>", '<span class="mention">@U0NOBODY</span>'),
        ("<#C1> <#C2>", '<button class="mention">#general</button> <span class="mention">#quiet</span>'),
        ("<#C9|secret> <#C9>", '<span class="mention">#secret</span> <span class="mention">#privateChannel</span>'),
        (
            "<!here> <!channel|channel>",
            '<span class="mention me">@here</span> <span class="mention me">@channel</span>',
        ),
        ("<!subteam^S1|@desk>", '<span class="mention me">@desk</span>'),
        # Emoji.
        (":wave: :+1: :no_such: 10:30:45", "👋 👍 :no_such: 10:30:45"),
        (":wave::skin-tone-4:", "👋🏽"),
        # Dates, in the reader's zone and words.
        ("<!date^1795350600^{date_short_pretty} at {time}|x>", "<time>Today at 1:30 PM</time>"),
        ("<!date^1795264200^on {date_pretty}|x>", "<time>on yesterday</time>"),
        (
            "<!date^1392734382^{date}, {date_short}, {date_num}|x>",
            "<time>February 18th, 2014, Feb 18, 2014, 2014-02-18</time>",
        ),
        ("<!date^1797000000^{date_long}|x>", "<time>Friday, December 11th</time>"),
        ("<!date^1392734382^{date_num}^https://x.example|x>", '<a href="https://x.example">2014-02-18</a>'),
        ("<!date^soon^{date}|some day &amp; time>", "some day &amp; time"),
        ("<!date^1795350600^{nonsense} {time}|x>", "<time>{nonsense} 1:30 PM</time>"),
    ],
)
def test_mrkdwn(page: Page, text: str, html: str) -> None:
    """Text as Slack keeps it → what stands on the page."""
    assert html_of(page, "mrkdwn", text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**b** *i* __b__ _i_ ~~s~~", "<p><strong>b</strong> <em>i</em> <strong>b</strong> <em>i</em> <s>s</s></p>"),
        ("***both***", "<p><strong><em>both</em></strong></p>"),
        ("snake_case_name 2 * 3", "<p>snake_case_name 2 * 3</p>"),
        (r"\*plain\*", "<p>*plain*</p>"),
        ("`**x**` ``a`b``", "<p><code>**x**</code> <code>a`b</code></p>"),
        ("[l **b**](https://x.example/(a))", '<p><a href="https://x.example/(a)">l <strong>b</strong></a></p>'),
        ("![alt](https://x.example/p.png)", '<p><a href="https://x.example/p.png">alt</a></p>'),
        ("[x](javascript:alert)", "<p><span>x</span></p>"),
        ("<b>&lt;</b>", "<p>&lt;b&gt;&amp;lt;&lt;/b&gt;</p>"),
        ("# H\ntext", '<h3 class="size-1">H</h3><p>text</p>'),
        ("- a\n  - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("- [x] done", '<ul><li><span aria-hidden="true">☑ </span>done</li></ul>'),
        ("> a\n> - b", "<blockquote><p>a</p><ul><li>b</li></ul></blockquote>"),
        ("```js\n*x*\n```", "<pre>*x*</pre>"),
        ("---", "<hr>"),
        (
            "|a|b|\n|:-|-:|\n|1|x \\| y|",
            '<div class="table"><table><thead><tr><th class="align-left">a</th><th class="align-right">b</th></tr>'
            '</thead><tbody><tr><td class="align-left">1</td><td class="align-right">x | y</td></tr></tbody></table>'
            "</div>",
        ),
    ],
)
def test_markdown(page: Page, text: str, html: str) -> None:
    """Text of a markdown block → what stands on the page."""
    assert html_of(page, "markdown", text) == f'<div class="markdown">{html}</div>'


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    '<https://x.example/" onmouseover="alert(1)|x>',
    "<javascript:alert(1)|<b>x</b>>",
    "[x](javascript:alert(1))",
    "`<iframe src=javascript:alert(1)>`",
    "\ue0000\ue001 \ue0020\ue001",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_active_comes_from_a_text(page: Page, text: str) -> None:
    """Whatever a text holds, only harmless elements come of it, without a listener or an active address."""
    give = "return all.flatMap((each) => [each.localName, ...[...each.attributes].map((a) => `${a.name}=${a.value}`)]);"
    for name in ("mrkdwn", "markdown"):
        found = draw(page, name, text, give)
        assert not {"script", "img", "svg", "iframe", "b"} & set(found)
        assert not [each for each in found if each.startswith("on") or "=javascript" in each.lower()]
