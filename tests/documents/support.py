"""The documents at the root of the project, in the pieces that tests look at."""

from __future__ import annotations

import io
import re
import tokenize
from pathlib import Path
from typing import Final

from attrs import frozen

ROOT = Path(__file__).parent.parent.parent
READMES: Final = ("README.md", "README.zh-CN.md")
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@frozen
class Document:
    """A Markdown file."""

    name: str

    @property
    def text(self) -> str:
        return (ROOT / self.name).read_text(encoding="utf-8")

    def blocks(self, language: str) -> list[str]:
        """Every fenced block that says it is in that language."""
        return [body for name, body in _FENCE.findall(self.text) if name == language]

    @property
    def prose(self) -> str:
        """All but the fenced blocks."""
        return _FENCE.sub("", self.text)

    def section(self, heading: str) -> str:
        """What stands under a heading, up to the next one of the same depth."""
        depth = heading.split()[0]
        return self.text.split(f"\n{heading}\n")[1].split(f"\n{depth} ")[0]


def without_comments(code: str) -> str:
    """Python code as it runs."""
    tokens = tokenize.generate_tokens(io.StringIO(code).readline)
    kept = [(kind, text) for kind, text, *_ in tokens if kind not in (tokenize.COMMENT, tokenize.NL)]
    return tokenize.untokenize(kept)


def numbered_commands(document: Document) -> list[str]:
    """The commands of a table whose rows are numbered."""
    return re.findall(r"^\| \d \| `([^`]+)` \|", document.text, re.MULTILINE)
