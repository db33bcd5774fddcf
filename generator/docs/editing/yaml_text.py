"""The text of a YAML file with one node replaced, added or removed. `edits.py` says why not to write the file anew.

All functions are given the text and the node of it, and return the whole new text. Marks of a node are positions in
the text. In block style a key or an item has lines of its own; in flow style (`{…}`, `[…]`) it shares its line.
"""

from __future__ import annotations

import json
import re
from typing import Any

import yaml

from ...findings import Pointer

_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BREAK = re.compile(r"\r\n|[\r\n]")
_COMMENT = re.compile(r"(?:^|\s)#", re.MULTILINE)
_PLAIN = re.compile(r"[A-Za-z](?:[\w -]*\w)?", re.ASCII)
# What JSON leaves as it is and YAML takes for a line break, or for no character at all.
_TO_ESCAPE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")

Span = tuple[int, int]


class EditError(Exception):
    """An edit that cannot be made without touching more than it names. Its text says why."""


def root(text: str) -> yaml.Node:
    """The root of the YAML, in which every node stands in one place only."""
    node = yaml.compose(text, Loader=_LOADER)
    if node is None:
        raise EditError("the file is empty")
    seen: set[int] = set()
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if id(each) in seen:
            raise EditError("an alias repeats another part of the file, which would change with it")
        seen.add(id(each))
        if isinstance(each, yaml.MappingNode):
            waiting += [part for pair in each.value for part in pair]
        elif isinstance(each, yaml.SequenceNode):
            waiting += each.value
    return node


def data(text: str) -> Any:
    """The YAML as plain data."""
    try:
        return yaml.load(text, Loader=_LOADER)
    except ValueError as error:  # of a date that no calendar has
        raise EditError(f"it holds what YAML tools cannot read: {error}") from None


