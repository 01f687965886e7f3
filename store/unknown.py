"""Which names keep appearing in stories that nobody has told us of? They are offered, never taken for granted.

What looks like a name, in plain English: a run of capitalised words inside a sentence; a capitalised word that is no
English word, in a headline too where every word is capitalised; a word with a capital inside or a digit behind its
letters (TeraFab, Foo-4); in Chinese what stands in 《》「」『』“”, and what a verb of business follows in a headline.

How false ones are kept down: known names are cut out, words that merely ask, ranks, places, dates and common
abbreviations are taken off the ends, one ordinary word alone is none, and it must stand in several stories of several
issues. A word that stands in too few stories is in no name that stands in enough, so it is not even looked at.
Pure: what is known is passed in.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from store.folding import fold, is_chinese
from store.match.dictionary import is_word
from store.match.keys import name_key
from store.match.stopwords import is_stopword
from store.mentions import Place
from store.model import EntityKind

IN_STORIES = 3
IN_ISSUES = 2
"""How many stories and issues a name stands in, at least, to be offered."""

_WORD = "A-Za-z0-9\u00c0-\u024f"
_NAME_WORD = rf"(?:[A-Z\u00c0-\u00de][{_WORD}]*|[a-z]+[A-Z][{_WORD}]*)(?:[-&.'’][{_WORD}]+)*"
_RUN = re.compile(rf"(?<![{_WORD}$€£@#/.-])({_NAME_WORD}(?: {_NAME_WORD})*)")
_LONG_WORD = re.compile(rf"[{_WORD}]{{4,}}")
_POSSESSIVE = re.compile(r"['’]s?$")
_MODEL = re.compile(r"[A-Za-z]{2,}[A-Za-z-]*-?\d[\w.-]*|[A-Za-z]-?\d+[a-z]?")
_MADE_UP = re.compile(r"[a-z][A-Z]|\d")
_PERIOD = re.compile(r"(?:Q[1-4]|H[12]|FY\d+|[A-Z]\d?)")
_SENTENCE_ENDS = '.!?:;…"“”‘(（[—–•\n'
_QUOTED = re.compile(r"[《「『“]([^《》「」『』“”\s，。！？、：；,!?:;]{2,12})[》」』”]")
_TITLE_POSITION = re.compile(
    r"^([\u4e00-\u9fff·]{2,8}?)(?=宣布|发布|推出|完成|获得|获|融资|收购|起诉|上线|开源|裁员|签署|签下|计划|拟|将|计画|投资|入股|估值"
    r"|正式|首次|首款|再|联手|携手|与|向|对|回应|否认|上市|递交|任命|聘请|關閉|关闭|關|發布|獲|開源|收購|將|與|[A-Za-z])"
)
_COMMON_WORDS = """
    app apps url urls tts asr ocr mcp rag ai agi ceo cto cfo coo cio vp
    ipo gpu gpus tpu cpu api apis sdk llm llms usb ram ssd robotics hbm saas b2b b2c esg r&d pc tv
    ui ux faq pdf dna us usa uk eu uae un u.s u.k gdp cny rmb usd eur gbp hkd jpy krw gw mw kw arr etf spac llc inc
    ltd corp co plc mr mrs ms dr prof sir chief president chairman director minister senator judge professor founder
    january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
    america american americas europe european asia asian africa african china chinese japan japanese korea korean
    taiwan taiwanese india indian france french germany german britain british england london paris berlin munich
    zurich geneva tokyo osaka seoul beijing shanghai shenzhen hangzhou guangzhou taipei singapore delhi mumbai dubai
    riyadh doha israel israeli turkey russia russian ukraine canada canadian toronto montreal mexico brazil texas
    california washington boston chicago seattle austin nevada arizona ohio virginia georgia oregon spain spanish
    italy italian ireland dublin netherlands dutch amsterdam sweden swedish norway denmark finland poland swiss
    switzerland australia sydney lagos nigeria kenya egypt vietnam thailand malaysia indonesia philippines pakistan
    saudi qatar arabia emirates east west north south middle street valley house gulf silicon wall white new york san
    francisco angeles hong kong united states kingdom nations series quick hits key takeaways watch listen
