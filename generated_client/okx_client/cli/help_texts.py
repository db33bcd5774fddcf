"""The words of the help, in both languages."""

from __future__ import annotations

from typing import Final

from ..text import Text

OPTIONS: Final = Text("[OPTIONS]", "[选项]")
NO_COMMAND: Final = Text("name a command", "请给出命令")

ROOT_SHORT: Final = Text("Cancel orders on OKX.", "在 OKX 撤单。")
ROOT: Final = Text(
    """Cancel orders on OKX, and know what happened to each.

\b
  okx-client cancel spread 2510789768709120
  okx-client cancel algo BTC-USDT:590919993110396111 --dry-run
  okx-client cancel algo --file orders.csv""",
    """在 OKX 撤单，并明确每个订单的结果。

\b
  okx-client cancel spread 2510789768709120
  okx-client cancel algo BTC-USDT:590919993110396111 --dry-run
  okx-client cancel algo --file orders.csv""",
)
VERSION: Final = Text("Show the version, and the hash of the spec it was made from.", "显示版本及所依据规范的哈希值。")

CANCEL_SHORT: Final = Text("Cancel orders.", "撤单。")
CANCEL: Final = Text(
    """Cancel orders. Each kind has an endpoint of its own at OKX: an order of another kind is not found.""",
    """撤单。OKX 的各类订单有各自的接口：用错类型会查不到订单。""",
)
SHORT: Final = {
    "spread": Text("Cancel spread orders (sprd).", "撤销价差订单（sprd）。"),
    "algo": Text(
        "Cancel algo orders: stops, triggers and others; see the reference.",
        "撤销策略委托订单：止盈止损、计划委托等。",
    ),
}
METAVARS: Final = {"spread": ("ORD_ID", "ID"), "algo": ("INST:ALGO_ID", "INST:ID")}
COMMANDS: Final = {
    "spread": Text(
        """Cancel spread orders, named by OKX's ordId.

A file has a column ordId or clOrdId.""",
        """撤销价差订单，以 OKX 的 ordId 指明。

文件中须有 ordId 或 clOrdId 列。""",
    ),
    "algo": Text(
        """Cancel algo orders, each named by its instrument, a colon and OKX's algoId.

A file has a column instId, and algoId or algoClOrdId.""",
        """撤销策略委托订单，以产品、冒号和 OKX 的 algoId 指明。

文件中须有 instId 列，以及 algoId 或 algoClOrdId 列。""",
    ),
}
BELOW: Final = Text(
    """Files are CSV with a header, or JSON, an array of objects or one object per line, in UTF-8; other columns are
ignored. Where a row has both ids, OKX's own is used. If anything in a file is wrong, nothing is sent.

Credentials come from OKX_API_KEY, OKX_SECRET_KEY, OKX_PASSPHRASE and OKX_DEMO (1 demo, 0 live), or from a profile in a
file that only you may read:

\b
  ~/.config/okx-client/profiles.toml (Windows: %APPDATA%; else: OKX_PROFILES)
    [default]
    api_key = "…"
    secret_key = "…"
    passphrase = "…"
    demo = true
    # also: region, base_url, account, limit_share

Requests keep to OKX's limits. Whatever else this account runs, this command a second time too, spends the same limits,
and neither knows of the other: leave room with limit_share.

\b
Exit status:
  0    every order accepted (accepted is not yet cancelled: ask for its state)
  1    something rejected, unknown or not sent
  2    could not start; nothing was sent
  130  interrupted by Ctrl-C, 143 by SIGTERM; what is known is printed

\b
What --json prints:
  python -c "help('okx_client.cli.as_json')\"""",
    """\b
文件为带表头的 CSV，或 JSON（对象数组，或每行一个对象），UTF-8 编码；
其他列会被忽略。
一行中两种 ID 都有时使用 OKX 的 ID。文件中只要有一处错误，就不会发送任何请求。

\b
凭证取自 OKX_API_KEY、OKX_SECRET_KEY、OKX_PASSPHRASE 与 OKX_DEMO
（1 模拟盘，0 实盘），或取自只有您本人可以读取的文件中的配置：
  ~/.config/okx-client/profiles.toml（Windows：%APPDATA%；或 OKX_PROFILES）
    [default]
    api_key = "…"
    secret_key = "…"
    passphrase = "…"
    demo = true
    # 另有：region、base_url、account、limit_share

\b
请求遵守 OKX 的限速。该账户运行的其他程序（包括同时运行的本命令）
共用同一限速，且彼此不知：请用 limit_share 留出余量。

\b
退出状态：
  0    全部订单已受理（“已受理”不等于“已撤销”，请查询状态）
  1    有订单被拒绝、结果未知或未发送
  2    无法开始，未发送任何请求
  130  被 Ctrl-C 中断（SIGTERM 为 143），已知结果仍会输出

\b
--json 的格式说明：
  python -c "help('okx_client.cli.as_json')\"""",
)

CLIENT_ID: Final = Text("An order by your own id. May be repeated.", "以客户自定义 ID 指明的订单，可重复使用。")
FILE: Final = Text(
    "A file of orders, .csv, .json or .jsonl; - is standard input. May be repeated.",
    "订单文件 .csv、.json 或 .jsonl，- 为标准输入。可重复。",
)
DRY_RUN: Final = Text(
    "Send nothing; show each request and when it would leave. Needs no credentials.",
    "不发送任何请求，仅显示各请求及其发送时间。无需凭证。",
)
YES: Final = Text("Do not ask before cancelling live orders.", "撤销实盘订单前不再询问。")
JSON: Final = Text(
    "Print one JSON document, and all other words to standard error.",
    "输出一个 JSON 文档，其余文字输出到标准错误。",
)
PROFILE: Final = Text(
    "The profile to use. Default: OKX_PROFILE; else the environment's credentials; else [default].",
    "配置名。默认：OKX_PROFILE、环境变量、[default]。",
)
REGION: Final = Text(
    "Where the account is registered. Default: the profile's, else OKX_REGION, else global.",
    "账户注册地区。默认依次取配置、OKX_REGION、global。",
)
BASE_URL: Final = Text(
    "Another host: https, or http on this machine. Default: the profile's, else OKX_BASE_URL.",
    "其他主机（https，本机可用 http）。默认取配置或变量。",
)
