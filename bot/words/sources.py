"""What sources, their health, and the modals that add them say."""

TEXTS: dict[str, tuple[str, str]] = {
    "sources.title": ("Sources", "来源"),
    "sources.none": (
        "No source is read yet. Add a newsletter's page, a blog or a feed: I read it by its own rhythm from then on.",
        "还没有订阅来源。添加简报页面、博客或订阅源后，我会按它的更新节奏读取。",
    ),
    "sources.count": ("{n} sources", "共 {n} 个来源"),
    "sources.count.one": ("1 source", "共 1 个来源"),
    "sources.count.trouble": ("{n} need attention", "{n} 个需要留意"),
    "sources.count.trouble.one": ("1 needs attention", "1 个需要留意"),
    "sources.page": ("from no. {first} on", "从第 {first} 个起"),
    "sources.usage": (
        "`/sources add https://…` adds one, `/sources check NAME` reads it now, `/sources pause NAME`, "
        "`resume NAME` and `remove NAME` do what they say, `/sources edit NAME` changes its name, language and who may "
        "see it; `/sources import` and `export` carry the list as OPML",
        "`/sources add https://…` 添加，`/sources check 名称` 立即读取，`/sources pause 名称` 暂停，"
        "`resume 名称` 恢复，`remove 名称` 移除，`/sources edit 名称` 更改名称、语言和可见范围；"
        "`/sources import`、`export` 以 OPML 导入导出",
    ),
    "sources.state.ok": (":large_green_circle: read {last}", ":large_green_circle: {last} 读取成功"),
    "sources.state.waiting": (":white_circle: about to be read", ":white_circle: 即将读取"),
    "sources.state.failing": (
        ":large_yellow_circle: failed {n} times in a row: {why}",
        ":large_yellow_circle: 连续 {n} 次失败：{why}",
    ),
    "sources.state.failing.one": (
        ":large_yellow_circle: the last try failed: {why}",
        ":large_yellow_circle: 上次失败：{why}",
    ),
    "sources.state.paused": (":double_vertical_bar: paused", ":double_vertical_bar: 已暂停"),
    "sources.state.gave_up": (":red_circle: paused, because {why}", ":red_circle: 已暂停，因为{why}"),
    "sources.state.ended": (":red_circle: ended: {why}", ":red_circle: 已停更：{why}"),
    "sources.state.silent": (
        ":zzz: silent: nothing new since {since}",
        ":zzz: 沉寂：{since} 以来没有新内容",
    ),
    "sources.state.silent.never": (":zzz: silent: nothing new for long", ":zzz: 沉寂：很久没有新内容"),
    "sources.state.covered": (
        ":large_green_circle: read for everyone as well, so it is not read twice",
        ":large_green_circle: 同一网址已面向所有人读取，不再重复读取",
    ),
    "sources.last_ok": ("last read well {last}", "上次成功读取：{last}"),
    "sources.next": ("next {next}", "下次：{next}"),
    "sources.stories": ("{n} stories", "{n} 条报道"),
    "sources.stories.one": ("1 story", "1 条报道"),
    "sources.reads.page": ("a page", "页面"),
    "sources.button.add": ("Add a source", "添加来源"),
    "sources.button.newer": ("Back", "返回"),
    "sources.button.retry": ("Try again", "重试"),
    "sources.button.page": ("Read the page itself", "读取页面本身"),
    "sources.button.save": ("Save", "保存"),
    "sources.button.save.workspace": ("Save for everyone", "保存，所有人可见"),
    "sources.button.save.channel": ("Save for this channel only", "保存，仅本频道可见"),
    "sources.button.save.person": ("Save for me alone", "保存，仅自己可见"),
    "sources.for.channel": ("for this channel only", "仅本频道可见"),
    "sources.for.person": ("for you alone", "仅自己可见"),
    "sources.button.remove": ("Remove", "移除"),
    "sources.do.check": ("Read it now", "立即读取"),
    "sources.do.pause": ("Pause", "暂停"),
    "sources.do.resume": ("Resume", "恢复"),
    "sources.do.edit": ("Name, language, who may see it", "名称、语言、可见范围"),
    "sources.do.remove": ("Remove…", "移除…"),
    "sources.checking": ("Reading {name}…", "正在读取{name}……"),
    "sources.checking.none": (
        "All that can be read was read in the last five minutes; `/sources` shows how it went.",
        "可读取的来源在最近五分钟内都已读取，`/sources` 查看结果。",
    ),
    "sources.checking.one": ("Reading 1 source; the list shows how it went.", "正在读取 1 个来源，结果见列表。"),
    "sources.checking.all": (
        "Reading {n} sources; the list shows how it went.",
        "正在读取 {n} 个来源，结果见列表。",
    ),
    "sources.checked.new": ("{name} was read: {n} new stories.", "已读取{name}：{n} 条新报道。"),
    "sources.checked.new.one": ("{name} was read: 1 new story.", "已读取{name}：1 条新报道。"),
    "sources.checked.same": ("{name} was read: nothing new.", "已读取{name}：没有新内容。"),
    "sources.checked.failed": ("{name} could not be read: {why}", "未能读取{name}：{why}"),
    "sources.checked.busy": ("{name} is being read just now.", "正在读取{name}。"),
    "sources.paused": ("{name} is paused.", "已暂停{name}。"),
    "sources.resumed": ("{name} is read again.", "已恢复读取{name}。"),
    "sources.removed": ("{name} is removed; its stories stay.", "已移除{name}，已收录的报道保留。"),
    "sources.renamed": ("It is called {name} from now on.", "今后称为{name}。"),
    "sources.opened": (
        "{name} is for {audience} from now on, and so are the {n} stories read from it. What was posted stays, and so "
        "does what people saved.",
        "{name}今后的可见范围：{audience}，已从中读取的 {n} 条报道随之变更；已发布的内容和另行收录的报道不变。",
    ),
    "sources.opened.one": (
        "{name} is for {audience} from now on, and so is the story read from it. What was posted stays, and so does "
        "what people saved.",
        "{name}今后的可见范围：{audience}，已从中读取的 1 条报道随之变更；已发布的内容和另行收录的报道不变。",
    ),
    "sources.ask.edit": (
        "Type `/sources edit NAME` for that: a message cannot open it.",
        "请输入 `/sources edit 名称`，普通消息无法打开编辑窗口。",
    ),
    "sources.ask.remove": ("Remove {name}? Its {n} stories stay.", "要移除{name}吗？已收录的 {n} 条报道会保留。"),
    "sources.ask.remove.one": ("Remove {name}? Its one story stays.", "要移除{name}吗？已收录的 1 条报道会保留。"),
    "sources.ask.which": ("Which source? `/sources` lists them.", "请指明来源，`/sources` 查看列表。"),
    "sources.ask.address": (
        "Give the address as well: `/sources add https://example.com/news`.",
        "请附上网址：`/sources add https://example.com/news`。",
    ),
    "sources.unclear": ("I did not understand {words}.", "没有看懂{words}。"),
    "sources.looking": ("Looking at {address}…", "正在查看 {address} ……"),
    "sources.found.feed": ("*{title}* · a feed with {n} stories", "*{title}* · 订阅源，{n} 条报道"),
    "sources.found.page": (
        "*{title}* · a page of {n} stories, read again whenever it changes",
        "*{title}* · 页面，{n} 条报道，有变化时重新读取",
    ),
    "sources.found.feed.one": ("*{title}* · a feed with one story", "*{title}* · 订阅源，1 条报道"),
    "sources.found.page.one": (
        "*{title}* · a page of one story, read again whenever it changes",
        "*{title}* · 页面，1 条报道，有变化时重新读取",
    ),
    "sources.found.empty": ("*{title}* · a feed that is empty so far", "*{title}* · 订阅源，暂无内容"),
    "sources.found.first": ("The first stories there:", "其中前几条："),
    "sources.found.baseline": (
        "What is older than a day is kept for search and does not appear in the next digest.",
        "一天以前的内容只供搜索，不会进入下一期早报。",
    ),
    "sources.saved": (
        "{name} is added. I read it now, and by its own rhythm from then on.",
        "已添加{name}，现在开始读取，之后按它的更新节奏读取。",
    ),
    "sources.button.import": ("Import OPML", "导入 OPML"),
    "sources.button.export": ("Export OPML", "导出 OPML"),
    "sources.view.import": ("Import sources", "导入来源"),
    "sources.view.take": ("Import", "导入"),
    "sources.field.opml": ("OPML", "OPML"),
    "sources.field.opml.hint": (
        "The list that a feed reader exports. One of more than 3,000 characters is read at its address: "
        "/sources import https://…",
        "粘贴阅读器导出的列表。超过 3,000 个字符时请用网址导入：/sources import https://…",
    ),
    "sources.import.usage": (
        "Give the list's address as well: `/sources import https://example.com/feeds.opml`.",
        "请附上列表的网址：`/sources import https://example.com/feeds.opml`。",
    ),
    "sources.import.reading": (
        "Looking at {n} addresses. You hear from me when that is done.",
        "正在查看 {n} 个网址，完成后告诉你。",
    ),
    "sources.import.done": (
        "The list is read: {added} added, {known} known already, {failed} not taken in.",
        "列表已读完：新增 {added} 个，已有 {known} 个，未能收录 {failed} 个。",
    ),
    "sources.import.waiting": (
        "{n} of those added could not be read just now; I try them again by myself:",
        "新增的来源中有 {n} 个暂时无法读取，之后会自动重试：",
    ),
    "sources.import.waiting.one": (
        "One of those added could not be read just now; I try it again by myself:",
        "新增的来源中有 1 个暂时无法读取，之后会自动重试：",
    ),
    "sources.import.for.channel": (
        "They are for this channel only; the button *Import OPML* of `/sources` lets you choose.",
        "这些来源仅本频道可见；`/sources` 的「导入 OPML」按钮可选择可见范围。",
    ),
    "sources.import.for.person": (
        "They are for you alone; the button *Import OPML* of `/sources` lets you choose.",
        "这些来源仅自己可见；`/sources` 的「导入 OPML」按钮可选择可见范围。",
    ),
    "sources.import.no_opml": (
        "This is no OPML. Export your feeds as OPML and give all of it.",
        "这不是 OPML。请把订阅导出为 OPML，并完整提供。",
    ),
    "sources.import.empty": ("This OPML names no feed.", "这份 OPML 里没有订阅源。"),
    "sources.import.many": (
        "This list has {n} sources; at most {most} go in at once. Split it.",
        "列表有 {n} 个来源，一次最多 {most} 个，请拆分。",
    ),
    "sources.export.one": (
        "All sources ({n}) as OPML, which every feed reader takes. Copy the list from here:",
        "{n} 个来源的 OPML，可用于任何阅读器，请复制：",
    ),
    "sources.export.part": (
        "{n} of the sources as OPML, part {part} of {parts}, each a list by itself:",
        "{n} 个来源的 OPML，第 {part}/{parts} 份，每份都是完整列表：",
    ),
    "sources.export.rest": (
        "{n} more do not fit here; whoever runs Tidings gets all with `tidings sources export`.",
        "另有 {n} 个放不下；管理员可用 `tidings sources export` 导出全部。",
    ),
    "sources.view.add": ("Add a source", "添加来源"),
    "sources.view.edit": ("Edit a source", "编辑来源"),
    "sources.view.look": ("Look", "查看"),
    "sources.view.save": ("Save", "保存"),
    "sources.view.close": ("Close", "关闭"),
    "sources.field.address": ("Address", "网址"),
    "sources.field.address.hint": (
        "A newsletter's or blog's page, or its feed. What is found is shown before anything is saved.",
        "简报或博客的页面，或它的订阅源。保存前会先显示找到的内容。",
    ),
    "sources.field.page": ("If it has a feed", "如果有订阅源"),
    "sources.field.page.hint": (
        "Without the tick its feed is read, which is the surer way.",
        "不勾选则读取订阅源，更为可靠。",
    ),
    "sources.field.name": ("Name", "名称"),
    "sources.field.audience.hint": (
        "The stories read from it go with it. What was posted stays, and so does what people saved.",
        "已从中读取的报道随之变更；已发布的内容和另行收录的报道不变。",
    ),
    "sources.field.audience.workspace": (
        "It is for {audience}. `/sources edit`, typed in a channel, can keep it to that channel.",
        "可见范围：{audience}。在频道中输入 `/sources edit` 可改为仅该频道可见。",
    ),
    "sources.field.audience.fewer": (
        "It is for {audience}. Only whoever added it may let others see it.",
        "可见范围：{audience}。只有添加者可以放宽。",
    ),
    "sources.field.language": ("Language", "语言"),
    "sources.told.paused": (
        ":red_circle: *{name}* could not be read for {n} tries since {since}, so I paused it: {why}",
        ":red_circle: *{name}*自 {since} 起连续 {n} 次读取失败，已暂停：{why}",
    ),
    "sources.told.ended": (
        ":red_circle: *{name}* has ended: {why} Its stories stay.",
        ":red_circle: *{name}*已停更：{why}已收录的报道保留。",
    ),
    "sources.told.silent": (
        ":zzz: *{name}* has fallen silent: nothing new since {since}, which is not its way. I go on reading it.",
        ":zzz: *{name}*沉寂了：自 {since} 以来没有新内容，与往常不同。我会继续读取。",
    ),
    "sources.told.more": ("{n} more: `/sources`", "另有 {n} 个，见 `/sources`"),
    "sources.told.why_you": (
        "You are told because you added it or are an editor. `/sources` shows all of them.",
        "你添加了它或是编辑，因此收到此消息。用 `/sources` 查看全部来源。",
    ),
    "sources.refused.known": (
        "{name} is read already, and this address leads to it.",
        "该网址指向{name}，已经在读取。",
    ),
    "sources.refused.by_feed": (
        "This site is read already, by its feed: {name}. The page itself can be read beside it.",
        "该网站已通过订阅源读取，即{name}；也可以另外读取页面本身。",
    ),
    "sources.refused.kept": (
        "{name} is read already, for fewer people; `/sources edit` changes who may see it.",
        "该网址指向{name}，已在读取，但仅限部分人可见；可用 `/sources edit` 更改可见范围。",
    ),
    "sources.refused.name_taken": (
        "There is a source called {name} already; give this one another name.",
        "已经有名为{name}的来源，请换一个名称。",
    ),
    "sources.refused.no_name": ("Give it a name that has letters or digits.", "请填写含有文字或数字的名称。"),
    "sources.refused.guest": ("Guests read only. Ask a member of your team.", "访客只能阅读，请联系团队成员。"),
    "sources.refused.not_yours": (
        "{name} was added by somebody else; ask them or an editor.",
        "{name}是别人添加的，请联系添加者或编辑。",
    ),
    "sources.refused.not_wider": (
        "Only whoever added {name} may let others see it, or keep it to themselves.",
        "只有{name}的添加者可以放宽可见范围，或改为仅自己可见。",
    ),
    "sources.refused.nobody": (
        "{name} was added from the command line, so there is nobody to keep it for.",
        "{name}由管理员从命令行添加，不能改为仅某人可见。",
    ),
    "sources.refused.unknown": (
        "There is no source {name}; `/sources` lists them.",
        "没有名为{name}的来源，`/sources` 查看列表。",
    ),
    "sources.refused.gone": (
        "There is no such source any more; `/sources` lists them.",
        "该来源已不存在，`/sources` 查看列表。",
    ),
    "sources.refused.near": (
        "There is no source {name}. Did you mean {likely}? `/sources` lists them all.",
        "没有名为{name}的来源，是不是{likely}？`/sources` 查看全部。",
    ),
    "sources.refused.unsure": ("{name} could be one of these: {likely}.", "{name}可能是：{likely}。"),
    # Why a source was not read, by the kind of the failure; `host` is its site.
    "sources.why.other": ("it could not be read.", "无法读取。"),
    "sources.why.unreadable": ("what stands there cannot be read.", "那里的内容无法读取。"),
    "sources.why.nothing": ("nothing readable stands there any more.", "那里已没有可读的内容。"),
    "sources.why.no_feed": ("what stands there is no feed any more.", "那里已不是订阅源。"),
    "sources.why.trouble": ("{host} has trouble of its own (status {status}).", "{host} 自身出错（状态 {status}）。"),
    "sources.why.busy": ("{host} asks to be left alone for a while.", "{host} 要求暂缓访问。"),
    "sources.why.status": ("{host} did not give it (status {status}).", "{host} 没有给出内容（状态 {status}）。"),
    "sources.why.missing": ("{host} has no such page any more.", "{host} 已没有这个页面。"),
    "sources.why.gone": ("{host} says that it is gone for good.", "{host} 表示它已永久移除。"),
    "sources.why.forbidden": ("{host} does not let programs in.", "{host} 不允许程序读取。"),
    "sources.why.sign_in": ("{host} shows a form to sign in there.", "{host} 在那里显示的是登录页面。"),
    "sources.why.unknown_host": ("there is no site {host}.", "找不到网站 {host}。"),
    "sources.why.no_answer": ("{host} does not answer.", "{host} 没有回应。"),
    "sources.why.slow": ("{host} is too slow.", "{host} 太慢。"),
    "sources.why.torn": ("the download from {host} broke off.", "从 {host} 下载时中断。"),
    "sources.why.certificate": ("{host} cannot prove who it is.", "{host} 的证书无效。"),
    "sources.why.redirects": ("{host} sends on without end.", "{host} 不断跳转。"),
    "sources.why.large": ("it is too large.", "内容过大。"),
    "sources.why.refused": ("its address is one that is not read.", "该网址不允许读取。"),
    "help.sources": (
        "what I read and how it is; `/sources add https://…` adds a newsletter, blog or feed",
        "查看读取的来源及其状况；`/sources add https://…` 添加简报、博客或订阅源",
    ),
}
