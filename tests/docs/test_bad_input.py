"""What is no page is told in one line and with status 2; whatever is done to a page, reading it never breaks."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.docs.comparing import compare
from generator.docs.reading import markdown
from generator.docs.reading import page as reading

from .growth import assert_linear
from .support import NAMES, PAGES, call, halves, text_of

JUNK = random.Random(1)
LINE = "".join(JUNK.choices("abc |>*`~#-[]{}：限速 \t", k=97))

NO_PAGES: dict[str, tuple[bytes, str]] = {
    "1 MB of junk": ("".join(JUNK.choices(LINE + "\n", k=700_000)).encode(), "no table of parameters"),
    "1 MB of printable junk": (b"".join(bytes([JUNK.randrange(32, 127)]) for _ in range(1_000_000)), "no table"),
    "binary": (bytes(range(256)) * 40, "a binary file"),
    "binary without a zero": (bytes(JUNK.randrange(1, 256) for _ in range(10_000)), "not UTF-8"),
    "empty": (b"", "the file is empty"),
    "blank": (b" \n\n\t\n", "the file is empty"),
    "no table": ("# Stop\n\nSome text.\n\n---\n\n# 停止\n\n一些文字。\n".encode(), "no table of parameters"),
    "not UTF-8": (b"# Stop\n\ncaf\xe9\n", ":3: not UTF-8"),
    "UTF-16": ("# Stop\n".encode("utf-16"), "a binary file"),
    "one line of 5 MB": (LINE.encode() * 45_000, "no table of parameters"),
    "5 MB of pipes": (b"a | b " * 900_000, "no table of parameters"),
    "5 MB of marks": (b"**~~`" * 1_000_000, "no table of parameters"),
    "5 MB of > signs": (b"# T\n\n" + b">" * 5_000_000, "no table of parameters"),
    "many > signs": (b"# T\n\n" + (b">" * 500 + b" x\n") * 5_000, "no table of parameters"),
    "front matter only": (b"---\nanchor_id: x\n---\n", "no page below the front matter"),
    "front matter without an end": (b"---\nanchor_id: x\n", "no table of parameters"),
    "only lines": (b"---\n" * 1000, ""),
    "only headings": (b"#### Rate Limit: 1 request per second\n" * 20_000, "no table of parameters"),
    "HTML": (b"<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>", "no table of parameters"),
    "JSON": (b'{"code": "0"}', "no table of parameters"),
}


@pytest.mark.parametrize("what", NO_PAGES)
def test_what_is_no_page_is_told_in_one_line_and_with_status_2(what: str, tmp_path: Path) -> None:
    data, reason = NO_PAGES[what]
    file = tmp_path / "odd.md"
    file.write_bytes(data)
    done = call("facts", file, "--json")
    assert (done.status, done.json, done.err.count("\n")) == (2, [], 1)
    assert done.err.startswith(f"{file}:")
    assert reason in done.err
    assert "; " in done.err, "it says what to do"


# What stands above the first table of a page, or in its first row, again and again.
ABOVE = {
    "lines": "Mind the lamp.\n",
    "paragraphs": "Mind the lamp.\n\n",
    "quoted lines": "> Mind\n\n",
    "headings": "#### Mind\n\n",
    "limits": "#### Rate Limit: 1 request per second\n\n",
    "labels": "> Request Example\n\n",
    "samples": "> Request Example\n\n```\n[1]\n```\n\n",
    "documents": "> Request Example\n\n```\n[1]\n[2]\n```\n",
    "side tables": "City | Code\n---|---\nUr | 1\n\n#### Mind\n\n",
}
INSIDE = {
    "lines of a cell": "Mind the lamp.  \n",
    "values": "`a`: x, ",
    "names": "`lampId` and ",
    "marks of deprecation": "(deprecated, use `x`) ",
    "words of deprecation": "deprecated ",
    "negations": "not be deprecated, it is ",
    "Chinese words": "该字段即将被废弃，每次最多可以撤销10个，",
    "bounds": "a maximum of 10 orders each ",
    "strikes": "~~",
    "back-ticks": "`",
    "brackets": "(",
    "escapes": "\\",
    "numbers": "1597026383085, ",
    "dates before a mark": "将于2026年12月31日废弃 ",
    "numbers before a mark": "1597026383085 2026 1 1 1 1 1 1 废弃，",
    "dates": "until 2026-12-31 ",
    "blanks": " ",
    "runs of values": "`a`/",
    "runs of words": "`a` `b` ",
    "commas": "，",
    "breaks": "<br",
}


@pytest.mark.parametrize("what", [*ABOVE, *INSIDE])
def test_the_time_to_read_a_page_grows_with_it(what: str, tmp_path: Path) -> None:
    file = tmp_path / "long.md"
    file.write_text(text_of("stop-things").replace("label | S", "mark | S"), encoding="utf-8")
    short = reading.facts(markdown.read(file), file)

    def read(times: int) -> None:
        text = text_of("stop-things")
        text = text.replace("#### HTTP Request", ABOVE.get(what, "") * times + "#### HTTP Request", 1)
        text = text.replace("The room of", "The room " + INSIDE.get(what, "") * times + " of", 1)
        file.write_text(text, encoding="utf-8")
        compare.pages(short, reading.facts(markdown.read(file), file))

    assert_linear(read, 1500)


@pytest.mark.parametrize("command", ["facts", "drift", "accept", "draft"])
def test_a_file_that_is_not_there_is_told(command: str, tmp_path: Path) -> None:
    none = tmp_path / "none.md"
    options = [] if command != "accept" else ["--lock", tmp_path / "lock.json"]
    done = call(command, none, *options)
    assert done.status == 2
    assert done.err == f"{none}: No such file or directory; name a page file\n"


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    file = tmp_path / "closed.md"
    file.write_text(text_of("clock"), encoding="utf-8")
    file.chmod(0)
    if os.access(file, os.R_OK):
        pytest.skip("this user may read everything")
    done = call("facts", file)
    assert (done.status, done.err) == (2, f"{file}: Permission denied; name a page file\n")


def test_a_folder_without_pages_and_a_folder_named_as_a_file_are_told(tmp_path: Path) -> None:
    (tmp_path / "pages.txt").write_text("no page")
    (tmp_path / "odd.md").mkdir()
    done = call("facts", tmp_path)
    assert (done.status, done.out) == (2, "")
    assert done.err == f"{tmp_path}: no page (*.md) in this folder; name a page file or a folder of pages\n"


def test_an_odd_file_name_is_told_on_one_line_too(tmp_path: Path) -> None:
    done = call("facts", tmp_path / "two\nlines.md", "--json")
    assert (done.status, done.json, done.err.count("\n")) == (2, [], 1)


def test_standard_input_is_not_waited_for() -> None:
    done = call("facts", "-")
    assert (done.status, done.err) == (2, "-: standard input is not read; name a page file\n")


def test_a_dead_link_in_a_folder_is_not_silence(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(text_of("clock"), encoding="utf-8")
    (tmp_path / "b.md").symlink_to(tmp_path / "nowhere")
    done = call("facts", tmp_path, "--json")
    assert done.status == 2
    assert done.err.startswith(f"{tmp_path / 'b.md'}: No such file")
    assert [page["anchor"] for page in done.json] == ["tiny-rest-api-clock"]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("with_front_matter", [True, False])
def test_a_page_with_one_language_is_read(language: str, with_front_matter: bool, tmp_path: Path) -> None:
    front, english, chinese = halves(text_of("stop-thing"))
    half = english if language == "en" else chinese.removeprefix("\n---\n")
    file = tmp_path / "half.md"
    file.write_text((front if with_front_matter else "") + half, encoding="utf-8")
    done = call("facts", file, "--json")
    assert (done.status, done.err) == (0, "")
    assert list(done.json["languages"]) == [language]
    assert done.json["method"] == "POST"
    assert (done.json["anchor"] is not None) == with_front_matter


def test_a_language_that_cannot_be_read_is_told_and_the_other_one_is_read(tmp_path: Path) -> None:
    front, english, _ = halves(text_of("stop-thing"))
    file = tmp_path / "half.md"
    file.write_text(f"{front}{english}\n---\n\n# 停止物件\n\n本页正在维护。\n", encoding="utf-8")
    done = call("facts", file, "--json")
    assert done.status == 2
    assert list(done.json["languages"]) == ["en"]
    assert done.err.startswith(f"{file}:")
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    "example",
    [
        "[" * 100_000,
        "[" * 900 + "]" * 900,
        '{"a":' * 950 + "1" + "}" * 950,
        '{"a": NaN}',
        '{"a": 1e999}',
        '{"a": -1e999}',
        '{"a": ' + "9" * 5000 + "}",
        '{"a": "\\ud800"}',
        "{" * 1000,
        '"' + "\\" * 10_000,
    ],
    ids=lambda example: f"{example[:12]} ({len(example)})",
)
@pytest.mark.parametrize("form", ["--json", "--format=text", "--format=markdown"])
def test_an_odd_example_never_breaks_the_reading(example: str, form: str, tmp_path: Path) -> None:
    file = tmp_path / "odd.md"
    before, _, rest = text_of("clock").partition("    {\n")
    after = rest.partition("\n    }\n")[2]
    file.write_text(f"{before}    {example}\n{after}", encoding="utf-8")
    done = call("facts", file, form)
    assert (done.status, done.err) == (0, "")
    if form == "--json":
        json.loads(done.out, parse_constant=lambda word: pytest.fail(f"{word} is not JSON"))


def test_an_example_that_is_nested_too_deep_to_be_printed_is_an_anomaly(tmp_path: Path) -> None:
    file = tmp_path / "deep.md"
    text = text_of("clock")
    file.write_text(text.replace('"ts":"1600000000000"', '"ts":' + "[" * 99 + "]" * 99, 1), encoding="utf-8")
    english = call("facts", file, "--json").json["languages"]["en"]
    assert english["examples"]["response"] == []
    assert ["nested more than" in anomaly["message"] for anomaly in english["anomalies"]] == [True]


def test_characters_that_steer_a_terminal_do_not_reach_it(tmp_path: Path) -> None:
    file = tmp_path / "steers.md"
    file.write_text(text_of("clock").replace("What the clock", "\x1b[2J\x07\u202eWhat the clock"), encoding="utf-8")
    for form in ("text", "markdown"):
        out = call("facts", file, "--format", form).out
        assert r"\x1b[2J\x07\x202eWhat the clock" in out or r"\\x1b\[2J\\x07\\x202eWhat the clock" in out
        assert not {"\x1b", "\x07", "\u202e"} & set(out)


def _mutated(text: str, data: st.DataObject) -> str:
    """The text with a few things done to its lines: removed, swapped, doubled, cut short, replaced by junk."""
    lines = text.split("\n")
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(lines) - 1))
        other = data.draw(st.integers(0, len(lines) - 1))
        match data.draw(st.sampled_from(["remove", "swap", "double", "cut", "junk", "glue", "truncate", "move"])):
            case "remove":
                del lines[at : at + data.draw(st.integers(1, 8))]
            case "swap":
                lines[at], lines[other] = lines[other], lines[at]
            case "double":
                lines.insert(at, lines[other])
            case "cut":
                lines[at] = lines[at][: data.draw(st.integers(0, 40))]
            case "junk":
                lines.insert(at, data.draw(st.text(alphabet=_LETTERS, max_size=40)))
            case "glue":
                lines[at : at + 2] = ["".join(lines[at : at + 2])]
            case "truncate":
                lines = lines[: max(at, 1)]
            case "move":
                lines.insert(other, lines.pop(at))
        lines = lines or [""]
    return "\n".join(lines)


_LETTERS = st.one_of(
    st.sampled_from("|>*`~#-_[]{}()\"':：，,.\\/ \t\r0123456789aA是否限速\u3000\xa0\ufeff"),
    st.characters(codec="utf-8"),
)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_without_any_one_of_its_lines_is_still_read(name: str, tmp_path: Path) -> None:
    """But for the lines that make a table one, of which a language has only one or two."""
    lines = (PAGES / f"{name}.md").read_text(encoding="utf-8").split("\n")
    file = tmp_path / "shorter.md"
    for at in range(len(lines)):
        file.write_text("\n".join([*lines[:at], *lines[at + 1 :]]), encoding="utf-8")
        facts = reading.facts(markdown.read(file), file)
        is_structure = lines[at].startswith(("---", "Parameter |", "**Parameter**", "参数", "**参数"))
        assert facts.unreadable == {} or is_structure, lines[at]
        assert facts.languages, lines[at]


@settings(max_examples=150, deadline=None)
@given(name=st.sampled_from(NAMES), data=st.data())
def test_whatever_is_done_to_a_page_it_is_read_or_refused(
    name: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.getbasetemp() / "mutated.md"
    file.write_text(_mutated((PAGES / f"{name}.md").read_text(encoding="utf-8"), data), encoding="utf-8", newline="")
    done = call("facts", file, "--json")
    if done.status == 2:
        assert done.err.startswith(f"{file}:")
    else:
        json.loads(done.out, parse_constant=lambda word: pytest.fail(f"{word} is not JSON"))
        assert call("facts", file).status == done.status == 0
