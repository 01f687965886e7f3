"""What answers, questions, help and apologies say."""

TEXTS: dict[str, tuple[str, str]] = {
    "kind.company": ("company", "公司"),
    "kind.person": ("person", "人物"),
    "kind.product": ("product", "产品"),
    "kind.topic": ("topic", "话题"),
    "relation.made_by": ("by {names}", "{names}出品"),
    "relation.works_at": ("at {names}", "任职于{names}"),
    "relation.owned_by": ("owned by {names}", "隶属{names}"),
    "relation.broader": ("part of {names}", "属于{names}"),
    "list.comma": (", ", "、"),
    "count.stories": ("{n} stories, newest first", "{n} 条报道，最新在前"),
    "count.story": ("1 story", "1 条报道"),
    "count.none": ("no stories", "暂无报道"),
    "count.page": ("from no. {first} on", "从第 {first} 条起"),
    "language.en": ("in English", "英文"),
    "language.zh": ("in Chinese", "中文"),
    "story.also": ("also {version}", "另有{version}版"),
    "story.issue": ("issue of {days}", "出自{days}一期"),
    "story.seen": ("undated, seen {day}", "未注明日期，{day}收录"),
    "story.via": ("via {source}", "来源：{source}"),
    "read.typed": ("you typed {words}", "你输入的是{words}"),
    "related": ("Also named: {names}", "同时提到：{names}"),
    "search.title": ("News", "新闻"),
    "search.latest": ("Latest news", "最新消息"),
    "search.read_as": ("Read as: {what}", "理解为：{what}"),
    "search.everything": ("everything, newest first", "全部，最新在前"),
    "search.since": ("since {day}", "{day}起"),
    "search.until": ("until {day}", "截至{day}"),
    "search.outlet": ("from {outlet}", "来自{outlet}"),
    "search.loosened": (
        "No story names all of them; these name one or another.",
        "没有报道同时提到这些，以下各提到其中之一。",
    ),
    "search.dropped": ("no story also holds {words}", "没有报道同时含有{words}"),
    "search.unread": (
        "not understood and left out: {filters}; say `since:7d`, `until:2026-04-30`, `lang:zh`, `from:bloomberg`",
        "没有看懂，已略去：{filters}；可以写 `since:7d`、`until:2026-04-30`、`lang:zh`、`from:彭博社`",
    ),
    "nothing.found": ("No story fits {words}.", "没有找到与{words}相符的报道。"),
    "nothing.entity": ("No story names {name} yet.", "目前还没有提到{name}的报道。"),
    "nothing.further": ("There is nothing further on this page.", "后面没有更多了。"),
    "nothing.stories": ("No stories have been taken in yet.", "还没有收录任何报道。"),
    "nothing.try": (
        "Try fewer or other words, a name by itself (`/company NAME`), or a longer span (`since:30d`).",
        "可以减少或更换关键词，单独输入名称（`/company 名称`），或放宽时间（`since:30d`）。",
    ),
    "nothing.try.name": (
        "Check the spelling, or search the stories for other words: `/news WORDS`.",
        "请检查写法，或用其他词搜索报道：`/news 关键词`。",
    ),
    "link.what": (
        "To keep that page as a story, write `@Tidings save` before the link. To have it read from now on, type "
        "`/sources add` and the link.",
        "要把这个网页收录为报道，请在链接前写 `@Tidings 收录`；要持续读取它，请输入 `/sources add` 加链接。",
    ),
    "thanks": ("You are welcome.", "不客气。"),
    "stop": (
        "`/tidings me off` ends your own edition and alerts. A channel's digest ends with `/digest off`, typed there.",
        "`/tidings 我的 关闭` 停止个人早报和提醒；频道的早报请在该频道输入 `/digest 关闭`。",
    ),
    "ask.which": ("{words} could be one of these. Which do you mean?", "{words}可能指以下几个，你指哪一个？"),
    "ask.whether": ("By {words}, do you mean {name}?", "{words}是指{name}吗？"),
    "ask.unknown": ("I know no {kind} called {words}.", "我不认识名为{words}的{kind}。"),
    "ask.unknown.any": ("I know nothing by the name {words}.", "我不认识{words}。"),
    "ask.nearest": ("Did you mean one of these?", "你是不是想找："),
    "ask.option": ("{name} ({kind})", "{name}（{kind}）"),
    "ask.search": ("Search the stories", "搜索报道"),
    "ask.search.count": ("Search: {n} stories", "搜索：{n} 条报道"),
    "ask.search.one": ("Search: 1 story", "搜索：1 条报道"),
    "ask.mentioned": ("{n} stories hold these words.", "有 {n} 条报道含有这些词。"),
    "ask.mentioned.one": ("1 story holds these words.", "有 1 条报道含有这些词。"),
    "button.more": ("More", "更多"),
    "button.newer": ("Newer", "较新"),
    "button.cancel": ("Cancel", "取消"),
    "button.share": ("Share in channel", "分享到频道"),
    "button.en": ("English", "English"),
    "button.zh": ("中文", "中文"),
    "share.by": ("Shared by {who}", "由{who}分享"),
    "share.done": ("Shared in the channel.", "已分享到频道。"),
    "share.guest": ("Guests read only, so this stays with you.", "访客只能阅读，内容未分享。"),
    "stale.button": (
        "That button no longer works. Please ask again.",
        "这个按钮已失效，请重新提问。",
    ),
    "stale.click": (
        "That took too long for Slack. Please press the button again.",
        "Slack 等待超时，请再按一次。",
    ),
    "stale.entity": (
        "That name is no longer known here. Please ask again.",
        "这个名称已不在名录中，请重新提问。",
    ),
    "error.unknown": (
        "Something went wrong on my side and this was not done. Please try again; if it stays, tell whoever runs "
        "Tidings this reference: {reference}",
        "我这边出了问题，未能完成。请再试一次；若仍不行，请把这个编号告诉 Tidings 的管理员：{reference}",
    ),
    "error.slack": (
        "Slack did not take this just now. Please try again in a minute; if it stays, tell whoever runs Tidings this "
        "reference: {reference}",
        "Slack 刚才没有接受这项请求。请过一分钟再试；若仍不行，请把这个编号告诉 Tidings 的管理员：{reference}",
    ),
    "help.title": ("Tidings, your news desk", "Tidings，你的新闻台"),
    "help.intro": (
        "I read the newsletters so that you can ask. Type a name in any spelling, in English or Chinese.",
        "我替你读简报，你只管提问。名称怎么写都行，中英文皆可。",
    ),
    "help.company": (
        "who a company is and its newest stories: `/company nvidia`, `/company 英伟达`, `/company antropic`",
        "一家公司的介绍与最新报道：`/company 英伟达`、`/company nvidia`、`/company antropic`",
    ),
    "help.topic": (
        "the newest stories on a topic, a product or a person: `/topics ai agents`, `/topics 算力`",
        "一个话题、产品或人物的最新报道：`/topics 智能体`、`/topics 算力`",
    ),
    "help.news": (
        "search: `/news data centre`, narrowed by `company:nvidia`, `topic:chips`, `from:bloomberg`, `since:7d`, "
        "`lang:zh`; by itself, the latest",
        "搜索：`/news 数据中心`，可加 `company:英伟达`、`topic:芯片`、`from:彭博社`、`since:7d`、`lang:zh`；"
        "不带参数则为最新",
    ),
    "help.digest": (
        "this channel's morning digest: preview it, set its time, post it now or turn it off; `/digest help`",
        "本频道的早报：预览、设定时间、立即发布或关闭；详见 `/digest help`",
    ),
    "help.tidings": (
        "all of it in one command: `/tidings company nvidia`, `/tidings news stargate`; `/tidings help` shows this",
        "一个命令包含全部：`/tidings 公司 英伟达`、`/tidings 新闻 星际之门`；`/tidings 帮助` 显示本页",
    ),
    "help.mention": (
        "Or just ask: mention me in a channel, or write to me directly: “what is new with stargate?”",
        "也可以直接问：在频道里提到我，或给我发私信：“星际之门有什么新消息？”",
    ),
    "help.recent": ("Much in the news lately:", "近来常见："),
}