"""
_COMMON = frozenset(_COMMON_WORDS.split())

Places = Callable[[str], list[Place]]


@dataclass(frozen=True, slots=True)
class Text:
    """What a story says, and the issue that it stands in."""

    story: int
    issue: int
    headline: str
    summary: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that nobody has told us of, as it is most often written, and how many stories and issues hold it."""

    words: str
    kind: EntityKind
    stories: int
    issues: int


def find_unknown(texts: Sequence[Text], places: Places) -> list[Unknown]:
    """List the names in stories that are not known, the most frequent first; `places` finds the known ones."""
    runs = {text: list(_runs(text)) for text in texts}
    frequent = _frequent(runs)
    found: dict[str, _Seen] = defaultdict(_Seen)
    known = cache(places)  # the same words stand in many stories
    for text, of_text in runs.items():
        for words, is_title in of_text:
            for name in _names(words, is_title, frequent, known):
                found[name_key(name)].add(name, text)
    _count_in_titles(runs, found)
    enough = [seen for seen in found.values() if seen.is_enough()]
    _count_in_longer(enough)
    return _without_parts([seen.unknown() for seen in enough])


class _Seen:
    """Where one name was seen, and how it was written."""

    def __init__(self) -> None:
        self.written: Counter[str] = Counter()
        self.stories: dict[int, int] = {}

    def add(self, name: str, text: Text) -> None:
        """Note that a text holds the name, written so."""
        self.written[name] += 1
        self.stories[text.story] = text.issue

    def is_enough(self) -> bool:
        """Tell whether it was seen often enough to be offered."""
        return len(self.stories) >= IN_STORIES and len(set(self.stories.values())) >= IN_ISSUES

    @property
    def words(self) -> str:
        """The way it is mostly written."""
        return self.written.most_common(1)[0][0]

    def unknown(self) -> Unknown:
        """Give it as it is offered."""
        words = self.words
        is_model = _MODEL.fullmatch(words.split()[-1]) is not None
        return Unknown(words, "product" if is_model else "company", len(self.stories), len(set(self.stories.values())))


_Run = tuple[str, bool]
"""Words that stand together, and whether their capitals prove nothing."""


def _runs(text: Text) -> Iterator[_Run]:
    is_title = _is_title_case(text.headline)
    for part, capitals_prove_nothing in ((text.headline, is_title), (text.summary, False)):
        for match in _RUN.finditer(part):
            words = match[1]
            if not capitals_prove_nothing and _begins_sentence(part, match.start()):
                words = _without_first(words)
            if words:
                yield words, capitals_prove_nothing
        yield from ((quoted, False) for quoted in _QUOTED.findall(part) if any(map(is_chinese, quoted)))
    if title := _TITLE_POSITION.match(text.headline):
        yield title[1], False


def _is_title_case(headline: str) -> bool:
    long = _LONG_WORD.findall(headline)
    return len(long) > 1 and sum(word[0].isupper() for word in long) > 0.6 * len(long)


def _begins_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip(" ")
    return not before or before[-1] in _SENTENCE_ENDS


def _without_first(words: str) -> str:
    first, _, rest = words.partition(" ")
    return rest if _is_ordinary(first) else words


def _frequent(runs: dict[Text, list[_Run]]) -> set[str]:
    """Give the words, and the Chinese runs, that stand in enough stories for a name."""
    counts: Counter[str] = Counter()
    for of_text in runs.values():
        counts.update({word for words, _ in of_text for word in words.split()})
    return {word for word, count in counts.items() if count >= IN_STORIES}


