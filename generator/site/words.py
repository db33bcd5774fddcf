"""The site's own words, in both languages, and in no other place. What the spec says is not said again here."""

from __future__ import annotations

from okx_client.text import Text

from ..error_words import GoneReason
from ..places import Node

REASONS: dict[GoneReason, Text] = {
    "filled": Text("`filled`", "`filled` 已成交"),
    "cancelled": Text("`cancelled`", "`cancelled` 已撤销"),
    "triggered": Text("`triggered`", "`triggered` 已触发"),
    "not_found_or_done": Text("`not_found_or_done`", "`not_found_or_done` 不存在或已结束"),
}
EXAMPLE = Text("Example", "示例")
ONE = Text("The body is one JSON object.", "请求体为一个 JSON 对象。")
ARRAY = Text("The body is a JSON array of objects.", "请求体为 JSON 对象数组。")
BY_ITEM = Text(
    "No error of their own: each item's `sCode` says what came of its order.",
    "本身不是错误：每个订单的结果见各项的 `sCode`。",
)

FURNITURE = {
    "both": Text("Side by side", "双语对照"),
    "language": Text("Language", "语言"),
    "theme": Text("Dark or light", "深色或浅色"),
    "menu": Text("Contents", "目录"),
    "skip": Text("Skip to the content", "跳到正文"),
    "search": Text("Search codes, fields, words", "搜索代码、字段、文字"),
    "results": Text("Search results", "搜索结果"),
    "found": Text("found", "条结果"),
    "none_found": Text("Nothing found", "没有结果"),
    "copy": Text("Copy", "复制"),
    "copied": Text("Copied", "已复制"),
    "link": Text("Link to this place", "此处的链接"),
    "start": Text("Start here", "从这里开始"),
    "operations": Text("Operations", "接口"),
    "errors": Text("Error codes", "错误代码"),
    "install": Text("Install and first call", "安装与第一次调用"),
    "install_text": Text(
        "In a copy of this project, with Python 3.11 or newer:", "在本项目目录中执行，需要 Python 3.11 或更高版本："
    ),
    "keys_text": Text(
        "The key comes from the environment, and there is no default between live (0) and demo (1). Start with a key "
        "for demo trading:",
        "API Key 取自环境变量；实盘（0）与模拟盘（1）之间没有默认值。请先使用模拟盘的 API Key：",
    ),
    "first_text": Text("Then, from Python:", "然后在 Python 中："),
    "first_after": Text(
        "“Accepted” means that OKX took the request to cancel. Whether the order is gone shows in its state, a moment "
        "later. What was refused says why, and what to do next.",
        "“已受理”表示 OKX 已受理撤单请求；订单是否已撤销，要看稍后的订单状态。被拒绝时会说明原因以及下一步该做什么。",
    ),
    "hosts": Text("Hosts", "域名"),
    "hosts_text": Text(
        "One host for each place where accounts are registered. A key is known on the host of its own region only.",
        "每个注册地区各有一个域名。API Key 只在其所属地区的域名下有效。",
    ),
    "region": Text("region", "地区"),
    "signing": Text("Signing a request", "请求签名"),
    "signing_text": Text(
        "Every request carries four headers. The client sends them; this is for those who sign for themselves.",
        "每个请求都携带四个请求头。客户端会自动发送；以下供自行签名者参考。",
    ),
    "credentials": Text("The example credentials of this page", "本页示例所用的凭证"),
    "signed_text": Text("The text that is signed in the first example:", "第一个示例中被签名的文本："),
    "signature": Text("Its signature:", "签名结果："),
    "in_python": Text("The same with Python's standard library:", "用 Python 标准库计算："),
    "demo": Text("Live and demo", "实盘与模拟盘"),
    "clock": Text("The clock", "时钟"),
    "clock_tolerance": Text("allowed difference", "允许相差"),
    "seconds": Text("seconds", "秒"),
    "clock_code": Text("refused with", "拒绝时的代码"),
    "clock_path": Text("exchange's time", "交易所时间"),
    "permissions": Text("Permissions", "权限"),
    "request": Text("Request", "请求"),
    "answer": Text("Answer", "响应"),
    "limits": Text("Rate limit", "限速"),
    "no_limit": Text("none is documented", "文档未说明"),
    "batch": Text("Batch size", "批量大小"),
    "permission": Text("Permission", "权限"),
    "state": Text("Order's state", "订单状态查询"),
    "docs": Text("OKX's page", "OKX 文档"),
    "docs_link": Text("Read it at OKX", "在 OKX 官网查看"),
    "caveats": Text("Before you rely on it", "使用须知"),
    "source_docs": Text("OKX's docs", "OKX 文档"),
    "source_reading": Text("our reading", "我们的理解"),
    "deprecated": Text("deprecated", "已弃用"),
    "documented": Text("OKX's own sample, which does not fit OKX's own table", "OKX 的原始示例，与其字段表不一致"),
    "errors_text": Text(
        "Each code becomes a Python class of `okx_client.errors`. What to do stands with the class, and with a code "
        "where that asks for something else.",
        "每个代码对应 `okx_client.errors` 中的一个 Python 类。处理方法写在类上；个别代码另有要求的，写在代码上。",
    ),
    "filter": Text("Filter codes", "筛选代码"),
    "filter_hint": Text("51400, 429, OrderGone, triggered …", "51400、429、OrderGone、已触发……"),
    "codes": Text("codes", "个代码"),
    "no_class": Text("No class", "无对应的类"),
    "repeat": Text("Sent again by the client", "客户端自动重发"),
    "reason": Text("Reason", "原因"),
    "made": Text("Made from the spec by", "由规范文件生成，命令："),
    "spec": Text("Spec", "规范"),
}
"""What stands around the content, by a short name."""

KINDS = {
    "operation": FURNITURE["operations"],
    "parameter": Text("Parameter", "参数"),
    "field": Text("Answer field", "响应字段"),
    "limit": FURNITURE["limits"],
    "batch": FURNITURE["batch"],
    "state": FURNITURE["state"],
    "caveat": Text("Caveat", "须知"),
    "code": Text("Code", "代码"),
    "class": Text("Error class", "错误类"),
    "topic": Text("Topic", "主题"),
}
"""What a search result is."""


def example_remarks(holder: Node) -> tuple[Text, ...]:
    """What to know of an example besides what it shows."""
    remarks = []
    if holder.get("x-ours"):
        remarks.append(Text("ours, not on OKX's pages", "由我们提供，OKX 页面中没有"))
    if language := holder.get("x-language"):
        pages: dict[str, Text] = {
            "en": Text("on the English page only", "仅见于英文页面"),
            "zh": Text("on the Chinese page only", "仅见于中文页面"),
        }
        remarks.append(pages[language])
    return tuple(remarks)
