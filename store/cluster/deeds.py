"""What was done, by a small list of words in both languages: two reports of one company's deals and lawsuits differ.

A deed is evidence against a join, and for one only beside names. A text may tell of several; the headline's count most.
Words are stems: English ones begin a word, Chinese ones stand anywhere.
"""

from __future__ import annotations

import re
from functools import cache

_DEEDS = {
    "buy": "acqui, buy, bought, takeover, merge, purchas, snap up, 收购, 并购, 买下, 合并, 收入囊中",
    "fund": "rais(?:e|ing), fundrais, funding, seed round, series [a-h]\\b, 融资, 募资, 筹资, 领投, 获投, 投后估值",
    "fund-close": "close[sd]? .{0,20}fund\\b, new fund, 基金募, 新基金, 首期基金",
    "list": "ipos?\\b, list(?:s|ing) (?:on|in), (?:trading|market|stock) debut, first day (?:of|in), "
    "go(?:es|ing)? public, prospectus, s-1, 上市, 招股, 递表, 挂牌, 首日, 聆讯",
    "release": "launch, releas, unveil, debut, introduc, roll(?:s|ed|ing)? out, ship(?:s|ped), open-sourc, announc, "
    "publish, show(?:s|ed|cas)?\\b, demonstrat, 发布, 推出, 上线, 亮相, 开源, 问世, 公布, 面世, 展示, 首发, 推送",
    "sue": "sue[sd]?\\b, suing, lawsuit, courts?\\b, judge, trial, verdict, jury, settle, plaintiff, complaint, "
    "suit\\b, drops .{0,12}case, loses .{0,12}case, "
    "起诉, 诉讼, 法院, 法官, 判决, 和解, 陪审, 状告, 告上, 开庭, 官司, 败诉, 胜诉",
    "cut-jobs": "lay(?:s|ing)? ?off, laid off, layoff, job (?:cuts|losses), workforce, headcount, "
    "cut(?:s|ting)? .{0,24}(?:jobs|staff|roles|positions|employees), redundanc, 裁员, 裁减, 裁撤, 裁掉, 优化人员",
    "hire": "hire[sd]?\\b, hiring, appoint, join(?:s|ed)? .{0,30}as, joins\\b, "
    "names? .{0,30}(?:chief|head|ceo|cfo|cto), poach, "
    "go(?:es)? to rival, defect, move[sd]? to\\b, 转投, 入职, 任命, 加盟, 加入, 出任, 挖角, 挖走, 聘请, 上任",
    "leave": "leav(?:e|es|ing)\\b, left .{0,20}(?:company|to), depart, step(?:s|ped|ping)? down, resign, "
    "quit(?:s|ting)?\\b, exit, "
    "takes? leave, steps? back, 离职, 离开, 辞职, 卸任, 出走, 辞任, 休假",
    "price": "price (?:cut|rise|hike|increase|drop), (?:cut|rais|slash|lower)\\w* (?:\\w+ ){0,3}prices?, cheaper, "
    "pric(?:e|es|ing), billing, 降价, 涨价, 调价, 价格, 定价, 收费, 计费",
    "outage": "outage, went down, go(?:es)? (?:dark|down)\\b, downtime, offline, disrupt, unreachable, broke\\b, "
    "宕机, 崩溃, 故障, 中断, 瘫痪, 无法访问",
    "leak": "leak, breach, hack(?:s|ed|ers?|ing)?\\b, vulnerab, exploit, stolen, "
    "泄露, 泄漏, 漏洞, 黑客, 攻击, 入侵, 被盗",
    "ban": "ban(?:s|ned|ning)?\\b, block(?:s|ed|ing)?\\b, prohibit, restrict, curb, 禁止, 禁令, 封禁, 限制, 叫停, 封锁",
    "fine": "fine[sd]?\\b, penalt, 罚款, 处罚",
    "probe": "investigat, probe[sd]?\\b, inquiry, regulator, watchdog, subpoena, 调查, 监管, 立案, 问询",
    "earn": "earnings, quarter(?:ly)?\\b, revenue, profit, run[- ]rate, sales\\b, results, "
    "财报, 季度, 营收, 利润, 净利, 业绩",
    "build": "build, construct, data ?cent(?:er|re), campus, plant\\b, factory, fab\\b, "
    "建设, 兴建, 数据中心, 工厂, 园区, 动工",
    "partner": "partner, deal, agreement, pact, alliance, team(?:s|ed|ing)? up, contract, sign(?:s|ed)?\\b, "
    "joint venture, "
    "合作, 协议, 签约, 联手, 携手, 签署, 签下, 达成, 合同, 订单, 合资",
    "shelve": "shelv, paus, suspend, scrap, cancel, delay, postpone, halt, push(?:es|ed)? back, "
    "slip(?:s|ped)? to, on ice, "
    "搁置, 暂停, 取消, 推迟, 延期, 停工, 放弃",
    "strike": "strike[sd]?\\b, walkout, walk out, (?<!european )unions?\\b, 罢工, 工会",
    "recall": "recall, 召回",
    "accident": "fire\\b, blaze, explosion, crash, flood, earthquake, 起火, 火灾, 爆炸, 事故, 停电, 地震",
    "shares": "shares\\b, market value, market cap, soar, plunge, tumble, "
    "股价, 市值, 大涨, 暴涨, 大跌, 暴跌, 收涨, 收跌",
    "invest": "invest, stakes? in, backs\\b, backed\\b, takes .{0,12}stake, 入股, 投资, 注资, 持股, 参投, 认购",
    "spend": "capital expenditure, capex, spending, budget, 资本开支, 支出, 投入, 预算",
    "borrow": "loans?\\b, bonds?\\b, debt, borrow, 债, 贷款, 借款",
    "reorganise": "reorgani, restructur, folds? .{0,30}into, 重组, 组织调整, 架构调整, 事业群",
    "sanction": "blacklist, sanction, designat, entity list, export (?:control|licen), "
    "实体清单, 列入, 列为, 制裁, 出口管制, 清单",
    "law": "law\\b, laws\\b, bill\\b, legislat, executive order, 法案, 行政令, 条例, 法规, 立法",
    "enter": "opens? .{0,20}office, expand, arriv, comes to, takes riders, 落地, 进入, 开设, 进军, 试运营, 上路",
    "produce": "mass production, volume production, production line, 量产, 投产, 产线",
    "advertise": "ads?\\b, advert, 广告",
    "enable": "adds\\b, lets\\b, can now, gains?\\b, integrat, supports?\\b, upgrade, "
    "新增, 支持, 接入, 允许, 升级, 新功能",
    "allow": "approv, clears?\\b, cleared, permit, licen[cs]e, green light, 获准, 批准, 许可, 放行",
    "rent": "rents?\\b, rented, leas(?:e[sd]?|ing)\\b, capacity, 租, 算力",
    "warn": "warn(?:s|ed|ing)?\\b, urge[sd]?\\b, calls? for, 警告, 呼吁, 警示",
    "study": "study, papers?\\b, researchers, benchmark, survey, 研究, 论文, 基准, 调查报告, 研究人员",
    "refuse": "refus, reject, declin(?:es|ed) to, turn(?:s|ed)? down, won't, stands? firm, "
    "拒绝, 驳回, 不妥协, 反对, 抵制",
    "demand": "demand(?:s|ed)?\\b, ultimatum, pressur, deadline, 最后通牒, 施压, 最后期限, 通牒",
    "petition": "open letter, petition, signator, 公开信, 联名, 请愿",
    "rank": "climbs? to, no\\. ?1\\b, 登顶, 榜首",
    "reach": "hits\\b, pass(?:es|ed)\\b, surpass, tops\\b, exceed, reach(?:es|ed), cross(?:es|ed)\\b, "
    "突破, 达到, 超过, 冲破",
    "retire": "retir, deprecat, sunset, shut(?:s|ting)? down, discontinu, 下线, 停用, 退役, 关停, 停止服务",
}


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Give an expression for the English stems, which are tried where a word begins only, and one for the Chinese."""
    english, chinese = [], []
    for name, stems in _DEEDS.items():
        group = name.replace("-", "_")
        words = stems.split(", ")
        english.append(f"(?P<{group}>{'|'.join(word for word in words if word.isascii())})")
        chinese.append(f"(?P<{group}>{'|'.join(word for word in words if not word.isascii())})")
    return re.compile(rf"(?<![a-z])(?=[a-z])(?:{'|'.join(english)})"), re.compile("|".join(chinese))


def find_deeds(text: str) -> list[str]:
    """Give what a text says was done, sorted."""
    english, chinese = _patterns()
    found = {match.lastgroup for match in english.finditer(text.casefold())}
    if not text.isascii():
        found |= {match.lastgroup for match in chinese.finditer(text)}
    return sorted(str(name) for name in found)
