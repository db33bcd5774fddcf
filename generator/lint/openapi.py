"""The file has to be valid OpenAPI 3.1: the published schema, the JSON Schema dialect, unique operation ids."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openapi_spec_validator import OpenAPIV31SpecValidator

from ..findings import Finding, Pointer
from ..spec import Spec


def check(spec: Spec) -> Iterator[Finding]:
    """A finding for another version than 3.1, and for each place that OpenAPI's own rules refuse."""
    version = spec.data.get("openapi")
    if not isinstance(version, str) or not version.startswith("3.1."):
        yield spec.finding(("openapi",), "openapi-version", f"the version is {version!r}; write `openapi: 3.1.0`")
        return
    for error in OpenAPIV31SpecValidator(spec.data).iter_errors():
        pointer, message = _cause(error)
        yield spec.finding(pointer, "invalid-openapi", message)


def _cause(error: Any) -> tuple[Pointer, str]:
    """The deepest reason that the validator gives: where it is, and what it says."""
    while error.context:
        error = max(error.context, key=lambda cause: len(cause.absolute_path))
    message = error.message if len(error.message) < 200 else error.message[:200] + "…"
    return tuple(error.absolute_path), message
