"""Tell numbers that are no amounts: parts of names, versions, ranks, ordinals, dates, times and denominators.

A number stuck to letters is part of a name (H100, GPT-5.4, v2.5, 950PR). So is a small one behind a capitalised word
(Gemma 4 models, Apache 2.0), except in a headline, where every word is capitalised; there only words that number
their generations make it one. A four-digit year, a day beside its month, 第 and ordinals, #491, "No. 1", "top 10",
9:30, what was so long ago, and what a price is per are no amounts either.
"""

from __future__ import annotations

import re

from store.figures.numerals import Numeral
from store.figures.plain import Plain, is_latin

_MONTHS = (
    "jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|january|february|march|april|june|july|august|september|october"
    "|november|december"
)
_LABELS = frozenset(
    "no nos nr number top episode ep issue vol volume chapter section phase version tier step page pages fig rank "
    "ranked "
    "ranks ranking level gen generation cvss age aged article clause rule table score".split()
)
_FAMILIES = frozenset(
    "gpt claude opus sonnet haiku gemini gemma llama grok qwen kimi deepseek mistral phi veo sora imagen glm ernie "
    "doubao "
    "hunyuan minimax windows iphone galaxy pixel ios ipados macos android python pytorch cuda blackwell hopper rubin "
    "ascend trainium inferentia tpu gpu rtx ryzen xeon epyc snapdragon apache web wi-fi pcie ddr hbm usb bluetooth "
    "fortune "
    "nasdaq ftse nikkei euro stoxx csi playstation xbox airpods midjourney flux runway firefly colossus optimus atlas "
    "figure starship falcon series forbes wan seedance kling mythos fable alphafold model copilot".split()
)
"""Words that number their generations, so that even a headline's number behind them is part of the name."""
_NO_NAMES = frozenset(
    "a about above after all almost also an and another any approximately around as at because before below between "
    "but "
    "by each even every exactly first for from further has have he her his how i if in including into it its just last "
    "like meanwhile more most nearly new no not now of on only or other our over plus roughly she since so some still "
    "than that the their them then there these they this those through to today total under until up upon via we what "
    "when where which while with within you your".split()
)
_CODE_BEFORE = re.compile(r"(?<![A-Za-z])[A-Z]{2,4} $|(?<![0-9A-Za-z])['‘]$")
_NUMBER_SIGN = re.compile("(?<![A-Za-z])No[.] $")
_TIMES_AROUND = re.compile("[0-9] ?[×x] ?[0-9]")
_RANGE_AFTER = re.compile(
    " ?[-–—~至到] ?(?:[0-9]+(?:[.][0-9]+)? ?[千万亿]|(?!(?:19|20)[0-9]{2}(?![0-9]))[0-9]{4}(?![0-9A-Za-z-]))"
)
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_OLDEST_YEAR = 1000
_YEAR_AFTER = re.compile(" ?年")
_YEAR_BEFORE = re.compile(
    r"(?:^|[ (])(?:in|since|by|from|until|till|during|before|after|of|the|for|early|late|mid|fiscal|this)$"
)

_RANGE_BEFORE = re.compile(r"(?:^|[^A-Za-z0-9.-])[0-9][0-9.,]*[A-Za-z%]{0,3}-$")
_WORD_BEFORE = re.compile(r"[A-Za-z][\w&'+.-]*$", re.ASCII)
_LONGEST_WORD = 20
_ORDINAL_BEFORE = re.compile(
    "第 ?$|(?:(?<![目此当之日以年月先提史空])|(?<=[今去明本]年)|(?<=[0-9]年))前 ?$|[#№@^_=] ?$|(?<! )/ ?$| /$"
)
_MONTH_BEFORE = re.compile(rf"(?<![A-Za-z])(?:{_MONTHS})\.? $", re.IGNORECASE)
_MONTH_AFTER = re.compile(rf" ?(?:{_MONTHS})(?![A-Za-z])", re.IGNORECASE)
_TIME_AFTER = re.compile(r" ?(?:a\.m|p\.m|am|pm|o'clock)(?![a-z])|[:/][0-9]")
_SERIES_AFTER = re.compile(" ?(?:世纪|年代|年级|周年|周岁|点钟|时代|系列|度(?!电)|[日号期届代版岁月])")
_CLASS_AFTER = re.compile(" ?(?:强|级(?!参数|token))")
_AGO_AFTER = re.compile(" (?:ago|olds?)(?![a-z])|-olds?|多?(?:以|之)?前(?![后沿端景瞻三十])")
_PICTURE_AFTER = re.compile(
    " ?(?:camera|video|synthesis|rendering|resolution|display|tv|monitor|screen"
    "|画质|视频|分辨率|超高清|高清|屏|摄像|显示)"
)
_DASHED_DATE = re.compile(r"[0-9]{1,4}-[0-9]{1,2}-[0-9A-Za-z]")
_EDITION_AFTER = re.compile(" (?:pro|max|ultra|mini|flash|plus|lite|turbo|preview|nano|air)(?![a-z])")
_LIFE_BEFORE = re.compile("(?<![a-z])(?:his|her|their|the|early|mid|late|my|your)[ -]$|['‘]$")
_PER_BEFORE = re.compile(r"(?:(?<![a-z])(?:per|every)|每) ?$")
_TOP_BEFORE = re.compile("(?:(?<![a-z])(?:top|bottom)|(?<![之以提目此先])前) ?$")
_SAME_BEFORE = re.compile(r"(?:(?<![a-z])(?:the|these|those|both|all)|[这那该此其]) ?$")


