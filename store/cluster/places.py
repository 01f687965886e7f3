"""Places that tell two events apart: a data centre in Britain is none in Abu Dhabi. Data and one look-up.

A place is a country or, inside one, a region or city. The United States and China are not listed as countries: news of
this field names them whatever it tells of. Their states and cities are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

_PLACES = {
    "gb": "UK, U.K., Britain, British, England, United Kingdom, 英国, 不列颠",
    "gb/london": "London, 伦敦",
    "gb/wales": "Wales, 威尔士",
    "gb/scotland": "Scotland, 苏格兰",
    "ae": "UAE, United Arab Emirates, Emirati, 阿联酋",
    "ae/abu-dhabi": "Abu Dhabi, 阿布扎比",
    "ae/dubai": "Dubai, 迪拜",
    "sa": "Saudi Arabia, Saudi, 沙特",
    "sa/riyadh": "Riyadh, 利雅得",
    "qa": "Qatar, 卡塔尔",
    "il": "Israel, Israeli, 以色列",
    "no": "Norway, Norwegian, 挪威",
    "se": "Sweden, Swedish, 瑞典",
    "fi": "Finland, Finnish, 芬兰",
    "dk": "Denmark, Danish, 丹麦",
    "de": "Germany, German, 德国",
    "de/berlin": "Berlin, 柏林",
    "de/munich": "Munich, 慕尼黑",
    "fr": "France, French, 法国",
    "fr/paris": "Paris, 巴黎",
    "it": "Italy, Italian, 意大利",
    "es": "Spain, Spanish, 西班牙",
    "pt": "Portugal, Portuguese, 葡萄牙",
    "nl": "Netherlands, Dutch, 荷兰",
    "ie": "Ireland, Irish, 爱尔兰",
    "pl": "Poland, Polish, 波兰",
    "ch": "Switzerland, Swiss, 瑞士",
    "at": "Austria, 奥地利",
    "be": "Belgium, 比利时",
    "ua": "Ukraine, 乌克兰",
    "ru": "Russia, Russian, 俄罗斯",
    "tr": "Turkey, Turkish, 土耳其",
    "in": "India, Indian, 印度",
    "in/mumbai": "Mumbai, 孟买",
    "in/bengaluru": "Bengaluru, Bangalore, 班加罗尔",
    "jp": "Japan, Japanese, 日本",
    "jp/tokyo": "Tokyo, 东京",
    "jp/osaka": "Osaka, 大阪",
    "kr": "South Korea, Korean, 韩国",
    "kr/seoul": "Seoul, 首尔",
    "tw": "Taiwan, Taiwanese, 台湾",
    "sg": "Singapore, 新加坡",
    "my": "Malaysia, Malaysian, 马来西亚",
    "my/johor": "Johor, 柔佛",
    "id": "Indonesia, Indonesian, 印尼, 印度尼西亚",
    "th": "Thailand, Thai, 泰国",
    "vn": "Vietnam, Vietnamese, 越南",
    "ph": "Philippines, 菲律宾",
    "au": "Australia, Australian, 澳大利亚, 澳洲",
    "nz": "New Zealand, 新西兰",
    "ca": "Canada, Canadian, 加拿大",
    "ca/toronto": "Toronto, 多伦多",
    "mx": "Mexico, 墨西哥",
    "br": "Brazil, Brazilian, 巴西",
    "ar": "Argentina, 阿根廷",
    "cl": "Chile, 智利",
    "za": "South Africa, 南非",
    "ke": "Kenya, 肯尼亚",
    "ng": "Nigeria, 尼日利亚",
    "eg": "Egypt, 埃及",
    "ir": "Iran, Iranian, 伊朗",
    "kz": "Kazakhstan, 哈萨克斯坦",
    "eu": "EU, European Union, European Commission, 欧盟, 欧委会",
    "us/texas": "Texas, 得州, 德州, 得克萨斯",
    "us/ohio": "Ohio, 俄亥俄",
    "us/michigan": "Michigan, 密歇根",
    "us/wisconsin": "Wisconsin, 威斯康星",
    "us/arizona": "Arizona, Phoenix, 亚利桑那, 凤凰城",
    "us/nevada": "Nevada, 内华达",
    "us/virginia": "Virginia, 弗吉尼亚",
    "us/georgia": "Atlanta, 亚特兰大",
    "us/indiana": "Indiana, 印第安纳",
    "us/louisiana": "Louisiana, 路易斯安那",
    "us/mississippi": "Mississippi, 密西西比",
    "us/tennessee": "Tennessee, Memphis, 田纳西, 孟菲斯",
    "us/pennsylvania": "Pennsylvania, 宾夕法尼亚, 宾州",
    "us/new-york": "New York, 纽约",
    "us/new-mexico": "New Mexico, 新墨西哥",
    "us/wyoming": "Wyoming, 怀俄明",
    "us/iowa": "Iowa, 艾奥瓦, 爱荷华",
    "us/oregon": "Oregon, 俄勒冈",
    "us/kansas": "Kansas, 堪萨斯",
    "us/missouri": "Missouri, 密苏里",
    "us/carolina": "North Carolina, South Carolina, 北卡, 南卡",
    "us/florida": "Florida, 佛罗里达",
    "us/illinois": "Illinois, Chicago, 伊利诺伊, 芝加哥",
    "cn/beijing": "Beijing, 北京",
    "cn/shanghai": "Shanghai, 上海",
    "cn/shenzhen": "Shenzhen, 深圳",
    "cn/hangzhou": "Hangzhou, 杭州",
    "cn/guangzhou": "Guangzhou, 广州",
    "cn/wuhan": "Wuhan, 武汉",
    "cn/hefei": "Hefei, 合肥",
    "cn/chengdu": "Chengdu, 成都",
    "cn/hong-kong": "Hong Kong, 香港",
    "cn/inner-mongolia": "Inner Mongolia, 内蒙古",
}


_NO_PLACES = (("印度尼西亚", "印尼"), ("纽约时报", ""))
"""Words that contain a place which they do not name, and what is read instead."""
_WORD = re.compile(r"[A-Z](?:\.[A-Z]\.?|[A-Za-z]*)")


@cache
def _by_spelling() -> tuple[dict[str, str], dict[str, str]]:
    """Give the place of each Latin spelling, in its case, and of each Chinese one."""
    known = {word: place for place, spellings in _PLACES.items() for word in spellings.split(", ")}
    latin = {word: place for word, place in known.items() if word.isascii()}
    return latin, {word: place for word, place in known.items() if not word.isascii()}


def _spelled(text: str) -> dict[str, str]:
    """Give the places that a text names, by the words that name them."""
    latin, chinese = _by_spelling()
    words = _WORD.findall(text)
    found = {word: latin[word] for word in (*words, *map(" ".join, pairwise(words))) if word in latin}
    if not text.isascii():
        for word, instead in _NO_PLACES:
            text = text.replace(word, instead)
        found |= {word: place for word, place in chinese.items() if word in text}
    return found


def find_places(text: str) -> list[str]:
    """Give the places that a text names, sorted, each with the country it lies in."""
    found = set(_spelled(text).values())
    return sorted(found | {place.partition("/")[0] for place in found})


def place_words(text: str) -> set[str]:
    """Give the words by which a text names places, in small letters."""
    return {word.casefold() for word in _spelled(text)}


def are_apart(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Tell whether two texts that name places name different ones: no country in common, or in it other cities only."""
    if not ours or not theirs:
        return False
    shared = {place for place in ours if "/" not in place} & set(theirs)
    if not shared:
        return True
    cities, others = ({place for place in side if "/" in place} for side in (ours, theirs))
    return bool(cities and others and not cities & others)
