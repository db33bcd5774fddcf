"""The file has to be valid OpenAPI 3.1: the published schema, the JSON Schema dialect, and no word of neither."""

from __future__ import annotations

from collections.abc import Iterator

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from openapi_spec_validator import OpenAPIV31SpecValidator

from .. import places
from ..findings import Finding, Pointer
from ..spec import Spec

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
    for error in OpenAPIV31SpecValidator.schema_validator.iter_errors(spec.data):
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
