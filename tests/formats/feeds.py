"""Feeds written for the tests: whole ones, and each way in which a feed may be broken."""

# ruff: noqa: E501  a feed is easiest to read in one line

from __future__ import annotations

from dataclasses import dataclass

FIRST = "<item><title>Quay opens a plant</title><link>https://quay.example/plant</link><guid>quay-1</guid></item>"
SECOND = "<item><title>Marl hires a chief</title><link>https://quay.example/chief</link><guid>quay-2</guid></item>"
BOTH = ["Quay opens a plant", "Marl hires a chief"]
BOMB = (
    '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)


def rss(*items: str, head: str = "<title>Quay News</title><link>https://quay.example/</link>") -> str:
    """Give an RSS 2.0 feed with these items."""
    return f'<?xml version="1.0"?>\n<rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'


WHOLE = rss(FIRST, SECOND)
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
  <title>Quay News</title><link href="https://quay.example/"/><link rel="self" href="https://quay.example/feed"/>
  <entry><title type="html">Quay &lt;b&gt;opens&lt;/b&gt; a plant</title><id>tag:quay.example,2026:1</id>
    <link href="/plant"/><published>2026-05-06T08:30:00+08:00</published><updated>2026-05-07T00:00:00Z</updated>
    <author><name>Ann Lee</name></author><summary>It makes cooling units.</summary>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It makes <a href="/units">cooling units</a>.</p>
    </div></content></entry>
</feed>"""
RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://quay.example/"><title>Quay News</title><link>https://quay.example/</link></channel>
<item rdf:about="https://quay.example/plant"><title>Quay opens a plant</title><link>https://quay.example/plant</link>
<dc:date>2026-05-06</dc:date><dc:creator>Ann Lee</dc:creator></item></rdf:RDF>"""
JSON_FEED = """{"version": "https://jsonfeed.org/version/1.1", "title": "Quay News", "home_page_url": "https://quay.example/",
 "feed_url": "https://quay.example/feed.json", "language": "en", "items": [
 {"id": "1", "url": "https://quay.example/plant", "title": "Quay opens a plant", "content_html": "<p>It makes units.</p>",
  "date_published": "2026-05-06T08:30:00+08:00", "authors": [{"name": "Ann Lee"}]},
 {"id": 2, "content_text": "Marl hires a chief. She comes from Acme."},
 {"id": "3", "title": ["not", "a", "title"]}]}"""


@dataclass(frozen=True, slots=True)
class Broken:
    """A feed that is broken in one way, and the titles that come of it; None where it is refused."""

    how: str
    data: bytes
    titles: list[str] | None


def _text(how: str, text: str, titles: list[str] | None, encoding: str = "utf-8") -> Broken:
    return Broken(how, text.encode(encoding), titles)


def _item(title: str, inside: str = "") -> str:
    return f"<item><title>{title}</title>{inside}</item>"


BROKEN = [
    _text("nothing before the root", WHOLE.split("\n", 1)[1], BOTH),
    _text("blank lines before the declaration", "\n\n  " + WHOLE, BOTH),
    _text("a server's warning before the declaration", "Warning: cache is stale in /srv/feed.php\n" + WHOLE, BOTH),
    Broken("a byte order mark", b"\xef\xbb\xbf" + WHOLE.encode(), BOTH),
    _text("an ampersand by itself", rss(_item("Quay & Marl", "<link>https://quay.example/?a=1&b=2</link>")), ["Quay & Marl"]),
    _text("HTML entities that XML lacks", rss(_item("Caf&eacute;&nbsp;news &mdash; Quay")), ["Café news — Quay"]),
    _text("an entity escaped twice", rss(_item("Quay &amp;amp; Marl")), ["Quay & Marl"]),
    _text("a tag that is not closed", WHOLE.replace("</guid>", "", 1), BOTH),
    _text("tags closed in the wrong order", rss("<item><title>Quay opens a plant</item></title>", SECOND), ["", BOTH[1]]),
    _text("control characters", rss(_item("Quay\x08 opens\x0b a plant"), SECOND), BOTH),
    _text("a character reference that XML forbids", rss(_item("Quay opens&#8; a plant"), SECOND), BOTH),
    _text("torn within the last entry", WHOLE[: WHOLE.index("chief</title>")], BOTH[:1]),
    _text("torn within a tag", WHOLE[: WHOLE.index("<guid>quay-2") + 3], BOTH[:1]),
    _text("torn before the first entry ended", WHOLE[: WHOLE.index("</title><link>https://quay.example/plant")], []),
    _text("no closing root", WHOLE.replace("</channel></rss>", ""), BOTH),
    _text("words after the root", WHOLE + "\n<!-- served in 3 ms -->\n", BOTH),
    _text("no entry", rss(), []),
    _text("no channel title", rss(FIRST, head=""), BOTH[:1]),
    _text("entries beside the channel", "<rss version='0.90'><channel><title>Q</title></channel>" + FIRST + "</rss>", BOTH[:1]),
    _text("an unknown version", WHOLE.replace("2.0", "9.9"), BOTH),
    _text("root in capitals", WHOLE.replace("<rss", "<RSS").replace("</rss", "</RSS"), BOTH),
    _text("undeclared prefixes", rss(_item("Quay opens a plant", "<dc:creator>Ann</dc:creator><x:y/>"), SECOND), BOTH),
    _text("a foreign namespace as the default", WHOLE.replace("<rss ", '<rss xmlns="http://backend.example/rss2" '), BOTH),
    _text("attributes without quotes", WHOLE.replace('version="2.0"', "version=2.0"), BOTH),
    _text("a title of markup", rss(_item("&lt;b&gt;Quay&lt;/b&gt; opens a plant"), SECOND), BOTH),
    _text("a title in CDATA with markup", rss(_item("<![CDATA[Quay <i>opens</i> a plant]]>"), SECOND), BOTH),
    _text("CDATA that does not end", rss(_item("<![CDATA[Quay opens")), [""]),
    _text("no title, only a description", rss("<item><description>Marl hires a chief</description></item>"), [""]),
    _text("an item without anything", rss("<item></item>", SECOND), ["", BOTH[1]]),
    Broken("GBK under the name of UTF-8", rss(_item("北风发布新模型")).replace('"1.0"', '"1.0" encoding="utf-8"').encode("gbk"), ["北风发布新模型"]),
    Broken("UTF-8 under the name of GB 2312", rss(_item("北风发布新模型")).replace('"1.0"', '"1.0" encoding="gb2312"').encode(), ["北风发布新模型"]),
    Broken("characters of GBK under the name of GB 2312", rss(_item("朱镕基路的芯片厂")).replace('"1.0"', '"1.0" encoding="gb2312"').encode("gbk"), ["朱镕基路的芯片厂"]),
    Broken("Big5", rss(_item("北風發佈新模型，價格下降一半")).replace('"1.0"', '"1.0" encoding="big5"').encode("big5"), ["北風發佈新模型，價格下降一半"]),
    Broken("UTF-16", WHOLE.encode("utf-16"), BOTH),
    Broken("UTF-16 without its mark", WHOLE.encode("utf-16-le"), BOTH),
    Broken("a few bytes that are no UTF-8", rss(_item("Quay opens a plant — today – really"), SECOND).encode().replace(b"today", b"\xfftoday"), ["Quay opens a plant — \ufffdtoday – really", BOTH[1]]),
    Broken("Windows-1252 without a declaration", rss(_item("Café Quay opens in Orléans")).encode("cp1252"), ["Café Quay opens in Orléans"]),
    _text("an unknown encoding declared", WHOLE.replace('"1.0"', '"1.0" encoding="x-nonsense"'), BOTH),
    _text("the document type of RSS 0.91", WHOLE.replace("<rss", '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">\n<rss'), BOTH),
    _text("entities that only stand for letters", WHOLE.replace("<rss", '<!DOCTYPE rss [<!ENTITY quay "Quay">]>\n<rss'), BOTH),
    _text("entities that multiply", WHOLE.replace("<rss", BOMB + "\n<rss"), None),
    _text("an entity that is a file", WHOLE.replace("<rss", '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<rss').replace("Quay opens", "&x;"), None),
    _text("an entity that is an address", WHOLE.replace("<rss", '<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1/x">%x;]>\n<rss'), None),
    _text("XML that is no feed", '<?xml version="1.0"?><urlset><url><loc>https://quay.example/</loc></url></urlset>', None),
    _text("a JSON Feed that breaks off", JSON_FEED[:300], None),
    _text("a JSON Feed whose items are no list", JSON_FEED[: JSON_FEED.index("[")] + "7}", None),
]  # fmt: skip
