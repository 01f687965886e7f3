"""Why reports are together, in words."""

TEXTS: dict[str, tuple[str, str]] = {
    "storyline.link": ("both link to the same page", "链接到同一页面"),
    "storyline.text": ("the text is nearly the same", "文字几乎相同"),
    "storyline.translation": ("one is the other's translation", "互为译文"),
    "storyline.figures": ("they state the same figure", "提到同一数字"),
    "storyline.meaning": (
        "they tell of the same thing ({percent} alike in meaning)",
        "讲的是同一件事（意思相近 {percent}）",
    ),
    "storyline.names": ("they name the same at the same time", "同时提到相同的名字"),
    "storyline.named": ("both name {names}", "都提到{names}"),
    "storyline.same_figure": ("{one} = {other}", "{one} = {other}"),
}
