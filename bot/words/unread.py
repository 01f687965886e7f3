"""Why a document brought nothing, for those who shared it or want it read as a source."""

TEXTS: dict[str, tuple[str, str]] = {
    "unread.format": (
        "What stands there is of no format that I read; pages, feeds, text, PDF and mail are.",
        "该内容的格式无法读取；可以读取网页、订阅源、文本、PDF 和邮件。",
    ),
    "unread.entities": (
        "Its document type declares entities, which is how feeds are made to do harm, so I do not read it; ask its "
        "publisher for a feed without them.",
        "其文档类型声明了实体，这种写法可用来攻击读取者，因此不予读取；请让发布者去掉。",
    ),
    "unread.encoding": (
        "This is no text in an encoding that I read; save it as UTF-8 and try again.",
        "无法识别文字编码，请另存为 UTF-8 后再试。",
    ),
    "unread.parts": (
        "It has more parts than I read at once, and few words: data rather than text.",
        "内容由大量零碎片段组成，更像数据而不是文章，因此不予读取。",
    ),
    "unread.malformed": (
        "The feed is malformed beyond reading; ask its publisher to mend it.",
        "该订阅源格式有误，无法读取，请让发布者修正。",
    ),
    "unread.packed": (
        "It is compressed (an archive or office document); unpack it, or save it as text or PDF.",
        "这是压缩包或 Office 文档，请解压，或另存为文本或 PDF。",
    ),
    "unread.attachment": (
        "The mail says nothing, and what is attached is of no format that I read; attach text, HTML or PDF.",
        "邮件没有正文，附件格式也无法读取；请附上文本、HTML 或 PDF。",
    ),
    "unread.pdf_encrypted": (
        "The PDF is protected by a password; save it without one and try again.",
        "该 PDF 有密码保护，请去掉密码后再试。",
    ),
    "unread.pdf_damaged": (
        "The PDF is damaged and cannot be opened; download it again.",
        "该 PDF 已损坏，无法打开，请重新下载。",
    ),
    "unread.pdf_scanned": (
        "The PDF holds pictures of pages and no text; run text recognition (OCR) on it first.",
        "该 PDF 只有扫描图片，没有文字，请先做文字识别（OCR）。",
    ),
    "unread.pdf_time": (
        "The PDF took too long to read, so I gave it up; save it as text instead.",
        "读取该 PDF 耗时过长，已放弃，请另存为文本。",
    ),
    "unread.pdf_memory": (
        "The PDF needs more memory than a document may have, so I gave it up; save it as text instead.",
        "读取该 PDF 所需内存超出限制，已放弃，请另存为文本。",
    ),
    "unread.pdf_crash": (
        "The PDF made its reader crash, which hurt nothing else; save it as text instead.",
        "该 PDF 导致读取程序崩溃，其他功能不受影响，请另存为文本。",
    ),
    "unread.nothing": ("I found no story in it.", "没有在其中找到报道。"),
    "unread.single": (
        "The page is a single article rather than a list of stories, so only its feed can be read.",
        "该页面是单篇文章，不是报道列表，只能读取它的订阅源。",
    ),
    "unread.article": (
        "No feed was found there, and the page is a single article rather than a list of stories; give the address of "
        "a feed or of a page that lists news.",
        "该网站没有找到订阅源，页面也只是一篇文章，不是新闻列表；请给出订阅源或新闻列表页的地址。",
    ),
}
