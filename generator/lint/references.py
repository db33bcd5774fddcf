"""Every `$ref` has to point to a component of this file, and to stand alone.

openapi-python-client reads one file; of a reference that leaves it, it drops the endpoint, without a word where the
reference is a path item's. It also ignores every field beside a `$ref`.
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import places
from ..findings import Finding
from ..spec import Spec


def check(spec: Spec) -> Iterator[Finding]:
    """Findings on references: unresolved, leaving the file, of a path item, or with fields beside them."""
    for pointer, node in places.nodes(spec.data):
        if "$ref" not in node:
            continue
        place, reference = (*pointer, "$ref"), node["$ref"]
        if len(pointer) == 2 and pointer[0] == "paths":
            message = "a path item behind $ref makes no endpoint; write the operations here"
            yield spec.finding(place, "path-item-reference", message)
        elif not isinstance(reference, str) or not reference.startswith("#/components/"):
            message = f"`{reference}` does not point into this file's components; move the target there"
            yield spec.finding(place, "external-reference", message)
        elif places.resolve(spec.data, reference) is None:
            yield spec.finding(place, "unresolved-reference", f"`{reference}` points to nothing; mend the name")
        if len(node) > 1:
            beside = ", ".join(sorted(f"`{key}`" for key in node if key != "$ref"))
            message = f"{beside} beside $ref would be ignored; put it into the target"
            yield spec.finding(place, "reference-siblings", message)
