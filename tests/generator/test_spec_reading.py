import errno
import string
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator import spec as spec_file
from generator.findings import InputError

from .support import TINY, edited, loaded

# The rule, and a file that breaks it on its last line.
YAML = [
    ("duplicate-key", "a: 1\nb: 2\na: 3\n"),
    ("duplicate-key", "a:\n  - b: 1\n    b: 1\n"),
    ("yaml-alias", "a: &x [1]\nb: *x\n"),
    ("yaml-alias", "a: &x\n  b: *x\n"),
    ("yaml-alias", "a: &x 1\nb:\n  - *x\n"),
    ("key-not-text", "a: 1\n404: 2\n"),
    ("key-not-text", "a: 1\n[b]: 2\n"),
    ("key-not-text", "a: 1\nnull: 2\n"),
    ("ambiguous-word", "a: 1\non: 2\n"),
    ("ambiguous-word", "<<: {a: 1}\n"),
    ("yaml-tag", 'a: !!binary "aGk="\n'),
    ("yaml-tag", "a: !!set {b: null}\n"),
    ("yaml-tag", "a: !local {b: 1}\n"),
    ("yaml-tag", "a: !!omap []\n"),
    ("not-json", "a: .inf\n"),
    *(("not-json", f"a: {word}\n") for word in (".Inf", "-.INF", ".nan", ".NaN")),
    ("not-json", "a: 1.0e+999\n"),
    ("not-json", "a: 590919993110396111\n"),
    ("not-json", f"a: {'9' * 5000}\n"),
]
AMBIGUOUS = [
    *("no", "No", "NO", "yes", "Yes", "on", "off", "ON", "y", "Y", "n", "N", "=", "1e3", "1.5e3", "-.5", "0b11"),
    *("010", "-012", "0o7", "1_000", "0x_1", "12:30", "190:20:30.15", "2026-07-16", "2001-12-14t21:59:43.10-05:00"),
]
PLAIN = [
    *(("null", None), ("~", None), ("", None), ("true", True), ("False", False), ("TRUE", True)),
    *(("5", 5), ("-5", -5), ("+5", 5), ("0", 0), ("0x1F", 31), ("1.5", 1.5), (".5", 0.5), ("1.5e+3", 1500.0)),
    *((word, word) for word in ("No.", "2026-07", "post", "1.2.3", "1,000", "https://a.example/#b", "撤单", "on/off")),
]


@pytest.mark.parametrize(("rule", "text"), YAML)
def test_what_yaml_tools_read_differently_is_a_finding_at_its_line(rule: str, text: str, tmp_path: Path) -> None:
    [finding] = loaded(tmp_path, text).yaml_findings
    assert (finding.rule, finding.line) == (rule, text.count("\n"))


@pytest.mark.parametrize("word", AMBIGUOUS)
def test_a_word_that_yaml_1_1_and_1_2_read_differently_is_never_guessed(word: str, tmp_path: Path) -> None:
    spec = loaded(tmp_path, f"a: {word}\n")
    assert [finding.rule for finding in spec.yaml_findings] == ["ambiguous-word"]
    assert f"`{word}`" in spec.yaml_findings[0].message
    for quoted in (f"'{word}'", f'"{word}"', f"|-\n  {word}"):
        spec = loaded(tmp_path, f"a: {quoted}\n")
        assert (spec.data, spec.yaml_findings) == ({"a": word}, ())


@pytest.mark.parametrize(
    ("word", "readings"),
    [
        ("no", "bool or str"),
        ("y", "bool or str"),
        ("010", "octal or int"),
        ("1e3", "str or float"),
        ("0o7", "str or int"),
    ],
)
def test_the_finding_tells_both_readings(word: str, readings: str, tmp_path: Path) -> None:
    [finding] = loaded(tmp_path, f"a: {word}\n").yaml_findings
    assert finding.message == f"YAML tools disagree about `{word}` ({readings}); put it in quotes"


@pytest.mark.parametrize(("word", "value"), PLAIN)
def test_a_word_that_all_tools_read_alike_is_read(word: str, value: object, tmp_path: Path) -> None:
    spec = loaded(tmp_path, f"a: {word}\n")
    assert (spec.data, spec.yaml_findings) == ({"a": value}, ())
    assert type(spec.data["a"]) is type(value)


