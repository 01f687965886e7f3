"""An own bilingual weekly for the conversations: seven stories that name OpenAI, and one that does not."""

from __future__ import annotations

ENGLISH = """Pier Weekly, number 3

The week in one breath: everyone is laying cables.

June 1 – 7, 2026

Key Takeaways
- Power is the new price. Contracts run longer than the chips they feed.
- Voice gets small. Speech models now fit a telephone.

Quick Hits
- Cohere hires in Lagos: Twelve engineers will work on African languages.
- Figure opens a school: Operators learn to teach robots in a week.

Sites and Power
OpenAI and Oracle Break Ground at a Second Stargate Site · June 2 · Reuters
→ The site lies beside a hydroelectric dam. First racks are planned for next spring.
Nvidia Sells Rubin Racks to OpenAI · June 4 · Bloomberg
→ Delivery begins in autumn. The price was not disclosed.
Anthropic Signs a Ten-Year Power Contract · June 6 · Bloomberg
→ The wind farm is still being built. Deliveries start in 2028.

Products and People
OpenAI Buys a Robotics Team in Zurich · June 3 · Financial Times
→ Nine people join. Their gripper stays a research project.
OpenAI Opens a Data Region in Seoul · June 3 · CNBC
→ Korean banks asked for it. The region is run with a local partner.
OpenAI Trims API Prices by a Third · June 5 · The Verge
→ Cached input gets cheaper still. The change applies at once.
OpenAI Licenses a Radio Archive · June 5 · BBC
→ Forty years of talk become training data. The station keeps a veto.
OpenAI Ends Its Shopping Test · June 7 · The Information
→ Few people bought anything. The team moves to search.
"""

CHINESE = """码头周报第3期

一句话总结本周:人人都在铺电缆。

2026年6月1日 – 7日

核心要点
- 电力就是新价格。合同期比芯片寿命还长。
- 语音模型变小。手机已经装得下。

快讯
- Cohere在拉各斯招聘:十二名工程师将研究非洲语言。
- Figure开办学校:操作员一周学会教机器人。

场地与电力
OpenAI与甲骨文为第二处星际之门动工 · 6月2日 · 路透社
→ 场地紧邻水电站。首批机架定于明年春天。
英伟达向OpenAI出售Rubin机架 · 6月4日 · 彭博社
→ 秋季开始交付。价格未公布。
Anthropic签下十年电力合同 · 6月6日 · 彭博社
→ 风电场仍在建设。2028年开始供电。

产品与人员
OpenAI收购苏黎世机器人团队 · 6月3日 · 金融时报
→ 九人加入。其夹爪仍是研究项目。
OpenAI在首尔开设数据区域 · 6月3日 · CNBC
→ 韩国银行提出了要求。该区域与本地伙伴合办。
OpenAI将API价格下调三分之一 · 6月5日 · The Verge
→ 缓存输入更便宜。调整即刻生效。
OpenAI获得电台档案授权 · 6月5日 · BBC
→ 四十年谈话成为训练数据。电台保留否决权。
OpenAI结束购物测试 · 6月7日 · The Information
→ 买东西的人很少。团队转向搜索。
"""

WEEKLY = f"{CHINESE}\nEnglish original:\n{ENGLISH}"
