"""The lock file: the same for the same pages, free of OKX's sentences, and refused where it is not what was written."""

from __future__ import annotations

import json
from pathlib import Path, PurePath
from typing import Any

import pytest

from generator.docs import lock as lock_file
from generator.docs.comparing import prose
from generator.docs.facts import LanguageFacts, PageFacts, Row, Text
from generator.docs.findings import Difference
from generator.docs.lock import Accepted, LanguageLock, Lock, PageLock
from generator.findings import InputError

ENDPOINT = "POST /do"


def facts(note: str = "Does it now.", **more: Any) -> LanguageFacts:
    row = Row("ordId", "string", "yes", False, "Its own id.\n`a`: one", enum=("a",), pieces=("Its own id.", "`a`: one"))
    text = Text(note, pieces=(note,))
    return LanguageFacts(title="Do it", method="POST", path="/do", request=(row,), notes=(text,), **more)


def page(name: str | None = "do-it", endpoint: LanguageFacts | None = None) -> PageFacts:
    return PageFacts(PurePath("do-it.md"), anchor=name, languages={"en": endpoint or facts()})


def entry(*accepted: Accepted, note: str = "Does it now.") -> LanguageLock:
    return LanguageLock(prose.prints(facts(note)), accepted)


PERMISSION = Accepted("permission", "permission-changed", "trade", None)
LIMIT = Accepted("rate_limits", "rate-limit-changed", [{"count": 20, "applies_to": None}], [])
LOCK = Lock(
    {
        "do-it": PageLock(ENDPOINT, {"zh": entry(note="现在就做。"), "en": entry(PERMISSION, LIMIT)}),
        "another": PageLock("GET /other", {"en": entry()}),
    }
)


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    file = tmp_path / "new" / "docs.lock.json"
    lock_file.save(LOCK, file)
    loaded = lock_file.load(file)
    assert lock_file.text(loaded) == lock_file.text(LOCK) == file.read_text(encoding="utf-8")
    assert loaded.pages["do-it"].languages["en"].prints == prose.prints(facts())
    accepted = loaded.pages["do-it"].languages["en"].accepted
    assert len(accepted) == 2
    assert PERMISSION in accepted
    assert LIMIT in accepted
    assert [path.name for path in file.parent.iterdir()] == ["docs.lock.json"]
    assert file.stat().st_mode & 0o777 == 0o644


def test_a_file_that_is_not_there_is_an_empty_lock(tmp_path: Path) -> None:
    assert lock_file.load(tmp_path / "docs.lock.json") == Lock()


def test_the_text_does_not_depend_on_the_order_in_which_pages_were_accepted() -> None:
    turned = Lock(
        {
            "another": LOCK.pages["another"],
            "do-it": PageLock(ENDPOINT, {"en": entry(LIMIT, PERMISSION), "zh": entry(note="现在就做。")}),
        }
    )
    assert lock_file.text(turned) == lock_file.text(LOCK)
    assert lock_file.text(LOCK).endswith("}\n")


def test_the_file_says_first_what_it_is_and_what_writes_it() -> None:
    data = json.loads(lock_file.text(LOCK))
    assert list(data) == ["about", "format", "pages"]
    assert '\n "format": 1,\n' in lock_file.text(LOCK)
    assert "python -m generator accept" in data["about"]
    assert data["format"] == lock_file.FORMAT


def test_the_file_holds_no_text_of_the_page() -> None:
    text = lock_file.text(LOCK)
    for words in ("Does", "own id", "one", "现在", "Do it"):
        assert words not in text.replace(json.loads(text)["about"], ""), words


def test_chinese_in_a_value_can_be_read() -> None:
    lock = Lock({"页": PageLock(ENDPOINT, {"en": entry(Accepted("title", "text-changed", None, "做"))})})
    assert '"page": "做"' in lock_file.text(lock)
    assert '"页": {' in lock_file.text(lock)


def test_a_page_is_found_by_its_name_and_after_a_renaming_by_its_endpoint() -> None:
    assert LOCK.entry(page()) is LOCK.pages["do-it"]
    assert LOCK.entry(page("do-it-anew")) is LOCK.pages["do-it"]
    assert LOCK.entry(page("another")) is LOCK.pages["another"]
    assert LOCK.entry(page("gone", LanguageFacts(method="GET", path="/do"))) is None
    assert LOCK.entry(page("gone", LanguageFacts())) is None


def test_an_accepted_page_replaces_its_entry_and_keeps_a_language_it_lacks() -> None:
    new = entry(note="Does it later.")
    lock = LOCK.with_page(page(), "POST /do-now", {"en": new})
    assert lock.pages["do-it"] == PageLock("POST /do-now", {"zh": LOCK.pages["do-it"].languages["zh"], "en": new})
    assert lock.pages["another"] is LOCK.pages["another"]
    assert "POST /do-now" not in lock_file.text(LOCK)  # the old lock is as it was


