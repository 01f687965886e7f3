"""What an English number counts: the noun behind it, and the kind of figure that makes it.

It is the first plural noun within five words, over adjectives and names ("22K senior engineers", "2,048 H800 chips"),
or whatever follows a hyphen ("13-page"). A preposition, a verb or a mark ends the search. Lengths, areas, weights and
storage are no kind of ours, so their numbers are no figures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

from store.figures.plain import Plain, is_blank
from store.figures.units import MULTIPLE, Unit

COUNT = Unit("count", "1")
PEOPLE = Unit("people", "1")
USERS = Unit("users", "1")
CUSTOMERS = Unit("customers", "1")
PARAMETERS = Unit("parameters", "1")
TOKENS = Unit("tokens", "1")

_PEOPLE = """
people persons employees workers staff staffers engineers researchers scientists developers programmers coders jobs
positions roles journalists reporters writers artists actors musicians authors students pupils teachers professors
doctors physicians nurses clinicians patients residents citizens drivers contractors lawyers attorneys executives
managers founders co-founders cofounders members attendees participants respondents volunteers experts officials
analysts consultants hires recruits interns freelancers creators moderators annotators guests viewers listeners readers
followers fans children adults men women soldiers officers lawmakers senators layoffs witnesses signatories voters
technicians translators illustrators animators bankers traders accountants designers salespeople mathematicians
physicists academics economists graduates applicants candidates forecasters recruiters bidders ceos cfos ctos cios
professionals specialists personnel headcount person member employee worker engineer strong
"""
_NOUNS: dict[str, Unit] = {
    **dict.fromkeys(_PEOPLE.split(), PEOPLE),
    **dict.fromkeys("users subscribers players gamers visitors actives maus daus waus subs user".split(), USERS),
    **dict.fromkeys("customers clients merchants customer".split(), CUSTOMERS),
    **dict.fromkeys("parameters params parameter param".split(), PARAMETERS),
    **dict.fromkeys("tokens token context".split(), TOKENS),
}
_SINGULAR = frozenset("person member employee worker engineer strong user customer".split())
"""Nouns that count only behind a hyphen: a 40-person startup, but 40 user accounts."""
_MODELS = frozenset(
    "model models dense moe active activated total variant variants version versions checkpoint checkpoints llm "
    "sizes flavors flavours".split()
)
_BUSINESSES = frozenset("businesses companies enterprises firms organizations organisations".split())
_BUYING = frozenset("spend spends spending pay pays paying use uses using buy buying adopt adopted".split())
_CUTS = frozenset("cuts losses openings reductions vacancies".split())
_MEASURES = frozenset(
    "nm um mm cm km kg gb tb mb pb eb kb gbps tbps mbps hz khz mhz ghz fps mph dpi rpm db mah square cubic inch inches "
    "foot feet mile miles yard yards meter meters metre metres kilometer kilometers kilometre kilometres acre acres "
    "hectare hectares ton tons tonne tonnes kilograms kilogram grams degrees degree gigabytes gigabyte terabytes "
    "terabyte megabytes petabytes bytes bits bit byte gallons liters litres barrels pounds "
    "pound ounces ounce gallon barrel nanometer nanometers "
    "way point star noon dimensional dimensions sided".split()
)
_LENGTHS = frozenset("miles kilometers kilometres meters metres acres hectares tons tonnes feet inches".split())
_STOPS = frozenset(
    "a about above across after against ago all along also am an any are around as at away be because been before "
    "behind being below between both but by can come comes could did do does down during each either even every for "
    "from gets gives go goes had has have he her hers here him his how i if in into is it its just last later least "
    "less like made make makes may me might most must my near need needs neither no nor not now of off on once one "
    "only onto or our out over own past per plus puts rather runs said same says see sees set she should shows since "
    "so still such takes than that the their them then there these they this those through throughout till to too "
    "toward towards under until up upon us versus via vs was we well went were what when where whether which while who "
    "whom whose why will with within without would yet you your lags leads tops beats hits helps offers outperforms "
    "means adds costs wants looks seems brings begins starts ends becomes remains allows lets claims trails scores "
    "ranks tells thinks keeps two three four five six seven eight nine ten".split()
)
_IRREGULAR = frozenset("data media crew mice criteria phenomena series species aircraft spacecraft".split())
_COMPARED = frozenset(
    "more less fewer faster slower as the larger bigger smaller cheaper higher lower better greater longer shorter its "
    "their what that stronger worse harder denser richer revenue revenues sales earnings annual forward "
    "oversubscribed covered subscribed".split()
)
_WINDOW = 5
_MIXTURE = re.compile("(?<![a-z])moe(?![a-z])|mixture|rout(?:ed|es|ing|er)|activ|param|token|激活|路由|参数|词元|稀疏")
_VERSION_BEHIND = re.compile(" ?(?:的?版本|版|的?[大小]?模型|规模|量级|级|尺寸|底座|基座|变体)|-a[0-9]")
_CUTTING = re.compile("(?<![a-z])(?:cut|cuts|cutting|trim|eliminat|axe|axing|shed|slash|abolish|redundan|layoffs|fill)")
_AROUND = 80
_HEAD = re.compile("[-/]")
_NEXT = re.compile(r"( {1,24}|-)(u\.[sk]\.(?= )|[A-Za-z](?:[\w'/&-]|\.(?=\w))*)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Noun:
    """What a number counts, and where the words for it end; `is_listed` tells a known noun from just any."""

    end: int
    unit: Unit
    is_listed: bool


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    end: int


def english_noun(plain: Plain, at: int) -> Noun | None:
    """Find the noun behind a number that ends at a place."""
    words = _words_after(plain, at)
    if words and plain.text[at] == "-":
        first = words[0].text
        return Noun(words[0].end, _NOUNS.get(first, COUNT), first in _NOUNS) if len(first) > 2 else None
    is_joined = False
    if len(words) > 2 and words[0].text == "of" and words[1].text in ("those", "these"):
        words = words[2:]
    for place, word in enumerate(words):
        owner = word.text.removesuffix("'s").removesuffix("'")  # 43 million people's data
        listed = _NOUNS.get(owner.partition("/")[0]) if owner not in _SINGULAR else None
        if listed and (word.text != "context" or place == 0):
            return Noun(word.end - len(word.text) + len(owner), listed, True)
        if word.text in _CUTS and place and words[place - 1].text == "job":
            return Noun(word.end, PEOPLE, True)
        if word.text in ("and", "or"):  # 11,500 film and TV writers: only a noun of the lists may still follow
            is_joined = True
        elif (word.text in _STOPS and not _is_country(plain, word)) or word.text in _MEASURES:
            return None
        elif not is_joined and _is_plural(plain.text[word.end - len(word.text) : word.end]):
            return _of_plural(word, words[place + 1 :], plain.text[word.end + 1 : word.end + 2].isupper())
    return None


def _is_country(plain: Plain, word: _Word) -> bool:
    """Tell the US from us: two leading US labs."""
    return plain.text[word.end - len(word.text) : word.end] == "US"


def _of_plural(word: _Word, behind: list[_Word], is_before_name: bool) -> Noun:
    """Make a noun of any plural, telling times that compare and businesses that buy from plain counts."""
    next_word = behind[0].text if behind else ""
    is_name = is_before_name and next_word not in _STOPS
    if word.text == "times" and (
        is_name or next_word in _COMPARED or any(other.text.endswith("'s") for other in behind[:2])
    ):
        return Noun(word.end, MULTIPLE, True)
    likely = takewhile(lambda other: other.text != "to", behind)
    is_buyer = word.text in _BUSINESSES and any(other.text in _BUYING for other in likely)
    return Noun(word.end, CUSTOMERS if is_buyer else COUNT, is_buyer)


def is_measured(plain: Plain, at: int) -> bool:
    """Tell whether a number is of a length, an area, a weight or storage, which are no figures of ours."""
    words = _words_after(plain, at)
    if words and _HEAD.split(words[0].text)[0] in _MEASURES:
        return True
    # behind adjectives, only whole words that measure and nothing else: 100 million driverless miles
    return any(word.text in _LENGTHS and not _has_stop(words[:place]) for place, word in enumerate(words))


def _has_stop(words: list[_Word]) -> bool:
    return any(word.text in _STOPS or word.text in _NOUNS or _is_plural(word.text) for word in words)


def is_model_size(plain: Plain, at: int) -> bool:
    """Tell whether the word behind a number with a letter shows that it is a model's size: a 70B model, 37B active."""
    words = _words_after(plain, at)
    if plain.text[at - 1] in "MB" and _VERSION_BEHIND.match(plain.low, at):
        return True
    if not words or plain.text[at - 1] not in "MB":
        return False
    return words[0].text in _MODELS and (words[0].text != "models" or plain.text[at - 1] == "B")


def unit_told_around(plain: Plain, noun: Noun) -> Unit:
    """Give the unit of a noun that counts people or things by the words around: experts of a model, posts cut."""
    around = plain.low[max(0, noun.end - _AROUND) : noun.end + _AROUND]
    if plain.low.endswith(("experts", "专家"), 0, noun.end) and _MIXTURE.search(around):
        return COUNT
    if plain.low.endswith((" posts", " heads"), 0, noun.end) and _CUTTING.search(around[:_AROUND]):
        return PEOPLE
    return noun.unit


def _words_after(plain: Plain, at: int) -> list[_Word]:
    """Give the words that follow without a mark between them, in small letters; a hyphen only before the first."""
    words: list[_Word] = []
    while len(words) < _WINDOW and (found := _NEXT.match(plain.low, at)):
        if (words and found[1] == "-") or is_blank(plain, at, found.start(2)):
            break
        at = found.end()
        words.append(_Word(found[2], at))
    return words


def _is_plural(word: str) -> bool:
    low = word.lower()
    if low in _IRREGULAR:
        return True
    if len(word) > 2 and word[-1] == "s" and word[:-1].isupper():
        return True
    return low.endswith("s") and len(low) > 3 and not low.endswith(("ss", "us", "is", "'s"))
