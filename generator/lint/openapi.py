"""The file has to be valid OpenAPI 3.1: the published schema, the JSON Schema dialect, and no word of neither."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from .. import places
from ..findings import Finding, Pointer
from ..spec import Spec

# Only the published schema is taken from openapi-spec-validator, whose import would take longer than the check.
_FILE = distribution("openapi-spec-validator").locate_file("openapi_spec_validator/resources/schemas/v3.1/schema.json")
_PUBLISHED = json.loads(Path(str(_FILE)).read_bytes())
# It is known by its `$id`: as a root, jsonschema would search all of it for anchors again at each `$dynamicRef`.
_SHAPE = Draft202012Validator(
    {"$ref": _PUBLISHED["$id"]},
    registry=Registry[Any]().with_resource(_PUBLISHED["$id"], DRAFT202012.create_resource(_PUBLISHED)).crawl(),
)
_DIALECT = Draft202012Validator(Draft202012Validator.META_SCHEMA)
# The words of the dialect, but for those that would let a reference point by another way than `#/components/…`.
_SCHEMA_WORDS = frozenset(
    """
    $comment $defs $ref additionalProperties allOf anyOf const contains contentEncoding contentMediaType
    contentSchema default dependentRequired dependentSchemas deprecated description discriminator else enum example
    examples exclusiveMaximum exclusiveMinimum externalDocs format if items maxContains maxItems maxLength
    maxProperties maximum minContains minItems minLength minProperties minimum multipleOf not nullable oneOf pattern
    patternProperties prefixItems properties propertyNames readOnly required then title type unevaluatedItems
    unevaluatedProperties uniqueItems writeOnly xml
    """.split()
)


def check(spec: Spec) -> Iterator[Finding]:
    """A finding for another version than 3.1, and for each place that OpenAPI's own rules refuse."""
    version = spec.data.get("openapi")
    if not isinstance(version, str) or not version.startswith("3.1."):
        yield spec.finding(("openapi",), "openapi-version", f"the version is {version!r}; write `openapi: 3.1.0`")
        return
    for step in (_shape, _dialect, _words):  # each relies on the one before it
        findings = list(step(spec))
        yield from findings
        if findings:
            return


def _shape(spec: Spec) -> Iterator[Finding]:
    for error in _SHAPE.iter_errors(spec.data):
        yield _refused(spec, (), error)


def _dialect(spec: Spec) -> Iterator[Finding]:
    for pointer, schema in places.outer_schemas(spec.data):
        for error in _DIALECT.iter_errors(schema):
            yield _refused(spec, pointer, error)


def _words(spec: Spec) -> Iterator[Finding]:
    """JSON Schema lets any word pass, so that a misspelt `maxLength` would limit nothing."""
    for pointer, schema in places.schemas(spec.data):
        for word in schema.keys() - _SCHEMA_WORDS:
            if not word.startswith("x-"):
                message = f"`{word}` is no word of a schema here; mend its spelling or remove it"
                yield spec.finding((*pointer, word), "unknown-keyword", message)


def _refused(spec: Spec, pointer: Pointer, error: ValidationError) -> Finding:
    """A finding for the deepest reason that the validator gives: where it is, and what it says."""
    while error.context:
        error = max(error.context, key=lambda cause: len(cause.absolute_path))
    message = error.message if len(error.message) < 200 else error.message[:200] + "…"
    return spec.finding((*pointer, *error.absolute_path), "invalid-openapi", message)
