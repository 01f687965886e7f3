"""What editors read of stories that they hide."""

TEXTS: dict[str, tuple[str, str]] = {
    "hiding.hide": ("🚫 Hide this story", "🚫 隐藏这条报道"),
    "hiding.done": (
        "Hidden: {headline}. Answers and coming digests leave it out; what was posted stays. "
        "`/tidings hidden` lists what is hidden.",
        "已隐藏：{headline}。回答和今后的早报不再收录，已发布的不变。`/tidings 已隐藏` 列出全部。",
    ),
    "hiding.undone": ("Shown again: {headline}.", "已恢复：{headline}。"),
    "hiding.undo": ("Undo", "撤销"),
    "hiding.gone": ("This story is no longer here.", "这条报道已不存在。"),
    "hiding.title": ("Hidden stories", "已隐藏的报道"),
    "hiding.none": (
        "Nothing is hidden. Editors hide a story by the menu beside it.",
        "没有隐藏的报道。编辑可以用报道旁的菜单隐藏。",
    ),
    "hiding.count": ("{n} hidden, the last one first", "共 {n} 条，最近隐藏的在前"),
    "hiding.by": ("hidden {day} by {who}", "{who}于{day}隐藏"),
    "hiding.operator": ("the operator", "管理员"),
    "hiding.show": ("Show again", "恢复"),
}
