"""What the READMEs show is in examples/, what they name exists, and both languages say the same."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import attrs
import pytest

from okx_client import RedisLimiter, errors, operations
from okx_client.settings import Options, Settings

from .support import READMES, ROOT, Document, numbered_commands, without_comments

ENGLISH, CHINESE = map(Document, READMES)
each_readme = pytest.mark.parametrize("readme", [ENGLISH, CHINESE], ids=READMES)


@each_readme
def test_every_snippet_is_an_example_that_runs(readme: Document) -> None:
    examples = {without_comments(path.read_text(encoding="utf-8")): path for path in (ROOT / "examples").glob("*.py")}
    shown = [examples.get(without_comments(block)) for block in readme.blocks("python")]
    assert [path and path.name for path in shown] == ["cancel.py", "test_bot.py", "many_orders.py"]


def test_the_english_snippets_are_the_examples_word_for_word() -> None:
    examples = {path.read_text(encoding="utf-8") for path in (ROOT / "examples").glob("*.py")}
    assert set(ENGLISH.blocks("python")) <= examples


@each_readme
def test_the_tree_of_errors_is_the_one_of_the_package(readme: Document) -> None:
    (tree,) = (block for block in readme.blocks("text") if block.startswith("OKXError"))
    in_package = [
        line.split()[:2] for line in (errors.__doc__ or "").splitlines() if re.search("──|^ +OKXError$", line)
    ]
    assert [line.split()[:2] for line in tree.splitlines()] == in_package


@each_readme
def test_the_options_that_it_names_exist(readme: Document) -> None:
    rows = [line for line in readme.text.splitlines() if re.match(r"\| `\w+=", line)]
    named = set(re.findall(r"`(\w+)=", "\n".join(row.split("|")[1] for row in rows)))
    assert {"limiter", "account", "limit_share", "retries"} <= named
    assert named <= {*Options.__annotations__, *inspect.signature(RedisLimiter).parameters}


@each_readme
def test_the_targets_and_files_that_it_names_exist(readme: Document) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"`make ([\w-]+)`", readme.text)
    assert {"demo", "test", "docs", "release"} <= set(targets)
    for target in targets:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    for name in re.findall(r"\]\(([^)#]+)\)|`((?:spec|examples|generated_client)/[\w./-]*)`", readme.prose):
        path = "".join(name)
        assert (ROOT / path).exists(), path


# -- the two languages -----------------------------------------------------------------------------------------------


def test_both_begin_with_the_switch_between_the_languages() -> None:
    assert "\nEnglish · [中文](README.zh-CN.md)\n" in ENGLISH.text[:100]
    assert "\n[English](README.md) · 中文\n" in CHINESE.text[:100]


def test_both_have_the_same_commands() -> None:
    assert CHINESE.blocks("sh") == ENGLISH.blocks("sh")
    assert numbered_commands(CHINESE) == numbered_commands(ENGLISH)


@each_readme
def test_a_shell_takes_each_line_as_it_stands(readme: Document) -> None:
    """Comments would be arguments to the shell of macOS, which reads them in scripts only."""
    assert not [line for block in readme.blocks("sh") for line in block.splitlines() if "#" in line]


def test_both_have_the_same_sections_tables_and_lists() -> None:
    def skeleton(readme: Document) -> list[tuple[str, int]]:
        marks = (re.match(r"(#+ |\|(?:[^|\\]|\\.)*\||- |```\w*)", line) for line in readme.text.splitlines())
        found = [mark[0] for mark in marks if mark]
        return [
            (kind, sum(mark.startswith(kind) for mark in section.splitlines()))
            for section in "\n".join(found).split("## ")
            for kind in ("|", "- ", "```")
        ]

    assert skeleton(CHINESE) == skeleton(ENGLISH)


def test_both_have_the_same_numbers_in_each_section() -> None:
    def numbers(readme: Document) -> list[list[str]]:
        sections = re.split("^## ", readme.prose, flags=re.MULTILINE)
        return [sorted(re.findall(r"(?<![\w.])\d+(?![\w.]*[a-z])", section)) for section in sections]

    assert numbers(CHINESE) == numbers(ENGLISH)


@each_readme
def test_the_numbers_and_hosts_are_those_of_the_code(readme: Document) -> None:
    defaults = {each.name: each.default for each in attrs.fields(Settings)}
    assert re.search(rf"`max_wait`[（ (]+{defaults['max_wait']:g} ?[s秒]", readme.prose)
    hosts = {url.removeprefix("https://") for url in operations.BASE_URLS.values()}
    named = set(re.findall(r"[\w.]+\.okx\.com", readme.prose))
    assert hosts <= named <= hosts | {"www.okx.com", "my.okx.com", "app.okx.com"}


def test_both_name_the_same_things() -> None:
    def names(readme: Document) -> set[str]:
        return {" ".join(name.split()) for name in re.findall(r"`([^`]+)`", readme.prose)}

    assert names(CHINESE) ^ names(ENGLISH) == set()


def test_the_chinese_one_is_in_chinese() -> None:
    paragraphs = [each for each in re.split(r"\n\s*\n", CHINESE.prose) if re.search("^[^#]*[a-z]{4}", each)]
    english = [each for each in paragraphs if not re.search("[\u4e00-\u9fff]", each)]
    assert english == []


def test_no_other_language_stands_in_the_english_one() -> None:
    assert re.findall("[\u4e00-\u9fff]+", ENGLISH.text) == ["中文"]


@each_readme
def test_the_links_lead_nowhere_outside(readme: Document) -> None:
    for _, target in re.findall(r"\[([^]]+)\]\(([^)]+)\)", readme.text):
        assert Path(target).suffix == ".md"
