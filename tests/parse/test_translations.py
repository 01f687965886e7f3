"""Pairs of items that say the same in two languages."""

from __future__ import annotations

from store.parse import parse
from tests.parse.documents import read


def pairs(text: str) -> set[tuple[str, str]]:
    """Give the pairs of a document as the first words of their headlines."""
    issue = parse(text)
    return {(issue.items[i].headline[:8], issue.items[j].headline[:12]) for i, j in issue.translations}


def without(text: str, *beginnings: str) -> str:
    """Leave out the lines that begin so, and the commentary right below a card."""
    kept: list[str] = []
    dropped = False
    for line in text.split("\n"):
        dropped = line.startswith(beginnings) or (dropped and line.startswith("→"))
        if not dropped:
            kept.append(line)
    return "\n".join(kept)


def test_every_item_of_the_issue_proper_is_paired_once_and_in_order() -> None:
    """Leads, takeaways, quick hits, watch items and stories pair; positions rise within a pair."""
    issue = parse(read("weekly.txt"))
    assert issue.translations == tuple((4 + n, 18 + n) for n in range(14))
    for i, j in issue.translations:
        assert {issue.items[i].language, issue.items[j].language} == {"zh", "en"}
        assert issue.items[i].kind == issue.items[j].kind


def test_an_item_missing_in_one_language_leaves_the_others_paired() -> None:
    """Where counts differ, content aligns, and the one without a counterpart stays alone."""
    whole = pairs(read("weekly.txt"))
    text = without(read("weekly.txt"), "- First AI driving")
    assert pairs(text) == {pair for pair in whole if pair[0] != "首张AI驾照"}
    text = without(read("weekly.txt"), "Tessera Sells")
    assert pairs(text) == {pair for pair in whole if not pair[1].startswith("Tessera Sell")}


def test_items_missing_on_both_sides_do_not_pair_by_their_place_alone() -> None:
    """Equal counts by accident pair no two items whose days or names differ."""
    text = without(read("weekly.txt"), "Tessera Sells", "海象芯片再度推迟")
    found = pairs(text)
    assert not any(pair[1].startswith("Walrus Delay") for pair in found)
    assert not any(pair[0].startswith("Tessera出") for pair in found)
    assert len(found) == 12


def test_sections_in_another_order_still_pair() -> None:
    """The English themes may stand in another order than the Chinese ones."""
    text = read("weekly.txt")
    buying, compute, end = (text.index(words) for words in ("Buying Season", "Compute and Data", "文章标题"))
    swapped = text[:buying] + text[compute:end] + text[buying:compute] + text[end:]
    assert pairs(swapped) == pairs(text)


def test_a_document_in_one_language_has_no_pairs() -> None:
    """Nothing pairs within a language."""
    text = read("weekly.txt")
    assert pairs(text[text.index("A purchase") : text.index("文章标题")]) == set()
