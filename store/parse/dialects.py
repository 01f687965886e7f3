"""What Markdown's dialects add to it: front matter, tags of templates, containers, tight headings, strayed bold signs,
lists of attributes, rules right beneath HTML.

A line with `====` beneath it is a heading, as in plain text; what `----` does is told where lines are read. An address
that a converter broke over lines is whole again.

Everything is put right place for place, or line for line, so that places in the source stay true.
"""

from __future__ import annotations

import re

from store.parse.dates import find_date
from store.parse.lines import Line
from store.parse.prose import is_finished
from store.parse.vocabulary import label_of
from store.text import collapse

_FRONT_MATTER = re.compile(
    r"\ufeff?---[ \t]*(?:\r\n?|\n)(?P<body>(?:(?!---)[^\r\n]*(?:\r\n?|\n)){0,200})---[ \t]*(?:\r\n?|\n|$)"
)
_TOML = re.compile(
    r"\ufeff?\+\+\+[ \t]*(?:\r\n?|\n)(?P<body>(?:(?!\+\+\+)[^\r\n]*(?:\r\n?|\n)){0,200})\+\+\+[ \t]*(?:\r\n?|\n|$)"
)
_TEMPLATE = re.compile(r"\{%(?:[^%]|%(?!\})){0,4000}%\}|\{\{[^{}]{0,400}\}\}")
"""A tag of a site's templates (Liquid, Jinja, Hugo), which a reader never sees."""
_ATTRIBUTES = re.compile(r"\{: ?(?:[.#][A-Za-z][\w-]|[A-Za-z-]{1,20}=|toc\b)[^{}\r\n]{0,200}\}")
"""What kramdown writes behind or beneath words to style them: `{: .wide #top }`, `{:target="_blank"}`."""
_RULE_UNDER_TAG = re.compile(r"(</\w{1,20}>[ \t]*(?:\r\n?|\n)) {0,3}(?:-{3,}|\*{3,}|_{3,})[ \t]*$", re.MULTILINE)
"""A rule right beneath the end of an HTML block, which goes on to the next blank line for CommonMark alone."""
_FIELD = re.compile(
    r"(?P<key>[A-Za-z_ -]{1,24})[ \t]?[:=][ \t]*(?:[|>][+-]?[ \t]*(?:\r\n?|\n)[ \t]+)?(?P<value>[^\r\n]{1,400})"
)
"""A field of front matter; its value may stand in the line beneath, behind `|` or `>`."""
BREAK = re.compile(r"\r\n?|\n")
_DESCRIPTION = re.compile(
    r"^(?:description|summary|excerpt):(?P<value>[^\r\n]*(?:(?:\r\n?|\n)[ \t]+[^\r\n]*){0,20})",
    re.IGNORECASE | re.MULTILINE,
)
_NOTE = re.compile(
    r"^ {0,3}\[\^[\w-]{1,24}\]:[ \t]+(?P<said>[^\n]+(?:\n(?:[ \t]+\S|[^\s\[*+#>-])[^\n]*){0,20})", re.MULTILINE
)
_NOTE_MARK = re.compile(r"(?<=\S)\[\^[\w-]{1,24}\](?!:)")
_SPACED = re.compile(r"\]\((https?://[^\s()<>\"']{1,1000}) +([^\s()<>\"']{1,200})\)")
"""A link whose address holds a blank, which CommonMark takes for no link."""
_WIKI = re.compile(r"\[\[(?=\S)(?:[^\[\]\n|]{1,200}\\?\|)?([^\[\]\n|]{1,200})\]\](?![(\[])")
"""A link of a wiki or notebook to a page of its own: `[[Page]]`, `[[Page|words]]`; its words are what readers see."""
_LONG = re.compile(r"(?<![^\r\n])([^\r\n]{20000})[^\r\n]+")
"""A longer line is data (an embedded picture) or an accident; reading Markdown's signs takes 4 µs a character."""
_TIGHT = re.compile(r"^( {0,3}(?:#{2,6}(?=[^\s#])|#(?=[\u3400-\u9fff【][^#\n]*$)))", re.MULTILINE)
"""Heading signs right before their words, as older dialects have them; `#word` may be a topic."""
_FENCED = re.compile(
    r"^ {0,3}(?P<sign>`{3,})[ \t]*(?:markdown|md|text|txt)?[ \t]*\n"
    r"(?P<held>(?:(?! {0,3}(?P=sign))[^\n]*\n){3,5000}) {0,3}(?P=sign)[ \t]*$",
    re.MULTILINE,
)
_EACH_SIGN = re.compile(r"[^\n]")
_MOSTLY_HELD = 2
"""A fence that holds one in so many of a document's signs holds the document."""
_PARAGRAPH = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|$))+")
_STRONG = re.compile(r"(?<![*\\])\*\*(?!\*)")
_CONTAINER = re.compile(
    r"^ {0,3}:{3,}[ \t]*(?:\w{1,20}(?:[ \t]+(?P<title>\S[^\r\n]*))?|\w{0,20}\[(?P<named>[^\]\r\n]+)\])?[ \t]*$",
    re.MULTILINE,
)
"""The sign that opens a container, with its title, or ends it: `::: tip Title`, `:::note[Title]`."""
_UNDERLINED = re.compile(
    r"(?P<above>\A|\n[ \t]*\n|\n={3,200}[ \t]*\n|\A={3,200}[ \t]*\n)"
    r"(?P<words>(?!={3}|[ \t]|[#>|]|[-*+] |```)[^\n]{2,200})\n={3,200}[ \t]*(?=\n|\Z)"
)
_BROKEN = re.compile(
    r"\]\((?P<address>https?://[^\s()<>]{1,400}(?:\n[ \t]{0,12}[^\s()<>]{1,400}){1,20})"
    r"(?P<behind>(?: \"[^\"\n]{0,200}\")?\)[^\s\[]*)"
)
"""A link whose address goes on over lines; what wraps text breaks it behind hyphens."""
_TAGGED = re.compile(r"\s*</?[a-z]", re.IGNORECASE)
_WRITTEN = re.compile(r"^ {0,3}(?:#{1,6}|[-*+]|\d{1,3}[.)]) \S|\]\(\S|\*\*\w", re.MULTILINE)
"""What a page's HTML has none of: signs of Markdown."""
_FEWEST_TAGGED, _SELDOM_TAGGED = 12, 3
"""Lines of a page's HTML that begin with a tag, at least, and lines to each of them, at most."""
_SIGNS = re.compile(r"^ {0,3}#{1,6} \S|^#{2,6}[^\s#]|\*\*[^*\n]{1,200}\*\*|\]\(https?://", re.MULTILINE)
_MORE_SIGNS = re.compile(
    r"^ {0,3}(?:>|\||```)|\]\([^)\s]|__[^_\n]{1,200}__|<(?:/?[a-z]{1,10}[\s/>]|!--)", re.MULTILINE | re.IGNORECASE
)


