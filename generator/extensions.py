"""What our `x-` fields may say: one pydantic model for each place in the spec that carries them.

The models are strict, so a misspelt field or a number in quotes is an error with its place, never a silent default.
Texts in two languages (`description` with `x-description-zh`) are checked by `lint/languages.py`.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic.functional_validators import AfterValidator
from pydantic_core import PydanticCustomError

from . import places
from .error_words import ErrorName, GoneReason, Repeat


def _in_lower_case(text: str) -> str:
    if text != " ".join(text.lower().split()):
        raise ValueError("not in lower case, or with needless blanks")
    return text


def _json(text: str) -> str:
    try:
        json.loads(text)
    except ValueError:
        raise PydanticCustomError("json_invalid", "not JSON; write the sample as it stands on OKX's page") from None
    return text


Words = Annotated[str, StringConstraints(strict=True, min_length=1)]
LowerWords = Annotated[Words, AfterValidator(_in_lower_case)]
TypeWords = Annotated[str, StringConstraints(strict=True), AfterValidator(_in_lower_case)]
JsonText = Annotated[Words, AfterValidator(_json)]
Language = Literal["en", "zh"]
Need = Literal["required", "conditional", "optional", "unknown"]


class _Fields(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _Described(_Fields):
    description: Words
    description_zh: Words = Field(alias="x-description-zh")


class _Bounded(_Fields):
    """What holds for some instruments or users only. `language` marks what one language's page alone says."""

    applies_to: Words | None = Field(None, alias="appliesTo")
    applies_to_zh: Words | None = Field(None, alias="appliesToZh")
    language: Language | None = None


class RateLimit(_Bounded):
    """So many units in so many seconds; `applies_to` is None where the limit holds for every instrument."""

    count: int = Field(gt=0)
    period_seconds: int | float = Field(alias="periodSeconds", gt=0)
    unit: LowerWords


class RateLimitRule(_Bounded):
    """What shares one limit: all requests that agree in these keys."""

    keys: list[LowerWords] = Field(min_length=1)


class Caveat(_Described):
    """A warning for the user: `docs` where OKX's page says it, `reading` where it is our understanding."""

    source: Literal["docs", "reading"]


class ExampleFields(_Fields):
    """The `x-` fields of an example.

    `language` marks what one language's page alone has, `ours` what OKX's pages do not have. `documented` is the JSON
    of OKX's sample where that does not fit OKX's own table; the value beside it is ours, and fits.
    """

    language: Language | None = Field(None, alias="x-language")
    ours: bool = Field(False, alias="x-ours")
    documented: JsonText | None = Field(None, alias="x-documented")


class QueryExample(ExampleFields):
    """The query of one sample request."""

    value: dict[str, str]


class OperationFields(_Fields):
    """The `x-` fields of an operation. OKX's pages need not name a permission or what shares a limit.

    `permission_zh` and `max_batch_zh` are there where the Chinese page says something else, or nothing (null).
    `order_state_path` is the GET that tells the state of an order which this operation names, by the same ids.
    """

    order_state_path: Words | None = Field(None, alias="x-order-state-path", pattern="^/[!-~]+$")
    permission: Words = Field("", alias="x-permission")
    permission_zh: Words | None = Field(None, alias="x-permission-zh")
    rate_limits: list[RateLimit] = Field(alias="x-rate-limits")
    rate_limit_rules: list[RateLimitRule] = Field([], alias="x-rate-limit-rules")
    caveats: list[Caveat] = Field([], alias="x-caveats")
    query_examples: list[QueryExample] = Field([], alias="x-query-examples")
    max_batch: int | None = Field(None, alias="x-max-batch", gt=0)
    max_batch_zh: int | None = Field(None, alias="x-max-batch-zh", gt=0)


class DocsFields(_Fields):
    """The `x-` fields of an operation's `externalDocs`."""

    url_zh: Words = Field(alias="x-url-zh")
    anchor: Words = Field(alias="x-anchor")


class _RowFields(_Fields):
    """What a row of OKX's tables says beyond a schema; a field in `-zh` where the Chinese page says something else.

    `values` are those that OKX documents, where an `enum` would refuse others; `required` is what the page says where
    the schema does not say it, `unknown` where the page has a word that nobody knows; `type` the page's word where the
    schema has another type, empty where the page has none; `language` marks a row that one language's page alone has.
    """

    values: list[Words] | None = Field(None, alias="x-values", min_length=1)
    values_zh: list[Words] | None = Field(None, alias="x-values-zh")
    required: Need | None = Field(None, alias="x-required")
    required_zh: Need | None = Field(None, alias="x-required-zh")
    type: TypeWords | None = Field(None, alias="x-type")
    type_zh: TypeWords | None = Field(None, alias="x-type-zh")
    deprecated_zh: bool | None = Field(None, alias="x-deprecated-zh")
    language: Language | None = Field(None, alias="x-language")


class RepeatedRow(_RowFields):
    """A row of the same name in a further table of the page; type and need are like the first row's, if not given."""

    deprecated: bool = False


class ParameterFields(_RowFields):
    """The `x-` fields of a parameter of the query or the path. `ours` marks what OKX's tables have no row for."""

    ours: bool = Field(False, alias="x-ours")
    repeated: list[RepeatedRow] = Field([], alias="x-repeated", min_length=1)


class SchemaFields(ParameterFields):
    """The `x-` fields of a schema.

    `id_precedence` are ids of which one is needed, the winning one first; `unbounded` marks an array body for which
    OKX gives no largest number of items.
    """

    id_precedence: list[Words] = Field([], alias="x-id-precedence", min_length=2)
    unbounded: bool = Field(False, alias="x-unbounded")


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


class ErrorClass(_Fields):
    """What to do next after any code of one Python class, and when the request may be repeated."""

    advice: Words
    advice_zh: Words = Field(alias="x-advice-zh")
    repeat: Repeat = "never"


class ErrorCode(_Described):
    """One of OKX's codes, with the HTTP statuses it comes with, the one to expect first.

    `advice` and `repeat` are there where the code asks for something else than its class does.
    """

    http_status: list[int] = Field(alias="httpStatus", min_length=1)
    error: ErrorName | None = Field(None, alias="class")
    reason: GoneReason | None = None
    repeat: Repeat | None = None
    advice: Words | None = None
    advice_zh: Words | None = Field(None, alias="x-advice-zh")


class Permission(_Described):
    """What an API key has to be allowed to do."""


class RootFields(_Fields):
    """The `x-` fields at the root of the spec."""

    demo_header: DemoHeader = Field(alias="x-demo-header")
    clock: Clock = Field(alias="x-clock")
    permissions: dict[str, Permission] = Field(alias="x-permissions")
    error_classes: dict[ErrorName, ErrorClass] = Field({}, alias="x-error-classes")
    error_codes: dict[str, ErrorCode] = Field(alias="x-error-codes")


class NoFields(_Fields):
    """For every other place: no `x-` fields but the Chinese texts."""


def own_fields(node: dict[str, Any]) -> dict[str, Any]:
    """The `x-` fields of a node without those that hold the Chinese of one of its texts."""
    texts = {places.chinese_field(field) for field in places.TRANSLATED}
    return {key: value for key, value in node.items() if key.startswith("x-") and key not in texts}
