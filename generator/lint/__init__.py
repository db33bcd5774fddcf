"""Everything that can be wrong with a spec, each with its line.

The checks stand in three floors, and a floor is entered only when the one below is sound: YAML and references, then
OpenAPI 3.1 itself, then the rules of this project. So the first thing a person reads is the cause, not its echo.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from ..findings import Finding, SpecRefused
from ..spec import Spec, load

Check = Callable[[Spec], Iterator[Finding]]


def lint(spec: Spec) -> list[Finding]:
    """All findings of the first floor that has any, by line; an empty list for a sound spec."""
    for floor in _floors():
        findings = sorted({finding for check in floor for finding in check(spec)})
        if findings:
            return findings
    return []


def _floors() -> tuple[tuple[Check, ...], ...]:
    """The checks, imported when a spec is linted: what they need takes longer to import than most commands to run."""
    from . import (
        bodies,
        coherence,
        error_codes,
        examples,
        extension_fields,
        languages,
        names,
        openapi,
        references,
        silent_drops,
    )

    return (
        (lambda spec: iter(spec.yaml_findings), references.check),
        (openapi.check,),
        (languages.check, extension_fields.check, examples.check, silent_drops.check, bodies.check, names.check),
        (coherence.check, error_codes.check),
    )


def sound(path: Path) -> Spec:
    """The spec at `path`, for a command that makes something from it.

    Raises:
        InputError: The file cannot be used.
        SpecRefused: It has findings.
    """
    spec = load(path)
    if findings := lint(spec):
        raise SpecRefused(findings)
    return spec
