"""What a Chinese number counts: a classifier with the noun behind it, or a noun right behind the number.

"2.2万名工程师", "1500家企业客户", "310亿参数". A classifier makes a figure of any noun; without one, only the nouns
listed here do. Words that begin like a classifier and are none (个人版, 一位数) are listed too.
"""

from __future__ import annotations

import re

from store.figures.nouns import COUNT, CUSTOMERS, PARAMETERS, PEOPLE, TOKENS, USERS, Noun
from store.figures.plain import Plain, is_blank
from store.figures.units import Unit

_CLASSIFIERS: dict[str, Unit | None] = {
    **dict.fromkeys("名 位 人".split(), PEOPLE),
    **dict.fromkeys(
        "个 家 款 台 座 块 张 枚 颗 份 项 种 次 条 件 套 架 艘 栋 片 组 批 篇 部 支 队 辆 国 州 层 页 门 轮 笔 处 间 "
        "所 户 副 股 席 票 字 部分 "
        ""
        "柜 道 幅 首 集 例 行 帧 宗 桩 座 只 场 城 起 人次 万卡 卡".split(),
        COUNT,
    ),
    **dict.fromkeys(
        "人民 人工 人形 人类 人均 人脸 人机 人才 人物 人大 人生 人士 人行 个人版 个人电脑 个人用户 位数 位一体 项目 "
        "家居 家庭 家族 家电 部门 部长 部署 "
        "部件 件事 字节 字幕 字母 字体 字典 字段 "
        "条件 组织 组合 组成 套路 种子 种族 次元 次方 首次 首席 首个 首款 首家 首批 行业 行动 行为 行政 "
        "行列 场景 "
        "场面 城市 国家 国际 国产 国内 国企 国资 州长 层级 层面 层次 页面 门户 门槛 台湾 台积电 台北 台式 处理 处于 "
        "处罚 处分 "
        "间谍 间接 间隔 所有 所谓 道德 道路 集团 集成 集体 集中 集群 例如 起步 起诉 起来 起价 起飞 起源 起草 只有 "
        "只是 只能 只要 块链 "
        "份额 片段 支持 支付 支出 支撑 队伍 辆车牌 轮回 笔记本 卡车 卡片 卡位 批准 批评 篇幅 张力 枚举 架构 艘船号 "
        "名列 名义 名称 名单 "
        "票房 票据 票价 票面 票选 股份 股东 股权 股价 股票 股市 股本 户外 户籍 户型 副总 副本 席卷 席位 "
        "柜台 柜员 柜面 柜门 柜机 名气 大件 座位 幅度 起初 位于 位居 位列".split()
    ),
}
"""Classifiers, the longest first to be met; None for words that only begin like one."""
_LONGEST = 4

_NOUNS: dict[str, Unit] = {
    **dict.fromkeys(
        "员工 工程师 研究员 研究人员 科学家 开发者 程序员 记者 人员 岗位 职位 工作岗位 就业岗位 司机 会员 专家 学生 "
        "教师 老师 医生 "
        "观众 成员 作者 艺术家 职工 工人 外包 求职者 个人 居民 患者 粉丝 学者 律师 高管 人才 编剧 演员 从业者 志愿者 "
        "创作者 读者 "
        "听众 代表 雇员 人".split(),
        PEOPLE,
    ),
    **dict.fromkeys("用户 月活 日活 周活 活跃用户 订阅者 玩家 注册用户 mau dau".split(), USERS),
    **dict.fromkeys("客户 商户 企业客户 付费客户".split(), CUSTOMERS),
    **dict.fromkeys("token tokens 词元 上下文".split(), TOKENS),
    **dict.fromkeys("参数 参数量".split(), PARAMETERS),
    **dict.fromkeys("star stars 星标".split(), COUNT),
}
_NOUN = re.compile("|".join(sorted(_NOUNS, key=len, reverse=True)))
_ENTERPRISES = re.compile("企业|公司|机构")
_BUYING = re.compile("付|年消费|采用|使用|客户|采购")
_NEAR = 5
"""Characters that may stand between a number, or its classifier, and the noun."""
_POINTS = re.compile("点(?![钟半击评赞燃名选亮头播子心单餐])")
_CLAUSE = re.compile(r"[^，。；！？、：,;:!?()\n“”\"0-9]{0,14}")
_LATIN = re.compile("[a-z]")
_SPACES = re.compile(" {0,24}")


def chinese_noun(plain: Plain, at: int, *, is_large: bool, is_many: bool) -> Noun | None:
    """Find what a number that ends at a place counts. Without a classifier the noun of a small number must touch it.

    `is_many` tells that it is more than the hours of a day, so that 点 are points of an index.
    """
    start = _skip(plain, at)
    clause = plain.low[start : _clause_end(plain.low, start)]
    for length in range(min(_LONGEST, len(clause)), 0, -1):
        if clause[:length] in _CLASSIFIERS:
            classifier = _CLASSIFIERS[clause[:length]]
            return _with_classifier(clause, start, length, classifier) if classifier else None
    if (is_large and clause[:1] == "分") or (is_many and _POINTS.match(clause)):
        return Noun(start + 1, COUNT, True)
    noun = _listed(clause, 0, _NEAR if is_large else int(clause.startswith("大")))
    return Noun(start + noun.end(), _NOUNS[noun[0]], True) if noun else None


def _skip(plain: Plain, at: int) -> int:
    spaces = _SPACES.match(plain.low, at)
    return spaces.end() if spaces and not is_blank(plain, at, spaces.end()) else at


def _clause_end(low: str, start: int) -> int:
    clause = _CLAUSE.match(low, start)
    return clause.end() if clause else start


def _with_classifier(clause: str, start: int, length: int, classifier: Unit) -> Noun:
    noun = _listed(clause, length, _NEAR)
    if noun and classifier is not PEOPLE:
        return Noun(start + noun.end(), _NOUNS[noun[0]], True)
    end = noun.end() if noun and _NOUNS[noun[0]] is PEOPLE else length
    if classifier is COUNT and clause[length - 1] == "家" and _BUYING.search(clause) and _ENTERPRISES.search(clause):
        return Noun(start + end, CUSTOMERS, True)
    return Noun(start + end, classifier, classifier is PEOPLE)


def _listed(clause: str, start: int, gap: int) -> re.Match[str] | None:
    noun = _NOUN.search(clause, start)
    if not noun or noun.start() > start + gap:
        return None
    if noun[0].isascii() and _LATIN.search(clause, start, noun.start()):
        return None
    is_other_word = noun[0] == "人" and clause[noun.start() : noun.start() + 2] in _CLASSIFIERS
    return None if is_other_word else noun
