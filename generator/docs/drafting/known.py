"""What the spec has already, as far as a draft has to know it: its tags, its permissions, and the names in use."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from attrs import frozen
from openapi_python_client.strings import snake_case

from ... import places
from ...spec import Spec
from ..reading.from_spec import mended_by_lint


@frozen
class Known:
    """The tags and permissions by their names; operations and schemas by what their names become in Python."""

    tags: frozenset[str]
    permissions: frozenset[str]
    operations: frozenset[str]
    schemas: frozenset[str]

    @classmethod
    def of(cls, spec: Spec) -> Known:
        """What a spec has.

        Raises:
            InputError: The spec is not what `lint` would let pass.
        """
        with mended_by_lint(spec, ("tags",)):
            tags = frozenset(tag["name"] for tag in spec.data.get("tags", []))
        with mended_by_lint(spec, ("x-permissions",)):
            permissions = frozenset(_names(spec.data.get("x-permissions", {})))
        with mended_by_lint(spec, ("paths",)):
            operations = frozenset(map(snake_case, _named_by_operations(spec)))
        with mended_by_lint(spec, ("components",)):
            schemas = frozenset(map(snake_case, _names(spec.data.get("components", {}).get("schemas", {}))))
        return cls(tags, permissions, operations, schemas)


def _named_by_operations(spec: Spec) -> Iterator[str]:
    for _, node in places.operations(spec.data):
        yield str(node.get("operationId", ""))
        yield from map(str, node.get("tags", []))


def _names(section: dict[str, object]) -> Collection[str]:
    return section.keys()
