"""Find the matters that a headline tells of, in either language: of one company, two of them are mostly two events.

Matters are what news is about besides names: a lawsuit, a subscription, a benchmark, a shutdown. They are listed as
words of both languages that mean the same, so that headlines can be compared across them. What many headlines of the
field say anyway (models, agents, launches, partners, users, tools) is none. That two headlines have a matter in common
told nothing on real issues, for so have the two news of one company; that only one has it told much.

English words of `STEM` letters or more stand for all that begin so, the longest that fits; shorter ones for themselves;
words that are joined by _ follow each other. Chinese ones stand anywhere. Pure.
"""

from __future__ import annotations

from functools import cache

from store.cluster.words import STEM

_LONGEST = 16
_MATTERS = """
    accelerator: incubator 孵化
    accident: accident crash collis explos fire blaze 事故 坠毁 爆炸 车祸 撞车 起火 火灾
    account: account profil 账号 账户 帐号
    acquisition: acquir acquisit buys buy merger takeover purchas 收购 并购 合并 买下
    admission: admits admit acknowledg confirms confirmed 承认 证实
    adult: adult porn nsfw deepfak sexual nude 成人 色情 换脸 深伪 裸照
    advertising: ads advert sponsor 广告
    age: age minors 年龄 未成 岁以
    agriculture: farm farmer farming agricultur crop 农业 农场 农民 作物
    aircraft: aircraft airlin flight plane airport drone aviation 飞机 航空 机场
    allegation: accuse alleged allegat 指控 指责 被指 控诉
    antitrust: antitrust monopoly cartel 垄断
    apology: apolog sorry 道歉 致歉
    app-store: app_store 应用商店 商店
    army: army military defens defenc soldier weapon war missil navy warfar 军方 军事 国防 武器 战争 导弹 军队
    art: art artist gallery 艺术 画家
    assistant: concierg helper 助手 助理
    audio: audio sound speech voice voices spoken transcript dictat tts 语音 声音 音频 配音 听写 转录
    autonomy: self_driving autonomou driverles robotaxi 驾驶 无人
    bank: bank banks banking banker 银行
    battery: battery charging 电池 充电 储能
    benchmark: benchmark evaluat evals score scores 基准 跑分 评测 榜单 得分
    bias: bias biased discrimin racist fairnes 偏见 歧视 公平
    billing: billing invoic refund charges overcharg 计费 账单 退款 扣费
    biology: biology protein genome genes dna biotech 生物 蛋白 基因
    board: board shareholder 董事 股东
    book: authors writer book books novel 作者 作家 书籍 小说 图书
    border: border immigr migrant 移民 签证 边境
    bounty: bounty reward prize award awards 赏金 奖金 悬赏 奖励 获奖
    browser: browser 浏览
    calendar: calendar email emails inbox meeting 日历 邮件 邮箱 会议
    camera: camera surveillanc facial 摄像 相机 监控 人脸
    car: car cars vehicl 汽车 车辆 车企 轿车
    celebrity: actres singer celebrit 演员 明星 歌手
    chat: chat chats messag messenger convers 聊天 对话 消息
    cheating: cheating cheat homework essay essays 作弊 作业 论文代
    chief: ceo chief cfo cto executiv president 首席 高管 总裁
    child: child children kids teen teens teenager parental 儿童 青少 孩子 家长 少年
    chip: chip chips semiconductor silicon cpu gpu gpus wafer foundry 芯片 半导 处理器 晶圆 显卡
    city: city cities housing mayor 城市 住房 地产 建筑 市长
    classifier: classifier 分类
    climate: climat carbon emission 气候 排放 碳中
    cloud: hosting serverles 云端 云服 云计 托管
    compatibility: compatibl interoperabilit 兼容 互通
    compiler: compiler interpreter runtim kernel 编译 内核 解释器 运行时
    complaint: backlash criticis criticiz outrag complain angry uproar boycott 批评 不满 愤怒 抵制 争议 吐槽 抗议
    compression: cache caching compress quantiz 缓存 压缩 量化
    compute: supercomputer cluster 超算 集群
    congress: congres senate senator lawmaker parliament 国会 参议 议员 众议 议会
    consciousness: consciou sentient welfar 意识 福祉
    context: 上下文 context_window 窗口
    contract: contract procurement 合同 采购 承包
    copyright: copyright infring piracy pirated plagiarism 版权 侵权 盗版 抄袭 授权
    court: court courts judge judges ruling injunct verdict jury lawsuit sues sued sue suing trial
      appeal 法院 法官 裁定 禁令 判决 陪审 诉讼 起诉 上诉 官司 胜诉 败诉
    crawling: crawler scraping scrape bots 爬虫 抓取
    credit: credit voucher quota quotas rate_limit usage_limit 额度 配额 限额
    crime: crime criminal police arrest murder shooting fraud scam scams 犯罪 警方 逮捕 诈骗 欺诈 枪击 谋杀
    crypto: crypto stablecoin blockchain 区块 稳定币
    data-centre: data_center data_centre 数据中心 datacenter campus gigawatt megawatt 园区 吉瓦 兆瓦
    database: databas sql postgr 据库
    death: death died dies dead suicid killed fatal 死亡 去世 自杀 身亡 致死
    debate: versus vs debate clash feud rivalry 对决 之争 争论 大战 比较 对比
    debug: debug debugg error logs trace 调试 日志
    delay: delay delayed delays late postpon paused pauses pause suspend 推迟 延期 延后 暂停 搁置
    delete: delete deletion wipe wiped remove 删除 移除 清除 删库
    desktop: desktop mac pc laptop 桌面 电脑 笔记
    detection: detect spot watermark 检测 识别 水印
    distilling: distill copying imitat 蒸馏 模仿
    documents: documentat docs manual spec specificat guidelin 文档 规范 准则 手册 指南
    donate: donate donation philanthrop charity nonprofit 捐赠 捐款 慈善 基金会 非营
    drone: drone drones 无人机
    drug: drug drugs pharma vaccin molecul 药物 制药 新药 疫苗 分子
    earnings: run_rate earning revenu profit sales arr 财报 营收 收入 利润 业绩 年化
    economy: economy gdp labor labour wages inflat unemployment 经济 就业 劳动 失业 工资 通胀
    editing: edit edits editing editor 编辑 剪辑
    education: universit colleg student school teacher classroom educat academy curriculum 大学 学生 学校
      教师 课堂 教育 学院 课程
    election: election vote voting campaign candidat 选举 投票 竞选 大选
    electricity: electricit grid nuclear reactor energy solar fusion 电力 电网 核电 能源 太阳 核能 聚变
    embedding: embedd retrieval rerank 嵌入 检索 向量
    encryption: encrypt cryptograph 加密 密码
    ethics: trust ethics ethical values constitut 信任 伦理 道德 价值观 宪法
    exam: exam exams olympiad math mathematic theorem proof conjectur 考试 数学 定理 证明 猜想 奥数
    export: export sanction tariff embargo blacklist 出口 制裁 关税 贸易 黑名
    extension: extens plugin 插件 市集 连接
    factory: factory factories plant manufactur assembly 工厂 制造 产线 生产
    film: film films movie movies cinema 电影 影视 影片 剧集
    fine-tuning: fine_tun finetun 微调
    fix: fix fixes fixed patch patched autofix 修复 补丁
    food: food restaurant grocery meal 外卖 餐厅 食品 配送
    forecast: forecast predict weather 预测 预言 天气 预报
    founder: founder cofounder 创始 创办
    fund: funding fundrais raise raises raised valuat valued 融资 估值 筹资 募资 轮融
    game: game games gaming player 游戏 玩家
    grant: scholarship fellowship grant grants residenc 奖学 资助 补助
    hack: hack hacked hacker breach attack exploit 黑客 入侵 攻击 被黑 利用漏
    hire: hire hires hired hiring poach poached recruit joined appoint 聘请 加入 加盟 招聘 任命 挖角 挖走
    home: home homes household applianc speaker 家庭 家居 家用 音箱
    identity: identity passport login password passkey verific authentic credential key keys 身份 密码
      登录 验证 认证 凭证 密钥
    image: diffus image images photo photos pictur draw 图像 图片 照片 生图 文生 绘画
    insider: betting 内幕 博彩 下注
    insurance: insuranc insurer liabilit 保险 责任 赔偿
    interview: interview podcast keynot conferenc summit 采访 访谈 播客 演讲 大会 峰会
    invest: invest stake backs 投资 入股 注资 持股 投资者
    investigation: interrogat investigat probe probes inquiry subpoena 调查 问询 传唤 立案
    ipo: ipo listing trading_debut prospectu 上市 招股 挂牌
    jailbreak: prompt_injection jailbreak bypass inject 越狱 绕过 注入
    job: laid_off job jobs worker employe workforc union unions 员工 工人 岗位 工会 职位 雇员 layoff fires fired
      firing dismis sacked strike walkout 裁员 解雇 开除 裁减 罢工
    knowledge: encyclopedia wiki notebook 百科 笔记 维基
    language: languag translat multilingual 翻译 语种 多语
    law: law laws legisl bill act regulat watchdog rulebook policy policies 法案 立法 法律 法规 监管 条例
    lawyer: lawyer attorney legal 律师 律所 法律
    leak: leak leaks leaked exposed exposur 泄露 泄漏 曝光 外泄
    learn: learn course tutorial bootcamp certificat 教程 课程 培训
    leave: leaves leave quit quits resign exit exits ousted 离职 离开 辞职 卸任 出走
    letter: letter petition signator statement memo 公开信 联名 声明 备忘
    library: library packag dependenc sdk 依赖 软件包
    live: real_time realtim streaming 直播 实时
    loan: loan loans debt bond bonds borrow 贷款 债券 债务 借款
    malware: malwar maliciou virus ransomwar trojan poison compromis backdoor phishing 恶意 木马 勒索 病毒
      后门 投毒 钓鱼
    map: map maps navigat location 地图 导航 定位
    medicine: diagnosi hospital doctor patient medical medicin clinical health nurse mental 医疗 医院 医生
      患者 临床 诊断 健康 医学 心理
    memory: memory memori remember persistent 记忆 记住 内存
    mine: mining mineral lithium 矿产 稀土 采矿 锂矿
    mistake: hallucin mistak wrong mislead 幻觉 误导 出错
    misuse: harassment abuse misuse hate misinform disinform propagand 骚扰 滥用 仇恨 虚假 谣言
    mode: mode modes toggle 模式
    monitoring: monitor observabilit telemetr tracking 监测 可观 追踪 遥测
    music: music song songs musician album 音乐 歌曲 乐人
    name: rename rebrand trademark 更名 改名 商标
    network: telecom 5g 6g broadband wireles modem 通信 电信 宽带 运营商
    news: news newspaper journalis media 新闻 媒体 记者 出版
    office: office_suite spreadsheet slides 办公 表格 幻灯
    on-device: offlin edge locally 离线 端侧 设备端
    open-source: opensourc open_sourc open_weight 开源 权重
    outage: outage downtim disrupt 宕机 中断 瘫痪 崩溃
    patent: patent 专利
    pay: bonus salary compens pay 薪酬 奖金 工资 薪资 期权
    payment: payment wallet checkout 支付 付款 钱包 结账
    permission: permiss approval sandbox guardrail 权限 审批 批准 沙箱 护栏
    permit: licenc licens permit cleared 许可 获准 放行
    personality: personalit sycophanc tone 人格 谄媚 性格 语气
    phone: phone smartphon handset foldabl 手机 屏幕 折叠
    physics: physic simulat 物理 仿真 模拟 世界模
    pledge: pledge promis 承诺 保证 commitment
    politics: republican democrat political lobbying 政治 游说 共和 民主党
    poll: poll polls 民调 受访
    pollution: water pollut 水资 污染 环保
    price: cheaper discount price prices pricing costs 降价 涨价 价格 定价 折扣 成本
    privacy: privacy consent 隐私 个人信 数据保
    promotion: promotion 促销 活动
    quantum: qubit qubits quantum 量子
    reasoning: reason thinking 思考 思维
    recall: recalls recalled defectiv 召回
    record: mileston surpas tops 突破 创新高 里程 纪录
    refusal: refuse reject declin resist stands 拒绝 反对 坚守 拒不
    reorganisation: restructur reorganiz overhaul 重组 调整 改组 架构调
    repo: repositor pull_request stars 仓库 提交 合并请 代码审 星标
    retail: shop shopping shopper merchant ecommerc retail 购物 电商 零售 商家 下单
    reversal: revers backtrack withdraw revoke restor 撤回 逆转 收回 撤销 恢复 改口
    rewrite: fork forks forked clone mirror rewrit port ported porting reimplement 分叉 克隆 重写 移植 复刻
    robot: robot robots robotic humanoid 机器人 器人 人形
    romance: dating romanc relationship 约会 恋爱 伴侣 陪伴 情感
    routing: router routing switch migrat 路由 切换 迁移
    safety: safe safer safety secure securit cyber cybersecurit safeguard alignment risks 安全 保障 对齐
      风险
    satellite: satellit orbit orbital rocket moon mars 卫星 轨道 火箭 太空 航天 月球 火星
    search: search seo 搜索 检索
    secret: secret classif nda spy espionag 机密 保密 间谍 绝密 confidential
    shares: stock stocks shares plunge slump surge surges soars tumble 股价 市值 大涨 大跌 暴跌 暴涨 股票
    shutdown: shut shuts shutting shutdown shutter discontinu closing sunset retire deprecat kills
      axes 关闭 关停 停用 下线 终止 停运 退役 停止 下架
    skill: skill skills 技能
    social: social influencer 社交 社媒 网红 帖子
    speed: faster speed speeds latency 速度 延迟 吞吐 提速
    spin-off: divest split spinoff breakup 分拆 剥离 拆分
    sport: sport sports football basketball olympic fans chess 体育 足球 篮球 奥运 围棋 象棋
    storage: ram dram hbm nand ssd storag 存储 闪存 内存
    subagent: subagent swarm orchestrat 多智 智能体集 编排 子代
    subscription: subscript tier tiers membership 订阅 会员 套餐 档位
    superintelligence: superintelligenc agi singularit existential extinct 超级智 通用人 奇点 末日 灭绝
    supply: supply_chain supplier shortag 供应 短缺 缺货
    survey: index survey ranking rank 指数 调查 排名 排行
    tax: tax taxes levy subsidy 税收 征税 补贴 税务
    terminal: terminal cli shell 终端 命令
    terms: terms tos clause 条款 政策 协议条
    theft: theft stolen steal steals stole espionag 窃取 盗取 被盗 偷窃 商业机
    threat: dark darkweb threat 暗网 威胁
    tracking: cookie 指纹 追踪
    training-data: default 训练数 默认 退出 同意
    transport: rail bus shipping logistic 铁路 公交 物流 运输
    travel: travel hotel hotels booking tourism trip 旅行 酒店 旅游 预订 出行
    ultimatum: deadlin ultimatum 通牒 期限 命令 下令
    video: video videos clip clips animat 视频 动画 短片
    virtual: virtual vr augment avatar metavers 虚拟 数字人 元宇
    vision: vision multimodal ocr visual 视觉 多模态 图文
    vulnerability: vulnerab cve flaw flaws bug bugs glitch 漏洞 缺陷 零日
    wearable: headphon earbud headset glasse wearabl watch pendant 耳机 眼镜 头显 穿戴 手表
    website: websit webpag html 网站 网页
    whistleblower: whistleblower leaker 举报 吹哨 告密
    writing: writing grammar draft 写作 文风 草稿
"""


