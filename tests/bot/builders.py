"""Stories and entities for builders, made by hand."""

from __future__ import annotations

from dataclasses import replace

from store.model import Entity, Story

NVIDIA = Entity("nvidia", "company", "Nvidia", "英伟达")
TSMC = Entity("tsmc", "company", "TSMC", "台积电")
ALTMAN = Entity("sam-altman", "person", "Sam Altman", "萨姆·奥特曼")
ULTRAMAN = Entity("ultraman", "topic", "Ultraman", "奥特曼")

ORDERS = Story(
    id=7,
    kind="story",
    section="Chips",
    headline="Nvidia doubles its packaging orders",
    summary="Orders rise to 90,000 wafers a month. Suppliers plan for two years. A third sentence is too many.",
    url="https://example.com/orders?a=1&b=2",
    outlet="Bloomberg",
    published_at="2026-05-06",
    language="en",
    position=3,
    source="Harbour Letter",
    seen_at="2026-05-08T06:00:00Z",
    effective_at="2026-05-06",
    storyline=3,
    entities=(NVIDIA, TSMC),
)
ORDERS_ZH = replace(
    ORDERS,
    id=8,
    headline="英伟达封装订单翻倍",
    summary="订单升至每月9万片。供应商按两年做准备。第三句太多。",
    url="https://example.com/zh/orders",
    outlet="彭博社",
    language="zh",
    translation_of=7,
)
UNDATED = replace(
    ORDERS, id=9, storyline=4, headline="A robot walks", published_at=None, outlet=None, url=None, summary=""
)
