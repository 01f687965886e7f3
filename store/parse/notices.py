"""Words around the news that are none: sponsors, polls, calls to share or subscribe, greetings, sign-offs, captions.

Only generic phrases of either language stand here, none of one publisher. A phrase counts where it *is* the line, or
opens it, so that a story about advertising or subscriptions stays a story: headlines hold such words in passing.
"""

from __future__ import annotations

import re

from store.parse.prose import width
from store.parse.vocabulary import fold
from store.text import has_chinese

_LONGEST = 220
"""Characters; a longer line says more than a notice does."""
_WIDEST_TALLY = 90
_SPONSOR_HEAD = re.compile(
    r"(?:(?:our|todays?|this weeks?|this issues?|an?|featured) )?(?:sponsor(?:s|ed|ship)?|partners?|ads?|advertisement"
    r"|advertorial|"
    r"promoted|promotion|paid (?:post|content|partnership))(?: (?:content|post|message|spotlight|section|link"
    r"|break)s?)?"
    r"(?: (?:by|from|with|of) .{1,40})?"
    r"|(?:this (?:issue|edition|newsletter|e ?mail|week)(?: is| was)? )?"
    r"(?:sponsored|presented|powered|supported|brought to you|made possible) by(?: .{1,40})?"
    r"|(?:together|in partnership|in collaboration) with(?: .{1,40})?"
    r"|(?:(?:an?|this) )?(?:quick )?(?:word|message|note)s? from (?:our|todays|this weeks) (?:sponsor"
    r"|partner)s?(?: .{1,40})?"
    r"|(?:an? )?(?:message|word) from .{1,40}"
    r"|from (?:our|todays) (?:sponsor|partner)s?|(?:thanks|thank you) to (?:our|todays) (?:sponsor|partner)s?.{0,40}"
    r"|(?:来自|本期|本文|今日|特别|内容|独家)?(?:我们的)?(?:赞助商?|赞助方|广告|推广|合作伙伴|商务合作|商业合作|品牌合作|软文"
    r"|恰饭)(?:内容|时间|信息|推荐|位|鸣谢)?"
    r"|(?:本期|本文|本刊|节目|内容)(?:内容)?由.{1,24}(?:赞助|冠名|支持|提供|独家呈现)(?:播出)?"
    r"|(?:特别)?(?:感谢|鸣谢)(?:本期|今日|我们的)?(?:的)?(?:赞助|合作|广告|品牌).{0,24}",
    re.IGNORECASE,
)
_AWAITS_NAME = re.compile(
    r"(?:(?:this (?:issue|edition|newsletter|e ?mail|week)(?: is| was)? )?"
    r"(?:sponsored|presented|powered|supported|brought to you) by|(?:together|in partnership|in collaboration) with"
    r"|(?:an? )?(?:message|word) from|(?:本期)?(?:赞助商|赞助方|冠名|独家赞助))",
    re.IGNORECASE,
)
_TALLY_PARTS = re.compile(r"\s*[|｜·•,]\s*|\s{2,}")
_TALLY = re.compile(
    r"[▲△▼↑⬆★☆⭐👍❤💬🔥🔁🔄🔖👀♻📌️\s]*[\d.,]+\s?[kmw万]?\+?\s?(?:points?|comments?|votes?|upvotes?|stars?|likes?|replies"
    r"|views?|shares?|forks?"
    r"|个?赞|[个条]?评论|票|点赞|阅读|收藏|热度|次阅读)?(?: (?:today|this week|by \S{1,30}))?(?: .{1,20} ago)?"
    r"|(?:by|submitted by) \S{1,30}|(?:\d{1,3}|an?) (?:minute|hour|day)s? ago|discuss|hide|comments?"
    r"|read(?:ing)? time:? .{1,24}",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"[▲👍❤💬🔥🔁🔄🔖👀♻]\ufe0f?\s*\d")