def test_a_renamed_page_takes_its_entry_along() -> None:
    lock = LOCK.with_page(page("do-it-anew"), ENDPOINT, {"en": entry()})
    assert lock.pages.keys() == {"do-it-anew", "another"}
    assert lock.pages["do-it-anew"].languages.keys() == {"en", "zh"}


@pytest.mark.parametrize(
    ("change", "is_covered"),
    [
        ({}, True),
        ({"old_line": 99, "message": "other words", "impact": "breaking"}, True),
        ({"old": "read"}, False),
        ({"new": "read"}, False),
        ({"kind": "type-changed"}, False),
        ({"subject": "body"}, False),
    ],
    ids=str,
)
def test_an_accepted_difference_covers_the_same_values_only(change: dict[str, Any], is_covered: bool) -> None:
    difference = {"subject": "permission", "kind": "permission-changed", "old": "trade", "new": None}
    whole: dict[str, Any] = {"impact": "none", "message": "m", **difference, **change}
    assert entry(LIMIT, PERMISSION).covers(Difference(**whole)) is is_covered


def _without(*way: str) -> Any:
    return _with(*way, value=None, remove=True)


def _with(*way: str, value: Any, remove: bool = False) -> Any:
    data = json.loads(lock_file.text(LOCK))
    node = data
    for part in way[:-1]:
        node = node[part]
    if remove:
        del node[way[-1]]
    else:
        node[way[-1]] = value
    return data


ENGLISH = ("pages", "do-it", "languages", "en")
MALFORMED = [
    [],
    None,
    {},
    _without("about"),
    _without("format"),
    _without("pages"),
    _with("more", value=1),
    _with("format", value="1"),
    _with("format", value=0),
    _with("format", value=True),
    _with("pages", value=[]),
    _with("pages", "do-it", value=None),
    _with("pages", "do-it", "endpoint", value=None),
    _without("pages", "do-it", "endpoint"),
    _with("pages", "do-it", "more", value=1),
    _with(*ENGLISH, "more", value=1),
    _with(*ENGLISH, "accepted", value=[{"subject": "x", "kind": "x", "spec": 1, "page": 1, "more": 1}]),
    _with("pages", "do-it", "languages", value=[]),
    _with("pages", "do-it", "languages", "fr", value={}),
    _without(*ENGLISH, "prints"),
    _with(*ENGLISH, "prints", value={}),
    _with(*ENGLISH, "accepted", value=None),
    _with(*ENGLISH, "accepted", value=[{}]),
    _with(*ENGLISH, "accepted", value=[{"subject": 1, "kind": "x", "spec": 1, "page": 1}]),
    _with(*ENGLISH, "accepted", value={"subject": 1}),
]


@pytest.mark.parametrize("data", MALFORMED, ids=lambda data: str(MALFORMED.index(data)))
def test_a_file_of_another_shape_is_refused(data: Any, tmp_path: Path) -> None:
    file = tmp_path / "docs.lock.json"
    file.write_text(json.dumps(data))
    with pytest.raises(
        InputError, match=rf"^{file}: not in the form that `accept` writes; .*python -m generator accept"
    ):
        lock_file.load(file)


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe", b"x" * 9, b"[" * 100_000, b"<<<<<<< HEAD\n"])
def test_a_file_that_is_no_json_is_refused(raw: bytes, tmp_path: Path) -> None:
    file = tmp_path / "docs.lock.json"
    file.write_bytes(raw)
    with pytest.raises(InputError, match=rf"^{file}:1: not JSON in UTF-8; .*python -m generator accept"):
        lock_file.load(file)


def test_the_line_of_a_conflict_is_named(tmp_path: Path) -> None:
    file = tmp_path / "docs.lock.json"
    file.write_text(lock_file.text(LOCK).replace(' "format"', '<<<<<<< HEAD\n "format"'))
    with pytest.raises(InputError, match=rf"^{file}:3: "):
        lock_file.load(file)


def test_a_newer_format_asks_for_a_newer_generator(tmp_path: Path) -> None:
    file = tmp_path / "docs.lock.json"
    file.write_text('{"format": 2, "pages": [], "else": 1}')
    with pytest.raises(InputError, match="newer than this generator; update"):
        lock_file.load(file)


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--lock"):
        lock_file.load(tmp_path)


def test_a_failure_while_writing_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "docs.lock.json"
    file.write_text("old")

    def fail(self: Path, target: Path) -> Path:
        raise OSError("full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="full"):
        lock_file.save(LOCK, file)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("docs.lock.json", "old")]


def test_the_file_keeps_its_mode_and_a_link_stays_one(tmp_path: Path) -> None:
    file, link = tmp_path / "real.json", tmp_path / "docs.lock.json"
    file.write_text("")
    file.chmod(0o640)
    link.symlink_to(file)
    lock_file.save(LOCK, link)
    assert link.is_symlink()
    assert file.stat().st_mode & 0o777 == 0o640
    assert lock_file.load(link).pages.keys() == LOCK.pages.keys()
