"""The keys under which typed names count as the same: by letters, without a legal suffix, as a ticker.

Nothing here decides what a name resolves to.
"""

from __future__ import annotations

import re

from store.folding import fold_name, is_chinese

_SEPARATORS = re.compile(r"(?:(?<!\d)\.|\.(?!\d)|[^\w.]|_)+")
_LEGAL_EN = re.compile(
    r"[\s,]+(?:inc|incorporated|corp|corporation|co|company|ltd|limited|llc|llp|lp|plc|pbc|gmbh|ag|se|sa|s\.a|sas|nv|n\.v"
    r"|bv|b\.v|ab|oy|asa|kk|k\.k|spa|s\.p\.a|pte|pty|holding|holdings|group)\.?$"
)
_LEGAL_ZH = re.compile(
    r"(?:(?:科技|技术|信息|网络|软件|智能|控股|集团|股份)*(?:有限责任公司|有限公司)|公司|集团|控股)$"
)
_EXCHANGES = {"HKEX": "HK", "SEHK": "HK", "HKG": "HK", "TWSE": "TW", "TPE": "TW", "TSE": "T", "TYO": "T"}
"""Exchanges whose tickers are numbers, and the ending with which those are written."""
_EXCHANGE = rf"(NASDAQ|NYSE|AMEX|SSE|SHA|SZSE|SHE|KRX|KOSPI|KOSDAQ|LSE|{'|'.join(_EXCHANGES)})\s*:\s*"
_TICKER = re.compile(rf"(?:{_EXCHANGE})?([A-Z]{{1,6}}|[0-9]{{2,4}}[A-Z]|[0-9]{{1,6}})(?:\.([A-Z]{{1,3}}))?")
_SIX_DIGITS = re.compile(r"\d{6}")
_NUMBERED = re.compile(r"[$\s]*\d{1,6}\.[a-z]{1,3}\s*")


def name_key(text: str) -> str:
    """Reduce a name to its key: folded letters and digits; a point between digits stays (4.1 is not 41)."""
    return _SEPARATORS.sub("", fold_name(text).folded)


def bare_keys(text: str) -> list[str]:
    """Give the keys of a name without its legal suffixes, one suffix fewer each; none when it has no suffix.

    Suffixes of both languages: `Nvidia Corp.`, `Foo Co., Ltd.`, 百度公司, 小米科技有限责任公司.
    """
    bare = fold_name(text).folded.strip(" .,")
    keys: list[str] = []
    while (shorter := _LEGAL_ZH.sub("", _LEGAL_EN.sub("", bare)).strip(" .,")) != bare and len(shorter) > 1:
        keys.append(name_key(shorter))
        bare = shorter
    return keys


def ticker_key(text: str) -> str | None:
    """Give the ticker that a text is written as, or None: capitals (`NVDA`, `0700.HK`, `NASDAQ: NVDA`) or after `$`.

    Only in capitals or after `$`, because 182 of 1,163 tickers are English words (measured); a number with its
    exchange may be in any case. Six digits are one company's in Shanghai, Shenzhen or Seoul, so their exchange is left
    out; shorter numbers keep theirs, without leading zeros.
    """
    text = text.strip()
    if text.startswith("$") or _NUMBERED.fullmatch(text):
        text = text.removeprefix("$").strip().upper()
    found = _TICKER.fullmatch(text)
    if not found:
        return None
    code, exchange = found[2], found[3] or _EXCHANGES.get(found[1] or "")
    if _SIX_DIGITS.fullmatch(code):
        return str(code)
    return f"{code.lstrip('0')}.{exchange}" if exchange else str(code).lstrip("0")


def bare_number(ticker: str) -> str | None:
    """Give the number of a ticker without its exchange, as it is typed after `$`: 700 for 700.HK; else None."""
    code, _, exchange = ticker.partition(".")
    return code if exchange and code[0].isdigit() else None


def is_chinese_key(key: str) -> bool:
    """Tell whether a key is written in Chinese characters alone."""
    return bool(key) and all(is_chinese(character) for character in key)
