"""Why an address was not read: the sentences of `store.errors`, and the same in Chinese."""

from store.errors import FETCH_SENTENCES

_CHINESE = {
    "scheme": "只能读取以 http:// 或 https:// 开头的地址。",
    "no_host": "这不是网址，请给出类似 https://example.com/news 的地址。",
    "credentials": "该地址带有用户名或密码，请去掉后再试。",
    "characters": "该地址含有网址中不允许的字符，请重新复制。",
    "long": "该地址太长，请换一个短一些的。",
    "port": "该地址的端口在此不允许使用，管理员可用 TIDINGS_FETCH_PORTS 放行。",
    "disguised": "{host} 是用数字改写的地址，看不出指向哪里，请使用网站名称。",
    "loopback": "{host} 是本机自身，不予读取，管理员可用 TIDINGS_FETCH_HOSTS 放行。",
    "private": "{host} 是内部网络的地址，不予读取，管理员可用 TIDINGS_FETCH_HOSTS 放行。",
    "link_local": "{host} 是仅限同一网段或云环境的地址，不予读取。",
    "multicast": "{host} 是一对多的组播地址，不予读取。",
    "reserved": "{host} 是公开网站不会使用的地址，不予读取。",
    "embedded": "{host} 是套在另一地址里的地址，不予读取，请使用网站名称。",
    "internal": "{host} 不在公共互联网上，管理员可用 TIDINGS_FETCH_HOSTS 放行。",
    "redirected": "{host} 会跳转到此处不允许的地址。",
    "redirects": "{host} 的跳转超过 {most} 次，请直接给出最终地址。",
    "unknown_host": "没有 {host} 这个网站，请检查地址。",
    "no_answer": "暂时连接不上 {host}，请检查地址或稍后再试。",
    "no_web": "{host} 上应答的不是网站，请检查地址。",
    "certificate": "{host} 无法证明自己的身份（证书无效），因此不予读取。",
    "slow": "{host} 太慢，超过了 {seconds} 秒，请稍后再试。",
    "large": "内容超过 {megabytes} MB，这是读取的上限。",
    "torn": "从 {host} 下载时中断了，请重试。",
    "image": "这是图片；只能读取网页、订阅源、文本、PDF 和邮件。",
    "sound": "这是音频或视频；只能读取网页、订阅源、文本、PDF 和邮件。",
    "archive": "这是压缩包，请解压后给出其中的文件。",
    "office": "这是办公文档，请先另存为 PDF 或文本。",
    "type": "这不是网页、订阅源、文本、PDF 或邮件，无法读取。",
    "encoding": "{host} 发来的内容所用的压缩方式无法读取。",
    "forbidden": "{host} 需要登录，或不允许程序读取。",
    "sign_in": "{host} 在该地址显示的是登录页面，请给出无需登录的地址。",
    "missing": "{host} 上没有这个页面，请检查地址。",
    "busy": "{host} 要求暂缓访问，请稍后再试。",
    "trouble": "{host} 自身出了故障（状态 {status}），请稍后再试。",
    "status": "{host} 没有给出该页面（状态 {status}），请检查地址。",
    "gone": "{host} 表示该内容已永久移除。",
}

TEXTS: dict[str, tuple[str, str]] = {
    f"fetch.{key}": (english, _CHINESE[key]) for key, english in FETCH_SENTENCES.items()
}
