"""What editions, and the settings of a digest, say."""

TEXTS: dict[str, tuple[str, str]] = {
    "edition.title": ("AI news · {day}", "AI 早报 · {day}"),
    "edition.window": ("{since} to {until} · {n} stories", "{since} 至 {until} · 共 {n} 条"),
    "edition.window.one": ("{since} to {until} · 1 story", "{since} 至 {until} · 共 1 条"),
    "edition.quick_hits": ("Quick hits", "快讯"),
    "edition.watch": ("Watch & listen", "视听"),
    "edition.thread": ("{n} more in the thread, by section.", "其余 {n} 条按栏目列于回复中。"),
    "edition.thread.one": ("1 more in the thread.", "另有 1 条列于回复中。"),
    "edition.other": ("Other news", "其他"),
    "edition.left_out": ("{n} further stories: `/news since:7d`", "另有 {n} 条未列出，可用 `/news since:7d` 查看"),
    "edition.empty": ("No news since {since}.", "{since} 以来没有新消息。"),
    "edition.more": ("More · {day}", "更多 · {day}"),
    "edition.settings": (
        "{days} at {at} ({zone}) · `/digest help` changes it",
        "{days} {at}（{zone}）· 用 `/digest help` 查看如何更改",
    ),
    "edition.no_settings": (
        "`/digest 08:30` posts this here every morning",
        "输入 `/digest 08:30` 即可每天早上发到本频道",
    ),
    "edition.useful": ("This edition was useful", "这期有用"),
    "edition.not": ("This edition was not useful", "这期没用"),
    "story.useful": ("👍 Useful", "👍 有用"),
    "story.not": ("👎 Not useful", "👎 没用"),
    "story.save": ("🔖 Save", "🔖 收藏"),
    "story.why": ("❓ Why this?", "❓ 为什么选这条？"),
    "list.tells": (": {sentence}", "：{sentence}"),
    "digest.preview": ("A preview of this channel's next edition.", "本频道下一期早报的预览。"),
    "digest.preview.alone": (
        "Preview: only you see this. The rest would go in its thread.",
        "预览：仅你可见，其余内容会放在回复中。",
    ),
    "digest.preview.empty": ("There is nothing new for this channel yet.", "目前没有可发到本频道的新消息。"),
    "digest.button.now": ("Post it now", "立即发布"),
    "digest.now": ("The digest is on its way.", "早报马上发布。"),
    "digest.now.empty": (
        "There is nothing new since the last edition, so nothing was posted.",
        "上一期以来没有新消息，因此没有发布。",
    ),
    "digest.set": (
        "{who} set the digest here: {days} at {at} ({zone}), {in_language}. Next: {next_at}.",
        "{who} 设定了本频道的早报：{days} {at}（{zone}），{in_language}。下一期：{next_at}。",
    ),
    "digest.set.done": ("Done. The next edition comes {next_at} ({zone}).", "已设定。下一期：{next_at}（{zone}）。"),
    "digest.off": ("{who} turned the digest off here.", "{who} 关闭了本频道的早报。"),
    "digest.off.done": ("Done. No further digest comes here.", "已关闭，本频道不再发布早报。"),
    "digest.off.none": ("No digest is set up here.", "本频道没有设定早报。"),
    "digest.status": (
        "The digest comes {days} at {at} ({zone}), {in_language}. Next: {next_at}.",
        "早报时间：{days} {at}（{zone}），{in_language}。下一期：{next_at}。",
    ),
    "digest.status.roundup": ("Roundup: {next_at}.", "每周综述：{next_at}。"),
    "digest.status.paused": (
        "It is paused, because Slack did not let me post here (`{code}`). Invite me, then set the time again.",
        "目前已暂停：Slack 不让我在这里发消息（`{code}`）。请邀请我，再重新设定时间。",
    ),
    "digest.status.last": ("{period}: {state}", "{period}：{state}"),
    "digest.status.manual": ("posted on demand, {moment}", "手动发布，{moment}"),
    "digest.state.claimed": ("being posted", "正在发布"),
    "digest.state.posted": ("posted, thread still under way", "已发布，回复还在发送"),
    "digest.state.done": ("posted", "已发布"),
    "digest.state.empty": ("nothing new", "没有新消息"),
    "digest.state.skipped": ("skipped, it was too late", "已跳过，时间太晚"),
    "digest.state.failed": ("failed (`{why}`)", "失败（`{why}`）"),
    "digest.none": (
        "No digest is set up here. `/digest setup` sets one up, or in short `/digest 08:30`.",
        "本频道还没有早报。输入 `/digest 设定` 即可设定，或直接输入 `/digest 08:30`。",
    ),
    "digest.no_time": (
        "Say at what time it should come, for example `/digest 08:30 weekdays`.",
        "请说明发布时间，例如 `/digest 08:30 工作日`。",
    ),
    "digest.unclear": (
        "I did not understand {words}. Try `/digest 08:30 Europe/Berlin weekdays zh`, or `/digest help`.",
        "没有看懂{words}。可以这样写：`/digest 08:30 Asia/Shanghai 工作日 zh`，或输入 `/digest help`。",
    ),
    "digest.twice": (
        "I read two different {what} there. Please give one, for example `/digest 08:30`.",
        "其中有两个不同的{what}，请只写一个，例如 `/digest 08:30`。",
    ),
    "digest.what.at": ("times", "时间"),
    "digest.what.zone": ("time zones", "时区"),
    "digest.what.weekdays": ("sets of days", "日期"),
    "digest.what.language": ("languages", "语言"),
    "digest.guest": (
        "Guests can preview the digest, not change it. Ask a member of the channel.",
        "访客可以预览早报，不能更改，请联系频道成员。",
    ),
    "digest.invite": (
        "I cannot post in this channel yet. Type `/invite @Tidings`, then try again.",
        "我还不能在这里发消息。请输入 `/invite @Tidings`，然后再试一次。",
    ),
    "digest.busy": (
        "An edition for this channel is being posted just now.",
        "本频道正在发布一期早报，请稍候。",
    ),
    "digest.paused": (
        "I could not post the digest in {channel} (`{code}`), so I paused it. When I may post there, set its time "
        "again with `/digest 08:30`.",
        "我无法在 {channel} 发布早报（`{code}`），已暂停。我能在那里发消息后，请用 `/digest 08:30` 重新设定时间。",
    ),
    "digest.help": (
        "`/digest` previews this channel's next edition; `/digest setup` opens all its settings\n"
        "`/digest 08:30` sets its time; add a zone (`Europe/Berlin`), days (`weekdays`, `mon-fri`, `daily`) and a "
        "language (`en`, `zh`) in any order\n"
        "`/digest now` posts it now, `/digest status` says when it comes, `/digest off` turns it off",
        "`/digest` 预览本频道的下一期早报，`/digest 设定` 打开全部设定\n"
        "`/digest 08:30` 设定时间；可加时区（`Asia/Shanghai`）、日期（`工作日`、`周一到周五`、`每天`）"
        "和语言（`zh`、`en`），顺序不限\n"
        "`/digest now` 立即发布，`/digest status` 查看时间，`/digest off` 关闭",
    ),
    "days.every": ("every day", "每天"),
    "days.weekdays": ("Monday to Friday", "周一到周五"),
    "days.weekend": ("at weekends", "周末"),
    "days.1": ("Mon", "周一"),
    "days.2": ("Tue", "周二"),
    "days.3": ("Wed", "周三"),
    "days.4": ("Thu", "周四"),
    "days.5": ("Fri", "周五"),
    "days.6": ("Sat", "周六"),
    "days.7": ("Sun", "周日"),
}
