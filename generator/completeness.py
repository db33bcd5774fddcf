"""Hold what openapi-python-client understood against the spec; it leaves some things out without a word.

`lint` names each such construct that we know. This is the floor below it, for those that we do not.
"""

from __future__ import annotations

import re
from typing import Any

from openapi_python_client.parser import GeneratorData

from . import places
from .findings import InputError, Pointer
from .spec import Spec


def check(spec: Spec, data: GeneratorData) -> None:
    """See that every operation has a function, every schema a model, every type a name, and each its own module.

    Raises:
        InputError: Something is missing; with the line of it in the spec.
    """
    _check_models(spec, list(data.models), {str(enum.class_info.name) for enum in data.enums})
    collections = data.endpoint_collections_by_tag.values()
    _check_functions(spec, [endpoint for collection in collections for endpoint in collection.endpoints])


def _check_models(spec: Spec, models: list[Any], enums: set[str]) -> None:
    names = {str(model.class_info.name) for model in models} | enums
    for name, schema in spec.data["components"].get("schemas", {}).items():
        if ("properties" in schema or "object" in str(schema.get("type"))) and name not in names:
            raise _lost(spec, ("components", "schemas", name), f"no model was made for `{name}`")
    modules = set()
    for model in models:
        pointer = ("components", "schemas", str(model.class_info.name))
        if model.class_info.module_name in modules:
            raise _lost(spec, pointer, f"a second model has the module `{model.class_info.module_name}`")
        modules.add(model.class_info.module_name)
        for field in (*(model.required_properties or ()), *(model.optional_properties or ())):
            if _is_any(field.get_type_string()):
                raise _lost(spec, pointer, f"the field `{field.python_name}` became Any")


def _check_functions(spec: Spec, endpoints: list[Any]) -> None:
    made = {(_nameless(endpoint.path.get_untrusted_value()), endpoint.method): endpoint for endpoint in endpoints}
    for path, item in spec.data["paths"].items():
        if "$ref" in item:
            raise _lost(spec, ("paths", path), "no function was made for what stands behind this $ref")
    names = set()
    for pointer, _ in places.operations(spec.data):
        endpoint = made.get((_nameless(str(pointer[1])), pointer[2]))
        if endpoint is None:
            raise _lost(spec, pointer, "no function was made for this operation")
        if endpoint.name in names:
            raise _lost(spec, pointer, f"a second operation has the name `{endpoint.name}`")
        names.add(endpoint.name)
        if any(map(_is_any, [*(body.prop.get_type_string() for body in endpoint.bodies), endpoint.response_type()])):
            raise _lost(spec, pointer, "its body or its response became Any")


def _is_any(code: Any) -> bool:
    return re.search(r"\bAny\b", code.as_unembedded_code()) is not None


def _nameless(path: str) -> str:
    """A path without the names of its parameters, which come out in Python's spelling."""
    return re.sub("{[^}]*}", "{}", path)


def _lost(spec: Spec, pointer: Pointer, message: str) -> InputError:
    return InputError(f"{spec.path}:{spec.line(pointer)}: {message}; write it another way")