def is_markdown(text: str, name: str | None) -> bool:
    """Tell Markdown from plain text by heading signs, bold text, links or front matter.

    Under Markdown's file name weaker signs count too. A document with none reads the same as plain text, only better:
    Markdown would fold neighbouring lines into one paragraph.
    """
    named = name is not None and name.lower().endswith((".md", ".markdown", ".mdown", ".mkd"))
    if named and _MORE_SIGNS.search(text):
        return True
    if _FRONT_MATTER.match(text) or _TOML.match(text):
        return True
    return _SIGNS.search(text) is not None


def unfenced(text: str) -> str:
    """Give a text without the signs of the fence that holds most of it, place for place: a program's answer, quoted.

    What the program says around it goes too, but for a heading or front matter above.
    """
    fences = list(_FENCED.finditer(text)) if "```" in text else []
    whole = max(fences, key=lambda fence: len(fence["held"]), default=None)
    if whole is None or len(whole["held"]) * _MOSTLY_HELD < len(text):
        return text
    first, last = whole.span("held")
    before, behind = text[:first], text[last:]
    headed = re.search(r"^(?:#|---)", before, re.MULTILINE) is not None
    kept = before.replace("`", " ") if headed else _EACH_SIGN.sub(" ", before)
    return kept + text[first:last] + _EACH_SIGN.sub(" ", behind)


def end_of_front_matter(text: str) -> int:
    """Say where a document's front matter ends (characters); 0 where it has none."""
    front = _FRONT_MATTER.match(text) or _TOML.match(text)
    return front.end() if front else 0


def read_front_matter(text: str) -> tuple[list[Line], str]:
    """Give the labels of a document's front matter as lines, and its text with that and templates' tags blank.

    Line numbers stay those of the source.
    """
    front = _FRONT_MATTER.match(text) or _TOML.match(text)
    body = _TEMPLATE.sub(_blank_out, _blank(text, front.end()) if front else text)
    return _front_matter(front) if front else [], _ATTRIBUTES.sub("", body)