_LEAVE = re.compile(
    r"(?:(?:click here to |one click )?unsubscribe(?: here| from .{1,40})?|(?:manage|update|change|edit)"
    r" (?:your |my |e ?mail )*(?:preferences|settings|subscription)s?|opt out|取消订阅|退订|点此退订|管理订阅)",
    re.IGNORECASE,
)
_SPONSOR_MARK = re.compile(
    r"[(\[【]\s*(?:sponsor(?:ed)?|ad|advertisement|promoted|partner|paid|赞助|广告|推广)\s*[)\]】]", re.IGNORECASE
)
_SPONSOR_LEAD = re.compile(
    r"(?:[(\[【]\s*)?(?:sponsored(?: by .{1,30}?)?|advertisement|promoted|赞助|广告|推广)\s*[)\]】:|]", re.IGNORECASE
)
_NAMED = re.compile(
    r"(?:with|by|from) (?!(?:our|todays|this)\b)(?P<en>[A-Z0-9].{1,40})$|由(?P<zh>.{1,24}?)(?:赞助|冠名|支持"
    r"|提供|独家)",
    re.IGNORECASE,
)
_SPONSOR_BYLINE = re.compile(r"(?:\b(?:sponsor(?:ed)?|promoted|advertisement|ad)|赞助|广告|推广)$", re.IGNORECASE)
_OFFER = re.compile(
    r"\b(?:promo|discount|coupon) code\b|\b(?:use|with|enter) (?:the )?code \w|\b\d{1,2}% off\b|\bfree trial\b"
    r"|\b(?:try|start|join|get started)(?: \w{1,20}){0,2} (?:for )?free\b|\bfree for \d+ (?:days|months)\b"
    r"|\bbook a (?:free )?demo\b|\bsign up (?:for free|today|now)\b|优惠码|折扣码|邀请码|立减|限时优惠|免费试用"
    r"|扫码领取|免费领取|立即体验|立即购买|新用户.{0,8}(?:立减|免费|优惠)|注册即送",
    re.IGNORECASE,
)
_MENU_WORDS = frozenset(
    "home archive archives about subscribe unsubscribe advertise sponsor jobs contact privacy terms feedback "
    "login signup "
    "podcast store shop events preferences share forward web browser online twitter linkedin facebook instagram "
    "youtube "
    "rss community faq help 首页 往期 归档 关于 订阅 退订 商务合作 合作 社群 加入社群 联系 投稿 在线阅读 分享 "
    "登录 注册 反馈 "
    "隐私 广告 招聘 往期回顾 取消订阅 更多".split()
)
_MENU_PARTS = re.compile(r"\s*[|｜·•/]\s*|\s{3,}")
_NOTICE = re.compile(
    r"you(?:'re| are)? (?:receiv|got|get)\w* this (?:e-?mail|newsletter|message)|(?:was "
    r"|were )?forwarded (?:this|to you)"
    r"|(?:if|did) (?:a friend|someone|you were) .{0,20}(?:sen[dt]|forward)|(?:update|change"
    r"|manage) (?:your )?(?:e-?mail )?preferences"
    r"|(?:view|read|open) (?:this |it )?(?:e-?mail |issue |post |version )?(?:in|on) (?:your |the "
    r"|a )?(?:browser|web)\b|^(?:view|read)(?: it| this)? online$"
    r"|^(?:caution|warning|external)?[:!. ]{0,3}this (?:e-?mail|message) (?:was sent|originated|came|is) from (?:an? )?"
    r"(?:outside|external)"
    r"|^(?:view|follow) image(?: link)?:|^you(?: are|'re) (?:reading|viewing) (?:a|the) plain[- ]text version\b"
    r"|^for (?:a|the) (?:full|complete|comprehensive) list of .{3,80}?,? (?:see|visit|follow|check|read|keep|refer)\b"
    r"|unsubscribe (?:here|at any time|from)|^unsubscribe\b.{0,20}$|^privacy policy$|^all rights reserved"
    r"|^(?:please )?(?:share|forward|recommend) (?:(?:this|us|it|with)\b|the (?:love|word|news|joy|fun|e-?mail|issue"
    r"|newsletter|post|article|page|link|letter|digest|edition|.{1,40} with (?:an?|your|other) )\b"
    r"|your (?:own |unique |personal )?(?:thought|feedback|opinion|idea|comment|view|experience|stor(?:y|ies)|answer"
    r"|favou?rite|tip|take|question|suggestion|news|link|referral|work|project)s?\b).{0,60}$"
    r"|^share (?:on|to|via)\b"
    r"|^tell (?:a|your) friends?\b"
    r"|^(?:please )?(?:follow|find|join) us\b|^(?:love|loving|enjoy|enjoying|enjoyed|liked?) [^.?!]{2,40}\? .{0,60}$"
    r"|^(?:see|view|browse|show) (?:all|more)\b.{0,30}$|^(?:查看|浏览)(?:全部|更多).{0,12}$"
    r"|^\d{1,5} [\w .'-]{3,40}\b(?:st|street|ave|avenue|rd|road|blvd|boulevard|lane|drive|suite|floor|way)\b"
    r".{0,60}\d{5}"
    r"|^(?:the|this) (?:post|article|story)\b.{0,170} (?:appeared|published) first on\b"
    r"|^(?:the|this) (?:post|article|story)\b.{0,170} (?:first|originally) (?:appeared|published) (?:on|in)\b"
    r"|^join (?:the|our)(?: \w+)? (?:community|discord|slack|group|conversation)"
    r"|^(?:please )?subscribe (?:here|now|today|to|for|and)\b.{0,60}$|^subscribe$|^advertise with us"
    r"|^(?:please )?subscribe to (?:our|my|the|this)\b.{0,120}$|^to receive (?:new|all|future|more) (?:posts|issues)\b"
    r"|\bis an? (?:reader|listener|community|member)-(?:supported|funded)\b"
    r"|\bbecoming an? (?:free|paid)\b.{0,20}\bsubscriber"
    r"|^skip advertisement$|^refer (?:a|your) friend|^your e-?mail preferences:?$"
    r"|^change your (?:account|e-?mail|subscription)"
    r"|^send mail to\b|^stop receiving\b|^(?:our|my) (?:mailing )?address\b"
    r"|^p\.?\s?s\.? .{0,80}(?:reply|tip|hit)|^(?:got|have) (?:a|any) (?:tip|question|feedback|thought"
    r"|suggestion)s?\b|(?:just |hit )reply (?:to )?(?:this|and)"
    r"|^(?:want|looking) to (?:advertise|sponsor|reach)\b|^this (?:issue|edition|newsletter|email) (?:was"
    r"|is) (?:written|edited|sent|brought|compiled)"
    r"|^written by [^.]{2,40}, who\b|^(?:about the )?(?:author|editor)s?:? .{0,120}\b(?:is|are|covers?|writes?)\b"
    r"|^(?:欢迎|请|记得|别忘|如果|觉得).{0,24}(?:转发|分享|点赞|在看|关注|订阅|星标|收藏)|点赞.{0,6}在看"
    r"|转发.{0,6}三连|^(?:本(?:页面?|文|报告?|期|刊|简报|日报|周报)|以上内容|内容)?由?.{0,12}自动(?:化)?"
    r"(?:生成|整理|汇总|抓取).{0,40}(?:仅供|为准|参考)"
    r"|^this is the (?:web|e-?mail|online) version of\b"
    r"|^this (?:story|article|piece|item) is (?:also )?(?:from|part of) (?:our|the|my) .{0,60}newsletter\b"
    r"|^(?:长按|扫描|扫码|识别).{0,20}(?:二维码|关注|入群|加群|添加)|二维码.{0,12}(?:关注|加入|入群|添加)"
    r"|^关注(?:我们|公众号)|^本(?:期|周|文|刊)(?:周刊|周报|日报|文章)?(?:已|也|会|将|均)?(?:同时|同步)(?:同步|发布|更新|发表)?(?:到|于|在|至)"
    r"|^(?:投稿|商务|广告|转载|寻求报道).{0,24}(?:联系|邮箱|微信|授权|合作|@)|^转载|^(?:更新|管理).{0,6}(?:邮件)?偏好"
    r"|^(?:您|你)(?:之所以)?(?:会)?(?:收到|看到)(?:了)?(?:这封|此|本|该)(?:封)?(?:邮件|电邮|简报)"
    r"|(?:取消|退)订(?:阅)?$|在浏览器中(?:查看|打开)|^本文(?:作者|编辑)[::]|^(?:作者|编辑|责编|校对|排版|撰文)["
    r"|:].{1,40}$|^本文系|^本文首发"
    r"|^[-—]*\s*(?:end|完|the end)\s*[-—]*$",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"(?:none|nothing|no(?: \w+){1,4}) (?:for )?this (?:week|month|issue|time)|none|nothing|n/?a"
    r"|(?:none|nothing|no(?: \w+){1,4}) (?:in|over|for) the (?:last|past) \d{1,3} (?:hours|days|weeks)"
    r"|\S.{0,60} (?:was|were|is|are) (?:currently )?unavailable(?: today)?"
    r"|no(?: \w+){1,4} (?:(?:were|was) )?(?:identified|found|reported|available|detected)(?: (?:today|this week))?"
    r"|(?:本[周期月]|今[日天]|目前|当前)(?:暂无|没有|暂未|无).{0,30}|暂无",
    re.IGNORECASE,
)
_POLL = re.compile(
    r"how (?:did|do|would|was|are) (?:you|we|we're|this|today's|the|todays)\b.{0,30}(?:like|do|doing|rate|feel"
    r"|issue|edition|newsletter|email)"
    r"|what (?:did|do) you think (?:of|about) (?:this|today'?s|the) (?:issue|edition|newsletter|email|brief)"
    r"|(?:rate|vote on|grade) (?:this|today'?s|the) (?:issue|edition|newsletter|email|post)|take (?:our|the"
    r"|this) (?:\w+ )?(?:poll|survey)"
    r"|^(?:poll|survey)\b(?:.{0,60}\?|.{0,24})$|^(?:你|您)(?:对|觉得|认为).{0,8}(?:本期|今天|今日|这期|内容).{0,16}[??]?$"
    r"|^1 ?= ?[^=]{3,40}[,;/|\s]{1,5}\d{1,2} ?= ?[^=]{3,40}$"
    r"|^(?:投票|问卷|读者调查|满意度)",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(
    r"(?:and |well,? )?that(?:'s| is|s) (?:all|it|a wrap|everything)\b|(?:until|till) (?:next|tomorrow|then"
    r"|monday)\b|see you (?:next|tomorrow|soon|on|then|again)"
    r"|thanks? (?:you )?(?:so much |again )?for (?:reading|subscribing|being|joining)|have a (?:great|good|nice"
    r"|lovely|wonderful) (?:day|week|weekend|one)"
    r"|(?:talk|speak|catch you) (?:soon|later|tomorrow|next)|happy (?:reading|weekend)|stay (?:curious|tuned"
    r"|safe)|(?:cheers|best|warmly|onward|yours|regards|ciao|peace),?$"
    r"|以上(?:就是|便是|为|是)(?:今天|今日|本期|本周|这期|全部|我们)|(?:今天|今日|本期|这期|本周)(?:的)?(?:内容"
    r"|新闻|分享|节目|早报|日报|周报)?(?:就|先)?(?:到|聊到|写到|是|是到)(?:这里|这|此)"
    r"|(?:好了|那么)[,,]|(?:我们)?(?:明天|下期|下周|下次|周一)(?:再)?(?:见|会)|感谢(?:你的|您的|各位)?(?:阅读"
    r"|收看|收听|关注|观看)|(?:祝|周末).{0,8}(?:愉快|快乐)",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"(?:good (?:morning|afternoon|evening|day)|hello|hi|hey|howdy|greetings|welcome|dear|happy (?:mon|tues"
    r"|wednes|thurs|fri|satur|sun)day|gm)\b"
    r"|(?:大家|各位|读者|朋友|亲爱的|早上|下午|晚上|早安|晚安|你好|您好|嗨|哈喽|hi|hello).{0,12}(?:好|早|安"
    r"|[,,!!])|欢迎(?:打开|来到|收听|阅读|回到|订阅)|早安",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"(?:图|图片|配图|题图|封面|插图|摄影|视频截图|图源|图片来源|头图)\s*(?:[::|／/]|来自|来源|由|\d)"
    r"|(?:image|photo|picture|illustration|figure|caption|credit|photograph(?:er)?|screenshot|art|video)s?"
    r"(?: (?:credit|by|courtesy|source|via|from)s?)?\s*[::|]"
    r"|credit\s?(?:\.{3}|…)|(?:image|photo|picture)$"
    r"|(?:image|photo|picture|illustration|photograph|screenshot)s? (?:credits?|by|courtesy of|via)\b"
    r"|(?:view image|follow image link|caption)\s?:",
    re.IGNORECASE,
)
_POINTERS = "▲△▼▽↑↓◎"
"""Signs that point to a picture in Chinese; in English they mean that something rises or falls."""
_DECORATION = re.compile(r"^[^\w(\[【<-]+")
_PUNCTUATION = re.compile(r"[^\w\s%:]+|_")


def _bare(text: str) -> str:
    """Drop what decorates a line: emoji, brackets, quotes and punctuation; case stays."""
    return " ".join(
        _PUNCTUATION.sub(" ", fold(text).replace("'", "").replace("’", "").replace(":", " ")).split()
    ).rstrip(":")


def is_sponsor_heading(text: str) -> bool:
    """Tell a line that opens a sponsor's block ("Together with Acme", 本期由…赞助)."""
    return len(text) <= 80 and _SPONSOR_HEAD.fullmatch(_bare(text)) is not None


def awaits_sponsor(text: str) -> bool:
    """Tell a sponsor's line whose name stands in the next one ("Together with", 赞助商：)."""
    return len(text) <= 40 and _AWAITS_NAME.fullmatch(_bare(text)) is not None


def is_tally(text: str) -> bool:
    """Tell a line that only counts what readers did: points, comments, stars, and who posted it."""
    parts = (
        [part for part in _TALLY_PARTS.split(fold(text).strip(" |()")) if part] if len(text) <= _WIDEST_TALLY else []
    )
    return bool(parts) and all(_TALLY.fullmatch(part) for part in parts)


def counts_signs(text: str) -> bool:
    """Tell a line that only counts what readers did, by several signs: "👍 12 | 💬 3"."""
    return is_tally(text) and len(_SIGNED.findall(text)) > 1


def is_leave_link(words: str) -> bool:
    """Tell a link's words that take a reader off the list, or to its settings: only a mail's foot holds one."""
    return _LEAVE.fullmatch(_bare(words)) is not None


def is_sponsor_byline(text: str) -> bool:
    """Tell a short line beneath an entry that ends by calling it an advertisement ("Acme sponsor", "Acme | 广告")."""
    return width(text) <= 40 and _SPONSOR_BYLINE.search(_bare(text)) is not None


def sponsor_name(text: str) -> str | None:
    """Give the sponsor that a line names ("Together with Acme", 本期由甲赞助), or None where it names nobody."""
    found = _NAMED.search(_bare(text))
    return (found["en"] or found["zh"]).strip() if found else None


def is_sponsored(text: str) -> bool:
    """Tell an entry that is marked as an advertisement: "(Sponsor)" at its headline, "Sponsored:", 【推广】."""
    folded = fold(text[:_LONGEST])
    return _SPONSOR_MARK.search(folded) is not None or _SPONSOR_LEAD.match(folded.lstrip(" *_")) is not None


def is_offer(text: str) -> bool:
    """Tell a text that offers what a reader can buy: a code, a discount, a trial."""
    return _OFFER.search(fold(text[:2000])) is not None


def is_menu(text: str) -> bool:
    """Tell a bar of short links, such as `Home | Archive | About`."""
    if len(text) > 160:
        return False
    parts = [part for part in _MENU_PARTS.split(fold(text).strip("| ")) if part]
    if len(parts) < 2 or any(width(part) > 24 for part in parts):
        return False
    return sum(any(word in _MENU_WORDS for word in _bare(part).casefold().split()) for part in parts) * 2 >= len(parts)


def is_notice(text: str) -> bool:
    """Tell a call to subscribe, share or reply, a legal notice, or a line about who made the issue."""
    return is_nothing(text) or (
        len(text) <= _LONGEST and _NOTICE.search(_DECORATION.sub("", fold(text)).strip(" *_")) is not None
    )


def is_nothing(text: str) -> bool:
    """Tell a line that only says that its section is empty ("None this week.")."""
    return len(text) <= 90 and _NOTHING.fullmatch(fold(text).strip(" *_.。")) is not None


def is_poll(text: str) -> bool:
    """Tell a question about the newsletter itself."""
    return len(text) <= 120 and _POLL.search(fold(text).replace("’", "'").strip(" *_")) is not None


def is_sign_off(text: str) -> bool:
    """Tell the line with which an issue takes its leave."""
    return len(text) <= 160 and _SIGN_OFF.match(fold(text).replace("’", "'").strip(" *_")) is not None


def is_greeting(text: str) -> bool:
    """Tell a paragraph that begins by greeting its readers."""
    return _GREETING.match(fold(text[:60]).strip(" *_")) is not None


def is_caption(text: str) -> bool:
    """Tell the words beneath a picture, or the picture's credit."""
    words = fold(text).strip(" *_([-")
    return width(text) <= 160 and (_CAPTION.match(words) is not None or (words[:1] in _POINTERS and has_chinese(words)))
