"""Requests of the spec as people send them: over HTTP, from Python, from asyncio. The tests run every one of them."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from attrs import frozen
from openapi_python_client.strings import PythonIdentifier

from okx_client import AlgoOrderId, InvalidRequestError, SpreadOrderId
from okx_client.credentials import Secret
from okx_client.signing import sign
from okx_client.signing import timestamp as written

from ..tables import OperationRow, Tables

API_KEY = "example-api-key"
SECRET_KEY = "example-secret-key"
PASSPHRASE = "Example-Passphrase"
SIGNED_AT = datetime.fromisoformat("2026-01-02T03:04:05.678+00:00").timestamp()
"""When the example requests were signed, in seconds since 1970."""

HOME_REGION = "global"

INSTALL = "python3 -m venv env && . env/bin/activate\npip install ."
KEYS = "\n".join(
    [
        'export OKX_API_KEY="…"',
        'export OKX_SECRET_KEY="…"',
        'export OKX_PASSPHRASE="…"',
        "export OKX_DEMO=1",
    ]
)


@frozen
class Request:
    """One request as it goes over the wire; `target` is the path with the query."""

    method: str
    target: str
    body: str


@frozen
class Shown:
    """One request in the three ways."""

    http: str
    python: str
    asyncio: str


def with_body(row: OperationRow, value: Any) -> Request:
    """A request with a JSON body, written as the client writes it."""
    return Request(row.method, row.path, json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def with_query(row: OperationRow, values: dict[str, str]) -> Request:
    """A request without a body."""
    return Request(row.method, f"{row.path}?{urlencode(values)}" if values else row.path, "")


def signature(request: Request) -> str:
    """What goes into the signature header, with the example credentials."""
    return sign(Secret(SECRET_KEY), written(SIGNED_AT), request.method, request.target.encode(), request.body.encode())


def signed_text(request: Request) -> str:
    """The text that is signed."""
    return written(SIGNED_AT) + request.method + request.target + request.body


def http(request: Request, tables: Tables) -> str:
    """The whole request for demo trading, with the example credentials; HTTP ends its lines with CR LF."""
    names, demo = tables.headers, tables.root.demo_header
    lines = [
        f"{request.method} {request.target} HTTP/1.1",
        f"Host: {urlsplit(tables.regions[HOME_REGION]).netloc}",
        f"{names['apiKey']}: {API_KEY}",
        f"{names['passphrase']}: {PASSPHRASE}",
        f"{names['timestamp']}: {written(SIGNED_AT)}",
        f"{names['signature']}: {signature(request)}",
        f"{demo.name}: {demo.value}",
    ]
    if request.body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(request.body.encode())}"]
    return "\n".join([*lines, "", request.body])


def signing(request: Request) -> str:
    """Python that signs the request with nothing but the standard library."""
    return "\n".join(
        [
            "import base64",
            "import hmac",
            "",
            f"timestamp = {_text(written(SIGNED_AT))}",
            f"body = {request.body!r}",
            f'message = timestamp + "{request.method}" + {_text(request.target)} + body',
            f'digest = hmac.digest({"b" + _text(SECRET_KEY)}, message.encode(), "sha256")',
            "print(base64.b64encode(digest).decode())",
        ]
    )


def python(row: OperationRow, value: Any, model: str) -> tuple[str, str]:
    """The request from Python, sync and asyncio: by the hand-written layer where that takes it.

    Args:
        row: The operation.
        value: The body, or the query of an operation that has no body.
        model: The generated class of the body or of its items; empty where there is none.
    """
    fields = value if isinstance(value, list) else [value]
    named = [{_python_name(name): given for name, given in each.items()} for each in fields]
    if row.operation_id == "cancelSpreadOrder" and len(named) == 1 and _takes(SpreadOrderId, named):
        call = f"spread.cancel_order({_arguments(named[0])})"
        return _layer(call, one=True), _layer(call, one=True, is_async=True)
    if row.operation_id == "cancelAlgoOrders" and _takes(AlgoOrderId, named):
        orders = [f"AlgoOrderId({_order(each)})" for each in named]
        return _layer("algo.cancel_orders(orders)", orders), _layer("algo.cancel_orders(orders)", orders, is_async=True)
    return _generated(row, value, model), _generated(row, value, model, is_async=True)


def _takes(kind: type[SpreadOrderId] | type[AlgoOrderId], orders: list[dict[str, Any]]) -> bool:
    """Whether the hand-written layer can name these orders; it takes one id, and only fields that it knows."""
    try:
        for each in orders:
            kind(**each)
    except (InvalidRequestError, TypeError):
        return False
    return True


def _layer(call: str, orders: list[str] | None = None, *, one: bool = False, is_async: bool = False) -> str:
    client, wait = ("AsyncOKX", "await ") if is_async else ("OKX", "")
    if one:
        imported = f"{client}, OKXError"
        inside = [
            "try:",
            f"    accepted = {wait}okx.{call}",
            "except OKXError as error:",
            "    print(error)",
            "else:",
            '    print("accepted:", accepted.order)',
        ]
    else:
        imported = "AlgoOrderId, AsyncOKX" if is_async else "OKX, AlgoOrderId"
        inside = [f"report = {wait}okx.{call}", "print(report)"]
    given = ["orders = [", *(f"    {order}," for order in orders), "]", ""] if orders else []
    return _program(imported, given, client, inside, is_async=is_async)


def _generated(row: OperationRow, value: Any, model: str, *, is_async: bool = False) -> str:
    client, way = ("AsyncOKX", "await api.{}.asyncio") if is_async else ("OKX", "api.{}.sync")
    call = way.format(row.python_name)
    imported, given = f"{client}, api", []
    if model:
        imported += ", models"
        made = f"models.{model}.from_dict"
        if isinstance(value, list):
            given = ["body = [", *(f"    {made}({_python(each)})," for each in value), "]", ""]
        else:
            given = [f"body = {made}({_python(value)})", ""]
        arguments = "body=body"
    else:
        arguments = _arguments({_python_name(name): each for name, each in value.items()})
    comma = ", " if arguments else ""
    inside = [f"answer = {call}(client=okx.raw{comma}{arguments})", "print(answer)"]
    return _program(imported, given, client, inside, is_async=is_async)


def _program(imported: str, given: list[str], client: str, inside: list[str], *, is_async: bool) -> str:
    if not is_async:
        block = [f"with {client}.from_env() as okx:", *_indented(inside)]
        return "\n".join([f"from okx_client import {imported}", "", *given, *block]) + "\n"
    block = [f"async with {client}.from_env() as okx:", *_indented(inside)]
    main = ["async def main():", *_indented(block)]
    head = ["import asyncio", "", f"from okx_client import {imported}", "", *given]
    return "\n".join([*head, *([""] if not given else []), *main, "", "", "asyncio.run(main())"]) + "\n"


def _indented(lines: list[str]) -> list[str]:
    return [f"    {line}" if line else line for line in lines]


def _order(named: dict[str, Any]) -> str:
    """The arguments of an `AlgoOrderId`, its instrument first and without its name."""
    ids = {name: value for name, value in named.items() if name != "inst_id"}
    return f"{_python(named['inst_id'])}, {_arguments(ids)}"


def _arguments(named: dict[str, Any]) -> str:
    return ", ".join(f"{name}={_python(value)}" for name, value in named.items())


def _python_name(name: str) -> str:
    return str(PythonIdentifier(name, prefix="field_"))


def _python(value: Any) -> str:
    """A value of JSON as Python writes it."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_text(key)}: {_python(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_python, value)) + "]"
    return repr(value)


def _text(text: str) -> str:
    """A text in double quotes; what JSON writes is a literal of Python too."""
    return json.dumps(text, ensure_ascii=False)
