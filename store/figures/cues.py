"""The words that tell what an amount is of, by the kinds of figure that they fit. Data, and nothing else.

A new cue needs a labelled sentence: many words name a thing in one trade and something else in another.
"""

from __future__ import annotations

from store.model import FigureKind

_MONEY: dict[str, str] = {
    "revenue run rate": (
        "run rate, run-rate, arr, annual recurring revenue, recurring revenue, annualized revenue, annualised revenue, "
        "annualized sales, annualized run rate, annualized revenue run rate, revenue run rate, 年化营收, 年化收入, "
        "年化经常性收入, 年度经常性收入, 年经常性收入, 经常性收入, 年化销售额, 年度营收预期, 年度收入预期, 年化营收预期"
    ),
    "revenue": "revenue, revenues, sales, turnover, 营收, 收入, 销售额, 营业额, 营业收入",
    "profit": (
        "profit, profits, net income, operating income, earnings, earned, ebitda, 利润, 净利润, 净利, 纯利, 盈利, "
        "获利, 纯益, 赚进, 大赚, 净赚"
    ),
    "loss": "loss, losses, lost, losing, lose, loses, 亏损, 净亏损, 净亏, 年亏, 亏掉, 反亏, 亏了",
    "valuation": "valuation, valuations, valued, values, round at, series a at, series b at, series c at, series d at, "
    "series e at, series f at, series g at, series h at, series i at, series j at, series k at, "
    "valuing, value the, is now worth, 估值, 投后估值, 投前估值",
    "market cap": "market cap, market value, market capitalization, market capitalisation, 市值",
    "funding": (
        "raise, raises, raised, raising, funding, financing, round, series a, series b, series c, series d, series e, "
        "series f, series g, series h, series i, series j, series k, fundraise, "
        "fundraising, seek, seeks, seeking, secured, secures, seed, 种子轮, 天使轮, a轮, b轮, c轮, d轮, e轮, f轮, "
        "天使融资, 本轮, 新一轮, 融资, 募资, 募集, 筹集, 筹得, 融资额, 轮融资"
    ),
    "fund size": "fund, 基金, 专项基金",
    "investment": (
        "invest, invests, put into, invested, investing, investment, investments, 投资, 总投资, 注资, 入股, 投资额, "
        "投资交易额"
    ),
    "spending": (
        "spend, spends, spent, spending, capex, capital expenditure, capital expenditures, expenditure, outlay, "
        "burned, "
        "burns, burning, burn, 支出, 开支, 资本支出, 资本开支, 花费, 烧掉, 耗资, 投入, 斥资, 豪掷"
    ),
    "price": (
        "price, prices, priced, pricing, fee, fees, subscription, subscriptions, per month, a month, per seat, per "
        "user, "
        "sells for, sell for, sold for, an hour, per million, per hour, -per-hour, a year per, /month, "
        "每月, 月费, 套餐, "
        "订阅费, 年费, 每百万, 售价, 价格, 定价, 单价, 起价, 收费, 订阅价, 月费, "
        "报价, 总价, 均价, 结算价, charging, charged"
    ),
    "cost": "cost, costs, costing, 成本, 造价, 费用",
    "acquisition": "acquisition, purchase of, acquire, acquires, acquired, acquiring, buys, bought, takeover, 收购, "
    "价格收购, 对价收购, 并购, 买下",
    "contract": "contract, contracts, deal, pact, agreement, 合同, 合约, 协议, 交易",
    "orders": "orders, backlog, bookings, 订单",
    "damages": "damages, lawsuit, suit, compensation, 索赔, 赔偿, 损害, 诉讼",
    "fine": "fine, fines, fined, penalty, penalties, 罚款, 罚金",
    "settlement": "settlement, settle, 和解",
    "debt": "loan, loans, borrow, borrows, borrowed, debt, bond, bonds, 借款, 贷款, 债务, 债券, 发债",
    "subsidy": "subsidy, subsidies, grant, grants, 补贴, 资助",
}
_RATES: dict[str, str] = {
    "growth": (
        "growth, grew, growing, rose, rise, rises, jump, jumped, jumps, increase, increased, climbed, surged, "
        "soared, up, risen, surge, soar, climb, higher, grow, grows, doubled, tripled, quadrupled, quintupled, fold, "
        "gained, 年增, 季增, 月增, 年升, 季升, 月升, "
        "飙升, 激增, 大增, 猛增, 暴涨, 攀升, 上升, 提升, 提高, 翻倍, 翻番, 翻了, 增长, "
        "同比增长, 环比增长, 上涨, 增幅, 增加, 大涨, 涨"
    ),
    "decline": (
        "fell, fall, falls, drop, dropped, drops, down, slid, sank, declined, decline, decreased, slipped, shrank, "
        "slump, slumped, plunged, tumbled, plummeted, lower, cut, cuts, trimmed, reduced, reduces, 下降, "
        "下跌, 下调, 下滑, "
        "收窄, 缩水, 跌去, 大降, 骤降, 锐减, 大跌, 减少, 降低, 同比下降, 跌, 年减, 季减, 月减"
    ),
}
_SHARES: dict[str, str] = {
    "share": "market share, of the market, market, share of, 市场份额, 份额, 市占率, 市场",
    "stake": "stake, stakes, ownership, equity interest, of the company, 持股, 股份, 股权",
    "margin": "margin, margins, 毛利率, 利润率",
    "accuracy": "accuracy, 准确率",
    "layoffs": "layoffs, laid off, job cuts, of its workforce, of the workforce, of its staff, lay off, lays off, "
    "laying off, 裁员, 被裁, 裁撤, 裁减, 裁掉",
    "discount": "discount, off, 优惠, 折扣",
}
_PEOPLE: dict[str, str] = {
    "layoffs": (
        "layoffs, layoff, laid off, lay off, lays off, laying off, job cuts, cut, cuts, cutting, "
        "eliminate, eliminated, slash, fired, "
        "redundancies, lost their jobs, let go, 解雇, 辞退, 遣散, 再裁, 将裁, 拟裁, 已裁, 减员, 裁员, "
        "裁减, 被裁, 裁撤, 裁掉, 削减"
    ),
    "headcount": (
        "headcount, employ, employs, employees, staff, workforce, 员工总数, 员工数, 员工人数, 雇有, 雇用, 在职, 员工"
    ),
    "hiring": "hire, hired, hires, hiring, recruit, recruits, 招聘, 招募, 挖来",
    "jobs": "jobs, roles, 岗位, 职位",
}
_COUNTS: dict[str, str] = {
    "stars": "stars, star, 星标, 颗星, 星",
    "downloads": "downloads, downloaded, 下载量, 下载",
    "chips": "gpus, chips, tpus, accelerators, processors, gpu, tpu, 芯片, 加速卡",
    "accounts": "accounts, 账户, 账号",
    "countries": "countries, 国家",
    "vehicles": "vehicles, cars, robotaxis, 辆",
}
_CAPACITY = (
    "capacity, compute, campus, data center, data centers, data centre, site, substation, reactor, tpu, gpu, "
    "systems, power, reactors, plant, plants, "
    "容量, 算力, 园区, 反应堆, 电厂, 电站, 数据中心, 装机, 电力, 功率"
)
_TOKENS: dict[str, str] = {
    "context window": "context, window, 上下文, 长文本",
    "training data": "trained, training, 训练",
}
_DRAWN = "consumes, consume, consuming, dissipates, tdp, power consumption, 功耗, 耗电"
_NOTHING = (
    "up to, raised its forecast, "
    "raises its forecast, raised its guidance, raised its outlook, raised its target, raised its "
    "price, raised its prices, raised doubts, raised concerns, top of the market, stock market, 交易所, "
    "交易量, 交易日, "
    "投资者, 投资人, 投资方, 投资机构, 投资组合, 融资租赁, 收购方, 价格战, 收入囊中"
)
"""Words that begin as a cue and are none."""
WEAK = frozenset(
    "cost, costs, a month, per month, /month, a year per, seek, seeks, seeking, market, cut, cuts, lower, "
    "higher, up, 每月, 投入, 员工, 提高, 提升, 本轮, 新一轮, 市场".split(", ")
)
"""Cues that give way to another near the amount."""
CUES: tuple[tuple[tuple[FigureKind, ...], dict[str, str]], ...] = (
    (("money",), _MONEY),
    (("percent", "multiple"), _RATES),
    (("percent",), _SHARES),
    (("people",), _PEOPLE),
    (("count",), _COUNTS),
    (("power",), {"capacity": _CAPACITY, "power draw": _DRAWN}),
    ((), {"": _NOTHING}),
    (("tokens",), _TOKENS),
)
ALWAYS: dict[FigureKind, str] = {
    "users": "users",
    "customers": "customers",
    "parameters": "parameters",
    "energy": "energy use",
    "compute": "compute",
}
"""What the kind alone tells."""
