"""Docs pages in the form of OKX's HTML, in our own words."""

from __future__ import annotations

ALGO = "order-book-trading-algo-trading-post-cancel-algo-order"
SPREAD = "spread-trading-rest-api-cancel-order"

_HEAD = """<!doctype html>
<html>
<head>
<meta charset="utf-8">
<title>Overview</title>
<script>var headings = "<h3 id='not-a-section'>";</script>
</head>
<body class="index">
<div class="page-wrapper">
<h1 id='overview'>Overview</h1>
<p>Words about everything.</p>
<h2 id="lamps-rest-api">REST API</h2>
"""
_TAIL = """</div>
</body>
</html>
"""


def page(*sections: str) -> str:
    """A whole file of these sections."""
    return _HEAD + "".join(sections) + _TAIL


def lamp_section(anchor: str = "lamps-switch", limit: str = "Rate Limit: 20 requests per 2 seconds") -> str:
    """A section with everything that a section can have."""
    return f"""<h3 id='{anchor}'>Switch a lamp</h3>
<p>Switches one <strong>lamp</strong>.<br>
See <a href="/docs-v5/en/#lamps">the lamps</a> &amp; more.</p>
<h4 id='{anchor}-rate-limit'>{limit}</h4><h4 id='{anchor}-rule'>Rate limit rule: User ID</h4>
<h4 id='{anchor}-permission'>Permission: Trade</h4><h4 id='{anchor}-http'>HTTP Request</h4>
<p><code>POST /api/v5/lamps/switch</code></p>

<blockquote>
<p>Request Example</p>
</blockquote>
<div class="highlight"><pre class="highlight shell tab-shell"><code>POST /api/v5/lamps/switch
body
<span class="o">{{</span>
    <span class="s2">"lampId"</span>:<span class="s2">"7"</span>
<span class="o">}}</span>
</code></pre></div><div class="highlight"><pre class="highlight python tab-python"><code>result = {{"lampId": "8"}}
</code></pre></div><h4 id='{anchor}-parameters'>Request Parameters</h4>
<table><thead>
<tr>
<th>Parameter</th>
<th>Type</th>
<th>Required</th>
<th>Description</th>
</tr>
</thead><tbody>
<tr>
<td style="text-align: left">lampId</td>
<td>String</td>
<td>Yes</td>
<td>Which lamp, e.g. <code>7</code></td>
</tr>
<tr>
<td>mode</td>
<td>String</td>
<td>No</td>
<td>How to switch it<br><code>fast</code>: at once <br><code>slow</code>: within
a minute<ul><li>first</li><li>second</li></ul></td>
</tr>
<tr>
<td>parts</td>
<td>Array of objects</td>
<td>No</td>
<td>Parts</td>
</tr>
<tr>
<td>&gt; partId</td>
<td>String</td>
<td>No</td>
<td><del>Part</del>(Deprecated)</td>
</tr>
</tbody></table>

<blockquote>
<p>Response Example</p>
</blockquote>
<div class="highlight"><pre class="highlight json tab-json"><code><span class="p">{{</span><span
class="nl">"code"</span>:
"0", "msg": "", "data": [{{"lampId": "7"}}]}}
</code></pre></div><h4 id='{anchor}-response'>Response Parameters</h4>
<table><thead>
<tr>
<th><strong>Parameter</strong></th>
<th><strong>Type</strong></th>
<th><strong>Description</strong></th>
</tr>
</thead><tbody>
<tr>
<td>lampId</td>
<td>String</td>
<td>Which lamp</td>
</tr>
</tbody></table>

<aside class="notice">
Lamps are hot. <br>
Moths
like them.
</aside>
Loose words.
"""


def cancel_section(language: str, anchor: str, *, limit: str = "20", path: str = "") -> str:
    """A small section of one of the spec's operations."""
    is_algo = "algo" in anchor
    words = ("限速", "限速规则", "请求参数", "参数名", "类型", "是否必须", "描述", "是")
    if language == "en":
        words = (
            "Rate Limit",
            "Rate limit rule",
            "Request Parameters",
            "Parameter",
            "Type",
            "Required",
            "Description",
            "Yes",
        )
    rate, rule, request, name, kind, required, description, yes = words
    often = f"{limit}次/2s" if language == "zh" else f"{limit} requests per 2 seconds"
    endpoint = path or ("POST /api/v5/trade/cancel-algos" if is_algo else "POST /api/v5/sprd/cancel-order")
    title = "Cancel" if language == "en" else "撤单"
    return f"""<h3 id="{anchor}">{title}</h3>
<h4 id='r'>{rate}: {often}</h4><h4 id='u'>{rule}: User ID</h4>
<p><code>{endpoint}</code></p>
<h4 id='p'>{request}</h4>
<table><thead><tr><th>{name}</th><th>{kind}</th><th>{required}</th><th>{description}</th></tr></thead>
<tbody><tr><td>ordId</td><td>String</td><td>{yes}</td><td>{title}</td></tr></tbody></table>
"""


def docs(language: str, algo: str = ALGO, spread: str = SPREAD, *, limit: str = "20") -> str:
    """The docs of the spec's two operations, and of another one."""
    other = cancel_section(language, "lamps-off", path="POST /api/v5/lamps/off")
    both = [cancel_section(language, anchor, limit=limit) for anchor in (algo, spread) if anchor]
    return page(lamp_section(), *both, other)
