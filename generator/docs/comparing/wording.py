"""What changed and what it means, in one sentence each; a page's own words are quoted as they stand."""

from __future__ import annotations

import json
from typing import Any

from .. import in_words
from ..facts import Required, Row, Table
from ..findings import Impact

_REQUIRED: dict[Required | None, str] = {
    "yes": "always required",
    "no": "optional",
    "conditional": "required under conditions",
    None: "of unknown need",
}
_BODY = {"object": "an object", "array": "an array", None: "absent"}
_BREAKS = {
    "endpoint": ": requests to the old one may fail",
    "rate_limits": ": programs that kept to the old one may exceed it",
    "rate_limit_rules": ": programs that counted the old way may exceed it",
    "permission": ": keys without it will be refused",
    "body": ": requests in the old form will be refused",
    "max_batch": ": longer lists will be refused",
}


def compact(data: Any) -> str:
    """A value as JSON on one line, by which values are compared: to Python, `True` equals `1`."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def changed(subject: str, old: Any, new: Any, rated: Impact) -> str:
    """A fact of the page as a whole."""
    before, after = _value(subject, old), _value(subject, new)
    said = {
        "endpoint": f"the endpoint is now {after}",
        "rate_limits": f"the rate limit is now {after}",
        "rate_limit_rules": f"the rate limit is now counted {after}",
        "permission": f"the API key now needs the permission {after}",
        "body": f"the body is now {after}",
        "max_batch": f"one request may now carry {after} items",
    }
    gone = {
        "endpoint": "the page no longer names an endpoint",
        "rate_limits": "the page no longer states a rate limit",
        "rate_limit_rules": "the page no longer says how the rate limit is counted",
        "permission": "the page no longer says which permission the API key needs",
        "max_batch": "the page no longer limits the items of one request",
    }
    is_gone = new in (None, []) and subject in gone
    was = "" if old in (None, []) and subject != "body" else f" (was {before})"
    meaning = _BREAKS[subject] if rated == "breaking" and not is_gone else ""
    return f"{gone[subject] if is_gone else said[subject]}{was}{meaning}"


def unread(subject: str) -> str:
    """A fact of the page that it states in words which nobody foresaw."""
    what = {"rate_limits": "its rate limit", "max_batch": "how many items a request may carry"}
    return f"the page may state {what[subject]} in words that cannot be read; see them there"


def _value(subject: str, value: Any) -> str:
    if subject == "rate_limits":
        return "; ".join(map(in_words.limit, value or []))
    if subject == "rate_limit_rules":
        return "; ".join(f"per {in_words.rule(one)}" for one in value or [])
    if subject == "permission":
        return f"`{value}`"
    return _BODY[value] if subject == "body" else str(value)


def added(table: Table, row: Row, rated: Impact) -> str:
    """A new row."""
    if table == "response":
        return f"`{row.name}` is a new field of the response ({row.type})"
    meaning = ": requests without it will be refused" if rated == "breaking" else ""
    return f"`{row.name}` is a new parameter ({row.type}, {_REQUIRED[row.required]}){meaning}"


def removed(table: Table, row: Row) -> str:
    """A row that is gone."""
    if table == "response":
        return f"`{row.name}` is gone from the response: programs that read it will miss it"
    return f"`{row.name}` is gone from the parameters: requests with it may be refused"


def alias(name: str, new: str | None, until: str) -> str:
    """A parameter that the page still takes, under its old name."""
    instead = f": send `{new}` instead" if new else ""
    return f"`{name}` is now only an alias, until {until}{instead}"


def required(name: str, old: Required | None, new: Required | None, rated: Impact) -> str:
    """How often a parameter is asked for."""
    if new is None:
        return f"whether `{name}` is required is now said in a word that cannot be read (was {_REQUIRED[old]})"
    meaning = ": requests without it will be refused" if rated == "breaking" and new == "yes" else ""
    meaning = ": some requests without it will be refused" if rated == "breaking" and new != "yes" else meaning
    return f"`{name}` is now {_REQUIRED[new]} (was {_REQUIRED[old]}){meaning}"


def typed(table: Table, name: str, old: str, new: str) -> str:
    """The type of a row."""
    whose = "values sent" if table == "request" else "values read"
    return f"`{name}` is now of type {new} (was {old}): {whose} as {old} may fail"


def deprecated(name: str, *, is_deprecated: bool) -> str:
    """The mark of deprecation on a row."""
    return f"`{name}` is {'now' if is_deprecated else 'no longer'} marked as deprecated"


def value_added(table: Table, name: str, value: str) -> str:
    """A value that a row did not list before."""
    return f"`{name}` {'now also takes' if table == 'request' else 'may now also be'} `{value}`"


def value_removed(table: Table, name: str, value: str) -> str:
    """A value that a row no longer lists."""
    if table == "request":
        return f"`{name}` no longer lists `{value}`: requests with it may be refused"
    return f"`{name}` no longer lists `{value}`"


def examples(table: Table, old: list[Any], new: list[Any], *, is_unread: bool = False) -> str:
    """The examples of a page; `is_unread` where one of them is no JSON any more."""
    what = f"{table} example"
    if is_unread:
        return f"a {what} cannot be read as JSON; see it there"
    if not (old and new):
        return f"the page {f'now has a {what}' if new else f'no longer has a {what}'}"
    return f"the {what} changed" if len(old) == len(new) == 1 else f"the {what}s changed"
