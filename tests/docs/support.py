"""Our own pages, edits of them, and commands run in this process, which is quicker than in one of their own."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any
from unittest import mock

import yaml
from attrs import frozen

from generator import cli
from generator.docs.facts import PageFacts
from generator.docs.findings import Finding
from generator.docs.reading import markdown
from generator.docs.reading import page as reading
from generator.findings import Pointer
from tests.generator.support import REAL, edited

PAGES = Path(__file__).parent / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.md"))

SPREAD: Pointer = ("paths", "/api/v5/sprd/cancel-order", "post")
ALGO: Pointer = ("paths", "/api/v5/trade/cancel-algos", "post")
ALGO_BODY: Pointer = (*ALGO, "requestBody", "content", "application/json", "schema")

# All numbers that OKX's two pages of 2026 state. The spec's own may be newer than those pages.
NUMBERS_OF_2026: dict[Pointer, int] = {
    (*SPREAD, "x-rate-limits", 0, "count"): 20,
    (*SPREAD, "x-rate-limits", 0, "periodSeconds"): 2,
    (*ALGO, "x-rate-limits", 0, "count"): 20,
    (*ALGO, "x-rate-limits", 0, "periodSeconds"): 2,
    (*ALGO_BODY, "maxItems"): 10,
}


@frozen
class Done:
    """What a command did."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)

    @property
    def findings(self) -> Any:
        """The findings on stdout, as plain data."""
        return self.json["findings"]


def call(*arguments: object) -> Done:
    """`python -m generator …`, in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="backslashreplace") for _ in range(2))
    with mock.patch.multiple(sys, stdout=out, stderr=err):
        try:
            status = cli.main([str(argument) for argument in arguments])
        except SystemExit as stop:  # of argparse
            status = int(stop.code or 0)
    return Done(status, *(_text(stream) for stream in (out, err)))


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode("utf-8")


def path_of(name: str) -> Path:
    """The file of one of our own pages: `stop-thing`."""
    return PAGES / f"tiny-rest-api-{name}.md"


def text_of(name: str) -> str:
    """The text of one of our own pages."""
    return path_of(name).read_text(encoding="utf-8")


def facts_of(path: Path) -> PageFacts:
    """What a page file claims."""
    return reading.facts(markdown.read(path), path)


def spec_of_2026(text: str = REAL) -> str:
    """The spec with the numbers of OKX's pages of 2026, line by line as it is otherwise.

    What is compared with those pages takes this one: a number that OKX changes later is no fault of the spec.
    """
    root = yaml.compose(text, yaml.SafeLoader)
    marks = {place: _scalar(root, place) for place in NUMBERS_OF_2026}
    for place in sorted(marks, key=lambda place: marks[place].start_mark.index, reverse=True):
        start, end = marks[place].start_mark.index, marks[place].end_mark.index
        text = f"{text[:start]}{NUMBERS_OF_2026[place]}{text[end:]}"
    return text


def _scalar(node: Any, place: Pointer) -> yaml.ScalarNode:
    for step in place:
        if isinstance(step, int):
            node = node.value[step]
        else:
            node = next(value for key, value in node.value if key.value == step)
    assert isinstance(node, yaml.ScalarNode), place
    return node


def halves(text: str) -> tuple[str, str, str]:
    """The front matter, the English and the Chinese half of a page, with the lines `---` that part them."""
    front, _, rest = text.removeprefix("---\n").partition("\n---\n")
    english, _, chinese = rest.partition("\n---\n")
    return f"---\n{front}\n---\n", english, f"\n---\n{chinese}"


def written(folder: Path, name: str, *edits: tuple[str, str]) -> Path:
    """One of our own pages with some edits, each `old` of which has to stand there once, as a file in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / path_of(name).name
    path.write_text(edited(text_of(name), *edits), encoding="utf-8")
    return path


def finding(**values: Any) -> Finding:
    """A finding that has something everywhere, but for what is said otherwise."""
    some: dict[str, Any] = {
        "page": "tiny-rest-api-stop-thing",
        "operation": "POST /api/v5/tiny/stop-thing",
        "language": "both",
        "subject": "request.thingId.required",
        "kind": "required-changed",
        "impact": "breaking",
        "old": "conditional",
        "new": "yes",
        "spec_line": 87,
        "page_line": 53,
        "message": "`thingId` is now required. Suggested edit: line 87: add `thingId` to `required`.",
    }
    return Finding(**{**some, **values})