def in_one_dialect(text: str) -> str:
    """Write what dialects have of their own as CommonMark, line for line."""
    text = _as_one_block(text)
    text = _WIKI.sub(r"\1", _SPACED.sub(r"](\1%20\2)", _LONG.sub(r"\1", text))).replace("\r\n", "\n")
    whole = _without_notes(_RULE_UNDER_TAG.sub(r"\1", _BROKEN.sub(_rejoined, text)))
    return _mend_bold(_CONTAINER.sub(_titled, _TIGHT.sub(r"\1 ", _UNDERLINED.sub(_headed, whole))))


def _as_one_block(text: str) -> str:
    """Keep a page's HTML together that stands where Markdown should: for CommonMark a blank line ends such a block."""
    rows = text.split("\n")
    said = [n for n, row in enumerate(rows) if row.strip()]
    tagged = [n for n in said if _TAGGED.match(rows[n])]
    if len(tagged) < _FEWEST_TAGGED or _SELDOM_TAGGED * len(tagged) < len(said) or _WRITTEN.search(text):
        return text
    first, last = tagged[0], tagged[-1]
    return "\n".join("<!---->" if first < n < last and not row.strip() else row for n, row in enumerate(rows))


def _without_notes(text: str) -> str:
    """Blank out footnotes that remark on the text, with their marks, unless one names a source by a link or day."""
    notes = [collapse(note["said"]) for note in _NOTE.finditer(text)] if "[^" in text else []
    if not notes or any("://" in said or find_date(said) or not is_finished(said) for said in notes):
        return text
    return _NOTE_MARK.sub("", _NOTE.sub(_blank_out, text))


def _headed(underlined: re.Match[str]) -> str:
    """Write a line with a rule of `=` beneath it, or one above it too, as a heading."""
    return f"{underlined['above'].replace('=', '')}# {underlined['words']}\n"


def _rejoined(link: re.Match[str]) -> str:
    """Write a link with its address in one line; its breaks stand behind it and the signs that follow."""
    first, *others = link["address"].split("\n")
    address = first + "".join(part.strip() for part in others)
    return f"]({address}{link['behind']}" + "\n" * len(others)


def _mend_bold(text: str) -> str:
    """Put strong signs that stand on the wrong side of a blank right (`**Acme: **raises`), place for place.

    Converters write them so, and CommonMark takes them for asterisks.
    """
    return _PARAGRAPH.sub(_mended, text) if "**" in text else text


def _mended(paragraph: re.Match[str]) -> str:
    parts = _STRONG.split(paragraph[0])
    if len(parts) < 3 or len(parts) % 2 == 0 or "`" in paragraph[0]:
        return paragraph[0]
    for n in range(1, len(parts), 2):
        inner = parts[n].strip()
        if not inner:
            return paragraph[0]
        before, behind = parts[n][: len(parts[n]) - len(parts[n].lstrip())], parts[n][len(parts[n].rstrip()) :]
        parts[n] = f"{before}**{inner}**{behind}"
    return "".join(parts)


def _titled(container: re.Match[str]) -> str:
    """Write a container's title as a heading, and its other signs as blank lines."""
    title = container["title"] or container["named"]
    return f"###### {title}" if title else ""


def description_in(text: str) -> str | None:
    """Give the description of a document's front matter, which may go on over indented lines."""
    front = _FRONT_MATTER.match(text)
    found = _DESCRIPTION.search(front["body"]) if front else None
    return collapse(found["value"]).strip("\"'>| ") or None if found else None


def _blank_out(tag: re.Match[str]) -> str:
    return "\n" * len(BREAK.findall(tag[0]))


def _blank(text: str, end: int) -> str:
    # Line numbers must stay those of the source.
    return "\n" * len(BREAK.findall(text[:end])) + text[end:]


def _front_matter(front: re.Match[str]) -> list[Line]:
    at = front.start("body")
    lines = []
    for field in _FIELD.finditer(front["body"]):
        value = _unquoted(field["value"].strip())
        line = Line(f"{field['key'].strip()}: {value}", at + field.start(), at + field.end(), gap=True)
        if label_of(line.text):
            lines.append(line)
    return lines


def _unquoted(value: str) -> str:
    """Give a field's value without the quotation marks around it, and what these had to mark within it."""
    if len(value) > 1 and value[0] == value[-1] == '"':
        return value[1:-1].replace('\\"', '"')
    return value.strip("\"'")