def _names(words: str, is_title: bool, frequent: set[str], places: Places) -> Iterator[str]:
    """Give the unknown names in a run: what is left of it without known names, rare words and common ends."""
    kept = [word for word in words.split() if word in frequent]
    if not kept:
        return
    if is_chinese(words[0]):
        if not places(words):
            yield words
        return
    pieces = list(_unknown_pieces(words, places))
    proves_nothing = is_title or len(pieces) > 1  # beside a known name an ordinary word says what it is: Paris Bourse
    for piece in pieces:
        for part in _split(piece, lambda word: word not in frequent or (proves_nothing and _is_ordinary(word))):
            if name := _name(part):
                yield name


def _unknown_pieces(words: str, places: Places) -> Iterator[list[str]]:
    at = 0
    for place in places(words):
        yield words[at : place.start].split()
        at = place.end
    yield words[at:].split()


def _split(words: Iterable[str], is_gap: Callable[[str], bool]) -> Iterator[list[str]]:
    piece: list[str] = []
    for word in words:
        if is_gap(word):
            yield piece
            piece = []
        else:
            piece.append(word)
    yield piece


def _name(words: list[str]) -> str | None:
    """Take common words off both ends, and give what is left where it is a name."""
    words = [_POSSESSIVE.sub("", word) for word in words]
    while words and _is_common(words[0]):
        words = words[1:]
    while words and _is_common(words[-1]):
        words = words[:-1]
    if not words or (len(words) == 1 and (_is_ordinary(words[0]) or len(words[0]) < 2)):
        return None
    return " ".join(words)


def _is_common(word: str) -> bool:
    bare = word.casefold().strip(".")
    return bare in _COMMON or is_stopword(bare) or _PERIOD.fullmatch(word) is not None or not bare


@lru_cache(maxsize=65_536)
def _is_ordinary(word: str) -> bool:
    """Tell whether a word says nothing by its capital: an English word, an abbreviation, a place, a date."""
    bare = _POSSESSIVE.sub("", word)
    if _is_common(bare):
        return True
    if _MADE_UP.search(bare):
        return False
    return all(len(part) < 3 or _is_english(part) for part in fold(bare).folded.split())


def _is_english(word: str) -> bool:
    """Tell whether a word is English, as British people write it too: the dictionaries are American."""
    return is_word(word) or is_word(word.replace("our", "or"))


def _count_in_titles(runs: dict[Text, list[_Run]], found: dict[str, _Seen]) -> None:
    """Count names of ordinary words, found inside sentences, in headlines whose capitals alone would prove nothing."""
    known = {words: seen for seen in found.values() for words in seen.written if " " in words}
    longest = max((len(words.split()) for words in known), default=0)
    for text, of_text in runs.items():
        for words in (run.split() for run, is_title in of_text if is_title):
            spans = ((at, at + width) for at in range(len(words)) for width in range(2, longest + 1))
            for start, end in spans:
                if end <= len(words) and (seen := known.get(" ".join(words[start:end]))):
                    seen.add(" ".join(words[start:end]), text)


def _count_in_longer(found: list[_Seen]) -> None:
    """Count a name in the stories that hold it as a part of a longer one, too."""
    written = [(seen.words, seen) for seen in found]
    for short, seen in written:
        for long, other in written:
            if len(long) > len(short) and _holds(long, short):
                seen.stories |= other.stories


def _without_parts(found: list[Unknown]) -> list[Unknown]:
    """Keep the most frequent of names that hold each other, the longer of equals."""
    kept: list[Unknown] = []
    for one in sorted(found, key=lambda one: (-one.stories, -one.issues, -len(one.words), one.words)):
        if not any(_holds(one.words, other.words) or _holds(other.words, one.words) for other in kept):
            kept.append(one)
    return kept


def _holds(long: str, short: str) -> bool:
    return f" {short} " in f" {long} " or (is_chinese(short[0]) and short in long)
