"""What our `x-` fields may say: one pydantic model for each place in the spec that carries them.

The models are strict, so a misspelt field or a number in quotes is an error with its place, never a silent default.
Texts in two languages (`description` with `x-description-zh`) are checked by `lint/languages.py`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Words = Annotated[str, StringConstraints(strict=True, min_length=1)]

# The words that the client acts on; `docstrings.py` says each in Chinese.
Unit = Literal["request", "order"]
Key = Literal["user", "instrument", "instrument family", "ip"]
Instruments = Literal["except options", "options only"]


class _Fields(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _Described(_Fields):
    description: Words
    description_zh: Words = Field(alias="x-description-zh")


class RateLimit(_Fields):
    """So many units in so many seconds; `applies_to` is None where the limit holds for every instrument."""

    count: int = Field(gt=0)
    period_seconds: int | float = Field(alias="periodSeconds", gt=0)
    unit: Unit
    applies_to: Instruments | None = Field(None, alias="appliesTo")


class RateLimitRule(_Fields):
    """What shares one limit: all requests that agree in these keys."""

    keys: list[Key] = Field(min_length=1)
    applies_to: Instruments | None = Field(None, alias="appliesTo")


class Caveat(_Described):
    """A warning for the user: `docs` where OKX's page says it, `reading` where it is our understanding."""

    source: Literal["docs", "reading"]


class OperationFields(_Fields):
    """The `x-` fields of an operation."""

    permission: Words = Field(alias="x-permission")
    rate_limits: list[RateLimit] = Field(alias="x-rate-limits", min_length=1)
    rate_limit_rules: list[RateLimitRule] = Field(alias="x-rate-limit-rules", min_length=1)
    caveats: list[Caveat] = Field([], alias="x-caveats")


class DocsFields(_Fields):
    """The `x-` fields of an operation's `externalDocs`."""

    url_zh: Words = Field(alias="x-url-zh")
    anchor: Words = Field(alias="x-anchor")


class SchemaFields(_Fields):
    """The `x-` fields of a schema: ids of which one is needed, the winning one first."""

    id_precedence: list[Words] = Field([], alias="x-id-precedence", min_length=2)


class ServerFields(_Fields):
    """The `x-` fields of a server: the region that it is the host of; none for a host that is only documented."""

    region: Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z]+$")] = Field("", alias="x-region")


class SecuritySchemeFields(_Fields):
    """The `x-` fields of a security scheme: what the header carries."""

    part: Literal["apiKey", "signature", "timestamp", "passphrase"] = Field(alias="x-part")


class DemoHeader(_Described):
    """The header that marks a request as demo trading."""

    name: Words
    value: Words


class Clock(_Described):
    """Where the exchange tells its time, how far a timestamp may be off, and the code of the refusal."""

    path: Words
    tolerance_seconds: int = Field(alias="toleranceSeconds", gt=0)
    error_code: Words = Field(alias="errorCode")


class ErrorCode(_Described):
    """One of OKX's codes, with the HTTP statuses it comes with, the one to expect first."""

    http_status: list[int] = Field(alias="httpStatus", min_length=1)
    ambiguous: bool = False


class Permission(_Described):
    """What an API key has to be allowed to do."""


class RootFields(_Fields):
    """The `x-` fields at the root of the spec."""

    demo_header: DemoHeader = Field(alias="x-demo-header")
    clock: Clock = Field(alias="x-clock")
    permissions: dict[str, Permission] = Field(alias="x-permissions")
    error_codes: dict[str, ErrorCode] = Field(alias="x-error-codes")


class NoFields(_Fields):
    """For every other place: no `x-` fields but the Chinese texts."""


TRANSLATED = ("title", "summary", "description")
"""The text fields that carry Chinese beside them, in `x-FIELD-zh`."""


def chinese_field(field: str) -> str:
    """The name of the field that holds the Chinese of `field`."""
    return f"x-{field}-zh"


def own_fields(node: dict[str, Any]) -> dict[str, Any]:
    """The `x-` fields of a node without those that hold the Chinese of one of its texts."""
    texts = {chinese_field(field) for field in TRANSLATED}
    return {key: value for key, value in node.items() if key.startswith("x-") and key not in texts}