def find_matters(folded: str) -> set[str]:
    """Give the matters of a folded headline: words between spaces, Chinese as its overlapping pairs."""
    by_word, by_phrase = _look_up()
    found = {matter for word in folded.split() for matter in by_word.get(_longest(word, by_word), ())}
    text = f" {folded} "
    return found | {matter for phrase, matter in by_phrase if phrase in text}


def _longest(word: str, by_word: dict[str, list[str]]) -> str:
    """Give the longest beginning of a word that is listed; the word itself where none is."""
    lengths = range(min(len(word), _LONGEST), STEM - 1, -1)
    return next((word[:length] for length in lengths if word[:length] in by_word), word)


@cache
def _look_up() -> tuple[dict[str, list[str]], list[tuple[str, str]]]:
    """Give the matters by word, and those of what takes several words, or pairs of Chinese, as it stands in a text."""
    by_word: dict[str, list[str]] = {}
    by_phrase = []
    matter = ""
    for token in _MATTERS.split():
        if token.endswith(":"):
            matter = token[:-1]
        elif "_" in token:
            by_phrase.append((f" {token.replace('_', ' ')}", matter))
        elif token.isascii() or len(token) == 2:
            by_word.setdefault(token, []).append(matter)
        else:
            pairs = " ".join(token[at : at + 2] for at in range(len(token) - 1))
            by_phrase.append((f" {pairs} ", matter))
    return by_word, by_phrase
