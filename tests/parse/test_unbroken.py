"""Paragraphs of a Markdown export that no blank line parts."""

from __future__ import annotations

from store.parse.outline import read_outline, write_text

TOLD = (
    "The ferry line ordered two hulls that run on batteries alone, and the yard in Marl will build both of them. It "
    "wants to sail the night boat every day again, which it has not done for four years.",
    "Forty pilots voted on Monday, and thirty-one of them want shifts of eight hours instead of twelve. The county "
    "says that it has no money for more pilots this year; a strike would stop the tankers first.",
    "The lens of the Skerry light lay in a school for nine years, until a keeper found it beneath a stage. Its beam is "
    "whiter than before, they say, and ships see it from thirty miles on a clear night.",
)


def test_lines_of_whole_sentences_are_paragraphs() -> None:
    """Exports write a paragraph a line; each stays one of its own."""
    assert [block.text for block in read_outline(write_text("\n".join(TOLD), "issue.md"))] == list(TOLD)


def test_a_wrapped_paragraph_stays_one() -> None:
    """Lines that a page's width broke, or a sentence a line, are one paragraph."""
    words = " ".join(TOLD).split()
    wrapped = "\n".join(" ".join(words[n : n + 14]) for n in range(0, len(words), 14))
    assert len(read_outline(write_text(f"# Wire\n\n{wrapped}", "issue.md"))) == 2
    sentences = "\n".join(sentence.strip() + "." for text in TOLD for sentence in text.rstrip(".").split(". "))
    assert len(read_outline(write_text(f"# Wire\n\n{sentences}", "issue.md"))) == 2
