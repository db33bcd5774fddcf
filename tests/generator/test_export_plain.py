"""The exported document: the spec itself, in one language, without a field of ours."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest

from generator import places, tables
from generator.docs.facts import LANGUAGES, Language
from generator.export.plain import plain
from generator.lint import lint

from .exporting import SPAN, exported, operation, texts
from .support import REAL, TINY, after, before, edited, loaded

CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
both = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(params=[REAL, TINY], ids=["real", "tiny"])
def text(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@both
def test_no_field_of_ours_remains(text: str, language: Language, tmp_path: Path) -> None:
    document = plain(loaded(tmp_path, text), language)
    assert [name for _, node in places.nodes(document) for name in node if name.startswith("x-")] == []
    assert not re.search(r'"x-[^"]*":', json.dumps(document))  # no property is called so in these two


@both
def test_no_field_of_ours_remains_beside_statuses(language: Language, tmp_path: Path) -> None:
    edit = after("      responses:\n", "        x-title-zh: 应答\n")
    assert lint(loaded(tmp_path, edited(TINY, edit))) == []
    document = exported(tmp_path, language, edit)
    assert list(document["paths"]["/do"]["post"]["responses"]) == ["200"]


def test_a_property_that_is_called_like_a_field_of_ours_stays(tmp_path: Path) -> None:
    edit = before(
        "        tag: {type", "        x-mark: {type: string, description: A mark., x-description-zh: 标记。}\n"
    )
    properties = exported(tmp_path, "zh", edit)["components"]["schemas"]["Answer"]["properties"]
    assert properties["x-mark"] == {"type": "string", "description": "标记。"}


def test_the_chinese_document_is_chinese(text: str, tmp_path: Path) -> None:
    for each in texts(plain(loaded(tmp_path, text), "zh")):
        for line in each.splitlines():
            words = SPAN.sub("", line)
            assert CHINESE.search(words) or not re.search("[A-Za-z]", words), line
            assert not re.search(r"\b[a-z]+ [a-z]+\b", words), line


def test_the_english_document_has_no_chinese(text: str, tmp_path: Path) -> None:
    assert not CHINESE.search(json.dumps(plain(loaded(tmp_path, text), "en"), ensure_ascii=False))


@both
def test_all_but_texts_stays_in_its_place(text: str, language: Language, tmp_path: Path) -> None:
    spec = loaded(tmp_path, text)
    ours, theirs = _without_texts(spec.data), _without_texts(plain(spec, language))
    assert json.dumps(theirs, indent=1) == json.dumps(ours, indent=1)  # the order of keys too


def _without_texts(document: dict[str, Any]) -> dict[str, Any]:
    document = copy.deepcopy(document)
    for _, node in list(places.nodes(document)):
        for name in [name for name in node if name.startswith("x-") or name in ("title", "summary", "description")]:
            del node[name]
        if "externalDocs" in node:
            del node["externalDocs"]["url"]
    return document


@both
def test_every_text_of_the_spec_is_there_in_the_language(text: str, language: Language, tmp_path: Path) -> None:
    spec = loaded(tmp_path, text)
    document = plain(spec, language)
    for pointer, node in places.nodes(spec.data):
        if any(str(part).startswith("x-") for part in pointer):
            continue
        for field in ("title", "summary", "description"):
            if field in node:
                there: Any = document
                for part in pointer:
                    there = there[part]
                own = node[field if language == "en" else places.chinese_field(field)]
                assert there[field].startswith(own.strip())
    for row, (_, node) in zip(tables.read(spec).operations, places.operations(document), strict=True):
        assert node["externalDocs"] == {"url": row.docs_url if language == "en" else row.docs_url_zh}


def test_the_spec_itself_is_left_as_it_is(text: str, tmp_path: Path) -> None:
    spec = loaded(tmp_path, text)
    plain(spec, "zh")
    assert spec.data == loaded(tmp_path, text).data


@both
def test_examples_of_the_other_language_are_left_out(language: Language, tmp_path: Path) -> None:
    document = exported(tmp_path, language, *_EXAMPLES)
    examples = document["paths"]["/do"]["post"]["requestBody"]["content"]["application/json"]["examples"]
    assert list(examples) == ["asked", f"in_{language}", f"shared_{language}"]
    assert list(document["components"]["examples"]) == [f"of_{language}"]


@both
def test_a_reference_to_an_example_goes_with_it_wherever_that_stands(language: Language, tmp_path: Path) -> None:
    head, paths, components = re.split("(?=^paths:|^components:)", edited(TINY, *_EXAMPLES), flags=re.MULTILINE)
    assert plain(loaded(tmp_path, head + components + paths), language) == exported(tmp_path, language, *_EXAMPLES)


_EXAMPLES = (
    after(
        '              asked:\n                value: {ordId: "1"}\n',
        "".join(
            f'              in_{language}: {{x-language: {language}, value: {{ordId: "2"}}}}\n'
            f'              shared_{language}: {{$ref: "#/components/examples/of_{language}"}}\n'
            for language in LANGUAGES
        ),
    ),
    after(
        "components:\n",
        "  examples:\n"
        + "".join(f'    of_{language}: {{x-language: {language}, value: {{ordId: "3"}}}}\n' for language in LANGUAGES),
    ),
)


def test_a_place_whose_examples_are_all_of_the_other_language_has_none(tmp_path: Path) -> None:
    edit = ('asked:\n                value: {ordId: "1"}', 'asked: {x-language: en, value: {ordId: "1"}}')
    assert "examples" not in _media(exported(tmp_path, "zh", edit))
    assert _media(exported(tmp_path, "en", edit))["examples"] == {"asked": {"value": {"ordId": "1"}}}


def _media(document: dict[str, Any]) -> dict[str, Any]:
    media: dict[str, Any] = document["paths"]["/do"]["post"]["requestBody"]["content"]["application/json"]
    return media


def test_urls_end_where_they_end_also_before_chinese(tmp_path: Path) -> None:
    zh = "做这件事，见 https://one.example/a#b，或（https://two.example/c）。"
    en = "Does it, see https://one.example/a#b, `https://code.example` and [this](https://link.example)."
    edits = ("description: Does it.", f"description: {en}"), ("x-description-zh: 做这件事。", f"x-description-zh: {zh}")
    chinese = operation(exported(tmp_path, "zh", *edits))
    assert chinese.startswith("做这件事，见 <https://one.example/a#b>，或（<https://two.example/c>）。\n")
    english = operation(exported(tmp_path, "en", *edits))
    assert english.startswith(
        "Does it, see <https://one.example/a#b>, `https://code.example` and [this](https://link.example).\n"
    )
