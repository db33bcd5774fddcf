"""What the generator's commands have to say about an input, and the error for an input that cannot be used."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen

Pointer = tuple[str | int, ...]
"""The way from the root of a document to one of its nodes: keys of mappings, positions in lists."""


@frozen(order=True)
class Finding:
    """One thing that is wrong at one line of the spec."""

    line: int
    rule: str
    message: str

    def at(self, path: Path) -> str:
        """The finding as one line that an editor can jump to."""
        return f"{path}:{self.line}: {self.rule}: {self.message}"


class InputError(Exception):
    """An input that cannot be used at all. Its text names the file, the line where there is one, and what to do."""


class SpecRefused(Exception):
    """The spec was read, and has findings; nothing was made from it."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(f"{len(findings)} finding(s)")
        self.findings = findings
