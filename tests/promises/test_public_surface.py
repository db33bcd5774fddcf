"""What a user's editor shows: types of our own, and docstrings that say what a call takes and what it raises."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import textwrap
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, is_typeddict

import attrs
import pytest

import okx_client
from okx_client import (
    OKX,
    AlgoOrders,
    AsyncAlgoOrders,
    AsyncCancelProgress,
    AsyncOKX,
    AsyncSpreadOrders,
    CancelProgress,
    Client,
    OKXAuth,
    SpreadOrders,
)
from okx_client.settings import Options
from tests.client.support import KEYS

PACKAGE = Path(okx_client.__file__).parent
GENERATED: Final = "okx_client._generated"
TWINS: Final = [
    (OKX, AsyncOKX),
    (SpreadOrders, AsyncSpreadOrders),
    (AlgoOrders, AsyncAlgoOrders),
    (CancelProgress, AsyncCancelProgress),
]
# What OKX's calls return and callers never make themselves.
MADE_BY_US: Final = {kind for pair in TWINS[1:] for kind in pair}


def public_objects() -> list[tuple[str, Any]]:
    """Every class and function that is importable from the package, and written by hand."""
    named = [(name, getattr(okx_client, name)) for name in okx_client.__all__]
    return [
        (name, value)
        for name, value in named
        if (inspect.isclass(value) or inspect.isfunction(value)) and not value.__module__.startswith(GENERATED)
    ]


def methods(kind: type) -> Iterator[tuple[str, Any]]:
    """The public methods and properties that a class defines itself, the constructor among them."""
    for name, value in vars(kind).items():
        plain = value.__func__ if isinstance(value, classmethod | staticmethod) else value
        if (name == "__init__" or not name.startswith("_")) and (
            inspect.isfunction(plain) or isinstance(plain, property)
        ):
            yield name, plain


def hand_written() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if "_generated" not in path.parts]


# -- httpx's types ---------------------------------------------------------------------------------------------------


def names_of_the_package() -> dict[str, Any]:
    """What annotations may name, the imports for type checkers included."""
    found: dict[str, Any] = {}
    for path in PACKAGE.rglob("*.py"):
        module = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
        if "simulator" not in module:
            found |= vars(importlib.import_module(module))
    return found


NAMES: Final = names_of_the_package()


def parts_of(value: Any) -> Iterator[tuple[str, Any]]:
    """The parameters, the return type and the attributes of a public object, by name."""
    if isinstance(value, property):
        value = value.fget
    if inspect.isclass(value):
        hints = typing.get_type_hints(value, localns=NAMES)
        yield from ((name, hint) for name, hint in hints.items() if not name.startswith("_"))
        if attrs.has(value):
            yield from ((field.name, field.type) for field in attrs.fields(value) if not field.name.startswith("_"))
        for name, method in methods(value):
            if name != "__init__" or value not in MADE_BY_US:
                yield from ((f"{name}.{parameter}", hint) for parameter, hint in parts_of(method))
    else:
        for name, hint in typing.get_type_hints(value, localns=NAMES).items():
            if typing.get_origin(hint) is typing.Unpack:
                (options,) = typing.get_args(hint)
                yield from typing.get_type_hints(options, localns=NAMES).items()
            else:
                yield name, hint


def types_in(hint: Any) -> Iterator[Any]:
    """The classes in a type, inside unions, tuples and callables too."""
    arguments = typing.get_args(hint)
    yield from (hint,) if not arguments else ()
    origin = typing.get_origin(hint)
    yield from (origin,) if inspect.isclass(origin) else ()
    for argument in arguments:
        for each in argument if isinstance(argument, list) else [argument]:
            yield from types_in(each)


def is_httpx(kind: Any) -> bool:
    return getattr(kind, "__module__", "").partition(".")[0] in ("httpx", "httpcore")


def test_httpxs_types_stand_only_in_transport_the_middleware_and_raw() -> None:
    seen, left = set(), [value for _, value in public_objects()]
    with_httpx: set[tuple[str, str]] = set()
    while left:
        value = left.pop()
        if value in seen or value in (OKXAuth, Client):
            continue
        seen.add(value)
        for name, hint in parts_of(value):
            for kind in types_in(hint):
                if is_httpx(kind):
                    with_httpx.add((value.__name__, name.rpartition(".")[2]))
                elif inspect.isclass(kind) and kind.__module__.startswith("okx_client") and kind not in seen:
                    left.append(kind)  # what a public annotation names is public as well
    assert with_httpx == {("OKX", "transport"), ("AsyncOKX", "transport")}


def test_the_attributes_of_a_client_are_of_our_own_types() -> None:
    for kind in (OKX, AsyncOKX):
        okx = kind(**KEYS, demo=True)
        assert sorted(name for name in vars(okx) if not name.startswith("_")) == ["algo", "spread"]
        assert type(okx.raw) is Client
        assert not [value for value in (okx.algo, okx.spread) if is_httpx(type(value))]
        if isinstance(okx, OKX):
            okx.close()


# -- docstrings ------------------------------------------------------------------------------------------------------

BACKTICKED = re.compile(r"`([A-Za-z_.]+)`")


def documented() -> dict[str, Any]:
    found = {}
    for name, value in public_objects():
        found[name] = value
        if inspect.isclass(value):
            found |= {f"{name}.{inner}": method for inner, method in methods(value) if inner != "__init__"}
    return found


def parameters(value: Any) -> list[str]:
    """What a caller may pass, the options of a client by their own names."""
    if isinstance(value, property) or value in MADE_BY_US or getattr(value, "_is_protocol", False):
        return []
    given = [
        each
        for name, each in ({} if is_typeddict(value) else inspect.signature(value).parameters).items()
        if name not in ("self", "cls")
    ]
    options = list(Options.__annotations__) if any("Options" in str(each.annotation) for each in given) else []
    return [*options, *(each.name for each in given if "Options" not in str(each.annotation))]


def raises(value: Any) -> bool:
    """Whether the object's own lines raise an error, as a reader of the source sees; an interruption is none."""
    plain = value.fget if isinstance(value, property) else value
    if inspect.isclass(plain):
        plain = vars(plain).get("__init__")
    if not inspect.isfunction(plain) or not Path(inspect.getfile(plain)).is_relative_to(PACKAGE):
        return False
    tree = ast.parse(textwrap.dedent(inspect.getsource(plain)))
    passed_on = [
        node
        for handler in ast.walk(tree)
        if isinstance(handler, ast.ExceptHandler) and ast.unparse(handler.type or tree) == "BaseException"
        for node in ast.walk(handler)
    ]
    return any(isinstance(node, ast.Raise) and node.exc and node not in passed_on for node in ast.walk(tree))


