"""One issue as sites, mailers and readers carry it: what they put around it and in place of its marks."""

from __future__ import annotations

from markdown_it import MarkdownIt

ISSUE = """\
# Tidewater Notes 41

The harbour was quiet, the labs were not.

## Chips

### [Quay doubles its orders for packaging](https://quay.example/orders)

Suppliers were told to plan for two years of growth. The orders are worth $12 billion, said two of them.

### [Marl wins three ministries in one week](https://marl.example/three)

The contracts run for three years. Work begins in July with two hundred people.

> ## A smaller bid was lower
>
> It had promised less, says a letter that we have seen.

## Labs

### [Tern closes its office in Ohio](https://tern.example/ohio)

The company moves its sixty engineers to Texas. The lease ran out in April.

### [A model of tides that fits a watch](https://watch.example/tides)

It needs four megabytes and is right to ten centimetres, its makers say.
"""

BODY = MarkdownIt().render(ISSUE.partition("\n\n")[2])

_BAR = "<ul><li><a href='https://t.example/'>Home</a></li><li><a href='https://t.example/all'>Archive</a></li></ul>"
_NEXT = "<h3><a href='https://t.example/40'>What we saw of the last spring tide</a></h3><p>It was higher than told.</p>"
_SAID = "<h4>Discussion</h4><div><p>Thank you for the part on packaging, it was what I was looking for.</p></div>"
_ASKS = "<h2>Never miss an issue</h2><p>Four thousand people read this on Mondays.</p><form><input></form>"
_TITLE = "<h1>Tidewater Notes 41</h1>"
_SIGN_UP = f"<div class='kg-signup-card'>{_ASKS}</div>"
_WIDGET = f"<div class='subscription-widget-wrap'>{_ASKS}</div>"
_SHARE = "<p><a href='https://t.example/p/41?action=share'>Share</a></p>"


def page(body: str) -> str:
    """Give a page with this body."""
    return f"<!doctype html><html><head><title>Tidewater Notes 41</title></head><body>{body}</body></html>"


def _parted(between: str) -> str:
    """Give the issue with something between its two sections."""
    first, second = BODY.split("<h2>Labs</h2>")
    return f"{first}{between}<h2>Labs</h2>{second}"


PAGES = {
    "a weblog with a sidebar": page(
        f"<div class='site-header'>{_BAR}</div><div class='content-sidebar-wrap'><div class='hentry'>{_TITLE}"
        f"<div class='entry-content'>{BODY}<div class='sharedaddy'><h3>Share this</h3>{_BAR}</div></div></div>"
        f"<div class='post-navigation'>{_NEXT}</div><div id='comments'>{_SAID}</div>"
        f"<div class='widget-area sidebar'><h2>Recent posts</h2>{_NEXT}</div></div>"
    ),
    "a newsletter's site": page(
        f"<div id='main'><div class='topBar'>{_BAR}</div><article class='newsletter-post'><div>{_TITLE}"
        f"<h3 class='subtitle'>A letter on what moved</h3></div><div class='available-content'>"
        f"{_parted(_WIDGET + _SHARE)}</div></article>{_SAID}{_NEXT}</div>"
    ),
    "one whose content nothing names": page(
        f"<div class='Nav_bar__1'>{_BAR}</div><div class='x7'>{_TITLE}{_parted(_SIGN_UP)}</div>"
        f"<div class='related-posts'>{_NEXT}</div><div class='Footer_root__4'>{_ASKS}</div>"
    ),
    "headings and lists by their roles alone": page(
        f"<div role='heading' aria-level='1'>Tidewater Notes 41</div>{BODY}".replace("<h2>", "<div role='heading'>")
        .replace("</h2>", "</div>").replace("<h3>", "<div role='heading' aria-level='3'>").replace("</h3>", "</div>")
    ),
}  # fmt: skip

PLAIN = {
    "underlined headings, addresses in angles": """\
View this email in your browser: https://t.example/v/41

Tidewater Notes 41
==================

The harbour was quiet, the labs were not.

Chips
-----

Quay doubles its orders for packaging <https://quay.example/orders?utm_source=t>

Suppliers were told to plan for two years of growth. The orders are worth $12 billion, said two of them.

Labs
----

Tern closes its office in Ohio <https://tern.example/ohio?utm_source=t>

The company moves its sixty engineers to Texas. The lease ran out in April.

Unsubscribe: https://t.example/u
""",
    "framed headings, addresses in brackets": """\
Tidewater Notes 41

The harbour was quiet, the labs were not.

============================================================
Chips
============================================================

------------------------------------------------------------
Quay doubles its orders for packaging ( https://quay.example/orders )
------------------------------------------------------------

Suppliers were told to plan for two years of growth. The orders are worth $12 billion, said two of them.

============================================================
Labs
============================================================

------------------------------------------------------------
Tern closes its office in Ohio ( https://tern.example/ohio )
------------------------------------------------------------

The company moves its sixty engineers to Texas. The lease ran out in April.
""",
    "a forwarded mail of lines broken at 72 columns": """\
Worth a look.

> ---------- Forwarded message ---------
> From: Tidewater <notes@t.example>
> Date: Mon, 2 Mar 2026 at 07:02
> Subject: Tidewater Notes 41
> To: <desk@team.example>
>
> The harbour was quiet, the labs were not.
>
> *Chips*
>
> *Quay doubles its orders for packaging
> <https://quay.example/orders?utm_source=tidewater&utm_medium=email>*
>
> Suppliers were told to plan for two years of growth. The orders are
> worth $12 billion, said two of them.
>
> *Labs*
>
> *Tern closes its office in Ohio
> <https://tern.example/ohio?utm_source=tidewater&utm_medium=email>*
>
> The company moves its sixty engineers to Texas. The lease ran out in
> April.
""",
    "bold titles over text, addresses as notes": """\
TIDEWATER NOTES 41

The harbour was quiet, the labs were not.

** Chips
------------------------------------------------------------

Quay doubles its orders for packaging [1]

Suppliers were told to plan for two years of growth. The orders are worth $12 billion, said two of them.

** Labs
------------------------------------------------------------

Tern closes its office in Ohio [2]

The company moves its sixty engineers to Texas. The lease ran out in April.

Links:
------
[1] https://quay.example/orders
[2] https://tern.example/ohio
""",
}

FEED = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Tidewater</title><link>https://t.example/</link><item><title>Tidewater Notes 41</title><link>https://t.example/41</link>
<content:encoded><![CDATA[{BODY}<p>The post <a href="https://t.example/41">Tidewater Notes 41</a> appeared first on
<a href="https://t.example/">Tidewater</a>.</p>]]></content:encoded></item></channel></rss>"""
