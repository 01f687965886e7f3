"""Documents written from memory of how real newsletters look (own invented text), judged as a whole.

Beside each stands NAME.expected, a line a story: `headline || words of its text's end || link || outlet`, all but the
headline optional.
A line that begins with `?` names something that may be a story or not; `ARTICLE title` means one story.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from store.model import Item
from store.parse.documents import read_document
from store.parse.entries import Feed, feed_issue
from store.text import headline_key

FOLDER = Path(__file__).parent / "imitations"


@dataclass(slots=True)
class Count:
    """What was wanted, found, found with the right boundaries, linked and credited rightly, and found falsely."""

    wanted: int = 0
    found: int = 0
    bounded: int = 0
    linked: int = 0
    credited: int = 0
    false: int = 0


def names() -> list[str]:
    """Name every document that has its expectation beside it."""
    return sorted(path.name for path in FOLDER.iterdir() if path.suffix != ".expected")


def judge_imitation(name: str) -> tuple[Count, list[str]]:
    """Read one document and count; also say what went wrong, a line each."""
    path = FOLDER / name
    read = read_document(path.read_bytes(), name=name)
    issue = feed_issue(read) if isinstance(read, Feed) else read
    lines = path.with_suffix(".expected").read_text("utf-8").splitlines()
    if lines[0].startswith("ARTICLE"):
        right = issue.layout == "article"
        heads = [item.headline for item in issue.items]
        return Count(1, right, right, right, right, 0 if right else len(heads)), [] if right else [
            f"no article: {heads}"
        ]
    wanted = [
        [part.strip() for part in f"{line} || || ||".split("||")][:4] for line in lines if not line.startswith("?")
    ]
    spared = [[part.strip() for part in f"{line[1:]}||".split("||")][:2] for line in lines if line.startswith("?")]
    return _count(wanted, spared, [item for item in issue.items if item.kind != "summary"], issue.layout)


def _count(wanted: list[list[str]], spared: list[list[str]], items: list[Item], layout: str) -> tuple[Count, list[str]]:
    count, faults = Count(wanted=len(wanted)), [f"layout {layout}"]
    ends = [headline_key(end) for _, end, _, _ in wanted if end]
    for headline, end, url, outlet in wanted:
        item = next((it for it in items if _alike(it.headline, headline)), None)
        if item is None:
            faults.append(f"missed: {headline}")
            continue
        items.remove(item)
        text = headline_key(f"{item.headline} {item.summary}")
        exact = headline_key(item.headline) == headline_key(headline)
        strange = [other for other in ends if other in text and other != headline_key(end)]
        whole = exact and not strange and headline_key(end) in text
        linked, credited = item.url == (url or item.url), not outlet or item.outlet == outlet
        count.found, count.bounded = count.found + 1, count.bounded + whole
        count.linked, count.credited = count.linked + linked, count.credited + credited
        faults += [] if whole else [f"bounds: {item.headline!r} / {item.summary[-80:]!r}"]
        faults += [] if linked else [f"link: {item.url} for {url}"]
        faults += [] if credited else [f"outlet: {item.outlet} for {outlet}"]
    false = [item for item in items if not any(_is_spared(item, *words) for words in spared)]
    count.false = len(false)
    faults += [f"false: {item.kind} {item.section} | {item.headline!r}" for item in false]
    return count, faults


def _is_spared(item: Item, headline: str, end: str) -> bool:
    text = headline_key(f"{item.headline} {item.summary}")
    return _alike(item.headline, headline) or (bool(end) and headline_key(end) in text)


def _alike(first: str, second: str) -> bool:
    one, two = headline_key(first), headline_key(second)
    return one == two or (two in one and len(one) <= 1.8 * len(two)) or (one in two and len(one) >= 0.6 * len(two))
