"""What differs between two sets of facts: of two versions of a page, or of the spec and a page.

`structure` compares everything but prose; `pages` compares two versions of a page with their prose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from attrs import evolve

from .. import in_words
from ..facts import LANGUAGES, TABLES, Language, LanguageFacts, PageFacts, Row, Table, limits_as_json, rules_as_json
from ..findings import Difference, Finding, Impact, Kind
from . import aliases, impact, lines, listed, pairing, prose, wording
from .aliases import Alias
from .merge import merge


def pages(old: PageFacts, new: PageFacts) -> list[Finding]:
    """The findings on two versions of a page, in the languages that both have."""
    by_language: dict[Language, list[Difference]] = {}
    for language in LANGUAGES:
        before, after = old.languages.get(language), new.languages.get(language)
        if before and after:
            facts = [*structure(before, after), *_broken_examples(before, after)]
            texts = prose.differences(prose.prints(before), prose.prints(after), before, after, facts)
            by_language[language] = facts + texts
        elif before or language in (*old.unreadable, *new.unreadable):
            why = new.unreadable.get(language) or old.unreadable.get(language)
            by_language[language] = [unreadable(language, why)]
    return merge(new.anchor or old.name, old.endpoint or new.endpoint, by_language, drift=False)


def _broken_examples(old: LanguageFacts, new: LanguageFacts) -> Iterator[Difference]:
    """A sample that is no JSON on either side is no document that could be compared; its text is."""
    for table in TABLES:
        before, after = old.broken(table), new.broken(table)
        if before != after and len(before) == len(after):  # one that was mended or broken changes the documents
            olds, news = [*old.examples(table), *before], [*new.examples(table), *after]
            message = f"a {table} example that is no JSON changed"
            subject = f"examples.{table}"
            yield Difference(subject, "example-changed", "docs", olds, news, message, *_lines(subject, old, new))


def unreadable(language: Language, why: str | None = None) -> Difference:
    """A language that was there and is gone, or of which nothing can be made."""
    message = f"the {in_words.LANGUAGES[language]} text {f'cannot be read: {why}' if why else 'is gone from the page'}"
    return Difference("endpoint", "unreadable", "breaking", None, None, message)


def structure(old: LanguageFacts, new: LanguageFacts) -> list[Difference]:
    """All differences but those of prose, each told once."""
    found = [*_page(old, new), *_rows("request", old, new), *_rows("response", old, new), *_examples(old, new)]
    once: dict[tuple[str, str, str], Difference] = {}
    for each in found:
        once.setdefault((each.subject, each.kind, wording.compact([each.old, each.new])), each)
    return list(once.values())


def _as_it_is(value: Any) -> Any:
    return value


# Of each fact of a page as a whole: its name, the kind of its change, what a change means, and its form in JSON.
_PAGE_FACTS: tuple[tuple[str, Kind, Callable[[Any, Any], Impact], Callable[[Any], Any]], ...] = (
    ("endpoint", "endpoint-changed", lambda old, _: impact.appearing(old), _as_it_is),
    ("rate_limits", "rate-limit-changed", impact.rate_limits, limits_as_json),
    ("rate_limit_rules", "rate-limit-rule-changed", impact.rules, rules_as_json),
    ("permission", "permission-changed", impact.permission, _as_it_is),
    ("body", "body-changed", lambda *_: "breaking", _as_it_is),
    ("max_batch", "max-batch-changed", impact.max_batch, _as_it_is),
)


def _page(old: LanguageFacts, new: LanguageFacts) -> Iterator[Difference]:
    for subject, kind, rate, as_json in _PAGE_FACTS:
        before, after = getattr(old, subject), getattr(new, subject)
        if before == after or (subject == "body" and _follows_from_method(old, new)):
            continue
        rated = rate(before, after)
        before, after = as_json(before), as_json(after)
        message = wording.changed(subject, before, after, rated)
        if _is_unread(subject, after, new):
            rated, message = "breaking", wording.unread(subject)
        if subject == "endpoint" and after is None:
            kind = "endpoint-removed"
        yield Difference(subject, kind, rated, before, after, message, *_lines(subject, old, new))


def _follows_from_method(old: LanguageFacts, new: LanguageFacts) -> bool:
    """Whether there is a body on one side alone, since a GET has none: the endpoint tells of that."""
    bodies = {facts.method: facts.body for facts in (old, new)}
    return len(bodies) > 1 and None not in bodies and bodies.get("GET", "a body") is None


def _is_unread(subject: str, value: Any, facts: LanguageFacts) -> bool:
    """Whether the page states something of which nothing can be read; it may be a limit, and lower than any other."""
    return subject in ("rate_limits", "max_batch") and not value and subject in facts.lines


def _rows(table: Table, old: LanguageFacts, new: LanguageFacts) -> Iterator[Difference]:
    olds, news = pairing.by_name(old.rows(table)), pairing.by_name(new.rows(table))
    old_names = aliases.found(old, new) if table == "request" else {}
    successors = {alias.new for alias in old_names.values()}
    for name in dict.fromkeys((*olds, *news)):
        for before, after in pairing.pairs(olds.get(name, []), news.get(name, [])):
            if before and after:
                yield from _row(table, before, after, old, new)
            elif before and name in old_names:
                yield from _alias(old_names[name])
            elif before:
                yield _removed(table, before)
            elif after:
                above = [news[each][0] for each in _above(name) if each in news and each not in olds]
                rated = "additive" if name in successors else impact.added(table, after, above)
                yield _added(table, after, rated, lines.nearest(old, f"{table}.{name}".rpartition(".")[0]))


def _row(table: Table, old: Row, new: Row, old_facts: LanguageFacts, new_facts: LanguageFacts) -> Iterator[Difference]:
    old_line = old.line or lines.nearest(old_facts, f"{table}.{new.name}")

    def changed(fact: str, kind: Kind, rated: Impact, before: Any, after: Any, message: str) -> Difference:
        return Difference(f"{table}.{new.name}.{fact}", kind, rated, before, after, message, old_line, new.line)

    if old.required != new.required:
        rated = impact.required(table, old.required, new.required)
        message = wording.required(new.name, old.required, new.required, rated)
        yield changed("required", "required-changed", rated, old.required, new.required, message)
    if old.type != new.type:
        message = wording.typed(table, new.name, old.type, new.type)
        yield changed("type", "type-changed", "breaking", old.type, new.type, message)
    if old.deprecated != new.deprecated:
        message = wording.deprecated(new.name, is_deprecated=new.deprecated)
        yield changed("deprecated", "deprecated-changed", "docs", old.deprecated, new.deprecated, message)
    for value in listed.came(old, new, old_facts):
        message = wording.value_added(table, new.name, value)
        yield changed("enum", "enum-added", "additive", None, value, message)
    for value in listed.left(old, new, new_facts):
        message = wording.value_removed(table, new.name, value)
        gone = changed("enum", "enum-removed", impact.enum_removed(table), value, None, message)
        yield evolve(gone, new_line=None)


def _above(name: str) -> list[str]:
    """The names of the rows around a row."""
    parts = name.split(".")
    return [".".join(parts[:depth]) for depth in range(1, len(parts))]


def _alias(alias: Alias) -> Iterator[Difference]:
    row = alias.old
    if not row.deprecated:
        message = wording.alias(row.name, alias.new, alias.until)
        subject = f"request.{row.name}.deprecated"
        yield Difference(subject, "deprecated-changed", "docs", False, True, message, row.line, alias.line)


def _added(table: Table, row: Row, rated: Impact, old_line: int | None) -> Difference:
    kind: Kind = "parameter-added" if table == "request" else "field-added"
    message = wording.added(table, row, rated)
    return Difference(f"{table}.{row.name}", kind, rated, None, _row_value(row), message, old_line, row.line)


def _removed(table: Table, row: Row) -> Difference:
    kind: Kind = "parameter-removed" if table == "request" else "field-removed"
    message = wording.removed(table, row)
    return Difference(f"{table}.{row.name}", kind, "breaking", _row_value(row), None, message, row.line)


def _row_value(row: Row) -> dict[str, Any]:
    """What is the same in both languages."""
    return {"name": row.name, "type": row.type, "required": row.required, "deprecated": row.deprecated}


def _examples(old: LanguageFacts, new: LanguageFacts) -> Iterator[Difference]:
    for table in TABLES:
        before, after = list(old.examples(table)), list(new.examples(table))
        is_wrapped = table == "request" and old.body != new.body and _differ_by_a_list(before, after)
        if wording.compact(before) != wording.compact(after) and not is_wrapped:
            subject = f"examples.{table}"
            is_unread = len(new.broken(table)) > len(old.broken(table))
            message = wording.examples(table, before, after, is_unread=is_unread)
            yield Difference(subject, "example-changed", "docs", before, after, message, *_lines(subject, old, new))


def _differ_by_a_list(old: list[Any], new: list[Any]) -> bool:
    """Whether the one's documents are the other's as the only items of lists."""
    olds, news = wording.compact(old), wording.compact(new)
    return wording.compact([[each] for each in old]) == news or wording.compact([[each] for each in new]) == olds


def _lines(subject: str, old: LanguageFacts, new: LanguageFacts) -> tuple[int | None, int | None]:
    stated_by = "examples.request" if subject == "body" and new.body else subject
    return lines.nearest(old, subject), lines.of(new, subject) or lines.of(new, stated_by)
