"""Invented news in both languages, and the furniture that newsletters put around it. No word is from a real issue."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

Language = Literal["en", "zh"]

_MAKERS = {
    "en": (
        "Northwind Labs, Harbor AI, Quill, Walrus Chips, Tessera Health, Fjord University, Pebble Works, Lumen "
        "Robotics,"
        " Kestrel Cloud, Mosswood, Granite Search, Orchard Bank, Saltmarsh Motors, Ember Games, Tallow Systems"
    )
    .replace(", ", ",")
    .split(","),
    "zh": "北风实验室,海港智能,鹅毛笔科技,海象芯片,镶嵌医疗,峡湾大学,卵石工坊,流明机器人,"
    "红隼云,苔林,花岗搜索,果园银行,盐沼汽车,余烬游戏,油脂系统".split(","),
}
_OUTLETS = {
    "en": [
        ("Harbor Herald", "harborherald.example"), ("The Lantern", "thelantern.example"),
        ("Chip Ledger", "chipledger.example"), ("Open Data Desk", "opendatadesk.example"),
        ("Northern Wire", "northernwire.example"), ("The Quay", "thequay.example"),
    ],
    "zh": [
        ("海港日报", "haigang.example"), ("灯笼周刊", "denglong.example"), ("芯片账本", "xinpian.example"),
        ("北方电讯", "beifang.example"), ("码头新闻", "matou.example"), ("开放数据台", "kaifang.example"),
    ],
}  # fmt: skip
_EVENTS = {
    "en": [
        ("{a} raises ${n}M to build {thing}", "raise", [
            "The round values {a} at ${m}B and was led by two pension funds.",
            "{a} said the money pays for {thing} in {n} cities.",
            "Its founders keep the majority of the votes.",
        ]),
        ("{a} opens {thing} to every developer", "open", [
            "Anyone with an account can call {thing} from today, {a} wrote on its site.",
            "The price is ${m} for a million requests, half of what it cost in March.",
            "Early users report {n} percent fewer errors.",
        ]),
        ("Court tells {a} to delete {thing}", "court", [
            "A judge gave {a} {n} days to remove everything it copied.",
            "The company will appeal, and says {thing} was built in good faith.",
        ]),
        ("{a} and {b} plan a joint data center in the north", "centre", [
            "The site of {n} megawatts will be cooled with sea water.",
            "{b} brings the land and {a} the machines.",
            "Neighbours have asked for a hearing in the autumn.",
        ]),
        ("Why {a} quietly dropped {thing}", "drop", [
            "Fewer than {n} customers ever paid for it, people close to {a} say.",
            "What is left of the team moves to {b}.",
        ]),
        ("Study finds {thing} helps nurses save {n} minutes a shift", "study", [
            "Researchers at {a} followed {m} wards for a year.",
            "The effect was largest at night, when staff is short.",
            "Critics note that nobody measured mistakes.",
        ]),
        ("{a} buys {b} for ${m}.{n}B in cash", "buy", [
            "The deal for {b} should close before the summer.",
            "Regulators in three countries still have to agree.",
        ]),
    ],
    "zh": [
        ("{a}融资{n}亿元建设{thing}", "raise", [
            "本轮由两家养老基金领投，{a}估值达到{m}00亿元。",
            "{a}表示，资金将用于在{n}座城市铺开{thing}。",
            "创始团队仍保有多数投票权。",
        ]),
        ("{a}向所有开发者开放{thing}", "open", [
            "{a}在官网宣布，即日起任何账号都可以调用{thing}。",
            "每百万次请求收费{m}元，只有三月的一半。",
            "早期用户反馈出错率下降了{n}%。",
        ]),
        ("法院责令{a}删除{thing}", "court", [
            "法官要求{a}在{n}天内移除全部复制内容。",
            "公司将提起上诉，并称{thing}的建设出于善意。",
        ]),
        ("{a}与{b}将在北方共建数据中心", "centre", [
            "这座{n}兆瓦的园区将用海水冷却。",
            "{b}提供土地，{a}提供机器。",
            "周边居民已要求在秋天举行听证会。",
        ]),
        ("{a}为何悄悄下线{thing}", "drop", [
            "接近{a}的人士称，付费客户始终不足{n}家。",
            "剩下的团队将并入{b}。",
        ]),
        ("研究发现{thing}每班为护士节省{n}分钟", "study", [
            "{a}的研究者跟踪了{m}个病区整整一年。",
            "夜班人手不足时效果最为明显。",
            "批评者指出，没有人统计差错的数量。",
        ]),
        ("{a}以{m}{n}亿元现金收购{b}", "buy", [
            "对{b}的收购预计在夏天之前完成。",
            "还需要三个国家的监管机构点头。",
        ]),
    ],
}  # fmt: skip
_THINGS = {
    "en": [
        "a voice model", "a small router", "warehouse robots", "an image tool", "its medical assistant",
        "an open map of proteins", "a code reviewer", "a speech corpus", "the night planner",
    ],
    "zh": "语音模型,小型路由器,仓库机器人,图像工具,医疗助手,蛋白质开放图谱,代码审阅器,语音语料库,夜班排程器".split(","),
}  # fmt: skip
SECTIONS = {
    "en": [
        "Funding", "Research", "Policy & Law", "Products", "Chips and Data Centers", "Open Source", "Robotics",
        "Big Tech & Startups",
    ],
    "zh": ["今日要闻", "前沿研究", "产品发布", "开源项目", "政策与法律", "芯片与算力", "投融资", "行业动态"],
}  # fmt: skip


@dataclass(slots=True)
class Told:
    """One invented story; what a document does not say of it is None."""

    headline: str
    body: list[str]
    url: str | None
    outlet: str | None
    day: date
    site: str
    section: str | None = None
    published_at: str | None = None
    credited: bool = False


@dataclass(slots=True)
class Document:
    """A made document and what must come out of it. An article has one story, whose text is the whole."""

    text: str
    name: str
    stories: list[Told]
    is_article: bool = False
    noise: list[str] = field(default_factory=list)


def tell(draw: random.Random, language: Language, count: int, today: date, most: int = 3) -> list[Told]:
    """Invent stories whose headlines and sentences all differ."""
    told: list[Told] = []
    seen: set[str] = set()
    while len(told) < count:
        a, b = draw.sample(_MAKERS[language], 2)
        pattern, slug, sentences = draw.choice(_EVENTS[language])
        values = {
            "a": a,
            "b": b,
            "thing": draw.choice(_THINGS[language]),
            "n": draw.randint(12, 97),
            "m": draw.randint(2, 9),
        }
        headline = pattern.format(**values)
        body = [sentence.format(**values) for sentence in sentences][: draw.randint(min(2, most), most)]
        if seen & {headline, *body}:
            continue
        seen |= {headline, *body}
        outlet, site = draw.choice(_OUTLETS[language])
        day = today - timedelta(days=draw.randint(0, 5))
        told.append(
            Told(headline, body, f"https://www.{site}/{day:%Y/%m}/{slug}-{draw.randint(1000, 9999)}", outlet, day, site)
        )
    return told


TITLES = {
    "en": ["The Harbour Brief", "Small Machines Weekly", "Quiet Signals", "Model Post", "Tidewater Daily"],
    "zh": ["海港早报", "小机器周刊", "安静信号", "模型邮报", "潮汐日报"],
}  # fmt: skip
INTROS = {
    "en": [
        "Good morning! Three courts, two mergers and a very small router kept us busy this week. Let's get into it.",
        "Hello readers, it was a loud week for people who rent out machines. Here is what matters.",
        "Hi there 👋 Happy Friday, and thanks for reading. Grab a coffee and let's dive in.",
    ],
    "zh": ["大家早上好，又到了每天的新闻时间，我们一起来看看今天发生了什么。", "各位读者好，欢迎打开本期内容，"
    "以下是我们为你挑选的新闻。"],
}  # fmt: skip
INTROS_KEPT = {
    "en": [
        "Welcome back, friends of slow computing. The courts were busy, the labs were busier, and we read it "
        "all for you.",
        "Hey everyone — short one today, since half the team is on a train. Onward!",
    ],
    "zh": ["早安，今天的新闻不少，先喝口水再往下看。", "Hi，这里是编辑部，本周依然为你梳理值得关注的变化。"],
}  # fmt: skip
SPONSORS = {
    "en": [
        ("Together with Bramble", "Bramble turns your invoices into poems. Get 20% off with code "
         "POEM20.", "Try Bramble free", "https://bramble.example/?utm_source=x"),
        ("SPONSORED", "Cobalt Desk answers support mail while you sleep. Teams save nine hours a "
         "week.", "Book a demo", "https://cobalt.example/demo"),
        ("A word from our sponsor", "Every backup you skip is a bet. Vaulted makes it automatic and costs less "
         "than lunch.", "Start your free trial", "https://vaulted.example/start"),
    ],
    "zh": [
        ("赞助商", "荆棘记账：把发票变成诗。输入优惠码 SHI20 立减两成。"
         "", "立即试用", "https://jingji.example/?utm_source=x"),
        ("广告", "钴蓝客服替你在夜里回信，每周省下九个小时。", "了解详情", "https://gulan.example/demo"),
        ("本期由保险柜备份赞助", "每一次跳过的备份都是赌博，保险柜让它自动完成。"
         "", "免费开始", "https://baoxiangui.example/start"),
    ],
}  # fmt: skip
SPONSORS_KEPT = {
    "en": [
        ("Presented by Larkspur", "Larkspur plans your meetings around your naps. Join 4,000 teams who sleep "
         "better.", "Get started", "https://larkspur.example/go"),
        ("From our partners", "Hiring is hard. Foxglove sends you five vetted engineers every "
         "Monday.", "See how it works", "https://foxglove.example/how"),
        ("Advertisement", "Stop paying for seats nobody uses: Thistle finds them in a minute.", "Claim your "
         "offer", "https://thistle.example/offer"),
    ],
    "zh": [
        ("【推广】", "飞燕草会议：围绕午睡安排日程，四千个团队已经加入。", "马上体验", "https://feiyan.example/go"),
        ("合作伙伴", "招人很难，毛地黄每周一送来五位通过考核的工程师。", "查看方案", "https://maodi.example/how"),
        ("感谢本期赞助方蓟草", "别再为没人用的席位付钱，蓟草一分钟就能找出来。"
         "", "领取优惠", "https://jicao.example/offer"),
    ],
}  # fmt: skip
FOOTERS = {
    "en": [
        "That's all for today. See you tomorrow!\n\nHow did you like today's issue?\n\nLoved it | It was okay "
        "| Not great\n\n"
        "You received this email because you subscribed at harbour.example. Unsubscribe | Manage "
        "preferences\n\n© 2026 Harbour Media. All rights reserved.",
        "Thanks for reading! If a friend sent you this, subscribe here.\n\nShare this post on LinkedIn\n\nView "
        "in browser · Privacy policy · Unsubscribe",
    ],
    "zh": [
        "以上就是今天的全部内容，我们明天见。\n\n欢迎转发给朋友，关注我们，不错过每一期。\n\n© 2026 海港传媒 "
        "版权所有",
        "感谢阅读，觉得有用请点赞、在看、转发三连。\n\n投稿与商务合作请联系 hello@haigang.example\n\n退订 | "
        "在浏览器中查看",
    ],
}  # fmt: skip
FOOTERS_KEPT = {
    "en": [
        "Until next time,\nMara and Jon\n\nP.S. Got a tip? Just reply to this email.\n\nFollow us on X and "
        "Mastodon.\n\nUpdate your email preferences or unsubscribe here\n\n12 Pier Road, Port Harbour, PH 01234",
        "And that's a wrap!\n\nRate this edition: ⭐️⭐️⭐️⭐️⭐️\n\nWritten by Mara Lind, who has covered "
        "chips since 2009.\n\nCopyright (C) 2026 Quay Press. All rights reserved.",
    ],
    "zh": [
        "今天就到这里，下期再会。\n\n本文作者：林真，长期关注芯片产业。\n\n长按识别二维码，"
        "加入读者群\n\n转载请联系本公众号获得授权",
        "好了，本期内容就是这些，周末愉快！\n\n你对本期内容满意吗？\n\n很满意 / 一般 / "
        "不满意\n\n更新邮件偏好或取消订阅",
    ],
}  # fmt: skip
NAVIGATION = {"en": "Home | Archive | About | Subscribe", "zh": "首页 | 往期 | 关于 | 订阅"}
NAVIGATION_KEPT = {"en": "Read online · Advertise · Join the community", "zh": "在线阅读 · 商务合作 · 加入社群"}

_MONTHS = "January February March April May June July August September October November December".split()


def write_day(day: date, language: Language, form: int) -> str:
    """Write a day in one of the forms that newsletters use; odd forms leave the year out."""
    if language == "zh":
        return [f"{day.year}年{day.month}月{day.day}日", f"{day.month}月{day.day}日", day.isoformat()][form % 3]
    month = _MONTHS[day.month - 1]
    return [
        f"{month} {day.day}, {day.year}", f"{month[:3]} {day.day}", f"{day.day} {month} {day.year}",
        f"{day.day} {month[:3]}", day.isoformat(),
    ][form % 5]  # fmt: skip