@given(st.text(st.characters(codec="utf-8")))
def test_every_text_comes_back_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    escaped = "".join(f"\\U{ord(character):08x}" for character in text)
    spec = loaded(tmp_path_factory.mktemp("text"), f'a: "{escaped}"\n"{escaped}.": [b]\n')
    assert (spec.data, spec.yaml_findings) == ({"a": text, f"{text}.": ["b"]}, ())


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"])))
def test_a_plain_text_comes_back_or_is_a_finding(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    written = yaml.safe_dump([text], allow_unicode=True)
    spec = loaded(tmp_path_factory.mktemp("text"), f"a: {written}" if written.startswith("[") else f"a:\n{written}")
    assert spec.data["a"] == [text]
    assert {finding.rule for finding in spec.yaml_findings} <= {"ambiguous-word"}


@given(st.text(string.digits + "+-._:eExob", min_size=1, max_size=8))
def test_a_number_is_a_number_to_all_tools_or_a_finding(tmp_path_factory: pytest.TempPathFactory, word: str) -> None:
    try:
        by_pyyaml = yaml.safe_load(f"a: {word}\n")
    except (yaml.YAMLError, ValueError):
        return  # not YAML, or no such date
    if not isinstance(by_pyyaml, dict) or "a" not in by_pyyaml:
        return
    spec = loaded(tmp_path_factory.mktemp("number"), f"a: {word}\n")
    if not spec.yaml_findings:
        assert spec.data == by_pyyaml


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    text = "# a comment\na:\n  b:\n    - c\n    - {d: 1}\n"
    spec = loaded(tmp_path, text)
    assert [spec.line(p) for p in ((), ("a",), ("a", "b", 0), ("a", "b", 1, "d"))] == [2, 2, 4, 5]
    assert spec.line(("a", "b", 1, "nowhere", "at", "all")) == 5


@pytest.mark.parametrize("comment", ["# 备注\n", "\n\n"])
def test_comments_and_layout_do_not_change_the_hash(comment: str, tmp_path: Path) -> None:
    first = loaded(tmp_path, TINY).sha256
    assert loaded(tmp_path, comment + TINY + comment).sha256 == first
    assert loaded(tmp_path, edited(TINY, ("{keys: [user]}", "\n          keys:\n            - 'user'"))).sha256 == first
    assert loaded(tmp_path, edited(TINY, ("{keys: [user]}", "{keys: [ip]}"))).sha256 != first


def test_a_byte_order_mark_is_no_part_of_the_spec(tmp_path: Path) -> None:
    assert loaded(tmp_path, "\ufeff" + TINY).data == loaded(tmp_path, TINY).data


def _deep(depth: int) -> bytes:
    return b"a: " + b"[" * depth + b"]" * depth


UNUSABLE = [
    ("empty", b"", ":1: the file is empty"),
    ("only a comment", b"# nothing\n", ":1: the file is empty"),
    ("a list", b"- a\n", ":1: the file is not a mapping"),
    ("a word", b"openapi\n", ":1: the file is not a mapping"),
    ("binary", bytes(range(255, 0, -1)), "not UTF-8 (byte 0)"),
    ("UTF-16", TINY.encode("utf-16"), "not UTF-8"),
    ("Latin-1", "a: é".encode("latin-1"), "not UTF-8 (byte 3)"),
    ("a control character", b"a: \0", "not YAML"),
    ("tabs", b"a:\n\tb: 1\n", ":2: not YAML"),
    ("an open quote", b'a: "b\n', ": not YAML"),
    ("a broken mapping", b"a: b: c\n", ":1: not YAML: mapping values are not allowed"),
    ("two documents", b"a: 1\n---\nb: 1\n", ":2: not YAML"),
    ("an unknown alias", b"a: *b\n", ":1: not YAML"),
    ("100 deep", _deep(100), "nested more than 64 deep"),
    ("10,000 deep", _deep(10_000), "nested more than 64 deep"),
    ("200,000 deep", _deep(200_000), "nested more than 64 deep"),
    ("10,000 deep, indented", b"".join(b" " * n + b"a:\n" for n in range(2_000)), "nested more than 64 deep"),
]


@pytest.mark.parametrize(("content", "said"), [row[1:] for row in UNUSABLE], ids=[row[0] for row in UNUSABLE])
def test_a_file_that_is_no_spec_is_one_clear_error(content: bytes, said: str, tmp_path: Path) -> None:
    file = tmp_path / "spec.yaml"
    file.write_bytes(content)
    with pytest.raises(InputError) as raised:
        spec_file.load(file)
    assert str(raised.value).startswith(str(file))
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_file_that_cannot_be_read_is_one_clear_error(tmp_path: Path) -> None:
    for path, said in ((tmp_path / "none.yaml", "No such file"), (tmp_path, "Is a directory")):
        with pytest.raises(InputError, match=said):
            spec_file.load(path)


def test_a_file_without_permission_is_one_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(InputError, match=r"spec\.yaml: Permission denied; name the spec with --spec"):
        spec_file.load(tmp_path / "spec.yaml")


def test_an_alias_bomb_costs_nothing(tmp_path: Path) -> None:
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40))
    spec = loaded(tmp_path, bomb)
    assert {finding.rule for finding in spec.yaml_findings} == {"yaml-alias"}
    assert len(str(spec.data)) < 10_000