def is_in_name(plain: Plain, numeral: Numeral) -> bool:
    """Tell whether a number belongs to the word, version, ordinal or time that it is written into."""
    text, start = plain.text, numeral.start
    before = text[start - 1 : start]
    if (
        before
        and numeral.form != "chinese"
        and (is_latin(text, start - 1) or (before in ".:" and is_latin(text, start - 2)))
    ):
        return True
    if before == "-" and is_latin(text, start - 2) and not _RANGE_BEFORE.search(text[max(0, start - 16) : start]):
        return True
    if "-" in (before, text[numeral.end : numeral.end + 1]):
        dashed = _DASHED_DATE.search(text, max(0, start - 8), numeral.end + 8)
        if dashed and dashed.start() <= start < dashed.end():
            return True
    crossed = _TIMES_AROUND.search(text, max(0, start - 4), numeral.end + 4)
    if crossed and not text.startswith("10", crossed.end() - 1):  # 7×24, but 2 × 10^25 has a value
        return True
    if text[start] == "0" and text[start + 1 : start + 2].isdigit():
        return True
    if _ORDINAL_BEFORE.search(text[max(0, start - 3) : start]):
        return True
    if _TIME_AFTER.match(plain.low, numeral.end):
        return True
    return numeral.letter == "K" and numeral.literal < 10 and _PICTURE_AFTER.match(plain.low, numeral.end) is not None


def is_year(plain: Plain, numeral: Numeral) -> bool:
    """Tell whether a number looks like a year: four digits that nothing parts, scales (2000～2300万) or outgrows."""
    is_plain = not numeral.is_scaled and not numeral.grouped and numeral.bound == "exact"
    if not is_plain or numeral.end - numeral.start != 4 or _RANGE_AFTER.match(plain.text, numeral.end):
        return False
    is_old = numeral.value > _OLDEST_YEAR and numeral.value % 100 != 0 and _YEAR_AFTER.match(plain.text, numeral.end)
    return _FIRST_YEAR <= numeral.value <= _LAST_YEAR or bool(is_old and numeral.value < _FIRST_YEAR)


def is_code(plain: Plain, numeral: Numeral) -> bool:
    """Tell whether a number before just any noun is a law's, a standard's or a year's: SB 3444 fails, the '92 team."""
    if numeral.form != "digits" or numeral.is_large:
        return False
    return _CODE_BEFORE.search(plain.text[max(0, numeral.start - 6) : numeral.start]) is not None


def is_named_year(plain: Plain, numeral: Numeral) -> bool:
    """Tell whether the word before a number shows that it is a year: in 2026, the 2026 elections."""
    return _YEAR_BEFORE.search(plain.low[max(0, numeral.start - 9) : numeral.start].rstrip()) is not None


def is_date_or_rank(plain: Plain, numeral: Numeral) -> bool:
    """Tell whether a number without a unit is a day, a rank, a label's number or a version."""
    if _CLASS_AFTER.match(plain.text, numeral.end):
        return True
    if numeral.is_large:
        return (
            numeral.grouped and _NUMBER_SIGN.search(plain.text[max(0, numeral.start - 6) : numeral.start]) is not None
        )
    if _SERIES_AFTER.match(plain.text, numeral.end):
        return True
    before = plain.text[max(0, numeral.start - _LONGEST_WORD) : numeral.start]
    if numeral.value <= 31 and (_MONTH_BEFORE.search(before) or _MONTH_AFTER.match(plain.text, numeral.end)):
        return True
    word = _word_before(before)
    return word.lower().rstrip(".") in _LABELS


def is_version(plain: Plain, numeral: Numeral) -> bool:
    """Tell whether a small number before a noun is rather the end of the name before it: Gemma 4 models."""
    if (
        numeral.is_large
        or numeral.value >= 1000
        or not (numeral.form == "digits" or plain.text[numeral.start].isupper())
    ):
        return False
    word = _word_before(plain.text[max(0, numeral.start - _LONGEST_WORD) : numeral.start])
    if not any(map(str.isupper, word)) or word.lower() in _NO_NAMES:
        return False
    if _EDITION_AFTER.match(plain.low, numeral.end):
        return True
    is_headline = plain.text[numeral.end : numeral.end + 2].strip().isupper()
    return not is_headline or word.lower() in _FAMILIES


def _word_before(before: str) -> str:
    found = _WORD_BEFORE.search(before[:-1]) if before.endswith(" ") else None
    return found[0] if found else ""


def is_in_life(plain: Plain, numeral: Numeral, end: int) -> bool:
    """Tell whether a number with an s is somebody's age or a decade: in his 20s."""
    if plain.text[end - 1] != "s" or end - numeral.end != 1:
        return False
    return _LIFE_BEFORE.search(plain.low[max(0, numeral.start - 8) : numeral.start]) is not None


def is_ago(plain: Plain, end: int) -> bool:
    """Tell whether a time that ends at a place is an age, or how long ago something was."""
    return _AGO_AFTER.match(plain.low, end) is not None


def is_top_share(plain: Plain, start: int) -> bool:
    """Tell whether a percentage only says which of a ranking are meant: the top 10% of users, 前10%的用户."""
    return _TOP_BEFORE.search(plain.low[max(0, start - 8) : start]) is not None


def is_denominator(plain: Plain, start: int) -> bool:
    """Tell whether an amount is what another is per: $3 per 1,000 pages."""
    return _PER_BEFORE.search(plain.low[max(0, start - 7) : start]) is not None


def is_known_group(plain: Plain, start: int) -> bool:
    """Tell whether a number only refers back to things already told of: these two labs, 这两家."""
    return _SAME_BEFORE.search(plain.low[max(0, start - 7) : start]) is not None
