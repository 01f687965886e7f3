"""The words that tell what is only expected from what is there. Data, and nothing else.

Phrases are parted by commas; "a/b" stands for either word, "…" for up to 60 characters of one clause. A new phrase
needs a sentence in the tests that it tells apart: most of these words also tell of what has come.
"""

from __future__ import annotations

AIMS = (
    "forecast/forecasts, expectation/expectations, target/targets, goal/goals, guidance, outlook/outlooks, "
    "projection/projections, estimate/estimates, consensus, ambition/ambitions, target/targets price/prices"
)
"""Nouns that make expected what is bound to them: its forecast of $5B."""
MET = "hit/met/meets/reached/achieved/fulfilled its/their/the/a/an"
"""What stands before an aim that has come, with a word between them or none."""
REVISED = (
    "raise/raises/raised/cut/cuts/lifts/lifted/lowers/lowered/trims/trimmed/boosts/boosted/slashes/slashed/increased"
)
"""What stands before an aim that changed, with up to 60 characters between: both its ends are expected."""
BOUND = "of, to, at, from, is, was, now, still, remains, stands, calls, for, between, :"
"""Words that bind an amount to the aim before them, alone or at both ends of what it is an aim for: for 2026 of."""
OF_WHAT = "revenue, revenues, sales, profit, profits"

_RISES = "reach/hit/climb/grow/rise/fall/total/double/exceed/surpass/top"
GOVERNING = (
    "expect/expects/expecting/expected, anticipate/anticipates/anticipated/anticipating, predict/predicts/predicted/"
    "predicting, forecast/forecasts/forecasting, projected/projecting, "
    "projects a/an/its/it/that/to/revenue/sales/annual/capital/spending/losses/profit, targets/targeting/targeted, "
    "aim/aims/aiming/aimed to/for/at, hope/hopes/hoping to/for, intend/intends/intending to, "
    "plan/plans/planning to/a/an/for, planned, want/wants/wanting to, looking/looks to, seek/seeks/seeking, "
    "is/are/be/was/were/now/looks/remains set/poised/slated/scheduled/likely/projected to, "
    "on track/course/pace to/for, guides/guided/guiding for/to, eyes/eyeing, mulls/mulling, "
    "weigh/weighs/weighing whether/raising/selling/buying, weigh/weighs/weighing a/an bid/deal/sale/round/ipo, "
    "considers/considering, explores/exploring, nears/nearing, close to raising/closing, close to a deal, "
    "talks/discussions/negotiations to/for/about/over/on/at/that/which, "
    "talks/discussions/negotiations with … to/for/about/over/on/at/that/which, could, might, would, "
    "may be/also/soon/reach/hit/raise/cost/spend/cut/rise/grow/fall/need/pay/invest/lose/seek/climb/value/exceed/"
    "surpass/top, "
    f"will {_RISES}, will likely/soon/probably {_RISES}, "
    f"revenue/revenues/sales/profit/profits/loss/losses/spending/capex/valuation/shipments/demand/capacity/market to "
    f"{_RISES}, "
    "预计, 预期, 预测, 预估, 料将, 有望, 可望, 力争, 争取, 洽谈, 商谈, 磋商, 谈判, 寻求, 打算, 考虑, 瞄准, 冲刺, "
    "希望, 意向, 指引, 计划, 拟, 目标, 或将, 或达, 或超, 或突破, 或可达, 可能, 将从, 将由, "
    "将/将会/将进一步/将首次 达/增/升/突破/超/攀/涨/降至/跌至/翻/扩大"
)
"""Words that govern all amounts behind them in their clause."""
TURNING = (
    "raised, earned, made, reported, posted, generated, was, were, has, had, beat, beats, missed, topped, after, "
    "since, because, despite, while, whereas, but, although, though, following, having, whose, who, which, already, "
    "currently, against, versus, vs, compared, valued at, last year, spent, paid, bought, lost, fell, rose, grew, "
    "signed, closed, sued, sues, suing, damages, penalty, penalties, compensation, "
    "beat/beats/beating/topped/missed forecast/forecasts, "
    "lawsuit/lawsuits/suit/plaintiff/plaintiffs/sue/sues/prosecutor/prosecutors … seek/seeks/seeking, "
    "已, 对比, 相比, 反超, 超越, 赶超, 去年, 上年, 此前, 同期, 曾, 目前, 现有, 当前, 实际, 一家估值"
)
"""Words that turn to what is or was. What a lawsuit seeks is what it is about, and no money to come."""
NEITHER = (
    "as/than/widely expected, forecast/forecasts/forecasting with/by/after/as, planned economy, "
    "could/might/would have/not, raised to, be valued at, "
    "如预计, 预测者, 预测市场, 预测模型, 预测性, 希望小学, 计划经济, 计划共, 计划总, 计划书, "
    "计划中, 该/此/本/的/项/励/股/这一 计划, "
    "模拟, 虚拟, 比拟, 草拟, 拟合, 拟人, 目标 客户/用户/市场/群体/检测, 将超越, "
    "年度/年化 营收/收入 预期, 年度/年化 经常性 营收/收入 预期, 年度/年化 预期"
)
"""Phrases that hold such a word and tell neither; what Chinese letters call a run rate is there already."""
COMPARED = "超/超出/符合/不及/市场/高于/低于/好于/可/如/比 预期"
"""What is compared with an expectation, which only an amount right behind tells: 低于预期的39亿元."""
STANDING = "from, than, using, use, spend the, invest the, its, their, his, her, current, existing, year's, company's"
"""What leads to something that is there, right before an amount."""
ARTICLES = "a, an, the, about, some, current, existing, initial"

HAD_PLANNED = (
    "had planned/hoped/aimed/intended/wanted/sought, "
    "had originally/initially/once/first/earlier/previously planned/hoped/aimed/intended/wanted/sought, "
    "原计划, 原本计划, 原定, 原拟, 曾计划, 本计划, 原打算, 曾打算"
)
"""A plan of the past, of which the sentence may say what came."""
AWAITED = "expected, forecast, projected, predicted, anticipated, targeted, planned, hoped for, pencilled in"
WHO = "it, they, he, she, the company/street/market/firm, wall street, analysts, economists, investors"
EXPECTS = (
    "expect/expects, plans, hopes, wants, aims, intends, seeks, seeking, aiming, hoping, planning, forecast, "
    "forecasts, " + AWAITED
)
"""What an amount is called behind it, and who says so: the $5B that analysts expected."""
