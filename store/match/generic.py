"""Words that many names have in common, and what is left of two names without those that they share.

BHP Group is no slip for BGI Group, nor 三一重工 for 三菱重工: the common word makes them alike, but says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

_ENGLISH_WORDS = """
    inc incorporated corp corporation co company ltd limited plc group holdings holding partners international global
    worldwide general national american united bank banking financial finance capital ventures investment investments
    asset management insurance energy power electric gas oil resources materials chemical chemicals steel motor motors
    auto automotive aerospace airlines air healthcare health medical pharma biotech bio sciences science lifesciences
    foods food stores brands products industries industrial manufacturing electronics semiconductor semiconductors
    devices instruments technologies technology tech systems solutions services software digital data cloud networks
    network communications telecom telecommunications media entertainment games studios studio news press times post
    journal review daily weekly magazine radio university college institute school academy foundation association
    center centre department ministry agency council office commission security search research labs lab laboratory
    laboratories ai robotics robot quantum model models pro mini max ultra plus lite agent agents code the of and for
    new china america us uk eu
"""
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_CHINESE_WORDS = """
    有限公司 股份 集团 控股 国际 公司 科技 技术 智能 信息 电子 半导体 微电子 机器人 软件 网络 通信 汽车 重工
    银行 证券 基金 资本 创投 投资 保险 能源 电力 医疗 医药 生物 健康 食品 家居 家电 传媒 日报 时报
    大学 学院 研究院 研究所 实验室 中心 委员会
"""
_CHINESE = tuple(_CHINESE_WORDS.split())
_CHINESE_FIRST = ("中国", "美国", "日本", "韩国", "国家", "北京", "上海", "深圳")


def distinctive(key: str, name: str, texts: Iterable[list[str]]) -> tuple[str, str]:
    """Give what is left of a typed key and of a name's key without the common words with which both begin or end.

    `texts` holds the folded words of both; a common word that neither writes alone, as in OpenAI, is part of the name.
    """
    for words in texts:
        for word in reversed(words[1:]):
            if not (word in _ENGLISH and key.endswith(word) and name.endswith(word)):
                break
            key, name = key.removesuffix(word), name.removesuffix(word)
        for word in words[:-1]:
            if not (word in _ENGLISH and key.startswith(word) and name.startswith(word)):
                break
            key, name = key.removeprefix(word), name.removeprefix(word)
    ending = next((one for one in _CHINESE if key.endswith(one) and name.endswith(one)), "")
    beginning = next((one for one in _CHINESE_FIRST if key.startswith(one) and name.startswith(one)), "")
    return key.removesuffix(ending).removeprefix(beginning), name.removesuffix(ending).removeprefix(beginning)


def is_generic(word: str) -> bool:
    """Tell whether a folded English word is one that many names share."""
    return word in _ENGLISH