def node_at(node: yaml.Node, pointer: Pointer) -> yaml.Node | None:
    """The node that `pointer` leads to from `node`, None where it leads to nothing."""
    for part in pointer:
        if isinstance(node, yaml.MappingNode):
            found = next((value for key, value in node.value if key.value == part), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            found = node.value[part]
        else:
            found = None
        if found is None:
            return None
        node = found
    return node


def rendered(value: Any, *, quoted: bool = False) -> str:
    """A value on one line, as a person would write it in this spec."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{rendered(key)}: {rendered(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(rendered, value)) + "]"
    if isinstance(value, str):
        return value if not quoted and _is_plain(value) else _quoted(value)
    text = json.dumps(value)
    # To YAML 1.1 a number without a dot before its exponent is a word.
    return text.replace("e", ".0e") if isinstance(value, float) and "e" in text and "." not in text else text


def with_value(text: str, node: yaml.Node, value: Any) -> str:
    """The text with another value in the place of a word, a number or a `[list]`; in quotes where the old one is."""
    style = node.style if isinstance(node, yaml.ScalarNode) else None
    is_word = isinstance(node, yaml.ScalarNode) and style not in ("|", ">")
    if not is_word and not (isinstance(node, yaml.SequenceNode) and node.flow_style):
        raise EditError("what stands there is not written on one line")
    start, end = node.start_mark.index, node.end_mark.index
    _keep_comments(text, start, end)
    gap = " " if start == end else ""  # `key:` without a value
    return text[:start] + gap + rendered(value, quoted=bool(style)) + text[end:]


def with_key(text: str, node: yaml.Node | None, key: str, value: Any, after: tuple[str, ...]) -> str:
    """The text with one more key in a mapping: below the first key of `after` that it has, else at its end."""
    if not isinstance(node, yaml.MappingNode) or not node.value:
        raise EditError("there is no mapping to add a key to")
    by_name = {pair[0].value: pair for pair in node.value}
    pair = next((by_name[name] for name in after if name in by_name), node.value[-1])
    addition = f"{rendered(key)}: {rendered(value)}"
    return _with_entry(text, node, pair[0].start_mark.column, _end(text, pair[1]), addition)


def with_item(text: str, node: yaml.Node | None, value: Any) -> str:
    """The text with one more item at the end of a list, in quotes where its last item is."""
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        raise EditError("there is no list to add an item to")
    last = node.value[-1]
    item = rendered(value, quoted=isinstance(last, yaml.ScalarNode) and bool(last.style))
    return _with_entry(text, node, node.start_mark.column, _end(text, last), item if node.flow_style else f"- {item}")


def without(text: str, top: yaml.Node, pointer: Pointer) -> str:
    """The text without the key or the item at `pointer`, and without the lines that were its own."""
    parent = node_at(top, pointer[:-1])
    if isinstance(parent, yaml.MappingNode):
        spans = [(key.start_mark.index, _end(text, value)) for key, value in parent.value]
        index = next(index for index, (key, _) in enumerate(parent.value) if key.value == pointer[-1])
    elif isinstance(parent, yaml.SequenceNode) and isinstance(pointer[-1], int):
        spans = [(item.start_mark.index, _end(text, item)) for item in parent.value]
        index = pointer[-1]
    else:
        raise EditError("there is nothing to remove")
    if len(spans) == 1:
        raise EditError("it is the only entry of what holds it")
    if parent.flow_style:
        start, end = _flow_span(spans, index)
    else:
        start, end = _lines(text, spans[index], "-" if isinstance(parent, yaml.SequenceNode) else "")
    _keep_comments(text, start, end)
    return text[:start] + text[end:]


def _keep_comments(text: str, start: int, end: int) -> None:
    if _COMMENT.search(text, start, end):
        raise EditError("a comment would go with it; read the comment and edit by hand")


def _with_entry(text: str, node: yaml.CollectionNode, column: int, end: int, entry: str) -> str:
    """The text with an entry after the one that ends at `end`."""
    if node.flow_style:
        return f"{text[:end]}, {entry}{text[end:]}"
    first_break = _BREAK.search(text)
    line_break = first_break[0] if first_break else "\n"
    line = " " * column + entry
    line_end = _line_end(text, end)
    if _BREAK.search(text, end, line_end):
        return text[:line_end] + line + line_break + text[line_end:]
    return text + line_break + line  # below the last line, which has no line break


def _flow_span(spans: list[Span], index: int) -> Span:
    """An entry with the comma before it, or, for the first, with the one behind it."""
    return (spans[index - 1][1], spans[index][1]) if index else (spans[0][0], spans[1][0])


def _lines(text: str, span: Span, dash: str) -> Span:
    """The whole lines of an entry in block style, which has nothing but its dash in front of it."""
    start, end = max(text.rfind(mark, 0, span[0]) for mark in "\r\n") + 1, _line_end(text, span[1])
    if text[start : span[0]].strip() != dash:
        raise EditError("it shares its line with something else")
    if end == len(text) and not _BREAK.search(text, span[1]):  # no line break at the end; there was none before
        breaks = list(_BREAK.finditer(text, 0, start))
        start = breaks[-1].start() if breaks else start
    return start, end


def _end(text: str, node: yaml.Node) -> int:
    """Where the last character of a node stands; its own mark may lie behind comments and empty lines."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(text, last[1] if isinstance(node, yaml.MappingNode) else last)
    end = node.end_mark.index
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return len(text[:end].rstrip())
    return end


def _line_end(text: str, position: int) -> int:
    """The start of the next line."""
    found = _BREAK.search(text, position)
    return found.end() if found else len(text)


def _is_plain(word: str) -> bool:
    """Whether a text needs no quotes, under any version of YAML, in flow style too."""
    if not _PLAIN.fullmatch(word) or word in ("y", "Y", "n", "N"):
        return False
    return bool(yaml.load(word, Loader=_LOADER) == word)


def _quoted(word: str) -> str:
    return _TO_ESCAPE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(word, ensure_ascii=False))