def docstring(name: str) -> str:
    """A docstring, with those of the public objects that it refers to, and so on."""
    known, found, left = documented(), dict[str, str](), [name]
    while left:
        each = left.pop()
        if each in known and each not in found:
            found[each] = inspect.getdoc(known[each]) or ""
            owner = each.rpartition(".")[0]
            left += [one for other in BACKTICKED.findall(found[each]) for one in (other, f"{owner}.{other}")]
    return "\n".join(found.values())


def docstrings_around(name: str) -> str:
    """The docstring with that of its class, and of the classes that it extends."""
    value, owner = documented()[name], name.rpartition(".")[0]
    bases = [inspect.getdoc(base) or "" for base in getattr(value, "__mro__", ())[1:-1]]
    return "\n".join([docstring(name), *bases, *([docstring(owner)] if owner else [])])


@pytest.mark.parametrize("name", documented())
def test_everything_public_says_what_it_takes_and_what_it_raises(name: str) -> None:
    value = documented()[name]
    assert inspect.getdoc(value), f"{name} has no docstring"
    missing = [each for each in parameters(value) if not re.search(rf"\b{each}:|`{each}`", docstrings_around(name))]
    assert not missing, f"{name} does not say what {missing} are"
    assert "Raises:" in docstring(name) or not raises(value), f"{name} raises and does not say so"
