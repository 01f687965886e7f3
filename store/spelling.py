"""Is a spelling fit to be a name that a team adds? Judged by itself: length, letters, and how ordinary a word it is.

Pure. Whether somebody else has it already is for whoever knows all names (`naming`). A spelling that counts in running
text must not be an ordinary word, or it would tag stories that mean something else; there it may count only as it is
written (Harvest, not harvest) or only when typed. A topic is an ordinary word by nature, so for topics only the words
that merely ask (news, company) and single characters are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from store.errors import TidingsError
from store.folding import fold
from store.match.dictionary import is_word
from store.match.keys import name_key
from store.match.pinyin import pinyin_key
from store.match.stopwords import without_stopwords
from store.model import Entity, EntityKind, Use
from store.text import collapse

LONGEST = 80
"""Characters of a spelling; what people type is compared up to 48."""
MOST = 50
"""Spellings, and likewise phrases, that one name may be given at once."""

Field = Literal["name", "zh", "spellings", "phrases", "spelling", "entity"]
Reason = Literal[
    "empty", "unspoken", "long", "many", "short", "ordinary", "lower", "taken", "known", "not_topic", "unsure",
    "unknown", "not_yours", "relation",
]  # fmt: skip

SENTENCES: dict[Reason, str] = {
    "empty": "Give a name, in English or in Chinese.",
    "unspoken": "“{words}” holds no letter and no digit.",
    "long": f"“{{words}}” is longer than {LONGEST} characters.",
    "many": f"Give at most {MOST} at once.",
    "short": "“{words}” is too short to be told apart in stories; let it count only when typed.",
    "ordinary": "“{words}” is an ordinary word, so it would tag stories that mean something else; let it count only "
    "when typed, or only in exactly this case.",
    "lower": "“{words}” is an ordinary word in that case, too; let it count only when typed.",
    "taken": "“{words}” already names {owners}.",
    "known": "{owners} already has the spelling “{words}”.",
    "not_topic": "Phrases show a topic; give other spellings instead.",
    "unsure": "“{words}” could be {owners}; give the one you mean in full.",
    "unknown": "I know nothing by the name “{words}”; check its spelling.",
    "not_yours": "“{words}” was added by someone else or comes with Tidings; ask an editor to remove it.",
    "relation": "“{words}” is no name that it could be related to; add that one first.",
}
"""What each reason says in English, one sentence."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why one field of what was to be added cannot be; `owners` are the entities that the reason is about."""

    field: Field
    reason: Reason
    words: str = ""
    owners: tuple[Entity, ...] = ()

    @property
    def sentence(self) -> str:
        """Say it in English."""
        owners = " or ".join(f"{owner.name} ({owner.kind})" for owner in self.owners)
        return SENTENCES[self.reason].format(words=self.words, owners=owners)


class NameRefusedError(TidingsError):
    """A name or spelling that cannot be added or removed, with each reason why."""

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__(" ".join(dict.fromkeys(refusal.sentence for refusal in refusals)))
        self.refusals = refusals


def clean(text: str) -> str:
    """Reduce a typed spelling to one line of printable characters, without what is invisible or reorders text."""
    return collapse("".join(character for character in collapse(text) if character.isprintable()))


def split_spellings(text: str) -> tuple[str, ...]:
    """Read the spellings of a text box, one a line or between semicolons, each once."""
    return unique(re.split(r"[\n;；]", text))


def unique(texts: Iterable[str]) -> tuple[str, ...]:
    """Clean spellings and keep each once, without the empty ones."""
    return tuple(dict.fromkeys(cleaned for text in texts if (cleaned := clean(text))))


def fault_of(text: str, kind: EntityKind, use: Use, *, is_cased: bool) -> Reason | None:
    """Say why a spelling of a kind of entity cannot be used so, or None."""
    key = name_key(text)
    if len(text) > LONGEST:
        return "long"
    if not key:
        return "unspoken"
    if use == "typed":
        return None
    if len(key) == 1:
        return "short"
    if key.isdigit() or not without_stopwords(text):
        return "ordinary"
    if kind == "topic" or (is_cased and text != text.lower()):
        return None
    if len(key) == 2 and key.isascii():
        return "short"
    if len(fold(text).folded.split()) > 1 or not is_word(key):
        return None
    return "lower" if is_cased else "ordinary"


def slug_of(name: str) -> str:
    """Make an id of a name: `Foo Labs` is `foo-labs`, 太行智能 is `taihangzhineng`."""
    folded = fold(name).folded
    latin = folded if folded.isascii() else pinyin_key(folded)
    return re.sub(r"[^a-z0-9]+", "-", fold(latin).folded)[:60].strip("-") or "name"
