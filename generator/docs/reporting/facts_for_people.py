"""The facts of a page as a person reads them in a terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import IO

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from .. import in_words
from ..facts import TABLES, Language, LanguageFacts, PageFacts, Row, Table, limits_as_json, rules_as_json
from . import shown
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
        out.print(_properties(claims))
        for table in TABLES:
            if rows := claims.rows(table):
                out.print()
                out.print(_rows(table, rows))
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


def _properties(claims: LanguageFacts) -> Grid:
    grid = Grid.grid(padding=(0, 2))
    for name, text in properties(claims):
        grid.add_row(Text(f"  {name}", style="cyan"), Text(shown.printable(text)))
    return grid


def _rows(table: Table, rows: tuple[Row, ...]) -> Grid:
    grid = Grid(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="cyan", show_edge=False)
    grid.add_column(f"  {table}", no_wrap=True)
    grid.add_column("type", no_wrap=True)
    if table == "request":
        grid.add_column("required", no_wrap=True)
    grid.add_column("line", justify="right", no_wrap=True)
    grid.add_column("description", ratio=1)
    for row in rows:
        style = "dim strike" if row.deprecated else ""
        cells = [Text(f"  {row.name}", style=style), Text(row.type)]
        if table == "request":
            cells.append(Text(row.required or "", style="bold" if row.required == "yes" else ""))
        mark = "(deprecated) " if row.deprecated else ""
        cells += [Text(str(row.line or ""), style="dim"), Text(mark + shown.printable(description(row)))]
        grid.add_row(*cells)
    return grid


def _list(out: Console, name: str, items: list[str], style: str = "") -> None:
    if not items:
        return
    out.print()
    _line(out, Text(f"  {name}", style="cyan"))
    grid = Grid.grid(padding=(0, 1))
    for item in items:
        grid.add_row(Text("  •"), Text(shown.printable(item), style=style))
    out.print(grid)


def _line(out: Console, text: Text) -> None:
    out.print(text, soft_wrap=True)
