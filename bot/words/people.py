"""What people read of what they follow, their own edition and alerts, what they saved, and what they thought useful."""

TEXTS: dict[str, tuple[str, str]] = {
    "help.people": (
        "`/tidings follow NAME` — whom you follow; `/tidings me` sends you an edition of your own and alerts, "
        "`/tidings saved` lists what you saved",
        "`/tidings 关注 名称` — 关注名称；`/tidings 我的` 设定个人早报与提醒，`/tidings 收藏` 列出收藏",
    ),
    "button.follow": ("Follow", "关注"),
    "button.unfollow": ("Following ✓", "已关注 ✓"),
    "follow.done": ("You follow {names} now.", "你已关注{names}。"),
    "follow.already": ("You follow {names} already.", "你已经关注了{names}。"),
    "follow.undone": ("You no longer follow {names}.", "你已取消关注{names}。"),
    "follow.not": ("You do not follow {names}.", "你没有关注{names}。"),
    "follow.hint": (
        "`/tidings me` sets when you hear of it: an edition of your own, or alerts.",
        "用 `/tidings 我的` 设定何时告诉你：个人早报或提醒。",
    ),
    "follow.which": ("Which do you mean by {words}?", "{words}是指哪一个？"),
    "follow.usage": (
        "Say whom, for example `/tidings follow nvidia`. `/tidings following` lists whom you follow.",
        "请说明关注谁，例如 `/tidings 关注 英伟达`。`/tidings 我的关注` 列出已关注的。",
    ),
    "follow.most": ("You may follow at most {n} names.", "最多可关注 {n} 个名称。"),
    "following.title": ("What you follow", "你关注的"),
    "following.none": (
        "You follow nobody yet. Press *Follow* on an answer, or type `/tidings follow nvidia`.",
        "你还没有关注任何名称。在回答里按*关注*，或输入 `/tidings 关注 英伟达`。",
    ),
    "following.remove": ("No longer follow…", "取消关注…"),
    "me.title": ("Your own edition", "你的个人早报"),
    "me.submit": ("Save", "保存"),
    "me.button": ("Set up", "设定"),
    "me.field.follows": ("You follow", "你关注的"),
    "me.field.edition": ("An edition of your own, by direct message", "个人早报（私信）"),
    "me.field.alerts": ("Alerts", "提醒"),
    "me.field.alerts.hint": (
        "At most one message in that time, and only if there is news of what you follow.",
        "这段时间内最多一条，且只在你关注的有新消息时发送。",
    ),
    "me.edition.on": ("Every day I choose", "在选定的日子发送"),
    "me.edition.off": ("None", "无"),
    "me.alerts.0": ("None", "无"),
    "me.alerts.1": ("At most one an hour", "每小时至多一条"),
    "me.alerts.4": ("At most one in 4 hours", "每 4 小时至多一条"),
    "me.alerts.24": ("At most one a day", "每天至多一条"),
    "me.edition": (
        "Your edition comes {days} at {at} ({zone}), {in_language}. Next: {next_at}.",
        "你的个人早报：{days} {at}（{zone}），{in_language}。下一期：{next_at}。",
    ),
    "me.edition.none": ("You have no edition of your own.", "你没有个人早报。"),
    "me.paused": (
        "It is paused: Slack refused it (`{code}`). Save it again.",
        "已暂停：Slack 拒绝了（`{code}`），请重新保存。",
    ),
    "me.said.alerts": ("Alerts: {often}.", "提醒：{often}。"),
    "me.off": ("Done. You get no edition of your own and no alerts.", "已关闭，不再发送个人早报和提醒。"),
    "me.off.none": ("You have neither an edition of your own nor alerts.", "你没有个人早报，也没有提醒。"),
    "me.press": ("Press to set up an edition of your own.", "按此设定你的个人早报。"),
    "me.usage": (
        "`/tidings me 08:00 weekdays` sets an edition of your own from what you follow, `/tidings me off` ends it; "
        "`/tidings me` shows all of it.",
        "`/tidings 我的 08:00 工作日` 设定个人早报，内容为你关注的；`/tidings 我的 关闭` 结束；"
        "`/tidings 我的` 打开全部设定。",
    ),
    "me.error.dm": (
        "Slack does not let me write to you directly (`{code}`).",
        "Slack 不让我给你发私信（`{code}`）。",
    ),
    "saved.title": ("Saved", "收藏"),
    "saved.none": (
        "You saved nothing yet. Choose *Save* in the menu of a story in a digest.",
        "你还没有收藏。在早报中一条报道的菜单里选择*收藏*即可。",
    ),
    "saved.count": ("{n} saved, newest first", "共收藏 {n} 条，最新在前"),
    "saved.remove": ("Remove", "移除"),
    "saved.done": ("Saved. `/tidings saved` lists it.", "已收藏，输入 `/tidings 收藏` 查看。"),
    "saved.undone": ("Taken off your list.", "已从收藏中移除。"),
    "opinion.story.useful": (
        "Noted: useful. More of its kind for this channel. Choose it again to take it back.",
        "已记录：有用，本频道会多见这类消息。再选一次即可撤回。",
    ),
    "opinion.story.not": (
        "Noted: not useful. Less of its kind for this channel. Choose it again to take it back.",
        "已记录：没用，本频道会少见这类消息。再选一次即可撤回。",
    ),
    "opinion.edition.useful": (
        "Thank you: this edition was useful. Press again to take it back.",
        "谢谢，已记录这期有用。再按一次即可撤回。",
    ),
    "opinion.edition.not": (
        "Noted: this edition was not useful. Press again to take it back.",
        "已记录：这期没用。再按一次即可撤回。",
    ),
    "opinion.withdrawn": ("Taken back.", "已撤回。"),
    "opinion.guest": ("Guests read only, so this is not counted.", "访客只能阅读，此项未计入。"),
    "opinion.counted": (
        "Said of the editions here lately: 👍 {useful}, 👎 {not_useful}.",
        "最近对本频道早报的反馈：👍 {useful}，👎 {not_useful}。",
    ),
    "edition.settings.personal": (
        "{days} at {at} ({zone}), from what you follow · `/tidings me` changes it",
        "{days} {at}（{zone}），内容为你关注的 · 用 `/tidings 我的` 更改",
    ),
    "edition.settings.alert": (
        "an alert, from what you follow · `/tidings me` changes it",
        "提醒，内容为你关注的 · 用 `/tidings 我的` 更改",
    ),
    "home.digests": ("Digests in this workspace", "本工作区的早报"),
    "home.digest": ("{channel}: {days} at {at} ({zone})", "{channel}：{days} {at}（{zone}）"),
    "home.digests.none": (
        "No public channel has a digest yet. Type `/digest setup` in one.",
        "还没有公开频道设定早报。在频道里输入 `/digest 设定` 即可。",
    ),
    "home.digests.more": ("and {n} more", "另有 {n} 个"),
    "home.help": ("`/tidings help` shows everything that I can do.", "输入 `/tidings 帮助` 查看全部功能。"),
}
