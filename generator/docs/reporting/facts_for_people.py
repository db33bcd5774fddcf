"""The facts of a page as a person reads them in a terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import IO

from rich.console import Console
from rich.text import Text

from .. import in_words
from ..facts import TABLES, Language, LanguageFacts, PageFacts, Row, Table, limits_as_json, rules_as_json
from . import shown
from .columns import Cell, columns
from .for_people import console, counted


def facts(page: PageFacts, stream: IO[str], file: Callable[[Language], PurePath] | None = None) -> None:
    """Print what a page claims, language after language; `file` tells where a language stands, if not all in one."""
    out = console(stream)
    with out.capture() as captured:
        _page(out, page, file or (lambda _: page.source))
    lines = captured.get().split("\n")
    print("\n".join(lines if out.is_terminal else [line.rstrip() for line in lines]), end="", file=stream)


def anomalies(claims: LanguageFacts, file: PurePath) -> list[str]:
    """The anomalies of one language, each with the line to jump to."""
    return [f"{file}:{anomaly.line or 1}: {anomaly.message}" for anomaly in claims.anomalies]


def _page(out: Console, page: PageFacts, file: Callable[[Language], PurePath]) -> None:
    head = "  ".join(part for part in (page.name, page.endpoint) if part)
    _line(out, Text(shown.printable(head), style="bold"))
    files = dict.fromkeys(str(file(language)) for language in page.languages)
    about = [*files, page.source_url, page.updated_at and f"updated {page.updated_at}"]
    _line(out, Text(shown.printable("  ".join(part for part in about if part)), style="dim"))
    for language, claims in page.languages.items():
        out.print()
        title = f"{in_words.LANGUAGES[language]}: {claims.title or '(no title)'}"
        _line(out, Text(shown.printable(title), style="bold underline"))
        if told := properties(claims):
            columns(out, [((f"  {name}", "cyan"), (shown.printable(text), "")) for name, text in told], gap=2)
        for table in TABLES:
            if rows := claims.rows(table):
                out.print()
                columns(out, _rows(table, rows), gap=2)
        _list(out, "notes", [note.plain for note in claims.notes])
        _list(out, "anomalies", anomalies(claims, file(language)), style="yellow")


def properties(claims: LanguageFacts) -> list[tuple[str, str]]:
    """What a page claims beside its tables and notes, each with its name; what it does not claim is left out."""
    examples = [counted(len(claims.examples(table)), f"{table} example") for table in TABLES if claims.examples(table)]
    named = [
        ("endpoint", claims.endpoint),
        ("limits", "; ".join(in_words.limit(limit) for limit in limits_as_json(claims.rate_limits))),
        ("rules", "; ".join(in_words.rule(rule) for rule in rules_as_json(claims.rate_limit_rules))),
        ("permission", claims.permission),
        ("body", claims.body),
        ("max batch", claims.max_batch and str(claims.max_batch)),
        ("examples", ", ".join(examples)),
    ]
    return [(name, text) for name, text in named if text]


def description(row: Row) -> str:
    """The description of a row, with the values that it documents."""
    values = f"values: {', '.join(row.enum)}" if row.enum else ""
    return "\n".join(part for part in (row.description, values) if part)


def _rows(table: Table, rows: tuple[Row, ...]) -> list[list[Cell]]:
    numbers = [str(row.line or "") for row in rows]
    width = max(map(len, ["line", *numbers]))
    names = [f"  {table}", "type", *(["required"] if table == "request" else []), f"{'line':>{width}}", "description"]
    cells: list[list[Cell]] = [[(name, "cyan") for name in names]]
    for row, number in zip(rows, numbers, strict=True):
        need = [(row.required or "", "bold" if row.required == "yes" else "")] if table == "request" else []
        name = (f"  {row.name}", "dim strike" if row.deprecated else "")
        text = ("(deprecated) " if row.deprecated else "") + shown.printable(description(row))
        cells.append([name, (row.type, ""), *need, (f"{number:>{width}}", "dim"), (text, "")])
    return cells


def _list(out: Console, name: str, items: list[str], style: str = "") -> None:
    if not items:
        return
    out.print()
    _line(out, Text(f"  {name}", style="cyan"))
    columns(out, [(("  •", ""), (shown.printable(item), style)) for item in items], gap=1)


def _line(out: Console, text: Text) -> None:
    out.print(text, soft_wrap=True)
