"""An own bilingual weekly in the card layout, with knobs for what an editor changes."""

from __future__ import annotations

ENGLISH = """Harbour AI Letter, number 12

The week in one breath: factories before models.

May 4 – 10, 2026

Key Takeaways
- Nvidia sells more than it can pack. Packaging, not silicon, is the queue that matters now.
- Mistral AI found its customers at home. Three ministries signed within a week.

Quick Hits
- Cohere opens in Seoul: A team of forty will serve Korean banks.
- Figure ships ten robots: The first buyer is a parts warehouse.

Chips and Power
Nvidia Doubles Packaging Orders in Taiwan · May 6 · Bloomberg
→ Orders at TSMC rise to 90,000 wafers a month. Suppliers were told to plan for two years of growth.
Broadcom Books a $12B Order for Custom Chips · May 8 · CNBC
→ The buyer was not named. Analysts point at a laboratory that trains on TPUs.

Models in Public Service
Mistral AI Wins Three Ministries in One Week · May 7 · TechCrunch
→ The contracts cover document search and translation. Each runs on French soil.
"""

CHINESE = """港湾AI通讯第12期

一句话总结本周:先有工厂,再有模型。

2026年5月4日 – 10日

核心要点
- 英伟达供不应求。如今排队的不是晶圆,而是封装。
- Mistral AI在本土找到客户。一周内三个部委签约。

快讯
- Cohere进驻首尔:四十人团队将服务韩国银行。
- Figure交付十台机器人:首个买家是一座零件仓库。

芯片与电力
英伟达在台湾的封装订单翻倍 · 5月6日 · 彭博社
→ 台积电订单升至每月9万片晶圆。供应商被要求按两年增长做准备。
博通拿下120亿美元定制芯片订单 · 5月8日 · CNBC
→ 买家未具名。分析师认为是一家使用TPU训练的实验室。

公共服务中的模型
Mistral AI一周拿下三个部委 · 5月7日 · TechCrunch
→ 合同涵盖文件检索与翻译。全部在法国境内运行。
"""

WEEKLY = f"{CHINESE}\nEnglish original:\n{ENGLISH}"


def next_week(text: str = ENGLISH) -> str:
    """Give the following number of the letter, with one bullet that it repeats."""
    return (
        text.replace("number 12", "number 13")
        .replace("May 4 – 10, 2026", "May 11 – 17, 2026")
        .replace(
            "Nvidia Doubles Packaging Orders in Taiwan · May 6", "Intel Rents a Packaging Line in Malaysia · May 13"
        )
    )
