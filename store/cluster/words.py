"""Find the words of a headline that tell, and which of them another report of its language holds. Pure.

Words tell that are neither names (which are weighed as such), nor short, nor among the commonest of the field. A word
stands for its forms by its first `STEM` letters: encrypting, encryption. Of Chinese every two characters that follow
each other are half a word, because of three words in a row two such pairs are none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from store.match.dictionary import is_word
from store.text import search_words

STEM = 6
_SHORTEST = 4
_COMMON = frozenset(
    """
    about access accord across action added adding advanc again agains agent agenti agents agree ahead allow
    alread also althou amid among amount analys announ anothe applic archit around assist automa availa away back
    based been before behind being benchm best better betwee beyond bigges billio boost both brings build buildi
    built busine call calls capabi challe change code coding comes comman compan compet comple comput conten
    contex contro copilo could create curren custom daily data days deal debut descri design develo device digita direct
    does down during early effici emplo engine enterp even every expand experi explai face faces featur field
    first follow footpr former framew free from fronti full furthe future gain gains gene genera gets gives global
    going good group grow growin growth have help helps here high hits home hours human impact improv includ
    increa indust inside integr intell intere into intro introd issue issues joins just keep know large larges
    last latest launch lead leader learni less level life like line live local long look made major make makes
    making manage many market massiv matter mean meet might millio mode model models month months more most move
    much must nearly need needs networ never news next offer offers office offici once only open opens opera
    option order other over paper part people perfor plan plans platfo point potent power press privat proble
    proces produc progra projec public publis push quarte questi quick raises rather reach real reason record
    releas report requir resear respon result return reveal review right rise rival rollou round rules runs safety
    said sale same says secret sector securi seek seeks sell series servic set sets severa share shares shift ship
    should show shows side signal signif since site small softwa some source speed spend staff stage start starts
    startu state still stock strate strong studio study such suppor sys system take takes target task tasks team
    teams techno test testin than that their them then there these they thing this those throug time times today
    token tokens tool tools toward trade traini trilli turn turns under unveil update users uses using value
    versio very video want wants warns watch week weekly weight well were what when where which while will with
    within withou work workin works world would year years your
    """.split()
)
_COMMON_PAIRS = frozenset(
    """
    一个 一代 万亿 上线 专用 中国 中的 产业 产品 人工 亿元 亿美 什么 今年 代理 代码 以及 任务 企业 优化 估值 体系
    体验 使用 供了 信息 免费 全新 全球 全面 公司 公开 关注 关键 内容 分析 创新 利用 功能 加速 升级 去年 发展 发布
    发现 发者 可以 可能 合作 同时 启动 团队 场景 型发 基于 基础 增长 处理 多模 大模 如何 学习 安全 完成 官方 实现
    宣布 将在 展示 工作 工具 工智 工程 已经 市场 布了 平台 年前 应用 开发 开始 开放 开源 影响 快速 性能 成为 成本
    成立 我们 或将 所有 打造 执行 扩展 技术 报告 持续 挑战 接入 推出 推理 提供 提出 提升 操作 支付 支持 效率 数据
    新一 新的 方式 方案 旗下 日起 时间 显著 智能 更多 更新 最新 月起 服务 未来 本地 机器 来源 构建 架构 核心 框架
    模型 模态 正式 测试 版本 环境 现在 生成 用于 用户 用的 的一 目前 直接 相关 知识 研究 社区 科技 称为 称其 称将
    程序 管理 系统 编程 网络 美元 美国 能体 能力 自动 自己 获得 融资 行业 表示 要求 规模 视频 解决 计划 认为 训练
    论文 设计 评估 语言 超过 趋势 软件 达到 运行 这个 这是 进行 通过 重要 问题 集成 需要 面向 项目 领域 风险 首次
    首款
    """.split()
)


def telling_words(headline: str, names: Iterable[tuple[int, int]]) -> set[str]:
    """Find the words of a headline that tell, as stems; `names` are where names stand in it, as (start, end)."""
    for start, end in names:
        headline = headline[:start] + " " * (end - start) + headline[end:]
    words = [word for phrase in search_words(headline) for word in phrase]
    return {stem for word in words if (stem := _stem(word))} if _is_read(words) else set()


def _is_read(words: Iterable[str]) -> bool:
    """Tell whether words are of a language that we read: of the longer Latin ones most are English."""
    latin = [word for word in words if word.isascii() and word.isalpha() and len(word) >= _SHORTEST]
    return not latin or sum(map(is_word, latin)) * 2 > len(latin)


def _stem(word: str) -> str | None:
    if not word.isascii():
        return word if len(word) == 2 and word not in _COMMON_PAIRS else None
    stem = word[:STEM]
    return stem if len(word) >= _SHORTEST and word.isalpha() and stem not in _COMMON else None


def count_shared(ours: Iterable[str], our_text: str, theirs: Iterable[str], their_text: str) -> float:
    """Count the telling words of either headline that the other's folded text holds, one of Chinese as half a word."""
    return _count({*_held(ours, their_text), *_held(theirs, our_text)})


def share_unheld(ours: Collection[str], their_text: str) -> float:
    """Give the share of a headline's telling words that another folded text does not hold; half where there is none."""
    return 1 - _count(_held(ours, their_text)) / _count(ours) if ours else 0.5


def _count(stems: Iterable[str]) -> float:
    return sum(1.0 if stem.isascii() else 0.5 for stem in stems)


def _held(stems: Iterable[str], text: str) -> Iterator[str]:
    return (stem for stem in stems if _holds(text, stem))


def _holds(text: str, stem: str) -> bool:
    """Tell whether a folded text, words between spaces, holds a word of this stem."""
    return f" {stem}" in text if len(stem) == STEM else f" {stem} " in text


@lru_cache(maxsize=4096)  # each report is weighed with many
def foreign_words(text: str) -> frozenset[str]:
    """Find the Latin words of a folded text that tell: in Chinese mostly names and terms, whoever knows them."""
    return frozenset(
        word
        for word in text.split()
        if word.isascii() and word.isalpha() and len(word) > 2 and word[:STEM] not in _COMMON
    )
