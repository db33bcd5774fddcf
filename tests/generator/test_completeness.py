"""The last floor: what openapi-python-client loses is caught when nothing above it saw the mistake."""

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.findings import InputError

from .support import TEXTS, TINY, after, before, edited, line_of

_EITHER = "      allOf:\n        - anyOf:\n            - required: [ordId]\n            - required: [clOrdId]\n"
_FIRST, _PATHS, _LAST = TINY.partition("paths:\n")
_PATH = _LAST[: _LAST.index("components:\n")]
_CODE = "        code: {type: string"
_AGAIN = edited(_PATH, ("/do:", "/again:"), ("post:", "post: # again"), ("doIt", "do_it"))

# The edits of a spec that was not linted, the line of the error, and what it says.
LOST = {
    "a union beside properties": (
        [(_EITHER, "      anyOf: [{required: [ordId]}, {required: [clOrdId]}]\n")],
        "Ask:",
        "no model was made for `Ask`",
    ),
    "a path item behind a reference": (
        [(_PATH, '  /do: {$ref: "#/components/pathItems/Do"}\n')],
        "/do:",
        "no function was made for what stands behind this $ref",
    ),
    "a title": (
        [after("      description: One item.\n", "      title: Other\n")],
        "Item:",
        "no model was made for `Item`",
    ),
    "a list of types": (
        [("    Item:\n      type: object", '    Item:\n      type: [object, "null"]')],
        "Item:",
        "no model was made for `Item`",
    ),
    "a body without a type": (
        [('              $ref: "#/components/schemas/Ask"', f"              {{{TEXTS}}}")],
        "post:",
        "its body or its response became Any",
    ),
    "an answer without a schema": (
        [('              schema:\n                $ref: "#/components/schemas/Answer"\n', "")],
        "post:",
        "its body or its response became Any",
    ),
    "a field without a type": (
        [before(_CODE, f"        freshOne: {{{TEXTS}}}\n")],
        "Answer:",
        "the field `fresh_one` became Any",
    ),
    "two operations of one name": (
        [before("components:\n  sec", _AGAIN)],
        "# again",
        "a second operation has the name `do_it`",
    ),
    "two schemas of one module": (
        [before("    Item:\n", f"    ITEM: {{type: object, {TEXTS}}}\n")],
        "    Item:",
        "a second model has the module `item`",
    ),
}


@pytest.mark.parametrize(("edits", "at", "said"), LOST.values(), ids=LOST)
def test_what_was_lost_is_told_with_its_line(
    edits: list[tuple[str, str]], at: str, said: str, built: Callable[[str], Path], tmp_path: Path
) -> None:
    text = edited(TINY, *edits)
    with pytest.raises(InputError) as raised:
        built(text)
    assert str(raised.value).startswith(f"{tmp_path / 'spec.yaml'}:{line_of(text, at)}: {said}")


REFUSED = {
    "an enum whose values collide": (
        after("clOrdId: {type: string", ", enum: [a-b, a_b]"),
        "broke off with ValueError",
    ),
    "an argument twice": (
        before(
            "      requestBody:\n",
            f"      parameters: [{{name: body, in: query, schema: {{type: string}}, {TEXTS}}}]\n",
        ),
        "do_it.py came out as no Python: duplicate argument 'body'",
    ),
    "an array without items": (
        before(_CODE, f"        fresh: {{{TEXTS}, type: array}}\n"),
        "openapi-python-client says",
    ),
    "a reference to nothing": (('$ref: "#/components/schemas/Item"', '$ref: "#/components/schemas/No"'), "says"),
}


@pytest.mark.parametrize(("edit", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_generated_is_one_clear_error(
    edit: tuple[str, str], said: str, built: Callable[[str], Path]
) -> None:
    with pytest.raises(InputError) as raised:
        built(edited(TINY, edit))
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)
    assert "object at 0x" not in str(raised.value)
