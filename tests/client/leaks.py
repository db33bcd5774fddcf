"""What a program, a log or a crash report may write down, and whether a secret stands in it."""

from __future__ import annotations

import base64
import logging
import pickle
import pprint
import re
import traceback
import warnings
from collections.abc import Iterator
from types import TracebackType
from typing import Any

from rich.pretty import pretty_repr
from rich.traceback import Traceback

from .support import SECRETS

PROXY_PASSWORD = "canary-proxy-word-c41d"
REDIS_PASSWORD = "canary-redis-word-08fe"
PROXY_USER = "someone"
_LOGIN = base64.b64encode(f"{PROXY_USER}:{PROXY_PASSWORD}".encode()).decode()  # as it goes to the proxy
CANARIES = (*SECRETS, PROXY_PASSWORD, REDIS_PASSWORD, _LOGIN)

# The Base64 of 32 bytes: a signature, whichever request it is of.
_SIGNATURE = re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{43}=(?![A-Za-z0-9+/=])")


def leaked(*texts: object) -> list[str]:
    """The secrets and signatures in some texts."""
    written = "\n".join(str(text) for text in texts)
    return [*(secret for secret in CANARIES if secret in written), *_SIGNATURE.findall(written)]


def texts_of(value: object, depth: int = 4) -> Iterator[str]:
    """What can be printed of a value, and of what it holds, as far as our own objects go.

    Of other packages' objects only what they print themselves: it is for them to hide their inside.
    """
    try:
        yield from (repr(value), str(value), pprint.pformat(value), pretty_repr(value))
    except AttributeError:  # an object whose `__init__` has not come to its end
        yield f"half-made {type(value).__name__}"
    if not depth:
        return
    held: list[object] = []
    if isinstance(value, dict):
        held += [*value, *value.values()]
    elif isinstance(value, list | tuple | set | frozenset):
        held += value
    elif type(value).__module__.startswith("okx_client") and type(value).__name__ != "Secret":
        held += getattr(value, "__dict__", {}).values()
        slots = [name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ())]
        held += [getattr(value, name, None) for name in slots if name != "__weakref__"]
        if hasattr(value, "__dict__"):
            yield from (repr(vars(value)), pprint.pformat(vars(value)))
    for each in held:
        yield from texts_of(each, depth - 1)


def texts_of_error(error: BaseException, *, tests_too: bool = False) -> Iterator[str]:
    """What any tool shows of an error: its text, its parts, its pickle, and its tracebacks with local variables.

    Args:
        error: The error, with whatever it was raised from or during.
        tests_too: Whether the frames of tests/ count, which may have named the secrets themselves.
    """
    for each in _chain(error):
        yield from (repr(each), str(each), repr(each.args), repr(vars(each)), *getattr(each, "__notes__", ()))
        yield from (text for part in vars(each).values() for text in texts_of(part))
        yield from _with_locals(each.__traceback__, tests_too=tests_too)
    yield "".join(traceback.format_exception(error))
    yield logging.Formatter().formatException((type(error), error, error.__traceback__))
    yield _by_traceback(error, tests_too)
    yield _by_rich(error, tests_too)
    yield _by_cgitb(error) if tests_too else ""
    if not type(error).__module__.startswith("httpx"):  # its errors carry the request, which only okx.raw hands out
        yield repr(pickle.dumps(error))


def frames_of(error: BaseException) -> list[str]:
    """The files of the frames that an error, and whatever it was raised from or during, holds."""
    return [
        frame.f_code.co_filename
        for each in _chain(error)
        for frame, _ in traceback.walk_tb(each.__traceback__)
        if not _is_of_tests(frame.f_code.co_filename)
    ]


def _is_of_tests(filename: str) -> bool:
    return "/tests/" in filename.replace("\\", "/") or "_pytest" in filename or "/pluggy/" in filename


def _chain(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    left: list[BaseException | None] = [error]
    while left:
        each = left.pop()
        if each is not None and not any(each is known for known in found):
            found.append(each)
            left += [each.__cause__, each.__context__]
    return found


def _with_locals(trace: TracebackType | None, *, tests_too: bool) -> Iterator[str]:
    """Local variables, and one step into each: what a debugger unfolds first, and cgitb where the line names it."""
    for frame, _ in traceback.walk_tb(trace):
        if tests_too or not _is_of_tests(frame.f_code.co_filename):
            for name, value in list(frame.f_locals.items()):
                yield from (f"{name}={text}" for text in texts_of(value, depth=1))


def _by_traceback(error: BaseException, tests_too: bool) -> str:
    try:
        shown = traceback.TracebackException.from_exception(error, capture_locals=True)
    except AttributeError:  # before Python 3.12 it stumbles over an object that is half-made
        return ""
    left: list[Any] = [shown]
    while left:
        each = left.pop()
        if each is not None:
            if not tests_too:
                each.stack[:] = [frame for frame in each.stack if not _is_of_tests(frame.filename)]
            left += [each.__cause__, each.__context__]
    return "".join(shown.format())


def _by_rich(error: BaseException, tests_too: bool) -> str:
    trace = Traceback.extract(
        type(error), error, error.__traceback__, show_locals=True, locals_max_string=5000, locals_max_length=500
    )
    frames = [frame for stack in trace.stacks for frame in stack.frames]
    return "\n".join(
        f"{name} = {node.render(max_width=1000)}"
        for frame in frames
        if tests_too or not _is_of_tests(frame.filename)
        for name, node in (frame.locals or {}).items()
    )


def _by_cgitb(error: BaseException) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            import cgitb  # gone from Python 3.13
        except ImportError:
            return ""
        return cgitb.text((type(error), error, error.__traceback__)) if error.__traceback__ else ""
